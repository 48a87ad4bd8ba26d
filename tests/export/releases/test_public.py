"""The same outputs from the public part of a handbook: nothing that is internal is in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from site_builder.export.releases.files import release_files
from site_builder.export.releases.head import head_of
from site_builder.export.releases.noted import NotesInputs
from site_builder.export.releases.pictures import image_files, pictures_of_changes
from site_builder.model.page import Page
from site_builder.render.scope import BodyContext
from site_builder.views.base import registered_views
from tests.export.releases.forms import assert_atom
from tests.export.releases.made import FILES, PUBLISHED, SITE_URL, site_of
from tests.support import all_pages, public_view_context

TOKEN = "zqxj7"
_OWNER = "owner: '@team'"


def marked(text: str | bytes, *, public: bool) -> str | bytes:
    """Return a record with a token in what is internal; as a whole internal unless public."""
    if isinstance(text, bytes):
        return text
    secret = f"owner: '@{TOKEN}-owner'\nlinks: ['https://{TOKEN}.example.com']"
    if public:
        return text.replace(_OWNER, f"{secret}\nvisibility: public").replace("Only for", TOKEN)
    return text.replace(_OWNER, secret).replace("title: ", f"title: {TOKEN} ")


def test_nothing_internal_is_in_them(tmp_path: Path) -> None:
    public = {"roadmap/releases/1.10.md", "roadmap/releases/1.9.yml", "roadmap/changes/swaps.yml"}
    files = {path: marked(text, public=path in public) for path, text in FILES.items()}
    files = {
        path.replace("pictures/", f"{TOKEN}/"): (
            text.replace("pictures/", f"{TOKEN}/") if isinstance(text, str) else text
        )
        for path, text in files.items()
    }
    site = site_of(tmp_path, files, config=PUBLISHED)
    assert TOKEN in str(dict(site.files()))
    views = public_view_context(site.checked)
    views = replace(views, images=pictures_of_changes(views.handbook, site.inputs.source))
    bodies = BodyContext(views.handbook, views.measures, views.as_of, {})
    found = dict(release_files(NotesInputs(views, bodies, SITE_URL)))
    found |= dict(image_files(views.handbook, site.inputs.source, views.images))
    for path, content in found.items():
        assert TOKEN not in path
        assert TOKEN.encode() not in content, path
    assert [entry.title for entry in assert_atom(found["releases/feed.atom"]).entries] == ["Rota 1.10", "Rota 1.9"]
    assert b"Swap shifts in" in found["releases/feed.atom"]
    assert "releases/images/swaps.png" in found
    pages: list[Page] = [
        page.made() for page in all_pages(registered_views(), views) if page.section in ("releases", "changes")
    ]
    assert len(pages) > 5
    assert [page.url for page in pages if TOKEN in repr(page) + head_of(page, views, bodies, SITE_URL)] == []
