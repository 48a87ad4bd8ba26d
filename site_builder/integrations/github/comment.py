"""Puts what a change means under its pull request: one comment, updated in place.

    python3 comment.py NUMBER HANDBOOK FILE

Reads GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN, and needs nothing but Python. Where the token may not comment,
as in a pull request from a fork, it says so and succeeds: the summary of the run has the same text.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

LONGEST = 65_000
"""GitHub refuses a comment of more than 65,536 characters."""
_PAGE = 100
_PATIENCE_SECONDS = 30


def main(number: str, handbook: str, file: str) -> None:
    """Write the comment, over the one of an earlier run where there is one."""
    mark = f"<!-- opsbook diff of {handbook.replace('--', '- -')} -->"
    text = Path(file).read_text(encoding="utf-8")
    body = f"{mark}\n{text if len(text) <= LONGEST else text[:LONGEST] + '…'}"
    comments = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/issues"
    try:
        earlier = next(_earlier(f"{comments}/{number}/comments", mark), None)
        if earlier is None:
            _ask("POST", f"{comments}/{number}/comments", {"body": body})
        elif earlier["body"] != body:
            _ask("PATCH", f"{comments}/comments/{earlier['id']}", {"body": body})
    except HTTPError as fault:
        kind = "notice" if fault.code in (403, 404) else "warning"
        print(f"::{kind}::no comment was written ({fault.code}); what the change means is in the summary of this run")
    except URLError as fault:
        print(f"::warning::no comment was written ({fault.reason}); see the summary of this run")


def _earlier(address: str, mark: str) -> Iterator[dict[str, Any]]:
    """The comments of earlier runs; what a person wrote is never touched, whatever it begins with."""
    page = 1
    while True:
        comments = _ask("GET", f"{address}?per_page={_PAGE}&page={page}")
        for comment in comments:
            # The account of a person may be gone, and a comment empty: both are null then.
            author, text = comment["user"] or {}, comment["body"] or ""
            if author.get("type") == "Bot" and text.startswith(mark):
                yield comment
        if len(comments) < _PAGE:
            return
        page += 1


def _ask(method: str, address: str, content: dict[str, str] | None = None) -> Any:
    head = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",
        "Content-Type": "application/json",
        "User-Agent": "opsbook",
    }
    data = json.dumps(content).encode() if content is not None else None
    with urlopen(Request(address, data, head, method=method), timeout=_PATIENCE_SECONDS) as answer:
        return json.load(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
