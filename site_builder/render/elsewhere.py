"""HTML of records' texts for readers outside the site: feeds, apps and mails. Plain markup, whole addresses or none."""

from __future__ import annotations

import re
from html import unescape

import nh3
from markupsafe import Markup

from site_builder.render.links import is_absolute
from site_builder.render.scope import BodyContext, Scope

_TAGS = frozenset(
    """
    a abbr b blockquote br caption code dd del details dl dt em h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s samp
    small strong sub summary sup table tbody td tfoot th thead tr u ul var
    """.split()
)
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_IMAGE = re.compile(r"<img [^>]*>")
_WORDS = re.compile(r' alt="([^"]*)"')
_CHECK_BOX = re.compile(r"<input [^>]*>")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|pre|blockquote|tr|dd|dt|caption|summary)>|<br>")
_TAG = re.compile(r"<[^>]*>")


class Elsewhere:
    """Renders the texts of a handbook's records for readers outside of its site.

    ``site_url`` is where the site stands. Without it a link to another page of the site leads nowhere, and its words
    stand alone.
    """

    def __init__(self, context: BodyContext, site_url: str) -> None:
        self._context = context
        self._site_url = f"{site_url.rstrip('/')}/" if site_url else ""
        self._cleaner = nh3.Cleaner(
            tags=set(_TAGS),
            attributes=_ATTRIBUTES,
            attribute_filter=self._kept,
            link_rel=None,
            url_schemes={"http", "https", "mailto"},
        )

    def address(self, url: str) -> str:
        """Return an address, relative to the site's root, as a whole one; empty where the site's is not known."""
        if is_absolute(url):
            return url
        return f"{self._site_url}{url}" if self._site_url else ""

    def blocks(self, text: str, path: str) -> Markup:
        """Return a record's Markdown as HTML: no script, style, class, id or picture, and no relative link."""
        scope = Scope("", self._context)
        scope.level = 2
        html = scope.blocks(text, path)
        if "<h" in html:
            html = _PERMALINK.sub("", html)
        if "<i" in html:
            html = _IMAGE.sub(_words_of_image, _CHECK_BOX.sub(_mark_of_task, html))
        return Markup(self._cleaner.clean(html).strip())  # noqa: S704  (sanitised in this very line)

    def _kept(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute != "href":
            return value
        if value.startswith("#"):
            return None
        return self.address("" if value == "./" else value) or None


def plain_lines(html: str) -> str:
    """Return the words of such HTML, a line for each block."""
    text = unescape(_TAG.sub("", _BLOCK_END.sub("\n", str(html))))
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def _words_of_image(match: re.Match[str]) -> str:
    words = _WORDS.search(match[0])
    return words[1] if words else ""


def _mark_of_task(match: re.Match[str]) -> str:
    return "☑ " if " checked" in match[0] else "☐ "
