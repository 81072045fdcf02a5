"""Invitation by rule: each once, must before may, in a few statements whatever the number; later rules invite more."""

from datetime import date

import pytest

from tests.factories.members import AppointmentFactory, BodyFactory, MemberFactory, SectorFactory
from tests.gatherings.people.meeting import DAY, fresh, make_meeting, name_rule
from tongxin import trail
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.invite import invite_all, invite_more
from tongxin.gatherings.actions.set_rules import add_rule, adopt_usual, drop_rule
from tongxin.gatherings.lifecycle import INVITATION
from tongxin.gatherings.models import Invitation
from tongxin.gatherings.queries.invitees import invitees_of, preview_of
from tongxin.gatherings.terms import GatheringState
from tongxin.lifecycle import waiting
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.lifecycle.waiting import waiting_for
from tongxin.members.terms import BodyKind
from tongxin.notifications.models import Notice


def names(invitees) -> list[str]:
    return [one.name for one in invitees]


def test_what_is_usual_for_the_kind_holds_until_something_is_set(city):
    meeting = make_meeting(city, invited=False)
    told = preview_of(meeting.gathering)
    assert (told.is_usual, told.must, told.may) == (True, 4, 0)
    name_rule(meeting, "赵局长", duty="may", capacity="observer")
    told = preview_of(meeting.gathering)
    assert (told.is_usual, told.must, told.may) == (False, 4, 1)
    assert [line.count for line in told.given] == [4, 1]


def test_everybody_is_invited_once_and_must_wins(city):
    sector = SectorFactory(assembly=city.assembly, name="科技界")
    scientist = MemberFactory(assembly=city.assembly, sector=sector)
    meeting = make_meeting(city, invited=False, state=GatheringState.DRAFTED)
    rules = {"actor": meeting.office, "capacity": "member"}
    add_rule(meeting.gathering, source="sector", sector=sector, duty="may", **rules)
    preview = preview_of(meeting.gathering)
    assert (len(preview.invitees), preview.must) == (5, 5)
    assert [(one.name, len(one.named_by)) for one in preview.doubles] == [
        (scientist.person.name, 2)
    ]
    assert invite_all(meeting.gathering, actor=meeting.office) == 5
    assert invite_all(meeting.gathering, actor=meeting.office) == 0


def test_bodies_committees_and_groups_give_their_people(city):
    body = BodyFactory(assembly=city.assembly, kind=BodyKind.GROUP, name="第一小组")
    AppointmentFactory(assembly=city.assembly, member=city.members[1], body=body)
    former = AppointmentFactory(assembly=city.assembly, member=city.members[2], body=body)
    former.ends_on = date(2025, 12, 31)
    former.save()
    meeting = make_meeting(city, kind="committee_meeting", invited=False)
    assert invitees_of(meeting.gathering) == []
    add_rule(meeting.gathering, actor=meeting.office, source="body", body=body, duty="must")
    assert names(invitees_of(meeting.gathering)) == [city.members[1].person.name]
    meeting.sittings[0].group = body
    meeting.sittings[0].save()
    assert [one.group_id for one in invitees_of(meeting.gathering)] == [body.pk]


def test_invited_are_waited_for_and_told_by_name(meeting, city):
    invitation = meeting.invitation()
    row = waiting_for(city.member_actor()).get(record_type=INVITATION.record_type)
    assert (row.act, row.record_id, row.due_on) == (
        "invitations.come",
        invitation.pk,
        date(2026, 1, 18),
    )
    notice = Notice._base_manager.get(person=city.members[0].person, act="invitations.begin")
    assert notice.url == invitation.get_absolute_url()
    assert waiting.rebuild(INVITATION, Invitation._base_manager.all()) == 0
    (event,) = trail.events_of(meeting.gathering).filter(act="gatherings.invite")
    assert event.facts["invited"] == 4 and len(event.facts["digest"]) == 64


def test_number_of_statements_does_not_grow_with_the_number_of_people(
    city, django_assert_max_num_queries
):
    small = make_meeting(city, invited=False)
    with django_assert_max_num_queries(40) as asked:
        invite_all(small.gathering, actor=small.office)
    few = len(asked)
    for _number in range(30):
        MemberFactory(assembly=city.assembly)
    large = make_meeting(city, invited=False)
    with django_assert_max_num_queries(few) as asked:
        assert invite_all(large.gathering, actor=large.office) == 34
    assert len(asked) == few


def test_guest_without_account_is_invited_but_not_waited_for(meeting):
    name_rule(meeting, "孙教授", duty="must", capacity="speaker")
    assert invite_more(meeting.gathering, actor=meeting.office) == 1
    guest = Invitation._base_manager.get(name="孙教授")
    assert (guest.person_id, guest.capacity, guest.words) == (None, "speaker", "市直单位")
    assert not Waiting._base_manager.filter(
        record_type=INVITATION.record_type, record_id=guest.pk
    ).exists()
    assert invite_more(meeting.gathering, actor=meeting.office) == 0


def test_nobody_is_told_before_it_is_announced(city):
    meeting = make_meeting(city, state=GatheringState.DRAFTED)
    assert Invitation._base_manager.count() == 4
    assert not Notice._base_manager.filter(act="invitations.begin").exists()
    assert not Deadline._base_manager.filter(record_type=INVITATION.record_type).exists()
    with pytest.raises(Refused):
        invite_more(meeting.gathering, actor=meeting.office)


def test_rules_are_set_by_whoever_organises(meeting, city):
    with pytest.raises(Refused):
        add_rule(meeting.gathering, actor=city.office, source="members")
    with pytest.raises(Refused):
        add_rule(meeting.gathering, actor=meeting.office, source="committee")


def test_rule_goes_only_while_it_is_planned(meeting, city):
    adopt_usual(meeting.gathering, actor=meeting.office)
    rule = meeting.gathering.rules.get()
    with pytest.raises(Refused):
        drop_rule(rule, actor=meeting.office)
    planned = make_meeting(city, invited=False, state=GatheringState.DRAFTED)
    adopt_usual(planned.gathering, actor=planned.office)
    drop_rule(planned.gathering.rules.get(), actor=planned.office)
    assert not planned.gathering.rules.exists()


def test_body_of_another_assembly_is_refused(meeting):
    elsewhere = BodyFactory()
    with pytest.raises(Refused):
        add_rule(meeting.gathering, actor=meeting.office, source="body", body=elsewhere)


def test_answer_is_due_the_day_leave_is_asked_by(city):
    meeting = make_meeting(city, happened_on=date(2026, 1, 15))
    assert set(
        Deadline._base_manager.filter(record_type=INVITATION.record_type).values_list(
            "due_on", flat=True
        )
    ) == {date(2026, 1, 14)}
    assert meeting.gathering.happened_on != DAY and fresh(meeting.gathering)
