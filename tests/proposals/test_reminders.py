"""Reminders reach whoever works on the next step, also when the deadline is for a later one."""

from datetime import datetime

from tests.proposals.thread import acknowledged, assigned, handling_of
from tongxin.core import clock
from tongxin.notifications.actions.remind import remind_due
from tongxin.notifications.models import Notice
from tongxin.notifications.terms import NoticeKind


def reminded():
    rows = Notice.objects.filter(kind=NoticeKind.REMINDER)
    return sorted(rows.values_list("act", "role"))


def test_handler_is_reminded_of_the_reply_while_drafting(city):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    with clock.frozen(datetime(2026, 4, 13, 9)):
        remind_due()
        remind_due()
    assert reminded() == [("handlings.reply", "unit_clerk")]
    assert Notice.objects.get(kind=NoticeKind.REMINDER).record_id == handling.pk


def test_urging_is_drafted_once_and_sent_by_a_person(city):
    from tongxin.lifecycle.perform import perform
    from tongxin.proposals.clockwork import tick
    from tongxin.proposals.lifecycle import URGING
    from tongxin.proposals.models import Urging

    handling_of(assigned(city))
    with clock.frozen(datetime(2026, 2, 20, 9)):
        tick()
        tick()
        sheet = Urging.objects.get()
        assert (sheet.state, sheet.act) == ("drafted", "handlings.acknowledge")
        sent = perform(URGING.send, sheet, city.assigner, text="请尽快签收。")
    assert (sent.state, sent.number, sent.sent_by) == ("sent", 1, city.assigner.person)


def test_silent_evaluation_lapses_and_the_proposal_goes_on(city):
    from tests.proposals.thread import fresh, replied
    from tongxin.proposals.clockwork import tick
    from tongxin.proposals.models import Evaluation

    proposal = assigned(city)
    handling = acknowledged(handling_of(proposal), city.clerks[0])
    replied(city, handling, city.clerks[0])
    with clock.frozen(datetime(2026, 3, 1, 9)):
        tick()
    assert Evaluation.objects.get().state == "lapsed"
    assert (fresh(proposal).state, fresh(proposal).satisfaction) == ("closed", "")
