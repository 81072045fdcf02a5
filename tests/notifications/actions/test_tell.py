"""Who is told, once, by which channel; what is held back until its release."""

import pytest

from tests.factories.accounts import PersonFactory, RoleAssignmentFactory, actor
from tests.factories.notifications import ChannelPreferenceFactory
from tests.factories.organisations import AssemblyFactory, OrganisationFactory
from tongxin.accounts.actor import acting_as
from tongxin.accounts.terms import Role
from tongxin.lifecycle.table import Holder
from tongxin.notifications import queries
from tongxin.notifications.actions.release import release, withdraw
from tongxin.notifications.actions.tell import tell
from tongxin.notifications.models import Delivery, Notice
from tongxin.notifications.terms import Channel
from tongxin.organisations.models import RulebookEntry

pytestmark = pytest.mark.django_db
ACT = "tests.docket"


@pytest.fixture
def assembly(gateways):
    gateways["sms"] = {"url": "http://127.0.0.1:9/", "key": "k", "secret": "s", "templates": {}}
    gateways["wecom"] = {"url": "http://127.0.0.1:9", "corp": "c", "agent": "1", "secret": "s"}
    gateways["mail"] = {}
    return AssemblyFactory()


@pytest.fixture
def record(assembly):
    """Any row of the assembly; here a rulebook entry, as nothing about it matters."""
    return RulebookEntry._base_manager.create(
        assembly=assembly, code="x", value=1, valid_from="2026-01-01", reason="r"
    )


def person_holder(person=None, **fields):
    return Holder(person_id=(person or PersonFactory(**fields)).pk)


def sent_to(person):
    rows = Delivery.objects.filter(person=person).order_by("id")
    return list(rows.values_list("channel", flat=True))


def test_person_gets_a_notice_and_one_delivery(record):
    person = PersonFactory()
    (notice,) = tell(ACT, record, [person_holder(person)])
    assert (notice.person, notice.assembly, notice.act) == (person, record.assembly, ACT)
    assert (notice.record_type, notice.record_id) == (record._meta.label_lower, record.pk)
    assert sent_to(person) == [Channel.SMS]


def test_person_told_twice_of_one_act_gets_one_notice(record):
    holder = person_holder()
    tell(ACT, record, [holder, holder])
    assert (Notice._base_manager.count(), Delivery.objects.count()) == (1, 1)


def test_nobody_is_told_of_their_own_act(record):
    me = actor(Role.MEMBER, record.assembly)
    tell(ACT, record, [Holder(person_id=me.person_id), person_holder()], actor=me)
    assert list(Notice._base_manager.filter(person=me.person)) == []
    assert Notice._base_manager.count() == 1


def test_office_gets_one_row_and_each_holder_a_message(record):
    holders = [actor(Role.PROPOSALS_OFFICE, record.assembly) for _number in range(2)]
    elsewhere = actor(Role.PROPOSALS_OFFICE)
    past = RoleAssignmentFactory(
        role=Role.PROPOSALS_OFFICE, assembly=record.assembly, ends_on="2025-12-31"
    )
    tell(ACT, record, [Holder(role=Role.PROPOSALS_OFFICE)], actor=holders[0])
    assert Notice._base_manager.count() == 1
    assert [sent_to(one.person) for one in (*holders, elsewhere, past)] == [[], ["sms"], [], []]
    assert [queries.inbox(one).count() for one in (*holders, elsewhere)] == [1, 1, 0]


def test_unit_is_told_through_its_clerks(record):
    unit, other = OrganisationFactory(), OrganisationFactory()
    clerk = actor(Role.UNIT_CLERK, organisation=unit)
    stranger = actor(Role.UNIT_CLERK, organisation=other)
    tell(ACT, record, [Holder(role=Role.UNIT_CLERK, organisation_id=unit.pk)])
    assert (sent_to(clerk.person), sent_to(stranger.person)) == (["sms"], [])


def test_person_who_is_also_the_office_gets_one_message(record):
    officer = actor(Role.PROPOSALS_OFFICE, record.assembly)
    tell(ACT, record, [Holder(role=Role.PROPOSALS_OFFICE), Holder(person_id=officer.person_id)])
    assert sent_to(officer.person) == ["sms"]


