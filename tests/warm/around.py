"""What happens around a handbook between two builds: to its site, to what was kept, by other commands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.warm.hand import Hand

KEPT = ".opsbook"


def nothing(hand: Hand) -> str:
    return "nothing"


def checked(hand: Hand) -> str:
    return f"opsbook check: exit code {hand.caller.call('check').exit_code}"


def built_for_another_day(hand: Hand) -> str:
    return f"opsbook build --as-of 2026-09-01: exit code {hand.caller.call('build', '--as-of', '2026-09-01').exit_code}"


def built_elsewhere(hand: Hand) -> str:
    done = hand.caller.call("build", "--as-of", "2026-10-31", "--site-dir", "../elsewhere")
    return f"opsbook build --site-dir ../elsewhere: exit code {done.exit_code}"


def built_without_what_was_kept(hand: Hand) -> str:
    done = hand.caller.call("build", "--as-of", "2026-10-31", "--no-cache")
    return f"opsbook build --no-cache: exit code {done.exit_code}"


def page_overwritten(hand: Hand) -> str:
    path = hand.choose(_below(hand.root / "site"))
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    return f"{path.relative_to(hand.root)}: overwritten, of the same size"


def page_deleted(hand: Hand) -> str:
    path = hand.choose(_below(hand.root / "site"))
    path.unlink()
    return f"{path.relative_to(hand.root)}: deleted"


def page_added(hand: Hand) -> str:
    path = hand.choose(_below(hand.root / "site")).with_name("stray.html")
    path.write_text("stray", encoding="utf-8")
    return f"{path.relative_to(hand.root)}: added"


def site_deleted(hand: Hand) -> str:
    shutil.rmtree(hand.root / "site", ignore_errors=True)
    return "site: deleted"


def kept_deleted(hand: Hand) -> str:
    shutil.rmtree(hand.root / KEPT, ignore_errors=True)
    return f"{KEPT}: deleted"


def kept_file_deleted(hand: Hand) -> str:
    path = hand.choose(_below(hand.root / KEPT))
    path.unlink()
    return f"{path.relative_to(hand.root)}: deleted"


def kept_file_cut_off(hand: Hand) -> str:
    path = hand.choose(_below(hand.root / KEPT))
    content = path.read_bytes()
    path.write_bytes(content[: hand.random.randrange(len(content) + 1)])
    return f"{path.relative_to(hand.root)}: cut off"


def kept_file_damaged(hand: Hand) -> str:
    path = hand.choose([path for path in _below(hand.root / KEPT) if path.stat().st_size])
    content = bytearray(path.read_bytes())
    place = hand.random.randrange(len(content))
    content[place] ^= 1 << hand.random.randrange(8)
    path.write_bytes(content)
    return f"{path.relative_to(hand.root)}: a bit of byte {place} is another"


def kept_files_exchanged(hand: Hand) -> str:
    first, second = (hand.choose(_below(hand.root / KEPT)) for _ in range(2))
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    return f"{first.relative_to(hand.root)} and {second.relative_to(hand.root)} have been exchanged"


def kept_of_before(hand: Hand) -> str:
    return _of_before(hand, KEPT)


def site_of_before(hand: Hand) -> str:
    return _of_before(hand, "site")


def _of_before(hand: Hand, name: str) -> str:
    """Put aside what is there; at the next call that comes back, as where a pipeline restores it."""
    there, aside = hand.root / name, hand.root.with_name(f"{hand.root.name}-{name}-before")
    if not aside.exists():
        hand.choose(_below(there))
        shutil.copytree(there, aside)
        return f"{name}: a copy is put aside"
    shutil.rmtree(there, ignore_errors=True)
    aside.rename(there)
    return f"{name}: the copy that was put aside is back"


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


HAPPENINGS: tuple[Callable[[Hand], str], ...] = (
    nothing, nothing, checked, built_for_another_day, built_elsewhere, built_without_what_was_kept, page_overwritten,
    page_deleted, page_added, site_deleted, kept_deleted, kept_file_deleted, kept_file_cut_off, kept_file_damaged,
    kept_files_exchanged, kept_of_before, site_of_before, kept_of_before, site_of_before,
)  # fmt: skip
