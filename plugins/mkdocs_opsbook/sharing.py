"""Sharing work between this process and a copy of it, where the machine has a second core and the work is worth it."""

from __future__ import annotations

import json
import os
import struct
import sys
import tempfile
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

Work: TypeAlias = Callable[[int], Any]
"""Does one numbered piece of work and returns plain data (what JSON can hold)."""

_NUMBER = struct.Struct("<H")
_MOST = 30_000


def can_share() -> bool:
    """Return whether the process can be copied: on Linux, with a second core, and with no other thread of Python's.

    While serving there are such threads, whose locks a copy would wait for without end.
    """
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def shared(count: int, work: Work, *, first: Callable[[], None]) -> list[Any]:
    """Return the results of all pieces of work in order, done by this process and a copy of it.

    ``first`` is what this process alone has to do meanwhile. Which of the two does a piece makes no difference to its
    result. Where the copy fails, this process does its pieces again, and so raises what there is to raise.
    """
    if count > _MOST or not can_share():
        first()
        return [work(number) for number in range(count)]
    # A pipe full of numbers is a queue that needs no lock: each number is read once, by whoever is free.
    numbers, filling = os.pipe()
    os.write(filling, b"".join(_NUMBER.pack(number) for number in range(count)))
    os.close(filling)
    try:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as results:
            child = _copy(numbers, work, results)
            try:
                first()
                done = {number: work(number) for number in _taken(numbers)}
            finally:
                _, status = os.waitpid(child, 0)
            if status == 0:
                results.seek(0)
                done.update({int(number): result for number, result in json.load(results).items()})
    finally:
        os.close(numbers)
    return [done[number] if number in done else work(number) for number in range(count)]


def _copy(numbers: int, work: Work, results: Any) -> int:
    """Start the copy and return its process id. The copy never returns from here."""
    with warnings.catch_warnings():
        # The threads that Python counts here are those of native libraries; the copy calls none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    code = 1
    try:
        json.dump({number: work(number) for number in _taken(numbers)}, results)
        results.flush()
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the first process meets it again and raises it
        if os.environ.get("OPSBOOK_DEBUG"):
            traceback.print_exc()
    finally:
        os._exit(code)


def _taken(numbers: int) -> Iterator[int]:
    while packed := os.read(numbers, _NUMBER.size):
        yield _NUMBER.unpack(packed)[0]
