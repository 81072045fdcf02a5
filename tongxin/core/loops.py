"""What a worker does: declared loops, each in its own thread, quick when there is work and cheap when there is none."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections, connection

from tongxin.core.failures import describe

logger = logging.getLogger(__name__)

IDLE = 0.5
LONGEST_PAUSE = 30.0


@dataclass(frozen=True)
class Loop:
    """`turn` does a little of what is waiting and says how much; it is called again at once until that is nothing."""

    code: str
    turn: Callable[[], int]


_loops: dict[str, Loop] = {}


def declare(loop: Loop) -> None:
    """Let every worker run this loop."""
    if loop.code in _loops:
        raise ValueError(f"loop {loop.code} is already declared")
    _loops[loop.code] = loop


def loops() -> list[Loop]:
    """All declared loops."""
    return list(_loops.values())


def run(loop: Loop, stopped: threading.Event, idle: float = IDLE) -> None:
    """Turn until stopped; errors are told, waited out ever longer, and never end the loop."""
    pause = 0.0
    while not stopped.wait(pause):
        close_old_connections()
        try:
            pause = 0.0 if loop.turn() else idle
        except Exception as error:
            pause = min(LONGEST_PAUSE, max(1.0, pause * 2))
            logger.error(
                "loop %s failed, trying again in %ds: %s", loop.code, pause, describe(error)
            )
            connection.close()
    connection.close()
