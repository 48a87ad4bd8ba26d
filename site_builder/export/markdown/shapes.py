"""Trees as nested lists."""

from __future__ import annotations

from site_builder.export.markdown.blocks import facts_line
from site_builder.export.markdown.dispatch import block, item
from site_builder.export.markdown.escape import text
from site_builder.export.markdown.inline import line
from site_builder.export.markdown.sheet import Sheet
from site_builder.views.parts import Tree, TreeNode


@block.register
def _(part: Tree, sheet: Sheet) -> str:
    return "\n".join(_node(node, sheet) for node in part.nodes)


def _node(node: TreeNode, sheet: Sheet) -> str:
    badge = [f"**{line(node.badge, sheet)}**"] if node.badge is not None else []
    head = " · ".join([line(node.link, sheet), *badge, *facts_line(node.facts, sheet)])
    lines = (
        item(" · ".join(filter(None, (line(each.label, sheet), *(line(cell, sheet) for cell in each.cells)))))
        for each in node.lines
    )
    leaves = [line(leaf, sheet) for leaf in node.leaves]
    titled = f"{text(node.leaves_title)}: " if node.leaves_title else ""
    listed = (item(titled + ", ".join(leaves)),) if leaves else ()
    return item(head, *lines, *listed, *(_node(child, sheet) for child in node.children))
