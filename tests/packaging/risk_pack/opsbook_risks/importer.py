"""Risk registers, as spreadsheets hold them."""

from __future__ import annotations

from opsbook_risks.kind import RISK
from site_builder.importers.base import Export, Imported, Importer, Wish
from site_builder.importers.table_entries import ROW_OPTIONS, TablePreset, entries_of, table_of

_PRESET = TablePreset(
    columns={
        "id": ("No.", "Number"),
        "title": ("Risk",),
        "likelihood": ("Probability", "Likelihood"),
        "impact": ("Impact", "Severity"),
        "mitigation": ("Mitigation", "Response"),
        "status": ("Status",),
        "identified_on": ("Raised on", "Date"),
    },
    values={("status", "done"): "closed"},
)


def _read(export: Export, wish: Wish) -> Imported:
    return entries_of(table_of(export, wish), RISK, wish, _PRESET)


IMPORTER = Importer(
    name="risk-register",
    summary="A risk register from a spreadsheet",
    help="Each row becomes a risk; --map and --value name what your register calls otherwise.",
    example="risk-register risks.csv --set owner=@operations",
    read=_read,
    options=ROW_OPTIONS - {"kind"},
)
