"""What the pages of records keep of the HTML that authors write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

KEPT_ELEMENTS: Final = frozenset(
    """
    a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4
    h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table
    tbody td tfoot th thead time tr u ul var wbr
    """.split()
)
DROPPED_WITH_CONTENT: Final = frozenset(
    """
    applet audio canvas embed frame frameset iframe math noembed noframes noscript object script style svg template
    textarea title video xmp
    """.split()
)
"""Elements of which nothing is kept; of others that are not kept, the content is."""
KEPT_ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "a": frozenset({"href", "title", "id", "class", "aria-label"}),
    "abbr": frozenset({"title"}),
    "details": frozenset({"open"}),
    "div": frozenset({"align"}),
    "img": frozenset({"src", "alt", "title", "width", "height"}),
    "input": frozenset({"type", "checked"}),
    "li": frozenset({"id"}),
    "ol": frozenset({"start", "reversed"}),
    "p": frozenset({"align"}),
    "pre": frozenset({"lang"}),
    "section": frozenset({"class"}),
    "sup": frozenset({"class"}),
    "td": frozenset({"align", "colspan", "rowspan"}),
    "th": frozenset({"align", "colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
"""By element; some are kept with some values only."""
