"""The command line: ``opsbook``, one file a command, imported when it is called."""

from __future__ import annotations

import os

# Nothing more is imported out here, where an interrupt would be told with a traceback.
from site_builder.cli.exits import INTERRUPTED


def run() -> None:
    """Run the command line and end the process. An interrupt ends it quietly, while modules are imported as well."""
    try:
        from site_builder.cli.main import run as run_commands

        run_commands()
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)
