"""Words that stand for secrets: each is random, known by where it was put, and found again however it is written."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import unquote

PLANNED_DAYS = {"initiative": "2027-03-19", "release": "2027-03-17", "feature": "2027-03-18"}
"""Days on which something is planned, by its kind: no token can be one, and customers are never told."""
_TOKEN = re.compile(
    r"zq[0-9a-f]{6,}|2027-?03-?1[789]|1[789](?:th)? Mar(?:ch)? 2027|Mar(?:ch)? 1[789](?:th)?,? 2027", re.IGNORECASE
)
"""Six digits are enough to know one by: a text may have been cut."""
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([0-9a-fA-F]{2,6}) ?")
_GZIP = b"\x1f\x8b"
_PNG = b"\x89PNG"
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


@dataclass
class Tokens:
    """Gives out tokens and remembers where each was put."""

    random: Random = field(default_factory=lambda: Random(20261031))
    places: dict[str, str] = field(default_factory=dict)

    def new(self, place: str) -> str:
        """Return a token for a place."""
        token = f"zq{self.random.getrandbits(48):012x}"
        self.places[token] = place
        return token

    def planned(self, kind: str) -> str:
        """Return the day on which a record of a kind is planned."""
        self.places[PLANNED_DAYS[kind]] = f"day of a planned {kind}"
        return PLANNED_DAYS[kind]

    def place(self, found: str) -> str:
        """Return where a token, or the beginning of one, was put."""
        return next((place for token, place in self.places.items() if token.startswith(found.lower())), "unknown")


def leaks(directory: Path) -> Mapping[str, set[str]]:
    """Return the tokens in a folder by the file that has them, in its name or in its content."""
    found: dict[str, set[str]] = {}
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        data = path.read_bytes() if path.is_file() else b""
        tokens = {*_TOKEN.findall(unquote(name)), *tokens_in(data)}
        if tokens:
            found[name] = tokens
    return found


def tokens_in(data: bytes) -> set[str]:
    """Return the tokens in a file: raw, decompressed, and with what URLs, HTML, JSON, CSS and base64 do undone."""
    found: set[str] = set()
    for form in _forms(data):
        found.update(_TOKEN.findall(form))
    return found


def _forms(data: bytes) -> Iterator[str]:
    for unpacked in _unpacked(data):
        raw = unpacked.decode("utf-8", "replace")
        yield raw
        yield unpacked.decode("utf-16-le", "ignore")
        yield _undone(raw)
        for run in _BASE64.findall(unpacked):
            # A run may begin with a letter or two that do not belong to what was encoded.
            for start in range(4):
                yield from _decoded(run[start:])


def _undone(text: str) -> str:
    for _ in range(2):
        text = _ESCAPE.sub(_character, html.unescape(unquote(text)))
    return text


def _character(escape: re.Match[str]) -> str:
    code = int(next(group for group in escape.groups() if group), 16)
    return chr(code) if code < 0x110000 else escape[0]


def _decoded(run: bytes) -> Iterator[str]:
    run = run.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    run = run[: len(run) - (len(run) % 4 == 1)]
    try:
        yield base64.b64decode(run + b"=" * (-len(run) % 4)).decode("latin-1")
    except (binascii.Error, ValueError):
        return


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(_GZIP):
        yield gzip.decompress(data)
    if data.startswith(_PNG):
        for stream in _PACKED.finditer(data):
            try:
                yield zlib.decompressobj().decompress(data[stream.start() :])
            except zlib.error:
                continue
