"""A key of code: it is another one after any change of the code."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from types import ModuleType

import yaml


def code_key(packages: Iterable[ModuleType]) -> str:
    """Return a key of the sources of packages, of the YAML parser and of Python."""
    digest = blake2b(f"{sys.version}\n{yaml.__version__}\n".encode(), digest_size=16)
    for package in packages:
        for file in sorted(Path(package.__path__[0]).glob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
