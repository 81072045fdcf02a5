"""Keeps child processes running: restarts a crashed one ever later, passes signals on, gives up when one keeps failing."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

logger = logging.getLogger(__name__)

TICK = 0.1
SETTLED = 30.0
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
MOST_FAILURES = 6
GRACE = 25.0
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Program:
    """A child process: its name in messages, its command, what is added to the environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


class Child:
    """One program and what has become of it."""

    def __init__(self, program: Program):
        self.program = program
        self.process: subprocess.Popen | None = None
        self.failures = 0
        self.started_at = 0.0
        self.start_at = 0.0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 — our own programs
            self.program.command,
            env={**os.environ, **self.program.environment},
            start_new_session=True,
            preexec_fn=_die_with_parent(),
        )

    def note_failure(self, settled: float, first_pause: float) -> None:
        """Count the crash (from one again if it had run well before) and set when to start anew."""
        now = time.monotonic()
        self.failures = 1 if now - self.started_at >= settled else self.failures + 1
        self.start_at = now + min(LONGEST_PAUSE, first_pause * 2 ** (self.failures - 1))
        self.kill()
        self.process = None

    def terminate(self) -> None:
        if self.is_running:
            self.process.terminate()

    def kill(self) -> None:
        """End the whole process group, so that no grandchild keeps the port or the database."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Runs programs until it is told to stop (0) or one of them fails too often in a row (1)."""

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        settled: float = SETTLED,
        first_pause: float = FIRST_PAUSE,
        most_failures: int = MOST_FAILURES,
        grace: float = GRACE,
    ):
        self.children = [Child(program) for program in programs]
        self.settled = settled
        self.first_pause = first_pause
        self.most_failures = most_failures
        self.grace = grace
        self.stopping = False

    def run(self) -> int:
        """Start everything and stay until the end; the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        try:
            while not self.stopping:
                for child in self.children:
                    self._look_after(child)
                if failing := [c for c in self.children if c.failures >= self.most_failures]:
                    logger.error("%s keeps failing, giving up", failing[0].program.name)
                    return 1
                time.sleep(TICK)
            return 0
        finally:
            self._stop()

    def _look_after(self, child: Child) -> None:
        if child.is_running:
            return
        if child.process is not None:
            logger.error("%s ended with %s", child.program.name, child.process.returncode)
            child.note_failure(self.settled, self.first_pause)
        elif time.monotonic() >= child.start_at:
            child.start()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _stop(self) -> None:
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + self.grace
        while any(child.is_running for child in self.children) and time.monotonic() < deadline:
            time.sleep(TICK)
        for child in self.children:
            child.kill()


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux: a child is told to end when its supervisor is killed, so that a new one finds the port free."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
