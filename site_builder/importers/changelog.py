"""CHANGELOG.md as https://keepachangelog.com/en/1.1.0/ describes it, and as people write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from site_builder.importers.base import Entry, Export, Imported, Importer, Wish, WrongWish
from site_builder.importers.change_texts import ChangeTypes, parted, told_lines, words_of
from site_builder.importers.changelog_outline import Outline, Section, Version, outline_of
from site_builder.importers.claimed_ids import ClaimedIds
from site_builder.importers.ids import each_once, id_from
from site_builder.importers.link_definitions import LinkDefinitions
from site_builder.importers.markdown_blocks import Block, Unclosed, blocks_of
from site_builder.importers.removal_words import announced
from site_builder.importers.version_heading import VersionHeadings
from site_builder.kinds.change import CHANGE, first_sentence
from site_builder.kinds.release import RELEASE
from site_builder.load.text import FORBIDDEN, normalise, undecodable
from site_builder.model.dates import parse_planned
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.plain_markdown import plain_words
from site_builder.model.quick import dataclass
from site_builder.views.wording import count_words

_TYPES: Final = {
    "added": ("added", "add", "additions", "new", "new features", "feature", "features"),
    "changed": ("changed", "change", "changes", "improved", "improvement", "improvements", "enhancements", "updated"),
    "deprecated": ("deprecated", "deprecation", "deprecations"),
    "removed": ("removed", "removal", "removals"),
    "fixed": ("fixed", "fix", "fixes", "bug fix", "bug fixes", "bugfixes", "bugs fixed"),
    "security": ("security", "security fixes", "vulnerabilities"),
}
_BREAKING: Final = frozenset({"breaking", "breaking change", "breaking changes", "incompatible changes"})
_KNOWN: Final = {name: ours for ours, names in _TYPES.items() for name in names} | dict.fromkeys(_BREAKING, "changed")
_MARK: Final = re.compile(
    r"(?:[\u26a0\u2757\U0001f4a5]\ufe0f?\s*)?"
    r"(?:(?:\*{1,3}|_{1,3}|\[|\()breaking(?: changes?)?:?(?:\*{1,3}|_{1,3}|\]|\))(?:\s?[:–—-])?"
    r"|breaking(?: changes?)?:)\s+",
    re.IGNORECASE,
)
"""What begins an entry that breaks something; without a colon or emphasis, breaking is a word like others."""
_V: Final = re.compile(r"\Av\.?\s?(?=\d)", re.IGNORECASE)
_SIGN: Final = re.compile(r"[^\w\s&/-]")
_WRITE_DAY: Final = "write the day behind the version: ## [{version}] - 2026-03-31; or Unreleased where it is not out"


def _read(export: Export, wish: Wish) -> Imported:
    if export.is_folder:
        raise WrongWish(f"{export.name} is a folder; name the changelog in it, such as CHANGELOG.md")
    (file,) = export.files
    try:
        text = normalise(file.data.decode("utf-8"))
    except UnicodeDecodeError as fault:
        return Imported(diagnostics=(undecodable(file.data, fault, file.path),))
    lines = FORBIDDEN.sub(" ", text).split("\n")
    found = blocks_of(lines)
    types = ChangeTypes(wish, _KNOWN)
    outline = outline_of(found.blocks, lines, VersionHeadings(wish), lambda heading: types.knows(_section(heading)))
    reader = _Reader(file.path, types, LinkDefinitions(found.definitions))
    entries = list(reader.entries(outline.versions))
    unique = each_once(entries, "write each version once, with all of its changes below it")
    unclosed = [_unclosed(each, file.path) for each in found.unclosed]
    diagnostics = (*unclosed, *reader.diagnostics, *unique.diagnostics)
    return Imported(unique.entries, (), diagnostics, tuple(_notes(entries, outline, reader.left_out)))


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry of a section that is to be a change."""

    version: Version
    section: Section
    type: str
    block: Block
    text: str
    is_breaking: bool
    removal_on: str

    @property
    def sentence(self) -> str:
        """Its first sentence."""
        return first_sentence(self.text)


