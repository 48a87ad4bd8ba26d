#!/bin/sh
# Writes requirements/runtime.txt, dev.txt and engines.txt anew: one universal lock for Python 3.11 to 3.14, with
# hashes, from pyproject.toml and requirements/*.in. Any argument is passed to the resolver, for example
#   scripts/lock.sh --upgrade                       take the newest release of everything
#   scripts/lock.sh --upgrade-package pydantic      take the newest release of one
set -eu

cd "$(dirname "$0")/.."
[ -x .venv/bin/python ] || scripts/bootstrap.sh

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
.venv/bin/python -m pip install -qq --disable-pip-version-check --target "$tools" 'uv==0.13.9'

# One version of each package for every Python: the same input gives the same bytes whichever builds the site.
lock() {
    output=$1
    shift
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
        --no-header --annotation-style line --output-file "$output" pyproject.toml requirements/runtime.in "$@"
}

lock requirements/runtime.txt "$@"
lock requirements/dev.txt requirements/dev.in --constraints requirements/runtime.txt "$@"
lock requirements/engines.txt requirements/dev.in requirements/engines.in --constraints requirements/dev.txt "$@"
