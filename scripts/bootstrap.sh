#!/bin/sh
# Makes .venv and installs the locked dependencies and this project (editable) into it.
#
#   scripts/bootstrap.sh           what `make site` needs
#   scripts/bootstrap.sh dev       what `make test` and `make check` need as well
#   scripts/bootstrap.sh engines   what `make engines` needs as well
#
# Needs CPython 3.11 or newer (the newest on the PATH that works, or the one PYTHON names) and git. Does nothing when
# nothing changed. pip's own configuration (index, proxy, certificates) is respected.
set -eu

cd "$(dirname "$0")/.."
mode=${1:-runtime}
requirements=requirements/$mode.txt
python=.venv/bin/python

say() { printf '%s\n' "$*" >&2; }

[ -f "$requirements" ] || { say "bootstrap: no such set of requirements: $mode"; exit 2; }

# A shim of a version manager may stand on the PATH and fail; Debian may lack ensurepip. So each is tried.
find_python() {
    unequipped=
    for candidate in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}; do
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11) or sys.implementation.name != "cpython")' \
            >/dev/null 2>&1 || continue
        if "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
        unequipped=${unequipped:-$candidate}
    done
    if [ -n "$unequipped" ]; then
        version=$("$unequipped" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "bootstrap: $unequipped cannot make virtual environments: it lacks ensurepip."
        say "           On Debian or Ubuntu: apt-get install python$version-venv"
    else
        say "bootstrap: no CPython 3.11 or newer on the PATH; install one, or name it: PYTHON=/path/to/python3 make site"
    fi
    return 1
}

# What the environment was made from. It changes with the folder too, since scripts in .venv/bin hold its path.
fingerprint() {
    { pwd -P; "$python" -VV; cat pyproject.toml "requirements/$1.txt" scripts/bootstrap.sh; } | git hash-object --stdin
}

# Python writes no bytecode where PYTHONDONTWRITEBYTECODE is set, and would then compile everything at each start.
compile() { "$python" -m compileall -q -j 0 "$@" >/dev/null 2>&1 || true; }

if ! "$python" -c 'import pip' >/dev/null 2>&1; then
    base=$(find_python)
    say "Making .venv with $("$base" -V) ..."
    "$base" -m venv --clear .venv
fi

stamp=.venv/opsbook-$mode.stamp
if [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint "$mode")" ] && [ -x .venv/bin/opsbook ]; then
    compile site_builder plugins
    exit 0
fi

say "Installing $requirements into .venv (about a minute, once) ..."
rm -f .venv/opsbook-*.stamp
install="$python -m pip install -qq --disable-pip-version-check --no-input --no-compile --no-deps"
# The locked set is whole, so nothing is resolved: pip before 23.3 would look beyond the pin for `coverage[toml]`.
$install --require-hashes -r "$requirements"
$install --no-build-isolation -e .
conflicts=$("$python" -m pip check --disable-pip-version-check) || { say "$conflicts"; exit 3; }
compile .venv/lib site_builder plugins
# Each set holds the ones before it, in the same versions.
case $mode in engines) held="runtime dev engines" ;; *) held="runtime $mode" ;; esac
for satisfied in $held; do
    fingerprint "$satisfied" >".venv/opsbook-$satisfied.stamp"
done
