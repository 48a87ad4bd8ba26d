"""A handbook with two releases that are out, one that was withdrawn and one that is planned; and what machines get."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from site_builder.pipeline.make_site import build_site
from site_builder.pipeline.site import Site
from tests.support import AS_OF, CONFIG, inputs_of, write

SITE_URL = "https://example.com/notes/"
PUBLISHED = f"site_url: {SITE_URL}\n{CONFIG}"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture of one pixel."""

_RELEASE = "title: Rota {id}\nowner: '@team'\ndate: {day}\nstatus: {status}\n"
_CHANGE = "title: {title}\nowner: '@team'\ntype: {type}\nrelease: '{release}'\n"
FILES: Mapping[str, str | bytes] = {
    "roadmap/releases/1.9.yml": _RELEASE.format(id="1.9", day="2026-01-10", status="released"),
    "roadmap/releases/1.10.md": "---\n"
    + _RELEASE.format(id="1.10", day="2026-03-01", status="released")
    + "summary: Swaps, and *more*.\nhighlights: [swaps]\nupgrade_notes: Read [the guide](../guide.md) & wait.\n"
    + "---\n\nSee [[change:swaps]] and [the web](https://example.org/?a=1&b=2).\n\n"
    + "<script>alert(1)</script>\n\n## Parts\n\n- [x] done\n",
    "roadmap/releases/1.11.yml": _RELEASE.format(id="1.11", day="2026-04-01", status="withdrawn"),
    "roadmap/releases/2.0.yml": _RELEASE.format(id="2.0", day="2027-Q1", status="planned"),
    "roadmap/changes/swaps.yml": _CHANGE.format(title="Swap shifts in `app`", type="added", release="1.10")
    + "component: app\nplans: [Growth]\ndocs: https://example.com/help\nimage: {path: pictures/swap.png, alt: A swap}\n"
    + "audience_note: Only for *support*.\nbody: |\n  Ask a colleague.\n\n  - One tap.\n",
    "roadmap/changes/keys.yml": _CHANGE.format(title="Keys end </script> & more", type="removed", release="1.10")
    + "breaking: true\nbody: Make new ones.\n",
    "roadmap/changes/old.yml": _CHANGE.format(title="Old prints", type="deprecated", release="1.9")
    + "removal_on: 2027-03-31\n",
    "roadmap/changes/lost.yml": _CHANGE.format(title="Lost words", type="fixed", release="1.11"),
    "roadmap/changes/later.yml": _CHANGE.format(title="Later words", type="fixed", release="2.0"),
    "roadmap/changes/waits.yml": "title: Waiting\nowner: '@team'\ntype: fixed\n",
    "pictures/swap.png": PIXEL,
}


def site_of(root: Path, files: Mapping[str, str | bytes] = FILES, *, config: str = PUBLISHED) -> Site:
    """Return the site of a handbook, by default that of this module at ``SITE_URL``."""
    return build_site(inputs_of(write(root, {"mkdocs.yml": config, **files}), AS_OF))


def outputs(root: Path, files: Mapping[str, str | bytes] = FILES, *, config: str = PUBLISHED) -> dict[str, bytes]:
    """Return the machine outputs of a handbook by their path."""
    return dict(site_of(root, files, config=config).files())


DAYS = {"1.9": date(2026, 1, 10), "1.10": date(2026, 3, 1)}
