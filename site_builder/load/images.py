"""Pictures that records name by their path: which of them can be shown, and their bytes."""

from __future__ import annotations

from pathlib import PurePosixPath

from site_builder.load.source import Source, SourceError

LARGEST = 8 << 20
"""The largest picture that is copied into the site: 8 MiB."""

_SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
}
"""Pictures by suffix, with what their files begin with: forms in which nothing runs, and of which it is known where
they keep words. SVG is none of them."""


def read_image(source: Source, path: str) -> bytes | None:
    """Return the bytes of a picture; None where there is none, it is too large, or it is not what its name says."""
    signatures = _SIGNATURES.get(PurePosixPath(path).suffix.lower())
    if signatures is None:
        return None
    try:
        content = source.read(path, LARGEST)
    except (FileNotFoundError, SourceError):
        return None
    return content if len(content) <= LARGEST and content.startswith(signatures) else None


def problem_of_image(source: Source, path: str) -> str:
    """Return why a picture cannot be shown, empty where it can."""
    if PurePosixPath(path).suffix.lower() not in _SIGNATURES:
        return f"no picture that can be shown; use one of {', '.join(sorted(_SIGNATURES))}"
    if not source.exists(path):
        return "there is no such file"
    if read_image(source, path) is None:
        return f"the file is larger than {LARGEST >> 20} MiB, or no picture of this form"
    return ""
