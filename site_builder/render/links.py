"""Addresses: which are safe to link, and how a page names another one."""

from __future__ import annotations

import re
from functools import lru_cache

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE_SCHEMES = ("https://", "http://", "mailto:")
_ANY_PAGE = "\x00/"
"""Stands for a page's own name, and is in no address."""
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
    there, fragment, is_elsewhere = _target(url)
    if is_elsewhere:
        return fragment
    here = _folders(page_url)
    if fragment and there == here:
        return fragment
    common, last = 0, min(len(here), len(there)) - 1
    while common < last and here[common] == there[common]:
        common += 1
    relative = "../" * (len(here) - 1 - common) + "/".join(there[common:])
    return (relative or "./") + fragment


def neighbour_of(page_url: str) -> str:
    """Return an address beside a page's own: what does not begin with the page's own is linked from both in one way."""
    return page_url[: page_url.rfind("/", 0, -1) + 1] + _ANY_PAGE if page_url.endswith("/") else page_url


@lru_cache(maxsize=1024)
def _target(url: str) -> tuple[tuple[str, ...], str, bool]:
    """Return an address of the site cut at its slashes, and its fragment with the hash sign.

    Of one that does not depend on the page, the last value is true and the second is the address as links have it.
    """
    if url.startswith("#"):
        return (), url, True
    if is_absolute(url):
        return (), url if is_safe(url) else "#", True
    if not is_safe(url):
        return (), "#", True
    path, hash_sign, fragment = url.partition("#")
    return tuple(path.split("/")), hash_sign + fragment, False


@lru_cache(maxsize=16)
def _folders(page_url: str) -> tuple[str, ...]:
    return tuple(page_url.split("/"))
