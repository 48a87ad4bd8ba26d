"""The command line: ``opsbook``, one file a command, imported when it is called."""

from site_builder.cli.main import main, run

__all__ = ["main", "run"]
