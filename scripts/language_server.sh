#!/bin/sh
# Prints the path of the yaml-language-server that editors use, for the tests of the editor settings, or nothing. Where
# there is none, it is installed into .venv/node if node and npm are there; otherwise it says loudly that those tests
# will be skipped.
set -eu

cd "$(dirname "$0")/.."
# The newest release that runs on Node 20.
version=1.25.0
folder=$(pwd)/.venv/node
server=$folder/node_modules/yaml-language-server/bin/yaml-language-server

if [ -n "${OPSBOOK_LANGUAGE_SERVER:-}" ]; then
    echo "$OPSBOOK_LANGUAGE_SERVER"
    exit 0
fi

if command -v node >/dev/null && command -v npm >/dev/null; then
    if ! grep -q "\"version\": \"$version\"" "$folder/node_modules/yaml-language-server/package.json" 2>/dev/null; then
        echo "Installing yaml-language-server $version for the tests of the editor settings ..." >&2
        log=$(mktemp)
        # It runs as it is unpacked: no package may run a script of its own.
        npm install --prefix "$folder" --no-save --no-package-lock --no-audit --no-fund --ignore-scripts \
            "yaml-language-server@$version" >"$log" 2>&1 || tail -n 5 "$log" >&2
        rm -f "$log"
    fi
    if [ -f "$server" ] && node -e 0; then
        echo "$server"
        exit 0
    fi
fi

cat >&2 <<'TEXT'
****************************************************************************
*  NO LANGUAGE SERVER: the tests of the editor settings are SKIPPED.       *
*  Install node and npm, or name one: OPSBOOK_LANGUAGE_SERVER=/path        *
****************************************************************************
TEXT
