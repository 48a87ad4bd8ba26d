"""Work shared between the process and a copy of it."""

from __future__ import annotations

import os

import pytest

from site_builder.load import sharing

needs_shelves = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="only Linux has files in memory")
needs_copies = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not copy processes")


@needs_copies
def test_each_number_is_taken_once() -> None:
    queue = sharing.Queue(500)

    def take(channel: sharing.Channel) -> None:
        channel.send(list(queue.taken()))

    copy = sharing.Copy(take)
    mine = list(queue.taken())
    theirs = copy.receive()
    copy.end()
    queue.close()
    assert sorted(mine + theirs) == list(range(500))


@needs_copies
def test_a_copy_answers_what_it_is_sent() -> None:
    def double(channel: sharing.Channel) -> None:
        channel.send((os.getpid(), 2 * channel.recv()))

    copy = sharing.Copy(double)
    copy.send(21)
    process, answer = copy.receive()
    copy.end()
    assert process != os.getpid()
    assert answer == 42


@needs_copies
def test_of_a_copy_that_fails_nothing_comes() -> None:
    def fail(channel: sharing.Channel) -> None:
        raise RuntimeError(channel.recv())

    copy = sharing.Copy(fail)
    copy.send("no")
    assert copy.receive() is None
    copy.send("still there?")
    assert copy.receive() is None


@needs_copies
def test_a_copy_can_be_stopped() -> None:
    def wait(channel: sharing.Channel) -> None:
        channel.recv()

    copy = sharing.Copy(wait)
    copy.stop()
    assert copy.receive() is None


@needs_shelves
def test_what_lies_on_a_shelf_is_taken_by_who_comes_later() -> None:
    """It is more than fits into a pipe, and nobody waits."""
    shelf = sharing.Shelf()
    large = ["word"] * 1_000_000

    def take(channel: sharing.Channel) -> None:
        channel.recv()
        channel.send(shelf.take() == large)

    copy = sharing.Copy(take)
    shelf.lay(large)
    copy.send("now")
    assert copy.receive()
    copy.end()
    shelf.close()


@needs_shelves
def test_nothing_is_taken_from_an_empty_shelf() -> None:
    shelf = sharing.Shelf()
    with pytest.raises(EOFError):
        shelf.take()
    shelf.close()
