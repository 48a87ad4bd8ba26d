"""Release notes of OpenStack, as its tool reno keeps them: a file for each piece of work, its notes by section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from site_builder.importers.base import Entry, Export, ExportFile, Imported, Importer, Wish, WrongWish
from site_builder.importers.change_texts import ChangeTypes, parted, told_counts, words_of
from site_builder.importers.ids import each_once, id_from
from site_builder.importers.restructured import markdown_of
from site_builder.kinds.change import CHANGE, first_sentence, whole_first_sentence
from site_builder.load.text import FORBIDDEN, decode
from site_builder.load.yaml import Composed, compose
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.record import FieldPath
from site_builder.views.wording import count_words

_TYPES: Final = {
    "features": "added",
    "feature": "added",
    "fixes": "fixed",
    "security": "security",
    "critical": "security",
    "deprecations": "deprecated",
    "upgrade": "changed",
    "upgrades": "changed",
    "issues": "changed",
    "other": "changed",
}
_PRELUDE: Final = "prelude"
_LONGEST: Final = 64
_HASH: Final = re.compile(r"-[0-9a-f]{16}\Z")
"""What reno puts at the end of a file's name, so that no other has it."""
_SOURCES: Final = re.compile(r"(?:[-*+] +)?(?:\((?:\[[^\[\]]*+\]\([^()\s]*+\)[,;\s]*+)++\)[:.,]?\s++)++")
"""Links to bugs and plans, in parentheses before the words."""
_REMOVED: Final = re.compile(r"^removed\b|\b(?:is|are|was|were|been)(?: (?:also|now|\w+ly))? removed\b", re.IGNORECASE)
_WRITE_TEXT: Final = "begin the entry with | and write its text on the next line, further in; or put it in quotes"


def _read(export: Export, wish: Wish) -> Imported:
    reader = _Reader(ChangeTypes(wish, _TYPES))
    notes = list(_notes(export))
    entries = [entry for file in notes for entry in reader.entries(file)]
    unique = each_once(entries, "give one of the two files another name")
    return Imported(unique.entries, (), (*reader.diagnostics, *unique.diagnostics), reader.told(len(notes), entries))


def _notes(export: Export) -> Iterator[ExportFile]:
    """Yield the files of notes: those in folders called notes, or else those of the folder itself. Raises WrongWish."""
    files = [file for file in export.files if file.inside.endswith((".yaml", ".yml"))]
    found = [file for file in files if f"/{file.inside}".rpartition("/")[0].endswith("/notes")]
    found = found or [file for file in files if "/" not in file.inside]
    if not found:
        raise WrongWish(f"{export.name} holds no notes; name the folder releasenotes/notes")
    yield from found