def test_channel_order_is_the_assemblys(record):
    person = PersonFactory(email="wang@example.cn")
    RulebookEntry._base_manager.create(
        assembly=record.assembly,
        code="notifications.channels",
        value=["mail", "sms"],
        valid_from="2026-01-01",
        reason="r",
    )
    tell(ACT, record, [person_holder(person)])
    assert sent_to(person) == [Channel.MAIL]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["wecom"]),
        ({"wecom": False}, ["sms"]),
        ({"sms": True, "mail": True}, ["sms", "mail"]),
        ({"wecom": False, "sms": False, "mail": False}, []),
    ],
)
def test_persons_word_on_channels_counts(record, said, expected):
    person = PersonFactory(email="wang@example.cn")
    for channel in ("wecom", "sms", "mail"):
        ChannelPreferenceFactory(
            person=person,
            channel=channel,
            is_on=said.get(channel),
            address="wang" if channel == "wecom" else "",
        )
    tell(ACT, record, [person_holder(person)])
    assert sent_to(person) == expected


def test_person_without_any_address_still_has_the_inbox(record):
    person = PersonFactory(phone="")
    tell(ACT, record, [person_holder(person)])
    assert (Notice._base_manager.filter(person=person).count(), sent_to(person)) == (1, [])


def test_without_channels_there_are_only_notices(record, settings):
    settings.GATEWAYS = {}
    tell(ACT, record, [person_holder()])
    assert (Notice._base_manager.count(), Delivery.objects.count()) == (1, 0)


def test_telling_many_takes_as_many_queries_as_telling_one(record, django_assert_num_queries):
    for count in (1, 30):
        holders = [person_holder() for _number in range(count)]
        with django_assert_num_queries(5):
            tell(ACT, record, holders)


def test_held_notice_is_neither_shown_nor_sent(record):
    member = actor(Role.MEMBER, record.assembly)
    tell(ACT, record, [Holder(person_id=member.person_id)], batch="2026-01")
    assert list(queries.inbox(member)) == []
    assert Delivery.objects.count() == 0


def test_release_tells_everybody_of_the_batch_once(record):
    member = actor(Role.MEMBER, record.assembly)
    tell(ACT, record, [Holder(person_id=member.person_id)], batch="2026-01")
    tell(ACT, record, [person_holder()], batch="2026-02")
    assert release(record.assembly, "2026-01") == 1
    assert release(record.assembly, "2026-01") == 0
    assert queries.inbox(member).count() == 1
    assert Delivery.objects.count() == 1


def test_release_reaches_no_other_assembly(record):
    tell(ACT, record, [person_holder()], batch="2026-01")
    assert release(AssemblyFactory(), "2026-01") == 0


def test_what_was_withdrawn_is_not_released(record):
    member = actor(Role.MEMBER, record.assembly)
    tell(ACT, record, [Holder(person_id=member.person_id)], batch="2026-01")
    assert withdraw(record, "2026-01") == 1
    assert release(record.assembly, "2026-01") == 0
    assert list(queries.inbox(member)) == []


def test_released_notice_cannot_be_withdrawn(record):
    tell(ACT, record, [person_holder()], batch="2026-01")
    release(record.assembly, "2026-01")
    assert withdraw(record, "2026-01") == 0


def test_person_reads_notices_of_all_their_assemblies(record):
    member = actor(Role.MEMBER, record.assembly)
    elsewhere = RoleAssignmentFactory(person=member.person)
    tell(ACT, record, [Holder(person_id=member.person_id)])
    assert queries.inbox(acting_as(elsewhere)).count() == 1


def test_stranger_and_public_read_nothing(record):
    from tongxin.accounts.actor import PUBLIC

    tell(ACT, record, [person_holder(), Holder(role=Role.PROPOSALS_OFFICE)])
    assert queries.inbox(actor(Role.MEMBER, record.assembly)).count() == 0
    assert queries.inbox(PUBLIC).count() == 0
