"""Edits of records. Each returns what was done, in a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from tests.warm.hand import FOLDERS, CannotNow, Hand

_DAY = re.compile(r"^(\w+: |.*\b(?:due|date|by): )(20\d\d-\d\d-\d\d)$", re.MULTILINE)
_LEAST = {
    "objective": "statement: Calm.\nperiod: '2026'\nstatus: active\n",
    "initiative": "status: planned\ntarget: 2027-Q1\n",
    "change": "type: fixed\n",
    "decision": "status: accepted\ndecided_on: 2026-05-04\n",
    "request": "source: support\nsubmitted_on: 2026-07-01\nstatus: new\n",
    "segment": "plans: [Growth]\n",
    "escalation": "severity: low\nstatus: open\nsource: support\ndetected_at: 2026-10-30T07:00:00Z\n",
    "playbook": "area: releases\n",
    "practice": "status: proposed\narea: releases\nstatement: Small steps.\n",
    "feature": "lifecycle: beta\n",
    "asset": "type: guide\naudience: support\nverified_on: 2026-10-01\n",
    "role": "team: support\n",
    "tool": "category: planning\nstatus: trial\ndata_classification: internal\n",
    "channel": "audience: all\nmedium: chat\ncadence: weekly\n",
    "metric": "definition: Share.\ndirection: up\n",
}


def another_title(hand: Hand) -> str:
    path = hand.choose(hand.records())
    return _field(hand, path, "title", json.dumps(hand.words(3), ensure_ascii=False))


def another_owner(hand: Hand) -> str:
    return _field(hand, hand.choose(hand.records()), "owner", hand.choose(["support-lead", "'@team-1'", "somebody"]))


def another_status(hand: Hand) -> str:
    """A status that another record of the folder has, whatever that demands."""
    path = hand.choose([path for path in hand.records() if re.search(r"^status: ", hand.read(path), re.MULTILINE)])
    folder = path.rpartition("/")[0]
    others = [hand.read(other) for other in hand.records() if other.startswith(folder)]
    known = sorted({found[1] for text in others if (found := re.search(r"^status: (\w+)$", text, re.MULTILINE))})
    return _field(hand, path, "status", hand.choose(known))


def another_day(hand: Hand) -> str:
    path = hand.choose([path for path in hand.records() if _DAY.search(hand.read(path))])
    text = hand.read(path)
    found = hand.choose(list(_DAY.finditer(text)))
    day = date.fromisoformat(found[2]) + timedelta(days=hand.random.choice((-40, -1, 1, 9)))
    hand.put(path, f"{text[: found.start(2)]}{day}{text[found.end(2) :]}")
    return f"{path}: {found[0].strip()} becomes {day}"


def other_tags(hand: Hand) -> str:
    return _field(hand, hand.choose(hand.records()), "tags", hand.choose(["[new]", "[shift, week]", "[]", ""]))


def another_visibility(hand: Hand) -> str:
    path = hand.choose(hand.records())
    is_public = "visibility: public" in hand.read(path)
    return _field(hand, path, "visibility", "" if is_public else "public")


def another_reference(hand: Hand) -> str:
    """One initiative is named in a field in place of another; now and then one that is not there."""
    ids = [record_id for _, record_id in hand.names("initiative")]
    pattern = re.compile(rf"(?<=[ \[:])({'|'.join(map(re.escape, ids))})(?=[],\n])")
    path = hand.choose([path for path in hand.records() if pattern.search(_fields_of(hand, path))])
    found, text = hand.choose(list(pattern.finditer(_fields_of(hand, path)))), hand.read(path)
    other = "not-there" if hand.random.random() < 0.15 else hand.choose(ids)
    hand.put(path, text[: found.start()] + other + text[found.end() :])
    return f"{path}: {other} in place of {found[0]}"


def an_earlier_id(hand: Hand) -> str:
    path = hand.choose(hand.records())
    others = [record_id for _, record_id in hand.names()]
    return _field(hand, path, "formerly", hand.choose([f"[{hand.new_id()}]", f"[{hand.choose(others)}, once]", ""]))


def other_links(hand: Hand) -> str:
    kind, record_id = hand.choose(hand.names())
    return _field(hand, hand.choose(hand.records()), "links", hand.choose([f"['{kind}:{record_id}']", ""]))


def a_mention(hand: Hand) -> str:
    kind, record_id = hand.choose(hand.names())
    return _said(hand, f"See [[{kind}:{record_id}]].")


def a_relative_link(hand: Hand) -> str:
    path, other = (hand.choose([path for path in hand.records() if path.endswith(".md")]) for _ in range(2))
    up = "../" * path.count("/")
    return _said(hand, f"Read [{hand.words(1)}]({up}{other}).", path)


def a_sentence(hand: Hand) -> str:
    return _said(hand, hand.choose([f"It is *{hand.words(4)}*.", "## More\n\n- a\n- b", "```python\nx = 1\n```"]))


def a_line_less(hand: Hand) -> str:
    path = hand.choose([path for path in hand.records() if path.endswith(".md")])
    head, fence, body = hand.read(path).partition("\n---\n")
    lines = body.splitlines(keepends=True)
    hand.put(path, head + fence + "".join(lines[:-1]))
    return f"{path}: the last line is gone"


def letters_of_the_same_size(hand: Hand) -> str:
    """The same size, at once, and even the time of change is put back."""
    path = hand.choose(
        [path for path in hand.records() if re.search(r"^title: .*[a-y]", hand.read(path), re.MULTILINE)]
    )
    text = hand.read(path)
    found = hand.choose(list(re.finditer(r"(?<=^title: )(.*?)([a-y])", text, re.MULTILINE)))
    letter = chr(ord(found[2]) + 1)
    hand.put_unnoticed(path, text[: found.start(2)] + letter + text[found.end(2) :])
    return f"{path}: {letter} in place of {found[2]} in the title, the time of change put back"


def touched(hand: Hand) -> str:
    path = hand.choose(hand.records())
    (hand.root / path).touch()
    return f"{path}: touched"


def added(hand: Hand) -> str:
    kind, record_id = hand.choose(sorted(_LEAST)), hand.new_id()
    path = f"{FOLDERS[kind]}/{record_id}.{hand.choose(['yml', 'md'])}"
    hand.put(path, _least(hand, kind, path))
    return f"{path}: added"


def removed(hand: Hand) -> str:
    """A record that nothing names, nearly always."""
    paths = hand.records()
    hand.random.shuffle(paths)
    free = (path for path in paths if not hand.is_named(Path(path).stem))
    path = hand.choose(paths) if hand.random.random() < 0.15 else next(free, None)
    if path is None:
        raise CannotNow
    (hand.root / path).unlink()
    return f"{path}: removed"


def renamed_with_references(hand: Hand) -> str:
    kind, record_id = hand.choose([name for name in hand.names() if name[0] != "release"])
    new = hand.new_id()
    done = hand.caller.call("rename", kind, record_id, new, "--as-of", "2026-10-31")
    return f"opsbook rename {kind} {record_id} {new}: exit code {done.exit_code}"


def renamed_alone(hand: Hand) -> str:
    path = hand.choose(hand.records())
    new = (hand.root / path).with_stem(hand.new_id())
    (hand.root / path).rename(new)
    return f"{path}: its file is now named {new.name}"


def into_a_folder(hand: Hand) -> str:
    path = hand.choose(hand.records())
    new = (hand.root / path).parent / f"y{hand.random.randrange(3)}" / Path(path).name
    new.parent.mkdir(exist_ok=True)
    (hand.root / path).rename(new)
    return f"{path}: moved to {new.relative_to(hand.root)}"


def into_another_collection(hand: Hand) -> str:
    """Its text is one of the new kind, nearly always."""
    path, kind = hand.choose(hand.records(*_LEAST)), hand.choose(sorted(_LEAST))
    new = f"{FOLDERS[kind]}/{Path(path).name}"
    if (hand.root / new).exists() or (hand.is_named(Path(path).stem) and hand.random.random() < 0.8):
        raise CannotNow
    # The kind's records may have moved to another folder, all of them.
    (hand.root / new).parent.mkdir(parents=True, exist_ok=True)
    (hand.root / path).rename(hand.root / new)
    if hand.random.random() < 0.8:
        hand.put(new, _least(hand, kind, new))
    return f"{path}: moved to {new}"


def exchanged(hand: Hand) -> str:
    """Two records of a kind take each other's names; each file keeps its times."""
    first = hand.choose(hand.records())
    second = hand.choose([
        path for path in hand.records()
        if path != first and Path(path).parent == Path(first).parent and Path(path).suffix == Path(first).suffix
    ])  # fmt: skip
    beside = hand.root / "beside"
    (hand.root / first).rename(beside)
    (hand.root / second).rename(hand.root / first)
    beside.rename(hand.root / second)
    return f"{first} and {second} have been exchanged"


