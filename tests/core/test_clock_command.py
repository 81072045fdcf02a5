"""Of several clocks only the one that holds the lease works."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command

from tongxin.core import leases, periodic
from tongxin.core.management.commands import clock as command
from tongxin.core.models import DutyRun, Lease
from tongxin.core.periodic import Duty

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def runs(monkeypatch):
    """The runs of one hourly duty."""
    noted = []
    duty = Duty("tests.duty", timedelta(hours=1), lambda: noted.append(1))
    monkeypatch.setattr(periodic, "_duties", {duty.code: duty})
    return noted


def test_clock_runs_what_is_due_and_gives_its_lease_back(runs):
    call_command("clock", "--once")
    assert runs == [1]
    assert not Lease.objects.exists()


def test_second_clock_stands_by(runs):
    leases.acquire(command.NAME, "the first")
    call_command("clock", "--once")
    assert runs == []
    assert Lease.objects.get().holder == "the first"


def test_clock_of_a_dead_machine_is_replaced(runs):
    leases.acquire(command.NAME, "the first", ttl=timedelta(0))
    call_command("clock", "--once")
    assert runs == [1]


def test_clock_looks_again_after_each_pause(runs):
    looks = iter([False, False, True])

    class Stopped(threading.Event):
        def wait(self, timeout=None):
            DutyRun.objects.all().delete()
            return next(looks)

    command.tick(Stopped(), every=0)
    assert runs == [1, 1, 1]
