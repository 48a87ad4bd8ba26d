"""Trees and matrices: what they hold, how they are shown, and the table that a matrix's CSV file holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.views.cells import Badge, Link, Meter
from site_builder.views.parts import Mark, Matrix, MatrixRow, SectionContent, Subsection, Tree, TreeLine, TreeNode
from site_builder.views.plain import plain_text, sort_key, table_rows
from site_builder.views.within import tables_of, with_tables

MATRIX = Matrix(
    "Role",
    (Link("Chat", "tools/chat/"), "Wiki"),
    (
        MatrixRow(Link("Lead", "team/lead/"), (Mark("works with it"), None)),
        MatrixRow("Ops", (None, Mark("responsible", "R", "info"))),
    ),
    "Roles by tool",
    "roles-by-tool",
)


def test_a_row_has_one_mark_a_column() -> None:
    with pytest.raises(ValueError, match="matrix m: every row needs 1 marks"):
        Matrix("Role", ("A",), (MatrixRow("Lead", ()),), "M", "m")


def test_the_csv_file_of_a_matrix_has_its_letters() -> None:
    content = SectionContent(None, (Subsection("Roles", (MATRIX,)),))
    (table,) = tables_of(content)
    assert table_rows(table) == [["Role", "Chat", "Wiki"], ["Lead", "yes", ""], ["Ops", "", "R"]]


def test_a_matrix_knows_where_its_csv_file_is() -> None:
    content = with_tables(
        SectionContent(None, (MATRIX,)), lambda table: replace(table, csv_url=f"team/{table.identifier}.csv")
    )
    (block,) = content.blocks
    assert isinstance(block, Matrix)
    assert block.csv_url == "team/roles-by-tool.csv"
    assert [table.csv_url for table in tables_of(content)] == ["team/roles-by-tool.csv"]


def test_a_meter_says_its_text_where_it_has_one() -> None:
    assert plain_text(Meter(3, 4)) == "3 of 4"
    assert plain_text(Meter(52, 100, text="52%")) == "52%"
    assert sort_key(Meter(50, 100, text="50%")) == "0.5"


def test_a_tree_holds_nodes_below_nodes() -> None:
    leaf = TreeNode(Link("Leaf", "b/"), lines=(TreeLine("KPI", (Meter(1, 2),)),))
    tree = Tree((TreeNode(Link("Root", "a/"), Badge("active"), children=(leaf,)),), "Objectives")
    assert tree.nodes[0].children[0].lines[0].label == "KPI"
