"""The comment on a pull request: written once, then updated in place. A small server stands for GitHub."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.commands import ROOT, environment

SCRIPT = ROOT / "site_builder" / "integrations" / "github" / "comment.py"
MARK = "<!-- opsbook diff of mkdocs.yml -->"
Comment = dict[str, Any]


class Service(ThreadingHTTPServer):
    """Holds comments as GitHub does, pages of them, and refuses what it is told to refuse."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.comments: list[Comment] = []
        self.calls: list[str] = []
        self.refused = ""

    def add(self, body: str, *, by: str = "User") -> None:
        self.comments.append({"id": len(self.comments) + 1, "body": body, "user": {"type": by}})


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        _, _, query = self.path.partition("?per_page=100&page=")
        start = 100 * (int(query) - 1)
        self._answer(self.server.comments[start : start + 100])

    def do_POST(self) -> None:
        if not self._is_refused():
            self.server.add(self._body(), by="Bot")
            self._answer({}, 201)

    def do_PATCH(self) -> None:
        if not self._is_refused():
            self.server.comments[int(self.path.rpartition("/")[2]) - 1]["body"] = self._body()
            self._answer({})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        pass

    def _is_refused(self) -> bool:
        if self.server.refused:
            self._answer({"message": "no"}, int(self.server.refused))
        return bool(self.server.refused)

    def _body(self) -> str:
        body: str = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        return body

    def _answer(self, content: object, code: int = 200) -> None:
        assert self.headers["Authorization"] == "Bearer secret"
        self.server.calls.append(f"{self.command} {self.path.partition('?')[0]}")
        data = json.dumps(content).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def comment(service: Service, folder: Path, text: str) -> str:
    """Run the script as the action does; return what it printed."""
    file = folder / "diff.md"
    file.write_text(text, encoding="utf-8")
    address = f"http://127.0.0.1:{service.server_port}"
    names = {"GITHUB_API_URL": address, "GITHUB_REPOSITORY": "acme/handbook", "GITHUB_TOKEN": "secret"}
    variables = environment(**names, no_proxy="127.0.0.1")
    call = [sys.executable, "-I", str(SCRIPT), "7", "mkdocs.yml", str(file)]
    return subprocess.run(call, env=variables, capture_output=True, text=True, check=True).stdout


def test_the_first_run_writes_a_comment(service: Service, tmp_path: Path) -> None:
    assert comment(service, tmp_path, "Ä target moved.\n") == ""
    assert [each["body"] for each in service.comments] == [f"{MARK}\nÄ target moved.\n"]
    assert service.calls[-1] == "POST /repos/acme/handbook/issues/7/comments"


def test_the_next_run_updates_it_in_place_among_hundreds(service: Service, tmp_path: Path) -> None:
    for number in range(120):
        service.add(f"remark {number}")
    comment(service, tmp_path, "one")
    for number in range(120):
        service.add(f"answer {number}")
    comment(service, tmp_path, "two")
    assert service.calls[-1] == "PATCH /repos/acme/handbook/issues/comments/121"
    assert [each["body"] for each in service.comments if each["user"]["type"] == "Bot"] == [f"{MARK}\ntwo"]


def test_what_did_not_change_is_not_written_again(service: Service, tmp_path: Path) -> None:
    comment(service, tmp_path, "one")
    comment(service, tmp_path, "one")
    assert [call.split()[0] for call in service.calls] == ["GET", "POST", "GET"]


def test_comments_without_an_author_or_a_text_are_passed_over(service: Service, tmp_path: Path) -> None:
    service.comments = [
        {"id": 1, "body": f"{MARK}\none", "user": None},
        {"id": 2, "body": None, "user": {"type": "Bot"}},
    ]
    comment(service, tmp_path, "one")
    assert service.calls[-1] == "POST /repos/acme/handbook/issues/7/comments"


def test_a_comment_of_a_person_is_never_touched(service: Service, tmp_path: Path) -> None:
    service.add(f"{MARK}\nI wrote this.")
    comment(service, tmp_path, "one")
    assert service.comments[0]["body"] == f"{MARK}\nI wrote this."
    assert len(service.comments) == 2


def test_a_long_text_is_cut_to_what_github_takes(service: Service, tmp_path: Path) -> None:
    comment(service, tmp_path, "x" * 70_000)
    assert len(service.comments[0]["body"]) < 65_536


@pytest.mark.parametrize(("code", "level"), [("403", "notice"), ("500", "warning")])
def test_a_token_that_may_not_comment_fails_nothing(code: str, level: str, service: Service, tmp_path: Path) -> None:
    service.refused = code
    said = comment(service, tmp_path, "one")
    assert said.startswith(f"::{level}::no comment was written ({code})")
    assert service.comments == []
