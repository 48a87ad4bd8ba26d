"""An import contract: the members of a family know nothing of each other.

A member is a module of the family's package that defines one of its objects, as ``RULE = Rule(...)``. Other modules of
the package are shared: members may import them, and they may not import a member in turn. So a new file is held from
its first day, and nothing has to be listed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def defines(source: str, member: str) -> bool:
    """Return whether a module's own lines assign an object of the class named ``member``."""
    for statement in ast.parse(source).body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign):
            continue
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        annotation = statement.annotation if isinstance(statement, ast.AnnAssign) else None
        called = statement.value.func if isinstance(statement.value, ast.Call) else None
        # Kind[InitiativeFields](...) is a call of a subscript.
        named = [node.value if isinstance(node, ast.Subscript) else node for node in (called, annotation)]
        if any(isinstance(node, ast.Name) and node.id == member for node in named):
            return True
        if any(isinstance(target, ast.Name) and target.id == member.upper() for target in targets):
            return True
    return False


def members(package: str, member: str) -> frozenset[str]:
    """Return the names of the modules of ``package`` that define an object of the class named ``member``."""
    root, *rest = package.split(".")
    spec = find_spec(root)
    if spec is None or not spec.submodule_search_locations:
        return frozenset()
    folder = Path(spec.submodule_search_locations[0], *rest)
    return frozenset(
        f"{package}.{path.stem}"
        for path in folder.glob("*.py")
        if path.stem not in ("__init__", "base") and defines(path.read_text(encoding="utf-8"), member)
    )


def meetings(graph: ImportGraph, package: str, family: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield a chain of imports within ``package`` for each member, and each shared module, that leads to a member."""
    known = family & graph.modules
    inside = graph.find_descendants(package) if package in graph.modules else set()
    for start in sorted(inside):
        chains: list[tuple[str, ...]] = [(start,)]
        seen = {start}
        while chains:
            chain = chains.pop()
            for imported in sorted(graph.find_modules_directly_imported_by(chain[-1]) & inside - seen):
                seen.add(imported)
                if imported in known:
                    yield (*chain, imported)
                else:
                    chains.append((*chain, imported))


class FamilyContract(Contract):
    """Holds one family: its package, and the name of the class that its members define an object of."""

    type_name = "family"

    package = fields.StringField()
    member = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Return whether no member, and nothing that members share, imports a member."""
        package, member = str(self.package), str(self.member)
        found = sorted(set(meetings(graph, package, members(package, member))))
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each chain of imports that leads to a member."""
        found: list[tuple[str, ...]] = check.metadata["found"]
        for chain in found:
            output.print_error(" -> ".join(chain), bold=False)
