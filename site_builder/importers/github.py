"""Issues of GitHub as the requests of customers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from site_builder.importers.base import Entry, Export, ExportFile, Imported, Importer, Wish, WrongWish
from site_builder.importers.ids import each_once, id_from
from site_builder.importers.text_values import TextValues
from site_builder.kinds import all_kinds
from site_builder.load.text import place
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass
from site_builder.views.wording import count_words

_STATUS: Final = {
    ("status", "open"): "new",
    ("status", "completed"): "released",
    ("status", "closed"): "released",
    ("status", "not_planned"): "declined",
    ("status", "duplicate"): "declined",
}
_REASONS: Final = {"not_planned": "Closed as not planned.", "duplicate": "Closed as a duplicate."}
_HINT: Final = (
    "export with: gh issue list --state all --limit 10000 "
    "--json number,title,body,state,stateReason,labels,createdAt,url > issues.json"
)
_BLANK: Final = " \t\n\r"


@dataclass(frozen=True, slots=True)
class _Issue:
    """An issue as it stands in the export; the names are those of gh, else those of the REST interface."""

    values: Mapping[str, Any]
    span: Span

    def text(self, *names: str) -> str:
        """Return the first of these that is a text; empty where none is."""
        return next((str(self.values[name]) for name in names if isinstance(self.values.get(name), str)), "")

    @property
    def number(self) -> int | None:
        """Its number; None where there is none."""
        number = self.values.get("number")
        return number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else None

    @property
    def id(self) -> str:
        """The names of its owner and repository, and its number: two repositories have an issue of the same number."""
        parts = self.address.split("/")
        repository = " ".join(parts[-4:-2]) if parts[-2:-1] == ["issues"] and len(parts) > 4 else "issue"
        return f"{id_from(repository, 50) or 'issue'}-{self.number}"

    @property
    def is_pull_request(self) -> bool:
        """Whether it is a pull request, which the REST interface lists as well."""
        return bool(self.values.get("pull_request") or self.values.get("isPullRequest"))

    @property
    def end(self) -> str:
        """How it ended, in lower case: completed, not_planned, …; open where it did not."""
        state = self.text("state").casefold()
        return (self.text("stateReason", "state_reason").casefold() or state) if state == "closed" else state

    @property
    def address(self) -> str:
        """Its page; of the REST interface ``url`` is the address of the interface."""
        found = self.text("html_url", "url")
        return found if found.startswith(("https://", "http://")) else ""

    @property
    def labels(self) -> list[str]:
        """The names of its labels."""
        labels = self.values.get("labels")
        found = (label.get("name") if isinstance(label, dict) else label for label in labels or ())
        return [name for name in found if isinstance(name, str) and name.strip()]


def _read(export: Export, wish: Wish) -> Imported:
    if export.is_folder:
        raise WrongWish(f"{export.name} is a folder; {_HINT}")
    (file,) = export.files
    found = list(_issues(file))
    issues = [issue for issue in found if isinstance(issue, _Issue)]
    problems = [issue for issue in found if isinstance(issue, Diagnostic)]
    pulls = sum(issue.is_pull_request for issue in issues)
    texts = TextValues(all_kinds()["request"], wish, _STATUS)
    unique = each_once(
        (_entry(issue, texts, wish) for issue in issues if not issue.is_pull_request), "export each issue once"
    )
    notes = (f"left out: {count_words(pulls, 'pull request')}",) if pulls else ()
    return Imported(unique.entries, (), (*problems, *unique.diagnostics), notes)


def _issues(file: ExportFile) -> Iterator[_Issue | Diagnostic]:
    """Yield the issues of a list in JSON one by one, as that tells where each begins."""
    text = file.text()
    if text is None:
        yield error("not-utf8", "the file is not UTF-8", Span(file.path), _HINT)
        return
    start = _after_blanks(text, 0)
    if text.startswith("{", start):
        start = text.find("[", text.find('"items"', start)) if '"items"' in text else start
    if not text.startswith("[", start):
        yield error("invalid-value", "this is no list of issues in JSON", Span(file.path, *place(text, 0)), _HINT)
        return
    decoder = json.JSONDecoder()
    line, counted = place(text, start)[0], start
    line_start = text.rfind("\n", 0, start)
    start = _after_blanks(text, start + 1)
    while start < len(text) and text[start] != "]":
        line += text.count("\n", counted, start)
        line_start = max(line_start, text.rfind("\n", counted, start))
        counted = start
        span = Span(file.path, line, start - line_start)
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError) as fault:
            at = place(text, fault.pos) if isinstance(fault, json.JSONDecodeError) else (span.line, span.column)
            yield error("invalid-value", "the list of issues is no JSON from here on", Span(file.path, *at), _HINT)
            return
        yield _issue(value, span)
        start = _after_blanks(text, end)
        if text.startswith(",", start):
            start = _after_blanks(text, start + 1)
    if start >= len(text):
        yield error("invalid-value", "the list of issues is never closed", Span(file.path, line), _HINT)


def _issue(value: object, span: Span) -> _Issue | Diagnostic:
    issue = _Issue(value, span) if isinstance(value, dict) else None
    if issue is None or issue.number is None or not issue.text("title"):
        return error("invalid-value", "this is no issue: it has no number or no title", span, _HINT)
    return issue


def _after_blanks(text: str, start: int) -> int:
    while start < len(text) and text[start] in _BLANK:
        start += 1
    return start


def _entry(issue: _Issue, texts: TextValues, wish: Wish) -> Entry:
    status = texts.of(("status",), issue.end)
    fields = {
        "title": texts.of(("title",), issue.text("title")),
        "source": None if "source" in wish.fixed else "community",
        "submitted_on": texts.of(("submitted_on",), issue.text("createdAt", "created_at")),
        "status": status,
        "reason": _REASONS.get(issue.end, "Closed.") if status == "declined" else None,
        "tags": [tag for label in issue.labels if (tag := wish.values.get(("tags", label.casefold()), label))],
        "links": [issue.address] if issue.address else None,
    }
    present = {name: value for name, value in fields.items() if value}
    absent = (("reason",),) if status != "declined" else ()
    return Entry("request", issue.id, present, issue.span, issue.text("body"), absent=absent)


IMPORTER = Importer(
    name="github",
    summary="Issues of GitHub, listed as JSON by gh or by its REST interface, as requests",
    help="Open issues are new requests, completed ones released, those closed as not planned declined; --value says it "
    "otherwise. Labels become tags, the text the narrative, the address a link. The id is the owner, the "
    "repository and the number. Pull requests are left out, and so is who wrote what; names in the text stay. "
    f" To export, {_HINT.removeprefix('export with: ')}",
    example="github issues.json --value status:open=under_review --set owner=@community",
    read=_read,
    options=frozenset({"values"}),
    together={"status": ("reason",)},
)
