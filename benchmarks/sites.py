"""Whole builds side by side: the same handbook with opsbook and, exported as pages, with other generators."""

from __future__ import annotations

import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.generate import write_handbook
from benchmarks.peers import OPSBOOK, Peer, export, hugo, material
from benchmarks.processes import CommandFailed, Figures, run

_HEAD = (
    f"{'records':>8}  {'generator':<28} {'wall s':>8} {'cpu s':>8} {'peak MB':>8} "
    f"{'pages':>7} {'kB/page':>8} {'site MB':>8}"
)


def compare_sites(counts: list[int], runs: int, folder: Path | None, *, slow_peers: bool) -> None:
    """Print what cold builds of handbooks of these sizes take, and the ratios; generators take turns.

    Without ``slow_peers`` MkDocs and Material are left out.
    """
    print(f"{_HEAD}\n{'-' * len(_HEAD)}")
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="opsbook-bench-", dir=folder) as scratch:
            _compare(count, runs, Path(scratch), slow_peers=slow_peers)


def _compare(count: int, runs: int, scratch: Path, *, slow_peers: bool) -> None:
    handbook = scratch / "opsbook"
    handbook.mkdir()
    write_handbook(handbook, count)
    ours = Peer(f"opsbook {version('opsbook')}", handbook, OPSBOOK)
    peers = [ours, *_peers(handbook, scratch, slow_peers=slow_peers)]
    found: dict[str, list[tuple[float, float, float]]] = {peer.name: [] for peer in peers}
    for _ in range(runs):
        for peer in peers:
            shutil.rmtree(peer.folder / peer.site, ignore_errors=True)
            shutil.rmtree(peer.folder / ".opsbook", ignore_errors=True)
            found[peer.name].append(_built(peer))
    warm, edited = f"{ours.name}, again", f"{ours.name}, one edited"
    for number in range(runs):
        found.setdefault(warm, []).append(_built(ours))
        edit(handbook, number)
        found.setdefault(edited, []).append(_built(ours))
    figures = {
        name: Figures(*(median(column) for column in zip(*rows, strict=True)), runs) for name, rows in found.items()
    }
    for peer in peers:
        _print(count, peer.name, figures[peer.name], peer.folder / peer.site)
    for name in (warm, edited):
        _print(count, name, figures[name], ours.folder / ours.site)
    first = figures[ours.name]
    for peer in peers[1:]:
        other = figures[peer.name]
        ratio = first.wall / other.wall
        print(
            f"{count:>8}  opsbook / {peer.name}: time {ratio:.3f} ({1 / ratio:.1f} times faster), "
            f"memory {first.memory / other.memory:.2f}"
        )
    print()


def edit(handbook: Path, number: int) -> None:
    """Change a word of a record of the handbook."""
    record = sorted((handbook / "roadmap/initiatives").iterdir())[number]
    record.write_text(f"{record.read_text(encoding='utf-8')}\nEdited.\n", encoding="utf-8")


def _built(peer: Peer) -> tuple[float, float, float]:
    """Return what one build takes: seconds, seconds of processors, MB. Raises CommandFailed where it fails."""
    one = run(peer.command, peer.folder)
    if one.exit_code:
        log = (peer.folder / "benchmark.log").read_text(encoding="utf-8", errors="replace")
        raise CommandFailed(f"{' '.join(peer.command)} exited with {one.exit_code}\n{log[-2000:]}")
    return one.wall, one.processor, one.memory


def _peers(handbook: Path, scratch: Path, *, slow_peers: bool) -> list[Peer]:
    pages = scratch / "pages"
    export(handbook, pages)
    mkdocs, shells = material(pages, scratch / "material", version("mkdocs-material")), scratch / "shell"
    shells.mkdir()
    # The page around the text comes from Material, whose own build of one page takes a moment.
    (shells / "docs").mkdir()
    (shells / "docs/index.md").write_text("# Benchmark\n", encoding="utf-8")
    for name in ("mkdocs.yml", "nav.yml"):
        shutil.copyfile(mkdocs.folder / name, shells / name)
    run(mkdocs.command, shells)
    other = hugo(pages, scratch / "hugo", shells / "site/index.html")
    return [*([mkdocs] if slow_peers else []), *([other] if other is not None else [])]


def _print(count: int, name: str, figures: Figures, site: Path) -> None:
    pages = [file.stat().st_size for file in site.rglob("index.html")]
    size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file()) / 1e6
    print(
        f"{count:>8}  {name:<28} {figures.wall:>8.2f} {figures.processor:>8.2f} {figures.memory:>8.0f} "
        f"{len(pages):>7} {sum(pages) / len(pages) / 1e3:>8.1f} {size:>8.1f}",
        flush=True,
    )
