"""A language server as an editor speaks to it: JSON-RPC over standard input and output."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any


class LanguageServer:
    """A running yaml-language-server that has opened a folder with the settings of Visual Studio Code in it."""

    def __init__(self, program: str, root: Path) -> None:
        """Start the server and open the folder."""
        self._root = root
        self._settings = json.loads((root / ".vscode/settings.json").read_text(encoding="utf-8"))
        command = ["node", program, "--stdio"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._number = 0
        # A server that never answers fails the tests instead of stopping them for good.
        self._patience = Timer(600, self._process.kill)
        self._patience.start()

    def __enter__(self) -> LanguageServer:
        folder = {"uri": self._root.as_uri(), "name": self._root.name}
        snippets = {"completion": {"completionItem": {"snippetSupport": False}}}
        capabilities = {"workspace": {"configuration": True}, "textDocument": snippets}
        self._ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder["uri"],
                "workspaceFolders": [folder],
                "capabilities": capabilities,
            },
        )
        self._tell("initialized", {})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._patience.cancel()
        self._process.kill()
        self._process.communicate()

    def diagnostics(self, path: str) -> list[tuple[int, str]]:
        """Open a file and return the line, from 1, and the words of each thing that is wrong with it."""
        uri = self._open(path)
        found = self._wait(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri
            )
        )
        return [(item["range"]["start"]["line"] + 1, item["message"]) for item in found["params"]["diagnostics"]]

    def completions(self, path: str, line: int, column: int) -> set[str]:
        """Open a file and return what may be written at a place, counted from 1."""
        place = {"line": line - 1, "character": column - 1}
        result = self._ask("textDocument/completion", {"textDocument": {"uri": self._open(path)}, "position": place})
        return {item["label"] for item in result["items"]}

    def _open(self, path: str) -> str:
        file = self._root / path
        language = "markdown" if file.suffix == ".md" else "yaml"
        opened = {"uri": file.as_uri(), "languageId": language, "version": 1, "text": file.read_text(encoding="utf-8")}
        self._tell("textDocument/didOpen", {"textDocument": opened})
        return file.as_uri()

    def _ask(self, method: str, parameters: dict[str, Any]) -> Any:
        self._number += 1
        number = f"test-{self._number}"
        self._send({"id": number, "method": method, "params": parameters})
        return self._wait(lambda message: message.get("id") == number)["result"]

    def _tell(self, method: str, parameters: dict[str, Any]) -> None:
        self._send({"method": method, "params": parameters})

    def _wait(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read messages, answering what the server asks an editor, until the one that is waited for."""
        while True:
            message = self._read()
            if is_it(message):
                return message
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})

    def _answer(self, asked: dict[str, Any]) -> Any:
        if asked["method"] != "workspace/configuration":
            return None
        # As VS Code does: the settings whose names begin with the section.
        sections = [item.get("section", "") for item in asked["params"]["items"]]
        return [
            {
                name.removeprefix(f"{section}."): value
                for name, value in {"yaml.completion": True, "yaml.validate": True, **self._settings}.items()
                if name.startswith(f"{section}.")
            }
            or None
            for section in sections
        ]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message
