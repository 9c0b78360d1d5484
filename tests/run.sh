#!/usr/bin/env bash
# Installs what the tests need and is missing, runs every test there is, and closes with "N passed, N failed".
# Exits non-zero if a test failed, a suite did not run, or no test ran at all.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0
failed=0
broken=0

need() { # command, Debian package …: install the packages unless the command is there
  local command=$1
  shift
  command -v "$command" >/dev/null || ls /usr/lib/postgresql/*/bin/"$command" >/dev/null 2>&1 && return
  echo "Installing $* …"
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq "$@" >/dev/null
}

count() { # passed, failed, exit code of the suite
  passed=$((passed + $1))
  failed=$((failed + $2))
  # A suite that ended badly without naming a failed test, or that ran none, is broken and must not look green.
  if [ "$3" -ne 0 ] && [ "$2" -eq 0 ] || [ $(($1 + $2)) -eq 0 ]; then broken=$((broken + 1)); fi
}

dotnet_suite() { # project
  local trx
  trx=$results/$(basename "$1").trx
  dotnet test "$1" -c Release --no-build --nologo --logger "trx;LogFileName=$trx" --logger "console;verbosity=minimal"
  local code=$?
  count "$(counter "$trx" passed)" "$(counter "$trx" failed)" $code
}

counter() { # trx file, counter name
  local n=""
  [ -f "$1" ] && n=$(grep -o '<Counters [^>]*>' "$1" | grep -o " $2=\"[0-9]*\"" | head -n 1 | tr -dc '0-9')
  echo "${n:-0}"
}

node_suite() { # folder, npm script
  local log
  log=$results/$(basename "$1")-$2.log
  (cd "$1" && npm run --silent "$2" -- --test-reporter=tap) | tee "$log" | grep -E '^ *(not ok|# (tests|pass|fail) )|^[^ #]*gzip'
  local code=${PIPESTATUS[0]}
  count "$(sed -n 's/^# pass //p' "$log" | tail -n 1 | grep . || echo 0)" "$(sed -n 's/^# fail //p' "$log" | tail -n 1 | grep . || echo 0)" "$code"
}

need initdb postgresql
need chromium chromium
need node nodejs npm

if dotnet build Scanova.Orleans.sln -c Release --nologo -v quiet; then
  dotnet format Scanova.Orleans.sln --verify-no-changes --no-restore || broken=$((broken + 1))
  dotnet_suite tests/Scanova.Tests
  dotnet_suite tests/Scanova.ClusterTests
  if (cd src/sdk && npm ci --no-audit --no-fund --loglevel=error); then
    node_suite src/sdk test
    node_suite src/sdk test:browser
  else
    broken=$((broken + 1))
  fi
else
  broken=$((broken + 1))
fi

[ $broken -eq 0 ] || echo "$broken suite(s) or check(s) did not run or ended badly." >&2
failed=$((failed + broken))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
