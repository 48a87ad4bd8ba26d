"""Which scripts and style sheets a site gets."""

from __future__ import annotations

from site_builder.render.assets import asset_files


def test_a_public_site_has_no_scripts_of_forms() -> None:
    names = {path.rpartition("/")[2] for path, _ in asset_files()}
    public = {path.rpartition("/")[2] for path, _ in asset_files(is_public=True)}
    assert names - public == {"form_draft.js", "form_fields.js", "forms.js", "record_text.js"}
    assert {"opsbook.css", "opsbook.js", "releases.js"} <= public
