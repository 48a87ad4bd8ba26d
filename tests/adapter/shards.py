"""Reads the files of the sharded search, as its worker does in the browser."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Shard:
    """A shard: its words in order, and what is said of each, list by list."""

    words: list[str]
    lists: list[list[int]]


@dataclass(frozen=True)
class Shards:
    """All that the search of a site knows: what its table of contents says, pages by number, shards by family."""

    about: dict[str, Any]
    pages: list[Any]
    names: list[Shard]
    texts: list[Shard]

    def urls(self) -> list[str]:
        """Return the addresses of the pages, by number."""
        return [page[0] for page in self.pages]

    def in_titles(self, word: str) -> set[str]:
        """Return the addresses of the pages whose title has a word."""
        return {self.pages[code >> 5][0] for code in self._names(word) if not code & 16}

    def in_tags(self, word: str) -> set[str]:
        """Return the addresses of the pages with a word among their tags."""
        return {self.pages[code >> 5][0] for code in self._names(word) if code & 16}

    def in_texts(self) -> dict[str, set[str]]:
        """Return the words of each page's text, by its address."""
        found: dict[str, set[str]] = {url: set() for url in self.urls()}
        for shard in self.texts:
            for place, word in enumerate(shard.words):
                for number in (*shard.lists[2 * place], *shard.lists[2 * place + 1]):
                    found[self.pages[number][0]].add(word)
        return found

    def _names(self, word: str) -> Iterator[int]:
        for shard in self.names:
            if word in shard.words:
                yield from shard.lists[shard.words.index(word)]


def read_shards(site: Path) -> Shards:
    """Return what the search of a site knows."""
    folder = site / "search"
    about = json.loads((folder / "shards.json").read_text(encoding="utf-8"))
    sizes, hashes = about["pages"]["sizes"], about["pages"]["hashes"]
    pages: list[Any] = []
    for number, size in enumerate(sizes):
        path = folder / "pages" / f"{number}-{hashes[6 * number : 6 * number + 6]}.json"
        chunk = json.loads(path.read_text(encoding="utf-8"))
        assert len(chunk) == size
        pages += chunk
    return Shards(
        about, pages, list(_family(folder, about, "names", 32)), list(_family(folder, about, "texts", about["bits"]))
    )


def _family(folder: Path, about: dict[str, Any], family: str, bits: int) -> Iterator[Shard]:
    hashes = about[family]["hashes"]
    for number, first in enumerate(about[family]["firsts"]):
        content = (folder / family / f"{number}-{hashes[6 * number : 6 * number + 6]}.bin").read_bytes()
        line, _, packed = content.partition(b"\n")
        assert (len(line) + 1) % 4 == 0
        head = json.loads(line)
        assert head["words"][0] == first
        numbers = struct.unpack(f"<{len(packed) * 8 // bits}{'H' if bits == 16 else 'I'}", packed)
        lists, start = [], 0
        for count in head["counts"]:
            lists.append(list(numbers[start : start + count]))
            start += count
        assert start == len(numbers)
        yield Shard(head["words"], lists)
