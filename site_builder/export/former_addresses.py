"""The earlier addresses of records: at each stands a page that leads to the record's own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from site_builder.link.handbook import Handbook
from site_builder.load.names import RESERVED
from site_builder.render.redirect_page import redirect_page


def redirect_files(handbook: Handbook, taken: Callable[[], Collection[str]]) -> Iterator[tuple[str, bytes]]:
    """Yield a page for each earlier id of a record: its path in the site and its bytes.

    ``taken`` gives the addresses of pages, which stay theirs; it is asked where there are earlier ids. Of two records
    that had the same id, the first in the handbook's order has its address.
    """
    former = [(record, earlier) for record in handbook for earlier in record.fields.formerly]
    known = set(taken()) if former else set()
    for record, earlier in former:
        url = f"{handbook.kinds[record.kind].url}/{earlier}/"
        if url not in known and earlier not in RESERVED.get(record.kind, ()):
            known.add(url)
            yield f"{url}index.html", redirect_page(f"../{record.id}/")
