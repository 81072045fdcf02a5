"""Reminders: the right step, once per deadline, step and person, never at night."""

from datetime import date, datetime

import pytest

from tests.factories.accounts import PersonFactory, actor
from tests.factories.organisations import AssemblyFactory
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.workdays import add_workdays
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.notifications import queries
from tongxin.notifications.actions.remind import next_loud_moment, remind_due, step_due
from tongxin.notifications.models import Delivery, Notice
from tongxin.organisations.models import RulebookEntry

pytestmark = pytest.mark.django_db
STEPS = [10, 5, 1, 0, -1]


def owed(assembly=None, *, started_on=date(2025, 12, 1), due_on, record_id=None, **waiting):
    """An open deadline on some record, and who is waited for."""
    assembly = assembly or AssemblyFactory()
    deadline = Deadline._base_manager.create(
        assembly=assembly,
        record_type="organisations.assembly",
        record_id=record_id or assembly.pk,
        act="tests.reply",
        parameter="x",
        started_on=started_on,
        due_on=due_on,
    )
    Waiting._base_manager.create(
        assembly=assembly,
        record_type=deadline.record_type,
        record_id=deadline.record_id,
        act=deadline.act,
        since_on=started_on,
        due_on=due_on,
        **(waiting or {"person": PersonFactory()}),
    )
    return deadline


@pytest.mark.parametrize(
    ("left", "step"),
    [(12, None), (10, 10), (7, 10), (5, 5), (2, 5), (1, 1), (0, 0), (-1, -1), (-9, -1)],
)
def test_step_is_the_latest_that_has_come(left, step):
    today = date(2026, 3, 16)
    deadline = Deadline(started_on=date(2026, 1, 5), due_on=add_workdays(today, left).due)
    assert step_due(deadline, STEPS, today) == step


def test_step_before_the_start_is_left_out():
    deadline = Deadline(started_on=date(2026, 3, 16), due_on=date(2026, 3, 19))
    assert step_due(deadline, STEPS, date(2026, 3, 16)) is None
    assert step_due(deadline, STEPS, date(2026, 3, 18)) == 1


def test_reminder_is_written_once(sms):
    deadline = owed(due_on=clock.today())
    assert (remind_due(), remind_due()) == (1, 0)
    notice = Notice._base_manager.get()
    assert notice.facts == {"due_on": "2026-01-14", "step": 0, "left": 0}
    assert (notice.act, notice.record_id) == (deadline.act, deadline.record_id)
    assert Delivery.objects.count() == 1


def test_each_step_reminds_anew(sms):
    owed(due_on=date(2026, 1, 14))
    for day in (5, 6, 13, 14, 15, 16):
        with clock.frozen(datetime(2026, 1, day, 9)):
            remind_due()
    assert [notice.facts["step"] for notice in Notice._base_manager.order_by("id")] == [
        10,
        1,
        0,
        -1,
    ]


def test_reminder_reaches_only_who_is_waited_for(sms):
    assembly = AssemblyFactory()
    office = actor(Role.PROPOSALS_OFFICE, assembly)
    bystander = actor(Role.GENERAL_OFFICE, assembly)
    owed(assembly, due_on=clock.today(), role=Role.PROPOSALS_OFFICE)
    remind_due()
    assert (queries.inbox(office).count(), queries.inbox(bystander).count()) == (1, 0)
    assert [delivery.person for delivery in Delivery.objects.all()] == [office.person]


def test_closed_deadline_reminds_nobody(sms):
    owed(due_on=clock.today())
    Deadline._base_manager.update(status="met")
    assert remind_due() == 0


def test_steps_are_the_assemblys(sms):
    assembly = AssemblyFactory()
    owed(assembly, due_on=clock.today())
    RulebookEntry._base_manager.create(
        assembly=assembly,
        code="notifications.reminder_steps",
        value=["-3"],
        valid_from="2026-01-01",
        reason="r",
    )
    assert remind_due() == 0


def test_reminder_reads_as_an_instruction(sms):
    owed(due_on=clock.today())
    remind_due()
    (line,) = queries.lines(Notice._base_manager.all())
    assert line.words.title == "请在 2026年1月14日前“tests.reply”"
    with clock.frozen(datetime(2026, 1, 16, 9)):
        remind_due()
    line = queries.lines(Notice._base_manager.order_by("id"))[1]
    assert line.words.title == "“tests.reply”已过期限（2026年1月14日），请尽快办理"


def test_queries_do_not_grow_with_deadlines(sms, django_assert_max_num_queries):
    assembly = AssemblyFactory()
    for number in range(40):
        owed(assembly, due_on=clock.today(), record_id=number + 1, person=PersonFactory())
    with django_assert_max_num_queries(16):
        assert remind_due() == 40


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (9, datetime(2026, 1, 14, 9, 30)),
        (20, datetime(2026, 1, 14, 20, 30)),
        (21, datetime(2026, 1, 15, 8)),
        (23, datetime(2026, 1, 15, 8)),
        (0, datetime(2026, 1, 14, 8)),
        (7, datetime(2026, 1, 14, 8)),
        (8, datetime(2026, 1, 14, 8, 30)),
    ],
)
def test_night_is_quiet(hour, expected):
    now = datetime(2026, 1, 14, hour, 30, tzinfo=clock.SHANGHAI)
    assert next_loud_moment(now, 21, 8) == expected.replace(tzinfo=clock.SHANGHAI)


def test_reminder_written_at_night_goes_out_in_the_morning(sms):
    owed(due_on=date(2026, 1, 15))
    with clock.frozen(datetime(2026, 1, 15, 0, 5)):
        remind_due()
    assert Delivery.objects.get().not_before == datetime(2026, 1, 15, 8, tzinfo=clock.SHANGHAI)
