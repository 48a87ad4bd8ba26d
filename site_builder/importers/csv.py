"""Any table: spreadsheets, and what every tool can export."""

from __future__ import annotations

from site_builder.importers.base import Export, Imported, Importer, Wish, WrongWish
from site_builder.importers.table_entries import ROW_OPTIONS, TablePreset, entries_of, table_of
from site_builder.kinds import all_kinds
from site_builder.model.suggest import did_you_mean, one_of

_PRESET = TablePreset(guesses=True)


def _read(export: Export, wish: Wish) -> Imported:
    kinds = all_kinds()
    if wish.kind not in kinds:
        asked = (
            f"there is no kind {wish.kind!r}" if wish.kind else "say what the rows are: --kind request, for instance"
        )
        raise WrongWish(f"{asked}; {did_you_mean(wish.kind, kinds) or f'kinds are {one_of(kinds)}'}")
    return entries_of(table_of(export, wish), kinds[wish.kind], wish, _PRESET)


IMPORTER = Importer(
    name="csv",
    summary="A table of any kind of record, as spreadsheets and most tools export it",
    help="Each row becomes a record of --kind. Columns that are called like a field are read without being asked for, "
    "--map names the others. The id is that of the column id, else one like the title.",
    example="csv requests.csv --kind request --map title=Subject --map submitted_on='Created at' "
    "--value 'status:Open=new' --set owner=@support --set source=support",
    read=_read,
    options=ROW_OPTIONS,
)
