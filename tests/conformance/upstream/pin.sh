#!/usr/bin/env bash
# Writes go.mod and go.sum for the Kubernetes release that src/lib.rs names, the one place where it stands.
set -euo pipefail
cd "$(dirname "$0")"
release=$(sed -n 's/^pub const KUBERNETES: &str = "\(.*\)";$/\1/p' ../../../src/lib.rs)
echo "module upstream" > go.mod
go mod edit -go=1.26.0 -require="k8s.io/kubernetes@v$release"
# The release's own modules stand in its tree; the module proxy has them under 0.x.
for module in $(go mod download -json "k8s.io/kubernetes@v$release" | sed -n 's/.*"GoMod": "\(.*\)",/\1/p' | xargs sed -n 's/^\t\(k8s\.io[^ ]*\) => .*/\1/p'); do
  go mod edit -replace="$module=$module@v0.${release#1.}"
done
GOFLAGS=-mod=mod go mod tidy
