"""Work shared between this process and a copy of it, which begins while this one is busy with other things."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import struct
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_NUMBER = struct.Struct("<H")


class Queue:
    """Numbers that several processes take, each once. A pipe full of them needs no lock."""

    def __init__(self, count: int) -> None:
        """Hold the numbers from 0 to ``count``, at most 30,000: they have to fit into a pipe."""
        self._numbers, filling = os.pipe()
        os.write(filling, b"".join(_NUMBER.pack(number) for number in range(count)))
        os.close(filling)

    def taken(self) -> Iterator[int]:
        """Take numbers as long as there are any."""
        while packed := os.read(self._numbers, _NUMBER.size):
            yield _NUMBER.unpack(packed)[0]

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self._numbers)


class Shelf:
    """Where a process lays what another one takes later: unlike with a channel, neither waits for the other.

    It has to be there before the process is copied. Only Linux has such a place; see ``can_share``.
    """

    def __init__(self) -> None:
        """Make an empty shelf, in memory."""
        self._place = os.memfd_create("opsbook", os.MFD_CLOEXEC)

    def lay(self, thing: Any) -> None:
        """Lay something, once: anything that a channel can send."""
        from multiprocessing.reduction import ForkingPickler

        with os.fdopen(os.dup(self._place), "wb") as out:
            ForkingPickler(out).dump(thing)

    def take(self) -> Any:
        """Return what was laid. Raises EOFError where that was nothing."""
        from multiprocessing.reduction import ForkingPickler

        os.lseek(self._place, 0, os.SEEK_SET)
        with os.fdopen(os.dup(self._place), "rb") as laid:
            return ForkingPickler.loads(laid.read())

    def close(self) -> None:
        """Let go of it."""
        os.close(self._place)


class Channel(Protocol):
    """How a process and its copy speak to each other: anything that can be pickled."""

    def send(self, message: Any) -> None:
        """Send something to the other."""

    def recv(self) -> Any:
        """Wait for what the other sends. Raises EOFError where it has ended."""

    def poll(self) -> bool:
        """Return whether the other has sent something, or has ended."""


Conversation: TypeAlias = Callable[[Channel], None]


def can_share() -> bool:
    """Return whether a copy can take pieces: on Linux, with a second core, and no other thread.

    While serving there are threads of Python's own, whose locks a copy would wait for without end.
    """
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


class Copy:
    """A copy of this process that does its part of a conversation and ends. What it fails at, this process does."""

    def __init__(self, conversation: Conversation) -> None:
        """Begin the copy; it knows all that this process knows now."""
        from multiprocessing import Pipe

        here, there = Pipe()
        # What is there by now stays: the collector would write to every page of memory that the two have in common.
        gc.freeze()
        with warnings.catch_warnings():
            # The threads that Python counts here are those of native libraries; the copy calls none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child = os.fork()
        if not self._child:
            here.close()
            _converse(conversation, there)
        gc.unfreeze()
        there.close()
        self._channel: Connection | None = here

    def send(self, message: Any) -> None:
        """Send something to the copy; nothing where it has failed."""
        if self._channel is not None:
            try:
                self._channel.send(message)
            except OSError:
                self.end()

    def receive(self) -> Any:
        """Wait for what the copy sends; None where it has failed."""
        if self._channel is None:
            return None
        try:
            return self._channel.recv()
        except (EOFError, OSError):
            self.end()
            return None

    def stop(self) -> None:
        """Stop the copy, whatever it is doing."""
        if self._channel is not None:
            os.kill(self._child, signal.SIGKILL)
            self.end()

    def end(self) -> None:
        """Wait for the copy to end."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None
            os.waitpid(self._child, 0)


def _converse(conversation: Conversation, channel: Connection) -> None:
    """Do the copy's part. The copy never returns from here."""
    code = 1
    try:
        _die_with_parent()
        # A short life: what it leaves behind, the system takes.
        gc.disable()
        conversation(channel)
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the first process meets it again and raises it
        if os.environ.get("OPSBOOK_DEBUG"):
            traceback.print_exc()
    finally:
        os._exit(code)


def _die_with_parent() -> None:
    """Let the system stop this process when the one that it is a copy of is killed: nobody else would."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


_PR_SET_PDEATHSIG: Final = 1
