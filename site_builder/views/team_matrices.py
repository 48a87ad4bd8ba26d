"""Who covers which area and who works with which tool: two matrices of roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from site_builder.kinds.role import Role
from site_builder.kinds.tool import TOOL
from site_builder.model.common import Area
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.base import ViewContext
from site_builder.views.cells import Inline, Link, Phrase
from site_builder.views.parts import Mark, Matrix, MatrixRow, Paragraph, Subsection
from site_builder.views.wording import count_words, joined_words, sentence_case
from site_builder.views.words import slug_words

_COLUMNS = 30
_ROWS = 200

Roles = Sequence[Record[Role]]


def areas_matrix(context: ViewContext, roles: Roles) -> Iterator[Subsection]:
    """Yield roles by areas of product operations, in the areas' own order, and the areas that nobody covers."""
    areas = [area for area in get_args(Area) if any(area in role.fields.areas for role in roles)]
    if not areas:
        return
    rows = tuple(
        MatrixRow(
            _name(context, role), tuple(Mark("covers it") if area in role.fields.areas else None for area in areas)
        )
        for role in [role for role in roles if role.fields.areas][:_ROWS]
    )
    columns = tuple(sentence_case(area) for area in areas)
    matrix = Matrix("Role", columns, rows, "Which role looks after which area", "areas-matrix", _without(roles, "area"))
    yield Subsection("Roles by area", (_uncovered(areas), matrix), anchor="areas", count=len(areas))


def _uncovered(areas: Sequence[str]) -> Paragraph:
    missing = [slug_words(area) for area in get_args(Area) if area not in areas]
    if not missing:
        return Paragraph(f"All {len(areas)} areas of product operations have a role.")
    return Paragraph(f"Nobody looks after {joined_words(missing)}: {count_words(len(missing), 'area')} of 14.")


def tools_matrix(context: ViewContext, roles: Roles) -> Iterator[Subsection]:
    """Yield roles by the tools they work with, the most used tool first, and the tools that no role names."""
    handbook = context.handbook
    used: Counter[Reference] = Counter()
    for role in roles:
        used.update(tool for tool in set(role.fields.tools) if handbook.get(tool) is not None)
    if not used:
        return
    tools = [found for tool in used if (found := handbook.find(TOOL, tool.id))]
    tools.sort(key=lambda tool: (-used[tool.reference], tool.title.casefold(), tool.id))
    shown = tools[:_COLUMNS]
    columns = tuple(context.link(tool) for tool in shown)
    rows = tuple(
        MatrixRow(
            _name(context, role),
            tuple(Mark("works with it") if tool.reference in role.fields.tools else None for tool in shown),
        )
        for role in [role for role in roles if role.fields.tools][:_ROWS]
    )
    cut = f"The {len(shown)} most used of {len(tools):,} tools. " if len(shown) < len(tools) else ""
    caption = "Which role works with which tool, the most used first"
    matrix = Matrix("Role", columns, rows, caption, "tools-matrix", cut + _without(roles, "tool"))
    yield Subsection(
        "Roles by tool",
        (_most_used(context, tools[0].title, used, tools), matrix),
        anchor="tools-by-role",
        count=len(tools),
    )


def _most_used(context: ViewContext, first: str, used: Counter[Reference], tools: Sequence[object]) -> Paragraph:
    highest = max(used.values())
    idle = len(context.handbook.records(TOOL)) - len(tools)
    words = f"{first} is used by {count_words(highest, 'role')}, more than any other tool"
    if list(used.values()).count(highest) > 1:
        words = f"No tool is used by more than {count_words(highest, 'role')}"
    rest: tuple[Inline, ...] = (".",)
    if idle:
        verb = "is" if idle == 1 else "are"
        rest = ("; ", Link(f"{count_words(idle, 'tool')}", f"{TOOL.url}/"), f" {verb} named by no role.")
    return Paragraph(Phrase((words, *rest)))


def _without(roles: Roles, what: str) -> str:
    named = [role.title for role in roles if not (role.fields.areas if what == "area" else role.fields.tools)]
    if not named:
        return ""
    if len(named) > 3:
        return f"{len(named):,} roles name no {what}."
    return f"{joined_words(named)} {'names' if len(named) == 1 else 'name'} no {what}."


def _name(context: ViewContext, role: Record[Role]) -> Link:
    return context.link(role)
