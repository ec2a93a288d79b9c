# make serve   builds the engine and the page, serves the page, prints its address
# make test    runs every test
# make pkg     builds the npm package into pkg/
# make bench   runs the benchmarks
# Each installs what it needs and works from a bare clone. Needed beforehand: rustup, Node.js, make;
# for the tests also apt, or a Chromium named by CHROMIUM and Python 3.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PORT ?= 8321
RUST := $(shell find src -type f) Cargo.toml Cargo.lock rust-toolchain.toml
TOOLS := target/tools/release
WASM := target/package/wasm32-unknown-unknown/release/daemonset_planner.wasm
# wasm-opt has to be told what the compiler may have used, since stripping removes the section that names it.
WASM_FEATURES := --enable-simd --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue

# What wasm-opt inlines makes the file smaller and its gzipped form a tenth larger.
NO_INLINING := --always-inline-max-function-size 0 --flexible-inline-max-function-size 0 --one-caller-inline-max-function-size 0
# Its order by calls would be gone over anyway, by the tool that comes after it.
NO_ORDER := --skip-pass=reorder-functions

.PHONY: serve test bench pkg page element lint test-rust test-wasm test-npm test-sites test-browser chromium fuzz truncations conformance differential peers pin clean

serve: page
	cd www && npx vite preview --port $(PORT)

test: lint test-rust test-wasm test-npm test-sites test-browser

pkg: pkg/planner_bg.wasm pkg/node.cjs pkg/element.js pkg/LICENSE-MIT pkg/LICENSE-APACHE

page: www/dist/index.html

element: pkg/element.js

# The engine.

rust.stamp := target/.toolchain
$(rust.stamp): rust-toolchain.toml
	command -v rustup >/dev/null || { echo "make: rustup is needed, see the README" >&2; exit 1; }
	rustup show active-toolchain >/dev/null || rustup toolchain install
	rustup target add wasm32-unknown-unknown
	rustup component add rustfmt clippy rust-src
	mkdir -p $(@D) && touch $@

$(TOOLS)/bindgen: $(rust.stamp) tests/tools/Cargo.toml $(wildcard tests/tools/src/*.rs tests/tools/src/*/*.rs)
	cargo build --locked --release --package tools --target-dir target/tools
	touch $@

# The standard library is built with the engine, for size, and a panic is a trap without words: a fifteenth of the package. The flags are
# unstable, so the pinned compiler is told to take them, with the sources of its own release; see ARCHITECTURE.md. The one crate type is
# named because Cargo leaves out link-time optimisation, without a word, where a crate is built as an rlib too.
# The data stands behind the stack: with an eighth less than a megabyte before it, its addresses are a byte shorter.
$(WASM): export RUSTC_BOOTSTRAP := 1
$(WASM): export RUSTFLAGS := -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Cllvm-args=-disable-lsr -Cllvm-args=-sink-common-insts=false -Cllvm-args=-licm-control-flow-hoisting=false -Cllvm-args=-licm-max-num-uses-traversed=0 -Cllvm-args=-switch-to-lookup=false -Cllvm-args=-inline-max-stacksize=256 -Cllvm-args=-inline-threshold=0 -Cllvm-args=-inline-instr-cost=500 -Cllvm-args=-inline-call-penalty=2500 -Clink-arg=-zstack-size=917504
$(WASM): $(rust.stamp) $(RUST)
	cargo rustc --locked --release --lib --features package --crate-type cdylib --target wasm32-unknown-unknown --target-dir target/package \
	  -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size

