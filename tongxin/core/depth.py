"""Room for deep calls: CPython asks the system for each further sixteen kilobytes of frames and gives them back at every return."""

from collections.abc import Callable
from typing import Any

SLOTS = 33_000
"""Just above a quarter of a megabyte, for which CPython fetches half a megabyte: the rest is room for calls."""


def with_room(call: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """Call from a frame that leaves room for those below it, so that none of them lies across a border.

    A loop whose calls cross such a border fetches and returns memory each time; template and ORM code go deep enough
    to do so on every page, which costs a tenth to a fifth of its processor time.
    """
    return call(*args, **named)


with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)
