"""Addresses: which are safe to link, and how a page names another one."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE_SCHEMES = ("https://", "http://", "mailto:")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")


def is_absolute(url: str) -> bool:
    """Return whether an address names a scheme or a host, so that it does not depend on the page."""
    return url.startswith("//") or _SCHEME.match(url) is not None


def is_safe(url: str) -> bool:
    """Return whether an address may be a link: http, https, mailto, or relative to the site."""
    if not is_absolute(url):
        return _FORBIDDEN.search(url) is None
    return url.lower().startswith(_SAFE_SCHEMES)


def relative_url(url: str, page_url: str) -> str:
    """Return the address of ``url`` as a link on the page at ``page_url`` has it; both are relative to the site's root.

    An absolute address and a fragment stay as they are; a page names itself ``./``. An address that is not safe becomes
    ``#``: it cannot come from a record's text, which is sanitised, but a field may hold anything.
    """
    if url.startswith("#"):
        return url
    if is_absolute(url):
        return url if is_safe(url) else "#"
    if not is_safe(url):
        return "#"
    path, hash_sign, fragment = url.partition("#")
    if path == page_url and hash_sign:
        return hash_sign + fragment
    here = page_url.split("/")[:-1]
    there = path.split("/")
    common = 0
    while common < len(here) and common < len(there) - 1 and here[common] == there[common]:
        common += 1
    relative = "../" * (len(here) - common) + "/".join(there[common:])
    return (relative or "./") + hash_sign + fragment