# The types are those of the other target: they speak of what the engine exports, and not of how the glue is loaded, which the package hides.
pkg/planner_bg.wasm: $(WASM) $(TOOLS)/bindgen www/node_modules/.stamp
	$(TOOLS)/bindgen --target web --no-typescript --out-dir pkg --out-name planner $(WASM)
	$(TOOLS)/bindgen --target bundler --out-dir target/package/types --out-name planner $(WASM)
	cp target/package/types/planner.d.ts pkg/
	$(TOOLS)/idle pkg/planner_bg.wasm
	www/node_modules/.bin/wasm-opt --gufa-optimizing --strip-producers --strip-target-features -Oz --converge --simplify-locals-nostructure --generate-global-effects --low-memory-unused --skip-pass=local-cse $(NO_INLINING) $(NO_ORDER) $(WASM_FEATURES) --coalesce-locals-learning --reorder-locals pkg/planner_bg.wasm -o pkg/planner_bg.wasm
	$(TOOLS)/order pkg/planner_bg.wasm

# What `require` finds. The ES module goes through it too, so that a program has one engine, however it asks for it.
pkg/node.cjs: pkg/node.js pkg/checked.js pkg/planner_bg.wasm www/node_modules/.stamp
	www/node_modules/.bin/rolldown pkg/node.js --format cjs --platform node -o $@

pkg/LICENSE-%: LICENSE-%
	cp $< $@

# The page.

www/node_modules/.stamp: www/package.json www/package-lock.json
	cd www && npm ci --no-audit --no-fund
	touch $@

www/dist/index.html: pkg/planner_bg.wasm www/node_modules/.stamp $(shell find www/src www/public www/index.html www/vite.config.ts -type f 2>/dev/null) pkg/index.js pkg/checked.js pkg/load.js
	cd www && npm run build
	touch $@

# The element for other pages, which is a part of the package.

pkg/element.js: pkg/planner_bg.wasm www/node_modules/.stamp $(shell find www/src www/build www/vite.element.config.ts -type f 2>/dev/null) pkg/index.js pkg/checked.js pkg/load.js
	cd www && npm run build:element
	touch $@

# The tests.

lint: $(rust.stamp) www/node_modules/.stamp pkg/planner_bg.wasm
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- --deny warnings
	cd www && npm run lint

test-rust: $(rust.stamp)
	cargo test --locked

test-wasm: $(rust.stamp) $(TOOLS)/bindgen chromium
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER="$(CURDIR)/$(TOOLS)/wasm-test-runner" \
	  WASM_BINDGEN_TEST_WEBDRIVER_JSON=tests/wasm/webdriver.json cargo test --locked --target wasm32-unknown-unknown --test wasm
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER="$(CURDIR)/$(TOOLS)/wasm-test-runner" \
	  WASM_BINDGEN_USE_BROWSER=1 CHROMEDRIVER="$$(command -v chromedriver)" \
	  WASM_BINDGEN_TEST_WEBDRIVER_JSON=tests/wasm/webdriver.json cargo test --locked --target wasm32-unknown-unknown --test wasm

tests/npm/node_modules/.stamp: tests/npm/package.json tests/npm/package-lock.json
	cd tests/npm && npm ci --no-audit --no-fund
	touch $@

test-npm: pkg chromium tests/npm/node_modules/.stamp
	node --test --test-concurrency=2 $(wildcard tests/npm/*.test.mjs)

# Documentation sites, each with the generator that it is named for. What is installed for a site stays in target/sites.

NPM_SITES := $(foreach site,docusaurus starlight vitepress,target/sites/$(site)/node_modules/.stamp)

test-sites: pkg element chromium www/node_modules/.stamp target/sites/venv/.stamp $(NPM_SITES)
	node --test --test-concurrency=1 tests/npm/sites/*.test.mjs

$(NPM_SITES): target/sites/%/node_modules/.stamp: tests/npm/sites/%/package.json tests/npm/sites/%/package-lock.json tests/npm/sites/%/.npmrc
	mkdir -p target/sites/$* && cp $^ target/sites/$*/
	cd target/sites/$* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

target/sites/venv/.stamp: tests/npm/sites/requirements.txt
	rm -rf $(@D)
	python3 -m venv $(@D) || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null && python3 -m venv --clear $(@D); }
	$(@D)/bin/pip install --quiet --disable-pip-version-check --no-deps -r $<
	touch $@

