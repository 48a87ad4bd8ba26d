"""The files of the sharded search: words in shards, pages in chunks, and what says which file holds what.

``search/shards.json`` names everything else: ``search_table.py``. Words of titles and tags are in ``names``, all other
words in ``texts``; each is cut into shards of neighbouring words, so that the beginning of a word is looked up in few
of them. A shard is a line of JSON, its words and how many numbers each has, and then these numbers, little-endian:

- ``names``: 32 bits, the page's number times 32, plus 16 for a tag, plus the number of words of the title (at most 15);
- ``texts``: 16 bits (32 where there are more pages than that), first the pages that have the word once or twice, then
  those that have it more often.

``pages`` are chunks of JSON: address, title, tags and text of each page. Names of files hold a hash of their content: a
page that was opened before the site was published again notices that its shards are gone, and never mixes two sites.
"""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from mkdocs_opsbook.search_reader import FoundPage
from mkdocs_opsbook.search_table import TABLE, Table
from mkdocs_opsbook.search_words import known_words

SHARD, CHUNK = 10_000, 6_000
"""Bytes from which a shard of words and characters from which a chunk of pages is full."""
NAMES, TEXTS, PAGES = "names", "texts", "pages"
NAME_CODE: Final = "I"
CODES: Final = 32
"""Numbers that a page has among ``names``: its own times this, and those that follow."""
_OFTEN: Final = 3
_TAG, _MOST_WORDS = 16, 15
_DIGITS: Final = 6
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Places: TypeAlias = Mapping[str, Sequence[int]]
"""Words, and the number of the page for each time that a page has one."""

Words: TypeAlias = "Mapping[str, tuple[array[int], ...]]"
"""Words, each with the numbers of its shard: one list among ``names``, two among ``texts``."""


def files_of(pages: Sequence[FoundPage], places: Places) -> Iterator[tuple[str, bytes]]:
    """Return the files of the search: the path in the site, and the bytes. The same bytes whatever the order within
    ``places``.
    """
    table = Table(len(pages), boosts={number: page.boost for number, page in enumerate(pages) if page.boost != 1})
    for first, content in shards(_names(pages), NAME_CODE):
        yield table.add(NAMES, first, hash_of(content)), content
    texts = {word: by_frequency(numbers, table.code) for word, numbers in places.items()}
    for first, content in shards(texts, table.code):
        yield table.add(TEXTS, first, hash_of(content)), content
    for size, content in chunks(page.shown for page in pages):
        yield table.add(PAGES, size, hash_of(content)), content
    yield TABLE, table.encoded()


def _names(pages: Sequence[FoundPage]) -> Words:
    found: defaultdict[str, tuple[array[int], ...]] = defaultdict(lambda: (array(NAME_CODE),))
    for number, page in enumerate(pages):
        for word, code in names_of(number, page):
            found[word][0].append(code)
    return found


def names_of(number: int, page: FoundPage) -> Iterator[tuple[str, int]]:
    """Return the words of a page's title and tags, each with what is said of it among ``names``."""
    words = [word for written in page.title.split() for word in known_words(written)]
    code = number * CODES + min(len(words), _MOST_WORDS)
    for word in dict.fromkeys(words):
        yield word, code
    words = [word for tag in page.tags for written in tag.split() for word in known_words(written)]
    for word in dict.fromkeys(words):
        yield word, number * CODES + _TAG


def by_frequency(places: Sequence[int], code: str) -> tuple[array[int], array[int]]:
    """Return the pages that have a word seldom, and those that have it often."""
    counts = Counter(places)
    often = {page for page, count in counts.items() if count >= _OFTEN}
    return array(code, sorted(counts.keys() - often)), array(code, sorted(often))


def shards(words: Words, code: str) -> Iterator[tuple[str, bytes]]:
    """Return the shards, each with its first word. Words are in the order of JavaScript, that of UTF-16."""
    width = array(code).itemsize
    held: list[str] = []
    size = 0
    for word in sorted(words, key=_utf16):
        more = len(word) + 6 + width * sum(map(len, words[word]))
        if held and size + more > SHARD:
            yield held[0], _shard(held, words, code)
            held, size = [], 0
        held.append(word)
        size += more
    if held:
        yield held[0], _shard(held, words, code)


def _utf16(word: str) -> bytes:
    # Beyond the first 65,536 characters it differs from the order of code points.
    return word.encode("utf-16-be", "surrogatepass")


def _shard(held: Sequence[str], words: Words, code: str) -> bytes:
    numbers = array(code)
    counts: list[int] = []
    for word in held:
        for part in words[word]:
            counts.append(len(part))
            numbers.extend(part)
    if sys.byteorder == "big":
        numbers.byteswap()
    line = _encoded({"words": held, "counts": counts}).encode()
    # Numbers begin where a typed array can: at a multiple of four.
    return line + b" " * (-(len(line) + 1) % 4) + b"\n" + numbers.tobytes()


def chunks(shown: Iterable[str]) -> Iterator[tuple[int, bytes]]:
    """Return the chunks of pages, each with how many pages are in it."""
    held: list[str] = []
    size = 0
    for page in shown:
        if held and size + len(page) > CHUNK:
            yield len(held), f"[{','.join(held)}]".encode()
            held, size = [], 0
        held.append(page)
        size += len(page)
    if held:
        yield len(held), f"[{','.join(held)}]".encode()


def hash_of(content: bytes) -> str:
    """Return the hash that stands in the name of a file."""
    return hashlib.blake2b(content, digest_size=_DIGITS // 2).hexdigest()
