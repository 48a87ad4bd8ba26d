"""A handbook of any size, the same for the same seed: 30 % initiatives, 30 % changes, 20 % requests, 15 % escalations,
5 % over the other kinds; narratives of 120 words; two references each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

AS_OF = date(2026, 10, 31)
WORDS = 120

_VOCABULARY = tuple(
    """
    the team customer shift plan export payroll report change release promise date schedule manager
    clinic store app mobile clock request answer survey score access sign account role owner week month
    quarter before after because when where still already only with without every each some later first
    last new old small large quick slow clear open closed asks sees needs finds keeps moves checks
    writes reads sends gets gives takes makes works stays starts
    """.split()
)
_CAUSES = ("config-change", "capacity", "dependency", "defect", "process")
_OTHERS = (
    "objective", "release", "launch", "experiment", "decision", "update", "segment", "playbook", "practice", "feature",
    "asset", "role", "tool", "channel", "metric",
)  # fmt: skip
_FOLDERS = {
    "initiative": "roadmap/initiatives",
    "change": "roadmap/changes",
    "request": "feedback/requests",
    "escalation": "feedback/escalations",
    "objective": "roadmap/objectives",
    "release": "roadmap/releases",
    "launch": "roadmap/launches",
    "experiment": "roadmap/experiments",
    "decision": "roadmap/decisions",
    "update": "roadmap/updates",
    "segment": "feedback/segments",
    "playbook": "content/playbooks",
    "practice": "content/best-practices",
    "feature": "content/features",
    "asset": "content/enablement",
    "role": "content/team",
    "tool": "content/tools",
    "channel": "content/communication",
    "metric": "content/metrics",
}


@dataclass(frozen=True, slots=True)
class Specimen:
    """A record: its kind and id, its fields in YAML's flow form, its narrative, and the records that it refers to."""

    kind: str
    id: str
    title: str
    fields: tuple[tuple[str, str], ...]
    body: str
    refers_to: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        """Where the record is in the handbook."""
        return f"{_FOLDERS[self.kind]}/{self.id}.md"


