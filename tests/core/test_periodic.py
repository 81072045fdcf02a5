"""Duties run once a period, again after failures, and again when a clock died over them."""

from datetime import timedelta

import pytest

from tongxin.core import clock, periodic
from tongxin.core.models import DutyRun
from tongxin.core.periodic import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared(monkeypatch):
    """Only the duties of this test; gives the function that declares one and the list of its runs."""
    monkeypatch.setattr(periodic, "_duties", {})
    runs = []

    def declare(code="tests.duty", every=timedelta(hours=1), fails=False):
        def run():
            runs.append(code)
            if fails:
                raise LookupError("13800138000")

        periodic.declare(Duty(code, every, run))
        return runs

    return declare


def after(**span):
    return clock.frozen(clock.now() + timedelta(**span))


def test_duty_runs_once_a_period(declared):
    runs = declared()
    assert periodic.run_due("a") == ["tests.duty"]
    assert periodic.run_due("a") == []
    with after(minutes=59):
        assert periodic.run_due("b") == []
    with after(minutes=60):
        assert periodic.run_due("b") == ["tests.duty"]
    assert len(runs) == 2


def test_duty_claimed_by_another_clock_is_left_to_it(declared):
    runs = declared()
    DutyRun.objects.create(
        code="tests.duty",
        due_at=clock.now(),
        claimed_until=clock.now() + periodic.CLAIM,
        holder="b",
    )
    assert periodic.run_due("a") == []
    with after(minutes=15):
        assert periodic.run_due("a") == ["tests.duty"]
    assert len(runs) == 1


def test_failing_duty_is_tried_ever_later_and_told(declared, caplog):
    declared(fails=True)
    waits = []
    for _attempt in range(4):
        with clock.frozen(next_time()):
            started = clock.now()
            periodic.run_due("a")
            waits.append((next_time() - started).total_seconds() / 60)
    assert waits == [1, 2, 4, 8]
    row = DutyRun.objects.get()
    assert row.failures == 4
    assert row.error.startswith("LookupError at test_periodic.py:")
    assert "13800138000" not in caplog.text


def next_time():
    row = DutyRun.objects.first()
    return row.due_at if row else clock.now()


def test_duty_that_works_again_forgets_its_failures(declared):
    declared()
    DutyRun.objects.create(code="tests.duty", due_at=clock.now(), failures=3, error="x")
    periodic.run_due("a")
    row = DutyRun.objects.get()
    assert (row.failures, row.error, row.claimed_until) == (0, "", None)


def test_one_failing_duty_stops_no_other(declared):
    declared("tests.bad", fails=True)
    runs = declared("tests.good")
    periodic.run_due("a")
    assert runs == ["tests.bad", "tests.good"]


def test_overdue_duty_is_named(declared):
    declared()
    declared("tests.other")
    DutyRun.objects.create(code="tests.duty", due_at=clock.now() - timedelta(minutes=11))
    DutyRun.objects.create(code="tests.other", due_at=clock.now() - timedelta(minutes=9))
    DutyRun.objects.create(code="tests.gone", due_at=clock.now() - timedelta(days=9))
    assert periodic.overdue(clock.now()) == ["tests.duty"]


def test_duty_is_declared_once(declared):
    declared()
    with pytest.raises(ValueError, match=r"tests\.duty"):
        declared()