class _Reader:
    """Reads notes; gathers what is wrong with them, and what is left out."""

    def __init__(self, types: ChangeTypes) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._types = types
        self._left_out: Counter[str] = Counter()

    def entries(self, file: ExportFile) -> Iterator[Entry]:
        """Yield the changes of a note. The first has the note's name as its id, each further one a number behind it.

        Those that are left out are counted as well, so that the ids are the same whatever is asked for.
        """
        found = list(self._entries(file))
        for number, (section, change_type, text, span) in enumerate(found, start=1):
            record_id = _id(file.stem, f"-{number}" if number > 1 else "")
            if not record_id:
                message = "nothing in the name of this file can be the id of a record"
                self.diagnostics.append(error("invalid-id", message, Span(file.path), "give the file another name"))
                return
            if change_type is None:
                self._left_out[f"entries of {section}"] += 1
            else:
                yield _entry(record_id, section, change_type, text, span)

    def told(self, notes: int, entries: Sequence[Entry]) -> tuple[str, ...]:
        """Return what was read as what, and what was left out."""
        types = Counter(f"{entry.fields['tags'][0]} as {entry.fields['type']}" for entry in entries)
        left = [f"left out: {told_counts(self._left_out)}"] if self._left_out else []
        read = f"{count_words(notes, 'note')} with {count_words(len(entries), 'change')}"
        return (f"read: {read}: {told_counts(types)}", *left)

    def _entries(self, file: ExportFile) -> Iterator[tuple[str, str | None, str, Span]]:
        """Yield the section, the type (None for what is to be left out), the text and the place of each entry."""
        decoded = decode(file.data, file.path)
        composed = compose(decoded.text or "", file.path)
        self.diagnostics += (*decoded.diagnostics, *composed.diagnostics)
        if composed.value is None:
            is_empty = decoded.text is not None and composed.is_readable
            self._left_out["empty notes"] += is_empty
            return
        if not isinstance(composed.value, dict):
            hint = "name a section, such as fixes, and write the entries below it"
            self._say("a note is a mapping of sections to lists of texts", Span(file.path), hint)
            return
        for section, value in composed.value.items():
            place = composed.positions[(section,)]
            span = Span(file.path, place.key_line, place.key_column)
            if section == _PRELUDE:
                self._left_out["preludes, which are no changes"] += 1
                continue
            change_type = self._types.of(str(section), span)
            if isinstance(change_type, Diagnostic):
                self.diagnostics.append(change_type)
            else:
                for text, at in self._texts(value, (section,), composed, file.path):
                    yield str(section), change_type, text, at

    def _texts(self, value: Any, path: FieldPath, composed: Composed, file: str) -> Iterator[tuple[str, Span]]:
        """Yield the texts of a section in Markdown: of a list, or of a single text."""
        entries = [((*path, number), item) for number, item in enumerate(value)] if isinstance(value, list) else []
        for at, item in entries or [(path, value)]:
            place = composed.positions[at]
            span = Span(file, place.line, place.column)
            if item is None or item == [] or (isinstance(item, str) and not item.strip()):
                self._left_out["empty entries"] += 1
            elif isinstance(item, str):
                text = parted(markdown_of(FORBIDDEN.sub(" ", item)))
                if first_sentence(text):
                    yield text, span
                else:
                    self._say("no words of this entry can be the title of a change", span, "write a sentence")
            else:
                what = "a mapping" if isinstance(item, dict) else "a list" if isinstance(item, list) else "no text"
                self._say(f"an entry of {path[0]} is text, and this is {what}", span, _WRITE_TEXT)

    def _say(self, message: str, span: Span, hint: str) -> None:
        self.diagnostics.append(error("invalid-value", message, span, hint))


def _id(stem: str, suffix: str) -> str:
    """Return an id like the name of a file; what tells the file from others stays where the name is cut."""
    whole = id_from(stem, len(stem) * 4)
    room = _LONGEST - len(suffix)
    if len(whole) > room:
        told_apart = _HASH.search(whole)
        end = told_apart[0] if told_apart else ""
        whole = whole[: room - len(end)].rstrip("-.") + end
    return f"{whole}{suffix}" if whole else ""


def _entry(record_id: str, section: str, change_type: str, text: str, span: Span) -> Entry:
    sources = _SOURCES.match(text)
    rest = text[sources.end() :] if sources else text
    is_open = _TYPES.get(section) == change_type == "changed"
    is_removed = is_open and _REMOVED.search(whole_first_sentence(rest)) is not None
    words = words_of(text, first_sentence(rest))
    fields: dict[str, Any] = {**words.fields, "type": "removed" if is_removed else change_type}
    if is_removed:
        fields["breaking"] = True
    return Entry(CHANGE.name, record_id, {**fields, "tags": [section]}, span, words.body)


IMPORTER = Importer(
    name="reno",
    summary="Release notes of OpenStack projects: a folder of YAML files of the tool reno",
    help="Name the folder releasenotes/notes, or one above it. Each entry of a note becomes a change: its section says "
    "the type and is a tag, and what an upgrade removes is breaking. The text is turned from reStructuredText into "
    "Markdown. Which release a note came with is known to git alone, so that the changes have none: --set "
    "release=27.0.0 gives it to all of them. Preludes are no changes, and left out. A section that reno does not have "
    "itself is named with --value. Records are internal; --set visibility=public where the notes are published.",
    example="reno releasenotes/notes --set owner=@identity --value 'type:api=changed' --set visibility=public",
    read=_read,
    options=frozenset({"values"}),
)
