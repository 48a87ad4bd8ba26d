"""What Jinja compiles of the templates of packages, kept beside Python's own bytecode of this module, as that is."""

from __future__ import annotations

import marshal  # noqa: TID251  (this is bytecode, kept where and as Python keeps its own)
import os
import sys
from collections.abc import Iterable
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, cache_from_source
from itertools import chain
from pathlib import Path
from typing import Any, Final

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_SUFFIX: Final = "template"
_SYNTAX: Final = (
    "block_start_string",
    "block_end_string",
    "variable_start_string",
    "variable_end_string",
    "comment_start_string",
    "comment_end_string",
    "line_statement_prefix",
    "line_comment_prefix",
    "trim_blocks",
    "lstrip_blocks",
    "newline_sequence",
    "keep_trailing_newline",
    "optimized",
    "finalize",
    "autoescape",
    "is_async",
    "sandboxed",
    "code_generator_class",
    "newstyle_gettext",
)
"""What of an environment decides what is made of a template; beside its extensions, filters and tests."""


class TemplateCode(BytecodeCache):
    """Keeps the code of templates that lie in given folders: those of installed packages, never a handbook's own.

    Code is known again by the text of its template, and by all that decides what is made of it. Like Python's bytecode
    it lies where only who may change opsbook may write, and is written where Python's would be. Where it cannot be
    written, or is damaged or another's, the template is compiled as if nothing were kept.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        """Keep the code of templates below these folders."""
        self._folders = tuple(f"{folder}{os.sep}" for folder in folders)

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return what is kept of a template."""
        kept = filename is not None and filename.startswith(self._folders)
        bucket = Bucket(environment, f"{filename}" if kept else "", _digest(environment, name, source))
        if kept:
            self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code into a bucket, where it is kept and still that of its template."""
        try:
            content = _file(bucket.key).read_bytes()
            code = content[_HEAD:]
            if content[:_HEAD] == _head(bucket, code):
                bucket.code = marshal.loads(code)  # noqa: S302  (what was compiled here is run in any case)
        except (OSError, EOFError, ValueError, TypeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket."""
        if not bucket.key or sys.dont_write_bytecode or bucket.code is None:
            return
        code = marshal.dumps(bucket.code)
        target = _file(bucket.key)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f"{target.name}.{os.getpid()}")
            with beside.open("xb") as stream:
                stream.write(_head(bucket, code) + code)
            beside.replace(target)
        except OSError:
            # As with Python's bytecode: it is made again the next time.
            return


def _file(template: str) -> Path:
    name = sha256(os.fsencode(template)).hexdigest()[:32]
    return Path(cache_from_source(__file__)).with_name(f"{name}.{sys.implementation.cache_tag}.{_SUFFIX}")


def _head(bucket: Bucket, code: bytes) -> bytes:
    return MAGIC_NUMBER + bytes.fromhex(bucket.checksum) + sha256(code).digest()


_HEAD: Final = len(MAGIC_NUMBER) + 64


def _digest(environment: Environment, name: str, source: str) -> str:
    """Return a digest of all that decides what is made of a template."""
    given: Iterable[Any] = chain(
        (jinja2.__version__, sys.version, name, source),
        (_named(getattr(environment, setting, None)) for setting in _SYNTAX),
        (repr(environment.policies.get("ext.i18n.trimmed")),),
        sorted(environment.extensions),
        (f"{key} {_named(value)}" for key, value in sorted(environment.filters.items())),
        (f"{key} {_named(value)}" for key, value in sorted(environment.tests.items())),
    )
    return sha256("\0".join(map(str, given)).encode("utf-8", errors="surrogatepass")).hexdigest()


def _named(value: Any) -> str:
    """Return what a function or class is known by, which is not where it lies in memory; of others what they are."""
    name = getattr(value, "__qualname__", None)
    return repr(value) if name is None else f"{value.__module__}.{name}"
