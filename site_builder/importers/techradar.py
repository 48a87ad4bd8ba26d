"""A technology radar in Markdown, as AOE's generator and its likes read it: its items become tools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from site_builder.importers.base import Entry, Export, Imported, Importer, Wish, WrongWish
from site_builder.importers.radar_files import TAGS, Appearance, appearance, edition_of
from site_builder.importers.radar_links import RadarItems
from site_builder.importers.stems import title_of
from site_builder.importers.text_values import TextValues
from site_builder.kinds.tool import TOOL
from site_builder.model.diagnostic import Diagnostic, Related, Span, error
from site_builder.model.quick import dataclass
from site_builder.model.suggest import one_of
from site_builder.validate.response_day import format_fault
from site_builder.validate.shape import choices_at
from site_builder.views.wording import count_words

_STATUS: Final = {
    ("status", "adopt"): "adopt",
    ("status", "trial"): "trial",
    ("status", "assess"): "trial",
    ("status", "hold"): "hold",
}
_NO_EDITION: Final = (
    "{name} holds no edition of a radar; name the folder in which editions are folders called by their day, such as "
    "2026-03-31/python.md, or say how the folders are called: --date-format %Y-%m"
)


@dataclass(frozen=True, slots=True)
class _Item:
    """An item in all editions in which it appears, the latest first."""

    id: str
    appearances: Sequence[Appearance]

    @property
    def latest(self) -> Appearance:
        """Its latest appearance."""
        return self.appearances[0]

    def saying(self, *names: str) -> tuple[str, Span]:
        """Return what the latest edition that says anything says of one of these, and where; else an empty text."""
        for found in self.appearances:
            for name in names:
                if found.texts.get(name):
                    return found.texts[name], found.spans[name]
        return "", Span(self.latest.file.path)


def _read(export: Export, wish: Wish) -> Imported:
    if not export.is_folder:
        raise WrongWish(f"{export.name} is a file; name the folder of the radar's editions")
    fault = format_fault(wish.date_format or None)
    if fault:
        raise WrongWish(f"{fault}; write --date-format %Y-%m-%d")
    texts = TextValues(TOOL, wish, _STATUS)
    files = [file for file in export.files if file.inside.lower().endswith(".md")]
    dated = [(file, day) for file in files if (day := edition_of(file, wish.date_format)) is not None]
    if not dated:
        raise WrongWish(_NO_EDITION.format(name=export.name))
    read = [appearance(file, day) for file, day in dated]
    diagnostics = [problem for found in read if isinstance(found, list) for problem in found]
    items, repeated = _items([found for found in read if isinstance(found, Appearance)])
    links = RadarItems(frozenset(item.id for item in items), frozenset(_folders(items)))
    made = [_entry(item, links, texts, wish) for item in items]
    entries = tuple(entry for entry in made if isinstance(entry, Entry))
    problems = [problem for problem in made if isinstance(problem, Diagnostic)]
    editions = {day for _, day in dated}
    of_editions = f"of {count_words(len(editions), 'edition')}, the latest of {max(editions)}"
    notes = [f"read: {count_words(len(items), 'item')} {of_editions}"]
    if left := len(files) - len(dated):
        notes.append(f"left out, as it is in no edition: {count_words(left, 'Markdown file')}")
    return Imported(entries, (), (*diagnostics, *repeated, *problems), tuple(notes))


def _items(appearances: Iterable[Appearance]) -> tuple[list[_Item], list[Diagnostic]]:
    """Return the items by their ids; an edition that has one twice is wrong."""
    found: dict[str, dict[Any, Appearance]] = {}
    diagnostics: list[Diagnostic] = []
    for each in appearances:
        known = found.setdefault(each.id, {}).setdefault(each.edition, each)
        if known is not each:
            message = f"another item of this edition would have the id {each.id} as well"
            related = (Related(Span(known.file.path), "the first one"),)
            diagnostics.append(error("duplicate-id", message, Span(each.file.path), "rename one of them", related))
    items = [
        _Item(record_id, [editions[day] for day in sorted(editions, reverse=True)])
        for record_id, editions in sorted(found.items())
    ]
    return items, diagnostics


def _folders(items: Iterable[_Item]) -> Iterable[str]:
    """Yield what stands before an item in addresses: segments, and the folders of editions."""
    for item in items:
        for each in item.appearances:
            yield each.file.path.split("/")[-2].casefold()
            yield from (each.texts[name].casefold() for name in ("segment", "quadrant") if each.texts.get(name))


def _entry(item: _Item, links: RadarItems, texts: TextValues, wish: Wish) -> Entry | Diagnostic:
    """Return the tool that an item is, or what is wrong with its ring."""
    latest = item.latest
    title, title_span = item.saying("title")
    ring, ring_span = item.saying("ring")
    segment, segment_span = item.saying("segment", "quadrant")
    status = texts.of(("status",), ring)
    choices = choices_at(TOOL.fields, ("status",))
    if status is not None and status not in choices:
        hint = f"say which it is: --value 'status:{ring[:60]}={choices[0]}'; a status is {one_of(choices)}"
        return error("invalid-value", f"it is not known what the ring {ring[:60]!r} stands for", ring_span, hint)
    tagged = next((each for each in item.appearances if each.tags), latest)
    fields: dict[str, Any] = {
        "title": title or title_of(latest.file),
        "category": texts.of(("category",), segment),
        "status": status,
        "reviewed_on": latest.edition.isoformat(),
        "tags": _tags(tagged.tags, wish.values),
    }
    body = next((each.body for each in item.appearances if each.body.strip()), "")
    spans = {"title": title_span, "status": ring_span, "category": segment_span}
    if tagged.tags:
        spans["tags"] = tagged.spans[TAGS]
    present = {name: value for name, value in fields.items() if value}
    return Entry(TOOL.name, item.id, present, Span(latest.file.path), links.linked(body), spans, is_page=True)


def _tags(tags: Iterable[str], values: Mapping[tuple[str, str], str]) -> list[str]:
    return list(dict.fromkeys(tag for each in tags if (tag := values.get((TAGS, each.casefold()), each).strip())))


IMPORTER = Importer(
    name="techradar",
    summary="A technology radar in Markdown (a folder for each edition, a file for each item) as tools",
    help="An item is a file such as radar/2026-03-31/python.md, with title, ring, segment or quadrant and tags in its "
    "front matter. Its ring becomes the status (assess is trial; --value 'status:Explore=trial' says it of others), "
    "its segment the category, the day of the latest edition that has it the day of its review; what an edition leaves "
    "out is that of the one before it. Links between items become links between records. A radar says neither who "
    "answers for a tool nor which data may be put into it: --set owner=@architects --set data_classification=internal.",
    example="techradar radar --set owner=@architects --set data_classification=internal",
    read=_read,
    options=frozenset({"values", "date_format"}),
)