test-browser: page element chromium
	cd www && npm run test:browser

chromium:
	command -v "$${CHROMIUM:-chromium}" >/dev/null && command -v chromedriver >/dev/null || \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver >/dev/null; }

# Kubernetes' own code, which needs Go: the vectors anew, and fresh cases through the engine.

UPSTREAM := target/upstream/upstream

conformance: $(UPSTREAM)
	if [ -d ../shared/conformance ]; then $(UPSTREAM) recorded ../shared; else echo "without ../shared, no running server's answers to compare with"; fi
	rm -rf target/upstream/vectors && mkdir -p target/upstream/vectors
	$(UPSTREAM) record target/upstream/vectors
	$(UPSTREAM) printable target/upstream/printable.bin
	if [ -n "$(BLESS)" ]; then cp target/upstream/printable.bin src/model/; else cmp target/upstream/printable.bin src/model/printable.bin; fi
	for vectors in target/upstream/vectors/*; do \
	  if [ -n "$(BLESS)" ]; then cp $$vectors tests/conformance/vectors/; else cmp <(gunzip -cf $$vectors) <(gunzip -cf tests/conformance/vectors/$${vectors##*/}); fi; done

differential: $(UPSTREAM)
	cargo build --locked --release --example answers
	$(UPSTREAM) -n $(or $(N),1000) -seed $(or $(SEED),1) -subject "$(SUBJECT)" -real "$(wildcard ../shared/corpus)" differential target/release/examples/answers

pin:
	tests/conformance/upstream/pin.sh

$(UPSTREAM): $(wildcard tests/conformance/upstream/*.* tests/conformance/upstream/reach/*)
	command -v go >/dev/null || { echo "make: this needs Go, see https://go.dev" >&2; exit 1; }
	rm -rf target/upstream/source && mkdir -p target/upstream && cp -r tests/conformance/upstream target/upstream/source
	cd target/upstream/source && go mod vendor && cp reach/*.go vendor/k8s.io/kubernetes/pkg/controller/daemon/ && \
	  sed -i 's/range nodeToDaemonPods {/range inOrder(nodeToDaemonPods) {/' vendor/k8s.io/kubernetes/pkg/controller/daemon/update.go && \
	  test "$$(grep -c 'range inOrder(' vendor/k8s.io/kubernetes/pkg/controller/daemon/update.go)" = 2 && \
	  go build -mod=vendor -tags reach -o ../upstream .

# The benchmarks, and the search for input that makes the engine panic.

bench: pkg element chromium tests/npm/node_modules/.stamp
	node benches/sizes.mjs
	node benches/first-verdict.mjs
	cargo bench --locked --bench engine
	node benches/wasm.mjs
	if command -v go >/dev/null; then $(MAKE) peers; else echo "without Go, upstream's own code is not timed"; fi

peers: pkg $(UPSTREAM)
	rustup target add wasm32-wasip1
	cargo build --locked --profile bench --bench peers --target wasm32-wasip1 --target-dir target/peers
	node --no-warnings benches/peers.mjs $(UPSTREAM) "$$(ls -t target/peers/wasm32-wasip1/release/deps/peers-*.wasm | head -n 1)"

truncations: $(rust.stamp)
	TRUNCATIONS=all cargo test --locked --release --test conformance truncation -- --nocapture

fuzz:
	cargo +nightly fuzz run --fuzz-dir tests/fuzz plan -- -max_total_time=$(or $(SECONDS_TO_RUN),600)

clean:
	rm -rf target www/dist www/node_modules tests/npm/node_modules tests/npm/build pkg/planner* pkg/node.cjs pkg/element.js pkg/element.licenses.txt pkg/element.standalone.js pkg/element pkg/LICENSE-*
