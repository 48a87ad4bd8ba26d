"""Words of a sharded search without the numbers of some pages, and with those of what these pages say now."""

from __future__ import annotations

from array import array
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import accumulate, compress

from mkdocs_opsbook.search_files_read import ReadShard, SearchFiles
from mkdocs_opsbook.search_reader import FoundPage
from mkdocs_opsbook.search_shards import CODES, NAME_CODE, NAMES, TEXTS, Places, Words, by_frequency, names_of


def merged_names(files: SearchFiles, pages: Mapping[int, FoundPage]) -> Words:
    """Return the words of titles and tags, where pages have changed."""
    added: defaultdict[str, tuple[array[int], ...]] = defaultdict(lambda: (array(NAME_CODE),))
    for number, page in pages.items():
        for word, code in names_of(number, page):
            added[word][0].append(code)
    taken = [code for number in pages for code in range(number * CODES, (number + 1) * CODES)]
    return _merged(files.shards(NAMES, NAME_CODE), taken, added, _array(NAME_CODE, 1))


def merged_texts(files: SearchFiles, pages: Collection[int], places: Places) -> Words:
    """Return the words of texts, where pages have changed; ``places`` has their words."""
    code = files.table.code
    added = {word: by_frequency(numbers, code) for word, numbers in places.items()}
    return _merged(files.shards(TEXTS, code), pages, added, _array(code, 2))


def _array(code: str, lists: int) -> tuple[array[int], ...]:
    return tuple(array(code) for _ in range(lists))


def _merged(shards: Iterable[ReadShard], taken: Iterable[int], added: Words, none: tuple[array[int], ...]) -> Words:
    kept: dict[str, tuple[array[int], ...]] = {}
    out = frozenset(taken)
    for shard in shards:
        _take_out(shard, out)
        ends = accumulate(shard.counts)
        start = 0
        for word in shard.words:
            lists = []
            for _ in none:
                end = next(ends)
                lists.append(shard.numbers[start:end])
                start = end
            kept[word] = tuple(lists)
    for word, more in added.items():
        held = kept.get(word)
        if held is None:
            held = kept[word] = tuple(each[:] for each in none)
        for numbers, others in zip(held, more, strict=True):
            for number in others:
                insort(numbers, number)
    return {word: lists for word, lists in kept.items() if any(lists)}


def _take_out(shard: ReadShard, out: frozenset[int]) -> None:
    numbers, counts = shard.numbers, shard.counts
    # Nearly all numbers stay: this is the quickest look at each of them.
    places = list(compress(range(len(numbers)), map(out.__contains__, numbers)))
    ends = list(accumulate(counts))
    for place in reversed(places):
        counts[bisect_right(ends, place)] -= 1
        del numbers[place]
