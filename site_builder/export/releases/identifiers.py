"""The names that feeds give a release: the same for ever, so that no reader is shown it twice."""

from __future__ import annotations

from site_builder.render.headings import slugify

FOLDER = "releases"
NOTES = f"{FOLDER}/"
ATOM = f"{FOLDER}/feed.atom"
JSON_FEED = f"{FOLDER}/feed.json"
CHANGELOG = f"{FOLDER}/CHANGELOG.md"
LATEST = f"{FOLDER}/latest.json"
SITEMAP = f"{FOLDER}/sitemap.xml"
DIGEST = "digest.html"


def identifier(path: str, site_url: str, site_name: str) -> str:
    """Return the name of a page: its address, or a ``tag:`` URI (RFC 4151) where the site's address is not known.

    Nobody can own a domain below ``.invalid``, so that the tag is nobody else's.
    """
    if site_url:
        return f"{site_url.rstrip('/')}/{path}"
    return f"tag:{slugify(site_name) or 'handbook'}.opsbook.invalid,2026:{path.rstrip('/')}"