def broken(hand: Hand) -> str:
    path = hand.choose(hand.records())
    what = hand.choose([b"title: [\n", b"title: \xff\n", b"", b"title: A\ntitle: B\n", b"---\ntitle: A\n"])
    hand.put(path, what)
    return f"{path}: broken, it is now {what!r}"


def a_link_in_place(hand: Hand) -> str:
    path = hand.choose(hand.records())
    (hand.root / path).unlink()
    (hand.root / path).symlink_to(hand.root / "mkdocs.yml")
    return f"{path}: a symbolic link in its place"


def _field(hand: Hand, path: str, name: str, value: str) -> str:
    """Give a field a value, in place of another one or below the title; an empty value takes it out."""
    text, line = hand.read(path), f"{name}: {value}\n" if value else ""
    pattern = re.compile(rf"^{name}:.*\n(?:[ -].*\n)*", re.MULTILINE)
    if pattern.search(text):
        changed = pattern.sub(lambda _: line, text, count=1)
    else:
        changed = re.sub(r"^title: .*\n", lambda found: found[0] + line, text, count=1, flags=re.MULTILINE)
    hand.put(path, changed)
    return f"{path}: {line.strip() or f'no {name}'}"


def _fields_of(hand: Hand, path: str) -> str:
    return hand.read(path).partition("\n---\n")[0] + "\n"


def _said(hand: Hand, text: str, path: str = "") -> str:
    path = path or hand.choose([path for path in hand.records() if path.endswith(".md")])
    hand.put(path, f"{hand.read(path).rstrip()}\n\n{text}\n")
    return f"{path}: {text!r} at its end"


def _least(hand: Hand, kind: str, path: str) -> str:
    fields = f"title: {json.dumps(hand.words(3), ensure_ascii=False)}\nowner: support-lead\n{_LEAST[kind]}"
    if path.endswith(".yml"):
        return fields
    return f"---\n{fields}---\n\nText of [[initiative:{hand.choose(hand.names('initiative'))[1]}]].\n"


EDITS: tuple[Callable[[Hand], str], ...] = (
    another_title, another_owner, another_status, another_day, other_tags, another_visibility, another_reference,
    other_links, a_mention, a_relative_link, a_sentence, a_line_less, letters_of_the_same_size, touched, added, removed,
    renamed_with_references, renamed_alone, into_a_folder, into_another_collection, exchanged, broken, a_link_in_place,
)  # fmt: skip
