"""Issues of Jira, as its search exports them to CSV."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from site_builder.importers.base import BODY, Entry, Export, Imported, Importer, Wish, WrongWish
from site_builder.importers.jira_markup import markdown_of
from site_builder.importers.table_entries import ROW_OPTIONS, TablePreset, entries_of, table_of
from site_builder.kinds import all_kinds
from site_builder.model.suggest import did_you_mean, one_of

_COMMON: Final = {
    "id": ("Issue key", "Key"),
    "title": ("Summary",),
    "status": ("Status",),
    "tags": ("Labels",),
    "body": ("Description",),
}
_COMPONENTS: Final = ("Components", "Component/s")
_STATUS: Final = {
    "initiative": {
        "idea": ("backlog", "open", "new", "reopened"),
        "planned": ("to do", "todo", "selected for development", "ready", "ready for development"),
        "in_progress": ("in progress", "in review", "in development", "in testing", "testing", "blocked"),
        "released": ("done", "closed", "resolved", "released"),
        "dropped": ("cancelled", "canceled", "won't do", "won't fix", "rejected"),
    },
    "request": {
        "new": ("backlog", "open", "new", "to do", "todo", "reopened"),
        "under_review": ("in review", "waiting for support", "waiting for customer", "under consideration"),
        "planned": ("in progress", "selected for development", "in development", "ready"),
        "released": ("done", "closed", "resolved", "released"),
        "declined": ("cancelled", "canceled", "won't do", "won't fix", "rejected"),
    },
}
_PRESETS: Final = {
    kind: TablePreset(
        {**_COMMON, **columns},
        {("status", theirs): ours for ours, names in _STATUS[kind].items() for theirs in names},
    )
    for kind, columns in {
        "initiative": {
            "target": ("Due date", "Custom field (Target end)"),
            "start": ("Custom field (Start date)", "Start date"),
            "released_on": ("Resolved",),
            "reason": ("Resolution",),
            "component": _COMPONENTS,
        },
        "request": {"submitted_on": ("Created",), "component": _COMPONENTS, "reason": ("Resolution",)},
    }.items()
}
_NOT_DONE: Final = frozenset({"won't do", "won't fix", "duplicate", "cannot reproduce", "declined", "incomplete"})
_ENDED: Final = {"initiative": "dropped", "request": "declined"}


def _read(export: Export, wish: Wish) -> Imported:
    kind = wish.kind or "initiative"
    if kind not in _PRESETS:
        hint = did_you_mean(kind, _PRESETS) or f"issues become {one_of(_PRESETS)}"
        raise WrongWish(f"issues of Jira do not become records of kind {kind!r}; {hint}, or use the format csv")
    found = entries_of(table_of(export, wish), all_kinds()[kind], wish, _PRESETS[kind])
    return replace(found, entries=tuple(_mended(entry, wish) for entry in found.entries))


def _mended(entry: Entry, wish: Wish) -> Entry:
    """The record with the day of its release and the reason of its end only where it has such an end."""
    fields: dict[str, Any] = dict(entry.fields)
    ended = _ENDED[entry.kind]
    resolution = str(fields.get("reason", ""))
    if "reason" not in wish.columns:
        if fields.get("status") == "released" and resolution.casefold() in _NOT_DONE:
            fields["status"] = ended
        if fields.get("status") != ended:
            fields.pop("reason", None)
    if fields.get("status") != "released":
        fields.pop("released_on", None)
    if isinstance(fields.get("component"), list):
        fields["component"] = fields["component"][0]
    body = entry.body if BODY in wish.columns else markdown_of(entry.body)
    status = fields.get("status")
    absent = [("reason",)] if status != ended else []
    absent += [("released_on",)] if status != "released" and entry.kind == "initiative" else []
    return replace(entry, fields=fields, body=body, absent=tuple(absent))


IMPORTER = Importer(
    name="jira",
    summary="Issues of Jira, exported to CSV, as initiatives or requests",
    help="Issue key, Summary, Status, Labels, Components, Description and the days are read; the usual statuses are "
    "understood, --value names those of your workflow. An issue that was resolved as Won't Do or Duplicate is dropped, "
    "with that as the reason. Of several components the first is taken. Descriptions become Markdown, in which [user] "
    "stands for whoever is mentioned. --where chooses rows, such as the epics of a project. "
    "No column with names is read: say whose the records are with --set owner=@team.",
    example="jira issues.csv --where 'Issue Type=Epic' --value 'status:UAT=in_progress' --set owner=@product",
    read=_read,
    options=ROW_OPTIONS,
    together={"status": ("released_on", "reason")},
)