class _Reader:
    """Makes records of versions; gathers what is wrong with them, and the lines of what is left out."""

    def __init__(self, path: str, types: ChangeTypes, links: LinkDefinitions) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.left_out: dict[str, list[int]] = {}
        self._path = path
        self._types = types
        self._links = links
        self._releases: frozenset[str] = frozenset()

    def entries(self, versions: Sequence[Version]) -> Iterator[Entry]:
        """Yield the release and the changes of each version, in the order of the file."""
        if not versions:
            hint = _WRITE_DAY.format(version="1.2.0")
            self._say("invalid-value", "no heading names a version", Span(self._path), hint)
        self._releases = frozenset(_id(version.said.version) for version in versions)
        drafts = {version.heading.line: list(self._drafts(version)) for version in versions}
        # What is added on top, or released, must not give another id to what was there before.
        claimed = ClaimedIds(CHANGE.name)
        in_order = (draft for version in _oldest_first(versions) for draft in drafts[version.heading.line])
        ids = {draft.block.line: claimed.claim(draft.sentence) for draft in in_order}
        for version in versions:
            release = self._release(version)
            if release is not None:
                yield release
            for draft in drafts[version.heading.line]:
                yield self._change(draft, ids[draft.block.line])

    def _release(self, version: Version) -> Entry | None:
        """Return the release that a version is, None for what is not released, or where something is wrong with it."""
        said, span = version.said, self._span(version.heading)
        if not said.version:
            return None
        record_id = _id(said.version)
        hint = _WRITE_DAY.format(version=said.version)
        if not record_id:
            self._say("invalid-id", "nothing in this version can be an id", span, "write it in letters and digits")
        elif not said.day and said.unread:
            message = f"the day of {said.version} cannot be read: {said.unread!r}"
            self._say("invalid-value", message, span, f"{hint}; or name its form with --date-format")
        elif not said.day:
            self._say("missing-field", f"the version {said.version} has no day", span, hint)
        else:
            if said.unread:
                self._leave_out("words beside a version and its day", version.heading.line)
            status = "withdrawn" if said.is_withdrawn else "released"
            fields = {"title": said.version, "date": said.day, "status": status}
            return Entry(RELEASE.name, record_id, fields, span, self._links.inlined(version.intro))
        return None

    def _drafts(self, version: Version) -> Iterator[_Draft]:
        for section in version.sections:
            name = _section(section.heading.text)
            change_type = self._types.of(name, self._span(section.heading)) if section.entries else None
            if isinstance(change_type, Diagnostic):
                self.diagnostics.append(change_type)
            elif change_type is not None:
                for block in section.entries:
                    mark = _MARK.match(block.text)
                    text = parted(self._links.inlined(block.text[mark.end() :] if mark else block.text))
                    said = announced(text, self._releases)
                    is_breaking = mark is not None or name.casefold() in _BREAKING
                    draft = _Draft(version, section, change_type, block, said.text, is_breaking, said.removal_on)
                    if draft.sentence:
                        yield draft
                    else:
                        message = "no words of this entry can be the title of a change"
                        hint = "begin it with a sentence, or take it out"
                        self._say("invalid-value", message, self._span(block), hint)
            elif section.entries:
                self._leave_out(f"the section {name}", section.heading.line)

    def _change(self, draft: _Draft, record_id: str) -> Entry:
        words = words_of(draft.text)
        fields: dict[str, Any] = {**words.fields, "type": draft.type}
        if release := _id(draft.version.said.version):
            fields["release"] = release
        if draft.is_breaking:
            fields["breaking"] = True
        if draft.removal_on:
            fields["removal_on"] = draft.removal_on
        spans = {"type": self._span(draft.section.heading), "release": self._span(draft.version.heading)}
        return Entry(CHANGE.name, record_id, fields, self._span(draft.block), words.body, spans)

    def _say(self, code: str, message: str, span: Span, hint: str) -> None:
        self.diagnostics.append(error(code, message, span, hint))

    def _leave_out(self, what: str, line: int) -> None:
        self.left_out.setdefault(what, []).append(line)

    def _span(self, block: Block) -> Span:
        return Span(self._path, block.line, block.column)


def _oldest_first(versions: Sequence[Version]) -> list[Version]:
    """Return versions by their days, those of one day from the bottom of the file, what is not released last."""

    def key(version: Version) -> tuple[bool, date, int]:
        day = parse_planned(version.said.day).last_day if version.said.day else date.min
        return (not version.said.version, day, -version.heading.line)

    return sorted(versions, key=key)


def _id(version: str) -> str:
    """Return the id of a release: its version, without the letter that some write before it."""
    return id_from(_V.sub("", version))


def _section(heading: str) -> str:
    """Return the words of a section's heading, without signs and pictures."""
    return " ".join(_SIGN.sub("", plain_words(heading)).split()) or heading


def _unclosed(found: Unclosed, path: str) -> Diagnostic:
    message = f"this {found.what} is never closed, so that all below it is a part of it"
    hint = "close it with -->" if found.what == "comment" else "close it with the marks that open it"
    return error("invalid-value", message, Span(path, found.line), hint)


def _notes(entries: Sequence[Entry], outline: Outline, left_out: Mapping[str, Sequence[int]]) -> Iterator[str]:
    changes = [entry for entry in entries if entry.kind == CHANGE.name]
    unreleased = sum("release" not in entry.fields for entry in changes)
    releases = len(entries) - len(changes)
    read = f"{count_words(releases, 'release')} and {count_words(len(changes), 'change')}"
    yield f"read: {read}, {unreleased:,} of them unreleased"
    loose = sum(version.loose > 0 for version in outline.versions)
    if loose:
        yield f"read as the text of their releases: the bullets of {loose:,} that stand below no section"
    for what, lines in {**outline.left_out, **left_out}.items():
        yield f"left out: {what}, {told_lines(lines)}"


IMPORTER = Importer(
    name="changelog",
    summary="A changelog in the form of Keep a Changelog",
    help="Each version becomes a release with its day, each bullet of its sections a change. Those under Unreleased "
    "have no release; once they have, --update release takes it over. A section that Keep a Changelog does not know is "
    "named with --value, and left out where nothing stands behind the equals sign. Days that could be read in two ways "
    "need --date-format. Links that are defined at the end of the file are written into the text that uses them. "
    "Records are internal, as not every changelog is published: --set visibility=public where this one is.",
    example="changelog CHANGELOG.md --set owner=@product --set visibility=public --value 'type:Performance=changed'",
    read=_read,
    options=frozenset({"values", "date_format"}),
)
