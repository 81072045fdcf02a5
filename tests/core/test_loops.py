"""Loops turn while there is work, wait when there is none, and survive errors."""

import threading

import pytest

from tongxin.core import loops
from tongxin.core.loops import Loop

pytestmark = pytest.mark.django_db


class Pauses(threading.Event):
    """Notes how long the loop wants to wait, waits not at all, and stops it after some turns."""

    def __init__(self, turns):
        super().__init__()
        self.noted = []
        self.turns = turns

    def wait(self, timeout=None):
        self.noted.append(timeout)
        return len(self.noted) > self.turns


def run(results):
    """The pauses of a loop whose turns have these results; an exception is raised."""
    source, stopped = iter(results), Pauses(turns=len(results))

    def turn():
        result = next(source)
        if isinstance(result, Exception):
            raise result
        return result

    loops.run(Loop("tests.loop", turn), stopped, idle=0.5)
    return stopped.noted


def test_loop_turns_at_once_while_there_is_work():
    assert run([3, 1, 0]) == [0, 0, 0, 0.5]


def test_loop_waits_ever_longer_after_errors_and_recovers(caplog):
    assert run([LookupError("13800138000"), LookupError(), 1, 0]) == [0, 1, 2, 0, 0.5]
    assert "LookupError at test_loops.py" in caplog.text
    assert "13800138000" not in caplog.text


def test_pause_after_errors_is_bounded():
    assert run([LookupError()] * 8)[-1] == loops.LONGEST_PAUSE


def test_loop_is_declared_once(monkeypatch):
    monkeypatch.setattr(loops, "_loops", {})
    loops.declare(Loop("tests.loop", lambda: 0))
    with pytest.raises(ValueError, match=r"tests\.loop"):
        loops.declare(Loop("tests.loop", lambda: 0))
    assert [loop.code for loop in loops.loops()] == ["tests.loop"]
