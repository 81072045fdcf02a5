"""The seam to the lifecycle engine: audiences become holders, held notices need their batch."""

from types import SimpleNamespace

import pytest

from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AssemblyFactory
from tongxin.accounts import permissions
from tongxin.accounts.actor import SYSTEM
from tongxin.lifecycle.table import Audience, Holder, Tell
from tongxin.notifications.models import Notice
from tongxin.notifications.telling import tell_of
from tongxin.organisations.models import RulebookEntry

pytestmark = pytest.mark.django_db
ACT = SimpleNamespace(name="tests.decide")
EVENT = SimpleNamespace(pk=7)


@pytest.fixture
def record():
    return RulebookEntry._base_manager.create(
        assembly=AssemblyFactory(), code="x", value=1, valid_from="2026-01-01", reason="r"
    )


def audience(*persons):
    return Audience(
        "tests",
        "",
        records=lambda actor: permissions.NOTHING,
        holders=lambda record: [Holder(person_id=person.pk) for person in persons],
    )


def test_audiences_are_told_once_each(record):
    one, other = PersonFactory(), PersonFactory()
    tells = (Tell(audience(one, other)), Tell(audience(other)))
    tell_of(ACT, record, SYSTEM, EVENT, tells, "")
    notices = Notice._base_manager.order_by("id")
    assert [(notice.person, notice.event_id, notice.batch) for notice in notices] == [
        (one, 7, ""),
        (other, 7, ""),
    ]


def test_held_audience_waits_for_its_batch_and_the_others_do_not(record):
    at_once, later = PersonFactory(), PersonFactory()
    tells = (Tell(audience(at_once)), Tell(audience(later), held=True))
    tell_of(ACT, record, SYSTEM, EVENT, tells, "2026-01")
    batches = dict(Notice._base_manager.values_list("person_id", "batch"))
    assert batches == {at_once.pk: "", later.pk: "2026-01"}


def test_held_audience_without_a_batch_is_a_mistake_of_the_table(record):
    with pytest.raises(ValueError, match=r"tests\.decide"):
        tell_of(ACT, record, SYSTEM, EVENT, (Tell(audience(PersonFactory()), held=True),), "")
