"""A diff in words, in the order in which a reviewer must decide: what is broken, what customers read, what slips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder.history.comparison import RecordChange
from site_builder.model.diagnostic import Diagnostic, Severity
from site_builder.report.diff import Diff, Side
from site_builder.report.diff_fields import other_fields
from site_builder.report.diff_figures import metric_entries
from site_builder.report.diff_findings import finding_entry, grouped_findings
from site_builder.report.diff_moves import dates, moves
from site_builder.report.diff_parts import Entry, Section, named
from site_builder.report.diff_public import public_text
from site_builder.views.change_pieces import Line, value, words
from site_builder.views.change_standing import standing_line
from site_builder.views.wording import count_words


def sections_of(diff: Diff, *, verbose: bool = False) -> tuple[Section, ...]:
    """Return the sections that have something to say.

    Findings that say the same are told as one unless ``verbose``.
    """
    findings = _each_finding if verbose else grouped_findings
    texts, told_in_texts = public_text(diff)
    plans, told_in_plans = dates(diff)
    statuses, told_in_statuses = moves(diff)
    introduced = diff.findings.introduced
    told = told_in_texts | told_in_plans | told_in_statuses
    sections = (
        ("New errors", _each_finding(_of(introduced, Severity.ERROR))),
        ("Public text", texts),
        ("Dates", plans),
        ("Status and health", statuses),
        ("Removed, renamed and lost links", (*_gone(diff), *_lost(diff))),
        ("New warnings", findings(_of(introduced, Severity.WARNING))),
        ("Added", (_added(diff, record) for record in diff.change.of("added"))),
        ("Other fields", other_fields(diff, told)),
        ("Metrics", metric_entries(diff)),
        ("New notes", findings(_of(introduced, Severity.INFO))),
        ("Fixed findings", findings(diff.findings.fixed)),
    )
    counts = {
        "New warnings": len(_of(introduced, Severity.WARNING)),
        "New notes": len(_of(introduced, Severity.INFO)),
        "Fixed findings": len(diff.findings.fixed),
    }
    made = ((heading, tuple(entries)) for heading, entries in sections)
    return tuple(Section(heading, entries, counts.get(heading, len(entries))) for heading, entries in made if entries)


def summary(diff: Diff) -> str:
    """Return one sentence that counts: ``2 records changed, 1 added; 1 new error; 3 findings fixed``."""
    counts = [(len(diff.change.of(change)), change) for change in ("changed", "added", "removed", "renamed")]
    parts = [f"{count:,} {change}" for count, change in counts if count]
    if parts:
        first, _, way = parts[0].partition(" ")
        parts[0] = f"{first} {'record' if first == '1' else 'records'} {way}"
    found = [
        count_words(count, f"new {severity.value}")
        for severity in (Severity.ERROR, Severity.WARNING)
        if (count := len(_of(diff.findings.introduced, severity)))
    ]
    fixed = len(diff.findings.fixed)
    groups = [", ".join(parts) or "no record changed", ", ".join(found)]
    groups.append(f"{count_words(fixed, 'finding')} fixed" if fixed else "")
    return "; ".join(filter(None, groups))


def sides(diff: Diff) -> Line:
    """Return what was compared: names, commits, the date."""
    line: Line = ()
    for side, before in ((diff.base, ""), (diff.head, " → ")):
        line = (*line, words(before), *_side(side))
    return (*line, words(f", as of {diff.as_of}"))


def _side(side: Side) -> Line:
    if side.commit is None:
        return (words(f"the {side.name}"),)
    commit = side.commit[:10]
    if side.commit.startswith(side.name):
        return (value(commit),)
    return (value(side.name), words(" ("), value(commit), words(")"))


def _each_finding(findings: Iterable[Diagnostic]) -> Iterator[Entry]:
    return map(finding_entry, findings)


def _of(findings: Iterable[Diagnostic], severity: Severity) -> list[Diagnostic]:
    return [finding for finding in findings if finding.severity is severity]


def _gone(diff: Diff) -> Iterator[Entry]:
    for record in diff.change.records:
        line = named(diff, record.reference)
        if record.change == "removed":
            was = standing_line(diff.kinds[record.reference.kind], record.before)
            yield Entry((*line, words(" was removed"), *((words("; it was "), *was) if was else ())))
        elif record.change == "renamed":
            formerly = value(record.formerly or "")
            yield Entry((*line, words(" was called "), formerly, words(" before"), *_followed(diff, record)))
        if record.is_broken and record.change != "added":
            yield Entry((*line, words(" has errors now, and is left out of everything")))
        elif record.was_broken and record.change in ("changed", "renamed"):
            yield Entry((*line, words(" had errors before, and was left out of everything")))


def _followed(diff: Diff, record: RecordChange) -> Line:
    count = len({link.source for link in diff.after.backlinks.get(record.reference, ())})
    return (words(f"; {count_words(count, 'record')} {'refers' if count == 1 else 'refer'} to it"),) if count else ()


def _lost(diff: Diff) -> Iterator[Entry]:
    """Return the lost links, but for those that another one took the place of: the field tells of them."""
    changed = {record.reference: record for record in diff.change.records}
    for link in diff.change.lost_links:
        record = changed.get(link.source)
        change = record.field(link.field) if record else None
        if change is not None and isinstance(change.new, str) and isinstance(change.old, str):
            continue
        way = (words(" no longer refers to "), *named(diff, link.target), words(" in "), value(link.field))
        yield Entry((*named(diff, link.source), *way))


def _added(diff: Diff, record: RecordChange) -> Entry:
    line = named(diff, record.reference)
    if record.is_broken:
        return Entry((*line, words(" has errors, and is left out of everything")))
    standing = standing_line(diff.kinds[record.reference.kind], record.after)
    return Entry((*line, words(": "), *standing) if standing else line)
