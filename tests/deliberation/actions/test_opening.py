"""A conversation is opened by a paper, moves with the days, and forgets who was who at its end."""

from datetime import timedelta

import pytest

from tests.deliberation.conferring import PAPER, SEEDS, TODAY, days_later, fresh, statements_of
from tests.factories.members import AppointmentFactory, SpecialCommitteeFactory
from tongxin.core.errors import Conflict, Refused
from tongxin.deliberation.actions.join import voice_of
from tongxin.deliberation.actions.prepare_conversation import save_conversation
from tongxin.deliberation.actions.take_stance import take_stance
from tongxin.deliberation.clockwork import tick
from tongxin.deliberation.lifecycle import CONVERSATION
from tongxin.deliberation.models import StanceRow, Voice
from tongxin.deliberation.terms import Admission
from tongxin.lifecycle.perform import perform, refusal
from tongxin.notifications.models import Notice
from tongxin.organisations.models import RulebookEntry
from tongxin.trail.models import Event


def test_off_until_the_leading_group_opens_it(conferring):
    conversation = conferring.draft()
    RulebookEntry._base_manager.update(value=False)
    with pytest.raises(Refused, match="还没有开通"):
        perform(CONVERSATION.approve, conversation, conferring.secgen, **PAPER)


def test_only_leaders_enter_the_approval(conferring):
    with pytest.raises(Refused):
        perform(CONVERSATION.approve, conferring.draft(), conferring.general, **PAPER)


def test_approval_names_its_paper_and_shows_the_seeds(conferring):
    conversation = conferring.approved()
    assert (conversation.state, conversation.paper_number) == ("approved", PAPER["paper_number"])
    assert [(one.words, one.state, one.number) for one in statements_of(conversation)] == [
        (words, "shown", number) for number, words in enumerate(SEEDS, start=1)
    ]
    event = Event.objects.get(act="conversations.approve")
    assert event.facts["paper_number"] == PAPER["paper_number"]


def test_approval_counts_who_is_invited(conferring):
    committee = SpecialCommitteeFactory(assembly=conferring.assembly)
    for member in conferring.city.members[:3]:
        AppointmentFactory(
            member=member, committee=committee, body=None, assembly=conferring.assembly
        )
    own = conferring.approved(admission=Admission.COMMITTEE, committee=committee)
    assert (own.invited, conferring.approved().invited) == (3, len(conferring.city.members))


def test_approval_needs_views_to_begin_from(conferring):
    conversation = conferring.draft(seeds="只有一条观点")
    assert "引子观点" in refusal(CONVERSATION.approve, conversation, conferring.secgen)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"votes_on": TODAY - timedelta(days=1)}, "votes_on"),
        ({"discusses_on": TODAY + timedelta(days=1)}, "discusses_on"),
        ({"closes_on": TODAY + timedelta(days=8)}, "closes_on"),
        ({"admission": Admission.COMMITTEE}, "committee"),
        ({"seeds": "长" * 141}, "seeds"),
        ({"parting": "counties"}, "parting"),
        ({"parting": "groups", "admission": "code"}, "parting"),
    ],
)
def test_what_could_not_be_carried_out_is_refused(conferring, changes, field):
    with pytest.raises(Refused) as refused:
        conferring.draft(**changes)
    assert refused.value.field == field


def test_secrecy_marks_are_not_kept(conferring):
    with pytest.raises(Refused, match="国家秘密"):
        conferring.draft(background="机密★1年\n内容")


def test_saving_needs_the_version_that_was_seen(conferring):
    conversation = conferring.draft()
    saved = save_conversation(conversation, actor=conferring.general, seen=0, question="新的议题？")
    assert (saved.question, saved.version) == ("新的议题？", 1)
    with pytest.raises(Conflict):
        save_conversation(fresh(saved), actor=conferring.general, seen=0, question="旧的？")


def test_nothing_but_days_changes_after_the_approval(conferring):
    conversation = conferring.approved()
    with pytest.raises(Refused):
        save_conversation(conversation, actor=conferring.general, seen=1, question="换一个？")
    days = {
        "collects_on": TODAY,
        "votes_on": TODAY + timedelta(days=3),
        "discusses_on": TODAY + timedelta(days=9),
        "closes_on": TODAY + timedelta(days=20),
    }
    later = perform(CONVERSATION.put_off, conversation, conferring.general, **days)
    assert (later.state, later.votes_on) == ("approved", TODAY + timedelta(days=3))


def test_the_clock_moves_the_phases(conferring):
    conversation = conferring.approved()
    states = []
    for days in (0, 1, 7, 8, 12, 13):
        with days_later(days):
            tick()
            tick()
        states.append(fresh(conversation).state)
    assert states == ["collecting", "voting", "voting", "discussing", "discussing", "closed"]


def test_a_clock_that_stood_still_catches_up(conferring):
    conversation = conferring.approved()
    with days_later(30):
        tick()
    assert fresh(conversation).state == "closed"


def test_drafts_are_never_moved_by_the_clock(conferring):
    conversation = conferring.draft()
    with days_later(30):
        tick()
    assert fresh(conversation).state == "drafted"


def test_members_are_told_when_they_may_take_part(conferring):
    conferring.voting()
    notices = Notice._base_manager.filter(act="conversations.vote", role="member")
    assert notices.count() == 1


def test_closing_wipes_the_secret(conferring):
    conversation = conferring.voting()
    before = voice_of(conversation, conferring.member().person)
    closed = conferring.closed(conversation)
    assert closed.secret == ""
    with pytest.raises(Refused):
        voice_of(closed, conferring.member().person)
    assert Voice.objects.get().pk == before.pk


def test_stopping_says_why_and_wipes_the_secret(conferring):
    stopped = perform(CONVERSATION.stop, conferring.voting(), conferring.secgen, reason="议题有变")
    assert (stopped.state, stopped.stop_reason, stopped.secret) == ("stopped", "议题有变", "")


@pytest.mark.parametrize(("people", "told"), [(5, 5), (4, 0)])
def test_that_people_took_part_is_noted_at_the_end_for_all_at_once(conferring, people, told):
    actors = conferring.members(people + 1)
    conversation = conferring.voting()
    statement = statements_of(conversation)[0]
    for actor in actors[:people]:
        take_stance(voice_of(conversation, actor.person), statement, 1)
    voice_of(conversation, actors[-1].person)  # looked, and answered nothing
    assert not Event.objects.filter(act="deliberation.took_part").exists()
    conferring.closed(conversation)
    events = Event.objects.filter(act="deliberation.took_part")
    assert events.count() == told
    if told:
        assert {one.record_id for one in events} == {one.person_id for one in actors[:people]}
        assert {frozenset(one.facts) for one in events} == {frozenset({"conversation"})}
    assert StanceRow.objects.count() == people
