// The README's JavaScript, run as it stands there, against the package as it is packed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "daemonset-planner-"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: join(root, "pkg") });
  const [tarball] = readdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{"type":"module","private":true}');
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--offline", join(folder, tarball)], { cwd: folder });
});

after(() => rmSync(folder, { recursive: true, force: true }));

function run(code) {
  const file = join(folder, "example.mjs");
  writeFileSync(file, code);
  return execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8" });
}

test("the README's example prints what it says", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, code] = readme.match(/```js\n([\s\S]*?)```/);
  const promised = code.match(/console\.log\(agent\.headline\); \/\/ (.*)/)[1];
  const [headline, reason] = run(code).trim().split("\n");
  assert.equal(headline, promised);
  assert.equal(reason, "nodeSelector wants disk=ssd; this node has no label disk");
});

test("an import is enough in Node.js, and init may be called again", () => {
  const code = `
    import { init, versions } from "daemonset-planner";
    const before = versions().kubernetes;
    await init();
    await init();
    console.log(before === versions().kubernetes);`;
  assert.equal(run(code).trim(), "true");
});

test("a caller's misuse throws a TypeError that names the argument", () => {
  const code = `
    import { plan } from "daemonset-planner";
    try { plan({ manifest: 3 }); } catch (error) { console.log(error instanceof TypeError, error.message); }`;
  assert.equal(run(code).trim(), "true manifest must be a string or a Uint8Array");
});

test("the package holds what it needs and nothing else", () => {
  const listed = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: join(root, "pkg"), encoding: "utf8" }),
  );
  const pack = Array.isArray(listed) ? listed[0] : Object.values(listed)[0];
  const names = pack.files.map((file) => file.path).sort();
  assert.deepEqual(names, [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "index.d.ts",
    "index.js",
    "node.js",
    "package.json",
    "planner.d.ts",
    "planner.js",
    "planner_bg.wasm",
  ]);
});
