"""Calls of opsbook, each in a copy of a process that has imported everything and has done nothing yet."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.acceptance.commands import environment

# Reads calls, one a line: the folder, where to print, the arguments. Answers each with its exit code.
_SERVES = """
import json, os, sys
import mkdocs.commands.build, material.plugins.search.plugin, narwhals, pandas
import mkdocs_opsbook.command, mkdocs_opsbook.plugin, site_builder.pipeline.make_site
from site_builder.cli import build, check, run

{shares}
for line in sys.stdin:
    folder, printed, *arguments = json.loads(line)
    child = os.fork()
    if not child:
        os.chdir(folder)
        file = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(file, stream)
        sys.argv = ["opsbook", *arguments]
        try:
            run()
        finally:
            os._exit(70)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


_SHARES = """
import mkdocs_opsbook.build, site_builder.cli.building, site_builder.render.texts_ahead
mkdocs_opsbook.build._MUCH_TO_SAY = 300
site_builder.cli.building._MANY_PAGES = 300
site_builder.render.texts_ahead._WORTH_SHARING = 300
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended and what it printed."""

    exit_code: int
    printed: str


class Caller:
    """Calls opsbook in one handbook."""

    def __init__(self, process: subprocess.Popen[str], root: Path) -> None:
        self._process = process
        self._root = root
        self._printed = root.with_name(f"{root.name}.log")

    def start(self, *arguments: str) -> None:
        """Begin a call."""
        assert self._process.stdin is not None
        print(json.dumps([str(self._root), str(self._printed), *arguments]), file=self._process.stdin, flush=True)

    def outcome(self) -> Outcome:
        """Wait for the call to end."""
        assert self._process.stdout is not None
        code = int(self._process.stdout.readline())
        return Outcome(code, self._printed.read_text(encoding="utf-8"))

    def call(self, *arguments: str) -> Outcome:
        """Call opsbook and wait for it."""
        self.start(*arguments)
        return self.outcome()


@contextmanager
def calling(root: Path, variables: Mapping[str, str] = {}, *, shares: bool = False) -> Iterator[Caller]:
    """Give a caller of opsbook in a handbook, with these variables in its environment.

    One that ``shares`` lets copies of its processes work already where a handbook has some hundreds of records.
    """
    pipe = subprocess.PIPE
    script = _SERVES.replace("{shares}", _SHARES if shares else "")
    with subprocess.Popen(
        [sys.executable, "-c", script], env=environment(**variables), stdin=pipe, stdout=pipe, text=True
    ) as process:
        yield Caller(process, root)
        process.stdin.close()  # type: ignore[union-attr]
