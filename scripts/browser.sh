#!/bin/sh
# Prints the path of the browser that the browser tests drive, or nothing. Where there is none, it is installed if we
# are root on a system with apt-get; otherwise it says loudly that those tests will be skipped.
set -eu

find_browser() {
    for candidate in "${OPSBOOK_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if [ -n "$candidate" ] && command -v "$candidate"; then
            return
        fi
    done
    return 1
}

find_browser && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    log=$(mktemp)
    echo "Installing chromium for the browser tests ..." >&2
    if { apt-get update && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends chromium fonts-liberation; } >"$log" 2>&1; then
        rm -f "$log"
        find_browser && exit 0
    else
        tail -n 5 "$log" >&2
        rm -f "$log"
    fi
fi

cat >&2 <<'TEXT'
****************************************************************************
*  NO BROWSER: the browser tests are SKIPPED.                              *
*  Install chromium or Google Chrome, or name one: OPSBOOK_BROWSER=/path   *
****************************************************************************
TEXT
