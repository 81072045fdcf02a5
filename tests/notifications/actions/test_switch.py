"""One switch stops all sending, with a reason, and the trail remembers."""

import pytest

from tests.factories.accounts import actor
from tests.factories.notifications import DeliveryFactory, NoticeFactory
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.notifications import outbox
from tongxin.notifications.actions.switch import resume_sending, stop_sending
from tongxin.notifications.models import Delivery
from tongxin.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return actor(Role.SYSTEM_MANAGER)


def test_stop_needs_a_reason(officer):
    with pytest.raises(Refused) as refused:
        stop_sending(officer.assembly, actor=officer, reason="  ")
    assert refused.value.field == "reason"
    assert outbox.stopped_assemblies() == set()


def test_stop_and_resume_are_in_the_trail_without_the_reason(officer):
    stop_sending(officer.assembly, actor=officer, reason="误发,先停")
    assert outbox.stopped_assemblies() == {officer.assembly.pk}
    resume_sending(officer.assembly, actor=officer, discard=False)
    assert outbox.stopped_assemblies() == set()
    events = Event.objects.order_by("id")
    assert [event.act for event in events] == [
        "notifications.stop_sending",
        "notifications.resume_sending",
    ]
    assert [event.facts for event in events] == [{"everybody": False}, {"dropped": 0}]


def test_stopping_twice_keeps_one_switch(officer):
    for reason in ("一", "二"):
        stop_sending(None, actor=officer, reason=reason)
    assert outbox.switch_of(None).reason == "二"
    assert outbox.stopped_assemblies() == {None}


def test_resume_may_drop_what_piled_up(officer):
    ours = DeliveryFactory(notice=NoticeFactory(assembly=officer.assembly))
    theirs = DeliveryFactory()
    stop_sending(officer.assembly, actor=officer, reason="误发")
    resume_sending(officer.assembly, actor=officer, discard=True)
    assert Delivery.objects.get(pk=ours.pk).status == "suppressed"
    assert Delivery.objects.get(pk=theirs.pk).status == "queued"
    assert Event.objects.last().facts == {"dropped": 1}
