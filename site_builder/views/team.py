"""Team: who answers for what, how much is open with whom, roles by area and by tool, and a desk for each role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.role import ROLE, Role
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import NumberCell
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.collection import empty_page, section_page
from site_builder.views.facts import record_link
from site_builder.views.parts import Block, ChartFigure, Column, Row, Subsection, Table
from site_builder.views.role_page import Desks, desks, load_cells, role_page
from site_builder.views.tables import compact
from site_builder.views.team_matrices import areas_matrix, tools_matrix
from site_builder.views.wording import count_words, number_words
from site_builder.views.words import counted

_BARS = 12
_FEWEST = 2


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each role, with what lies on its desk."""
    roles = sorted(context.handbook.records(ROLE), key=lambda role: (role.title.casefold(), role.id))
    if not roles:
        yield empty_page(context, ROLE)
        return
    found = desks(context)
    blocks: tuple[Block, ...] = (
        *_load(context, found),
        Subsection("Roles", (_roles(context, roles, found),), anchor="all", count=len(roles)),
        *areas_matrix(context, roles),
        *tools_matrix(context, roles),
    )
    yield section_page(
        context, ROLE.url, "Team", _sentence(roles, found), blocks, description=ROLE.purpose, hides=("toc",)
    )
    for role in roles:
        yield role_page(context, role, found)


def _sentence(roles: Sequence[Record[Role]], found: Desks) -> str:
    teams = {role.fields.team for role in roles if role.fields.team}
    idle = sum(not found.owned.get(role.reference) for role in roles)
    text = counted(ROLE, len(roles)) + (f" in {count_words(len(teams), 'team')}" if teams else "")
    parts = [text]
    everything = found.everything
    if everything is not None and everything.value:
        late = everything.details["past_due"]
        parts.append(
            f"{count_words(everything.n, 'open record')} with {count_words(everything.details['owners'], 'owner')}"
            + (f", {late:,} past due" if late else "")
        )
    if idle:
        parts.append(f"{count_words(idle, 'role')} {'owns' if idle == 1 else 'own'} nothing")
    return f"{'; '.join(parts)}."


def _load(context: ViewContext, found: Desks) -> Iterator[ChartFigure]:
    """Yield how much is open with whom; nothing where fewer than two have anything open."""
    loads = sorted(found.loads.items(), key=lambda item: (-item[1].n, item[0]))
    if found.everything is None or len(loads) < _FEWEST:
        return
    shown = loads[:_BARS]
    bars = []
    for name, result in shown:
        role = context.handbook.find(ROLE, name)
        late = result.details["past_due"]
        bars.append(
            Bar(
                role.title if role else name,
                result.n,
                context.handbook.url_of(role) if role else None,
                note=f"{late:,} past due" if late else "",
            )
        )
    total = found.everything.n
    first, highest = bars[0].label, shown[0][1].n
    title = f"{first} has the most open, {number_words(highest)} of {number_words(total)}"
    if shown[1][1].n == highest:
        title = f"Nobody has more open than {first}, {number_words(highest)} of {number_words(total)}"
    cut = f", the {len(shown)} with most of {len(loads):,} owners" if len(shown) < len(loads) else ""
    subtitle = f"Open records by owner, as of {context.as_of.isoformat()}, n {number_words(total)}{cut}"
    yield ranked_bars("load", title, subtitle, bars, column="Owner", measure="Open", unit="")


def _roles(context: ViewContext, roles: Sequence[Record[Role]], found: Desks) -> Table:
    columns = (
        Column("Role", "link"),
        Column("Team"),
        Column("Backup"),
        Column("Owns", "number", unit="records"),
        Column("Open", "number", unit="records"),
        Column("Late", "status"),
    )
    rows = tuple(_role_row(context, role, found) for role in roles)
    return compact(Table(columns, rows, "Roles", "roles", filters=("Team",)))


def _role_row(context: ViewContext, role: Record[Role], found: Desks) -> Row:
    handbook, fields = context.handbook, role.fields
    still_open, late = load_cells(found.load(role))
    return Row(
        (
            context.link(role),
            fields.team,
            record_link(handbook, fields.backup) if fields.backup else None,
            NumberCell(len(found.owned.get(role.reference, ()))),
            still_open,
            late,
        )
    )


VIEW = View(ROLE.url, "Team", "", 800, pages, ("role",))
