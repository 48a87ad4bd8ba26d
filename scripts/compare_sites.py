"""Compares two built sites, file by file; they may differ in the generator's name alone.

Usage: ``python scripts/compare_sites.py SITE OTHER``. Prints the files that differ and returns 1 if there are any.
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path

GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
SHOWN = 20


def content(path: Path) -> bytes:
    """Return what a reader sees: no generator tag, and the text of a compressed file without its time stamp."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(data)
    return GENERATOR.sub(b"", data) if path.suffix == ".html" else data


def files(site: Path) -> dict[str, Path]:
    """Return the files of a site by their path in it."""
    return {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}


def differences(site: Path, other: Path) -> list[str]:
    """Return a line for each file that only one of the sites has, or that is not the same in both."""
    ours, theirs = files(site), files(other)
    lines = [f"only in {site}: {name}" for name in ours.keys() - theirs.keys()]
    lines += [f"only in {other}: {name}" for name in theirs.keys() - ours.keys()]
    common = ours.keys() & theirs.keys()
    lines += [f"differs: {name}" for name in common if content(ours[name]) != content(theirs[name])]
    return sorted(lines)


def main(arguments: list[str]) -> int:
    """Compare the two sites that the arguments name; return the exit code."""
    if len(arguments) != 2 or not all(Path(argument).is_dir() for argument in arguments):
        print(__doc__, file=sys.stderr)
        return 2
    site, other = (Path(argument) for argument in arguments)
    found = differences(site, other)
    for line in found[:SHOWN]:
        print(line)
    if len(found) > SHOWN:
        print(f"... and {len(found) - SHOWN} more")
    if not found:
        print(f"{site} and {other} are the same site ({len(files(site))} files)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
