"""Words for values: names of fields, of choices and of kinds; and the tone of a status."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from site_builder.model.kind import Kind
from site_builder.views.cells import Badge, Tone
from site_builder.views.wording import count_words

_TONES: dict[str, Tone] = {
    "released": "positive", "met": "positive", "accepted": "positive", "resolved": "positive", "closed": "positive",
    "on_track": "positive", "adopt": "positive", "ga": "positive", "done": "positive", "go": "positive",
    "in_progress": "info", "active": "info", "running": "info", "planned": "info", "trial": "info", "beta": "info",
    "new": "info", "under_review": "info", "todo": "info", "iterate": "info",
    "mitigated": "attention", "at_risk": "attention", "deprecated": "attention", "hold": "attention",
    "proposed": "attention", "high": "attention", "withdrawn": "attention", "waived": "attention",
    "open": "danger", "critical": "danger", "off_track": "danger", "missed": "danger", "blocked": "danger",
    "no_go": "danger", "overdue": "danger",
    "added": "positive", "changed": "info", "removed": "attention",
    "breaking": "danger", "security": "danger", "rollback": "danger",
}  # fmt: skip

_ORDER = {
    word: number
    for words in (
        ("critical", "high", "medium", "low"),
        ("open", "mitigated", "resolved", "closed"),
        ("in_progress", "planned", "discovery", "idea", "released", "dropped"),
        ("off_track", "at_risk", "on_track"),
        ("error", "warning", "info"),
    )
    for number, word in enumerate(words)
}

_WRITTEN = {
    "nps": "NPS",
    "csat": "CSAT",
    "ces": "CES",
    "ga": "GA",
    "faq": "FAQ",
    "rice": "RICE",
    "raci": "RACI",
    "url": "URL",
    "wip_limit": "WIP limit",
    "review_by": "review by",
    "go_no_go": "go / no-go",
    "from_": "from",
    "mde": "minimum detectable effect",
}


@lru_cache(maxsize=4096)
def words(value: str) -> str:
    """Return a choice or a field's name as words: ``in_progress`` → ``in progress``."""
    return _WRITTEN.get(value) or value.replace("_", " ")


@lru_cache(maxsize=4096)
def label_of(field: str) -> str:
    """Return a field's name as a label: ``released_on`` → ``Released on``."""
    text = words(field)
    return text[:1].upper() + text[1:]


def slug_words(slug: str) -> str:
    """Return a slug (the name of a metric, a rule, an area) as words: ``best-practices`` → ``best practices``."""
    return " ".join(words(piece) for piece in slug.split("-"))


def counted(kind: Kind[Any], count: int) -> str:
    """Return a count of records: ``1 role``, ``12 best practices``."""
    return count_words(count, _lowered(kind.label), _lowered(plural_of(kind)))


def a_record(kind: Kind[Any]) -> str:
    """Return a kind's name as one of them: ``an escalation``, ``a practice``."""
    name = _lowered(kind.label)
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def plural_of(kind: Kind[Any]) -> str:
    """Return the plural of a kind's label; its ``plural`` names the section, which may be another word (``Team``)."""
    return _plural(kind.label, kind.plural)


@lru_cache(maxsize=256)
def _plural(label: str, plural: str) -> str:
    last = plural.rpartition(" ")[2]
    if last[:3].casefold() == label[:3].casefold():
        return plural
    if label.endswith("y") and label[-2:-1] not in "aeiou":
        return f"{label[:-1]}ies"
    return f"{label}es" if label.endswith(("s", "x", "ch", "sh")) else f"{label}s"


def _lowered(label: str) -> str:
    return label if label.isupper() else label[:1].lower() + label[1:]


def tone_of(status: str) -> Tone:
    """Return the tone of a status, severity, health or ring; neutral for a word without one."""
    return _TONES.get(status, "neutral")


@lru_cache(maxsize=4096)
def status_badge(status: str) -> Badge:
    """Return the badge of a status word; badges sort by gravity where the alphabet would mislead."""
    order = _ORDER.get(status)
    return Badge(words(status), tone_of(status), order=None if order is None else float(order))
