"""Trees and matrices as HTML: nesting, words beside marks, names of columns for narrow screens."""

from __future__ import annotations

import re

from site_builder.views.parts import Link, Mark, Matrix, MatrixRow, Tree, TreeNode
from tests.render.rendering import section


def test_nodes_stand_below_nodes() -> None:
    nodes = (TreeNode(Link("Vision", "a/"), children=(TreeNode(Link("Goal", "b/")),)), TreeNode(Link("Other", "c/")))
    html = section(Tree(nodes, "Objectives of 2026"))
    assert 'role="group" aria-label="Objectives of 2026"' in html
    words = re.findall(r"</?ul|>(?:Vision|Goal|Other)<", html[html.index("ob-tree") :])
    assert words == ["<ul", ">Vision<", "<ul", ">Goal<", "</ul", ">Other<", "</ul"]


def test_a_mark_has_words_and_the_name_of_its_column() -> None:
    rows = (MatrixRow("Lead", (Mark("accountable", "A"), None)), MatrixRow("Ops", (None, Mark("works with it"))))
    html = section(Matrix("Role", (Link("Chat", "tools/chat/"), "Wiki"), rows, "Roles by tool", "tools"))
    assert html.count("<td></td>") == 2
    assert (
        '<span class="ob-hidden">accountable</span><span class="ob-matrix__name" aria-hidden="true">Chat</span>' in html
    )
    assert 'ob-matrix__mark" aria-hidden="true">A</span>' in html
    assert 'ob-matrix__mark--dot" aria-hidden="true"></span>' in html
    assert "ob-matrix__note" not in html