def specimens(count: int, seed: int = 20261031) -> Iterator[Specimen]:
    """Return so many records of the mix."""
    random = Random(seed)
    shares = {"initiative": 30, "change": 30, "request": 20, "escalation": 15}
    counts = {kind: count * share // 100 for kind, share in shares.items()}
    left = count - sum(counts.values())
    for number, kind in enumerate(_OTHERS):
        counts[kind] = left // len(_OTHERS) + (number < left % len(_OTHERS))
    for kind, amount in counts.items():
        for number in range(amount):
            yield _specimen(random, kind, number, counts)


def _specimen(random: Random, kind: str, number: int, counts: dict[str, int]) -> Specimen:
    initiatives = counts["initiative"]
    record_id = f"{number + 1}.0" if kind == "release" else f"{kind}-{number:05d}"
    title = " ".join([_sentence_case(random.choice(_VOCABULARY)), *random.choices(_VOCABULARY, k=4), str(number)])
    if kind == "initiative":
        # What an initiative waits for is always an earlier one, so that nothing turns in a circle.
        refers = tuple(("initiative", f"initiative-{random.randrange(number):05d}") for _ in range(2 if number else 0))
    else:
        refers = tuple(("initiative", f"initiative-{random.randrange(initiatives):05d}") for _ in range(2))
    fields = _fields(random, kind, tuple(dict.fromkeys(refers)), counts)
    return Specimen(kind, record_id, title, fields, _body(random), refers)


def _fields(
    random: Random, kind: str, refers: tuple[tuple[str, str], ...], counts: dict[str, int]
) -> tuple[tuple[str, str], ...]:
    ids = f"[{', '.join(record_id for _, record_id in refers)}]"
    names = f"[{', '.join(f'{name}:{record_id}' for name, record_id in refers)}]"
    day = AS_OF - timedelta(days=random.randrange(1, 700))
    common = (("owner", f"'@team-{random.randrange(12)}'"), ("tags", f"[{random.choice(_VOCABULARY)}]"))
    match kind:
        case "initiative":
            status = random.choice(("idea", "discovery", "planned", "in_progress", "released"))
            target = AS_OF + timedelta(days=random.randrange(10, 400))
            own = [("status", status), ("team", f"team-{random.randrange(12)}"), ("target", target.isoformat())]
            own += [("released_on", day.isoformat())] if status == "released" else []
            own += [("depends_on", ids)] if refers else []
        case "change":
            release = f"{random.randrange(max(1, counts['release'])) + 1}.0"
            own = [("type", random.choice(("added", "changed", "fixed"))), ("initiative", refers[0][1])]
            own += [("release", f"'{release}'"), ("component", f"part-{random.randrange(9)}")]
        case "request":
            own = [("source", "support"), ("submitted_on", day.isoformat()), ("status", "under_review")]
            own += [("importance", str(random.randrange(4))), ("initiatives", ids)]
        case "escalation":
            hours = random.randrange(1, 90)
            end = day + timedelta(hours=hours // 24 * 24)
            own = [
                ("severity", random.choice(("high", "medium", "low"))),
                ("status", "resolved"),
                ("source", "support"),
            ]
            own += [("detected_at", f"{day}T00:30:00Z"), ("resolved_at", f"{end}T{hours % 24:02d}:45:00Z")]
            own += [("cause", f"{{category: {random.choice(_CAUSES)}}}"), ("initiatives", ids)]
        case _:
            own = [*_REQUIRED[kind], ("links", names)]
    return (*common, *own)


_REQUIRED: dict[str, tuple[tuple[str, str], ...]] = {
    "objective": (("statement", "Customers plan a week in minutes."), ("period", "'2026'"), ("status", "active")),
    "release": (("date", "2026-06-17"), ("status", "released")),
    "launch": (("tier", "2"), ("date", "2026-06-17")),
    "experiment": (("hypothesis", "A shorter form helps."), ("status", "draft"), ("metric", "metric-00000")),
    "decision": (("status", "accepted"), ("decided_on", "2026-05-04")),
    "update": (("subject", "initiative:initiative-00000"), ("date", "2026-10-30"), ("health", "on_track")),
    "segment": (("plans", "[Growth]"),),
    "playbook": (("area", "escalations"), ("status", "active")),
    "practice": (
        ("status", "accepted"),
        ("area", "feedback"),
        ("statement", "Answer every detractor."),
    ),
    "feature": (("lifecycle", "ga"),),
    "asset": (("type", "guide"), ("audience", "support"), ("verified_on", "2026-10-01")),
    "role": (),
    "tool": (("category", "planning"), ("status", "adopt"), ("data_classification", "internal")),
    "channel": (("audience", "all"), ("medium", "chat"), ("cadence", "weekly")),
    "metric": (("definition", "Share of weeks planned in time."), ("direction", "up")),
}


def _body(random: Random) -> str:
    """Return a narrative: two paragraphs below headings and a list, ``WORDS`` words in all."""
    words = random.choices(_VOCABULARY, k=WORDS)
    first, second, items = words[:50], words[50:100], words[100:]
    bullets = "\n".join(f"- {' '.join(items[start : start + 5])}" for start in range(0, len(items), 5))
    return f"## Why\n\n{_prose(first)}\n\n## What\n\n{_prose(second)}\n\n{bullets}\n"


def _prose(words: list[str]) -> str:
    sentences = [words[start : start + 10] for start in range(0, len(words), 10)]
    return " ".join(f"{_sentence_case(' '.join(sentence))}." for sentence in sentences)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def write_handbook(folder: Path, count: int, seed: int = 20261031) -> int:
    """Write a handbook of so many records for opsbook. Returns the bytes of its narratives."""
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "index.md").write_text("# Benchmark\n\nA generated handbook.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    size = 0
    for record in specimens(count, seed):
        target = folder / record.path
        target.parent.mkdir(parents=True, exist_ok=True)
        fields = "".join(f"{name}: {value}\n" for name, value in record.fields)
        target.write_text(f"---\ntitle: {record.title}\n{fields}---\n\n{record.body}", encoding="utf-8")
        size += len(record.body)
    return size


_CONFIG = f"""\
site_name: Benchmark
docs_dir: content
site_url: https://handbook.example/
theme:
  name: material
  font: false
plugins:
  - search
  - opsbook:
      as_of: {AS_OF}
"""
