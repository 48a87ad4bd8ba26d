"""What addresses a public site has."""

from __future__ import annotations

import pytest

from site_builder.pipeline.audience import inputs_for
from site_builder.pipeline.make_site import build_site
from site_builder.pipeline.site_addresses import SiteAddresses
from tests.support import inputs_of, write

FILES: dict[str, str | bytes] = {
    "mkdocs.yml": "site_name: Plain\nplugins: [opsbook]\ndocs_dir: content\n",
    "content/guide.md": "---\nvisibility: public\n---\n# Guide\n",
    "content/manual.pdf": b"%PDF",
    "content/rows.csv": "a\n",
    "secret.txt": "x",
    "roadmap/releases/1.0.yml": "title: One\nowner: '@team'\ndate: 2026-09-01\nstatus: released\nvisibility: public\n",
    "roadmap/releases/2.0.yml": "title: Two\nowner: '@team'\ndate: 2026-10-01\nstatus: released\n",
}


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> SiteAddresses:
    root = tmp_path_factory.mktemp("site")
    write(root, FILES)
    inputs = inputs_for(inputs_of(root), "public")
    site = build_site(inputs)
    written = [site.prose_url(path) for path in site.prose]
    return SiteAddresses(site.shown.handbook, site.by_view, written, inputs.source, "content")


@pytest.mark.parametrize(
    "address",
    [
        "", "index.html", "guide/", "guide", "manual.pdf", "releases/", "releases/1.0/", "releases/1.0/index.html",
        "releases/feed.json", "releases/1.0/digest.html", "calendar.ics", "api/v1/index.json", "api/v1/releases.json",
        "api/v1/schema/release.json",
    ],
)  # fmt: skip
def test_pages_files_beside_them_and_outputs(addresses: SiteAddresses, address: str) -> None:
    assert addresses.has(address)


@pytest.mark.parametrize(
    "address",
    [
        "releases/2.0/", "rows.csv", "guide.md", "gone.pdf", "../secret.txt", "src/", "roadmap/releases/1.0.yml",
        "api/v1/roles.json", "docs/brief.docx", "digest.html/x", "\x00",
    ],
)  # fmt: skip
def test_nothing_else(addresses: SiteAddresses, address: str) -> None:
    assert not addresses.has(address)
