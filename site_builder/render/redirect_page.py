"""A page that leads to another one, without a script."""

from __future__ import annotations

import html
from urllib.parse import quote

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Moved to {shown}</title>
{head}<meta name="robots" content="noindex">
<link rel="canonical" href="{address}">
<meta http-equiv="refresh" content="0; url={address}">
</head>
<body>
<p>This page is at <a href="{address}">{shown}</a>.</p>
</body>
</html>
"""


def redirect_page(address: str, head: str = "") -> bytes:
    """Return a page that leads to an address, which is relative to the page and not yet percent-encoded.

    ``head`` is a line of HTML for its head.
    """
    encoded = quote(address, safe="/.")
    line = f"{head}\n" if head else ""
    return _PAGE.format(address=html.escape(encoded), shown=html.escape(address), head=line).encode()
