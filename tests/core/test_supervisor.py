"""Children are restarted, signals passed on, failures end the whole; with real processes."""

import os
import signal
import subprocess
import sys
import time

import pytest

SUPERVISE = """
import sys
from tongxin.core.supervisor import Program, Supervisor
programs = [Program(name, [sys.executable, "-u", "-c", code]) for name, code in {programs!r}.items()]
sys.exit(Supervisor(programs, settled=60, first_pause=0.05, most_failures=3, grace=2).run())
"""
NOTE = "import os, sys, time; open({path!r}, 'a').write(f'{{os.getpid()}}\\n'); "
STAY = "time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


class Running:
    """A supervisor in a process of its own; each program notes the ids of its processes in a file."""

    def __init__(self, folder, programs):
        self.paths = {name: folder / name for name in programs}
        noted = {
            name: NOTE.format(path=str(self.paths[name])) + code for name, code in programs.items()
        }
        command = [sys.executable, "-c", SUPERVISE.format(programs=noted)]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE)

    def pids(self, name):
        path = self.paths[name]
        return [int(line) for line in path.read_text().split()] if path.exists() else []

    def wait_for(self, name, count):
        until(lambda: len(self.pids(name)) >= count)
        return self.pids(name)[-1]

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


def until(condition, seconds=15):
    """Wait for it."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123
        return file.read().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def supervised(tmp_path):
    started = []

    def start(**programs):
        started.append(Running(tmp_path, programs))
        return started[-1]

    yield start
    for running in started:
        running.stop()


def test_killed_child_is_restarted_and_its_sibling_left_alone(supervised):
    running = supervised(worker=STAY, clock=STAY)
    clock_pid = running.wait_for("clock", 1)
    os.kill(running.wait_for("worker", 1), signal.SIGKILL)
    assert is_alive(running.wait_for("worker", 2))
    assert running.pids("clock") == [clock_pid]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_every_child_and_leaves_well(supervised, number):
    running = supervised(worker=STAY, clock=STAY)
    pids = [running.wait_for(name, 1) for name in ("worker", "clock")]
    running.process.send_signal(number)
    assert running.process.wait(10) == 0
    assert [is_alive(pid) for pid in pids] == [False, False]


def test_child_that_keeps_failing_ends_the_whole(supervised):
    running = supervised(worker="sys.exit(3)", clock=STAY)
    clock_pid = running.wait_for("clock", 1)
    assert running.process.wait(15) == 1
    assert len(running.pids("worker")) == 3
    assert not is_alive(clock_pid)


def test_deaf_child_is_killed_after_the_grace(supervised):
    running = supervised(worker=DEAF)
    pid = running.wait_for("worker", 1)
    time.sleep(0.2)
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(10) == 0
    assert not is_alive(pid)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the kernel's death signal is Linux's"
)
def test_children_do_not_outlive_a_killed_supervisor(supervised):
    running = supervised(worker=STAY, clock=STAY)
    pids = [running.wait_for(name, 1) for name in ("worker", "clock")]
    running.process.kill()
    until(lambda: not any(is_alive(pid) for pid in pids))
