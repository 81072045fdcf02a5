"""The only door: claimed, checked on the reloaded row, carried out, recorded; or nothing at all."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, OperationalError

from tests.proposals.thread import acknowledged, assigned, draft, fresh, handling_of, submitted
from tongxin import trail
from tongxin.accounts.actor import SYSTEM
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.lifecycle import perform as engine
from tongxin.lifecycle.perform import begin, perform, performs
from tongxin.proposals.lifecycle import CO_SIGNATURE, HANDLING, PROPOSAL
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import ProposalState
from tongxin.trail.models import Event


def events(record) -> list[str]:
    return list(trail.events_of(record).values_list("act", flat=True))


def test_act_moves_the_state_and_leaves_one_event(city):
    proposal = perform(PROPOSAL.hand_in, draft(city), city.member_actor())
    event = trail.events_of(proposal).last()
    assert (event.act, event.from_state, event.to_state) == (
        "proposals.hand_in",
        "draft",
        "submitted",
    )
    assert (event.person_id, event.assignment_id) == (
        city.members[0].person_id,
        city.member_actor().assignment_id,
    )
    assert events(proposal) == ["proposals.begin", "proposals.hand_in"]


def test_version_grows_by_one_with_each_act(city):
    proposal = draft(city)
    assert perform(PROPOSAL.hand_in, proposal, city.member_actor()).version == proposal.version + 1


def test_second_of_two_with_the_same_row_in_hand_is_told_so(city):
    first = draft(city)
    second = fresh(first)
    perform(PROPOSAL.discard, first, city.member_actor())
    with pytest.raises(Conflict):
        perform(PROPOSAL.hand_in, second, city.member_actor())
    assert fresh(first).state == ProposalState.WITHDRAWN


def test_version_not_seen_is_a_conflict(city):
    proposal = submitted(city)
    seen = proposal.version
    perform(PROPOSAL.note_opinion, proposal, city.reviewer, outcome="docket", seen=seen)
    with pytest.raises(Conflict):
        perform(PROPOSAL.note_opinion, proposal, city.office, outcome="docket", seen=seen)
    perform(PROPOSAL.note_opinion, proposal, city.office, outcome="docket", seen=seen + 1)


def test_repeated_request_changes_nothing(city):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    contact = {"on": clock.today(), "form": "visit", "with_whom": "第一提案人"}
    for _tap in range(2):
        perform(HANDLING.log_contact, handling, city.clerks[0], request_key="tap", **contact)
    assert handling.contacts.count() == 1
    assert events(handling).count("handlings.log_contact") == 1


def test_request_key_belongs_to_one_person(city):
    one, other = draft(city), draft(city, 1)
    perform(PROPOSAL.hand_in, one, city.member_actor(0), request_key="same")
    perform(PROPOSAL.hand_in, other, city.member_actor(1), request_key="same")
    assert (fresh(one).serial_number, fresh(other).serial_number) == (1, 2)


def test_request_key_of_another_act_is_refused(city):
    proposal = draft(city)
    perform(PROPOSAL.hand_in, proposal, city.member_actor(), request_key="k")
    with pytest.raises(Conflict, match="操作编号"):
        perform(PROPOSAL.withdraw, proposal, city.member_actor(), request_key="k", reason="x")


def test_repeated_beginning_gives_the_first_record(city):
    def start():
        proposal = Proposal(
            assembly=city.assembly,
            proposer_kind="individual",
            lead_proposer=city.members[0],
            proposer_name="王敏",
        )
        return begin(PROPOSAL, proposal, city.member_actor(), request_key="new")

    assert start().pk == start().pk
    assert Proposal.objects.count() == 1


def test_conditions_read_the_row_as_it_is_after_the_claim(city):
    in_hand = draft(city)
    Proposal._base_manager.filter(pk=in_hand.pk).update(analysis="")
    with pytest.raises(Refused, match="分析"):
        perform(PROPOSAL.hand_in, in_hand, city.member_actor())


def test_refused_act_leaves_no_trace(city):
    proposal = draft(city, analysis="")
    before = (fresh(proposal).version, events(proposal))
    with pytest.raises(Refused):
        perform(PROPOSAL.hand_in, proposal, city.member_actor())
    assert (fresh(proposal).version, events(proposal)) == before


def test_failing_effect_takes_everything_back(city):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    tomorrow = clock.today() + timedelta(days=1)
    before = (handling.version, Event.objects.count())
    with pytest.raises(Refused, match="沟通日期"):
        perform(
            HANDLING.log_contact, handling, city.clerks[0], on=tomorrow, form="visit", with_whom="x"
        )
    assert (fresh(handling).version, Event.objects.count()) == before
    assert handling.contacts.count() == 0


def test_wrong_audience_is_refused(city):
    proposal = draft(city)
    for stranger in (city.member_actor(1), city.office, city.clerks[0], city.leader):
        with pytest.raises(Refused, match="身份"):
            perform(PROPOSAL.hand_in, proposal, stranger)


def test_consequence_never_happens_alone(city):
    proposal = submitted(city)
    for actor in (city.office, city.chair, SYSTEM):
        with pytest.raises(Refused, match="随前一动作"):
            perform(PROPOSAL.decline, proposal, actor, item=None)


def test_act_of_the_clock_is_nobody_elses(city):
    from tongxin.proposals.actions.co_sign import invite

    signature = invite(draft(city), actor=city.member_actor(), members=city.members[1:2])[0]
    with pytest.raises(Refused, match="身份"):
        perform(CO_SIGNATURE.lapse, signature, city.member_actor(1))
    assert perform(CO_SIGNATURE.lapse, signature, SYSTEM).state == "lapsed"


def test_consequences_name_their_cause(city):
    proposal = assigned(city)
    assign = trail.events_of(proposal).get(act="proposals.assign")
    followed = trail.events_of(handling_of(proposal)).get(act="handlings.assign")
    assert followed.facts["cause"] == assign.pk


def test_record_given_back_shows_what_followed(city):
    proposal = assigned(city)
    handling = handling_of(proposal)
    given_back = perform(HANDLING.acknowledge, handling, city.clerks[0], handler_name="赵一鸣")
    assert given_back.version == fresh(handling).version


def test_effect_is_registered_once():
    with pytest.raises(ValueError, match="already has an effect"):
        performs(PROPOSAL.hand_in)(lambda proposal, *, actor: None)


def test_deadlock_is_tried_once_more(monkeypatch):
    tries = []

    def deadlocked(*arguments):
        tries.append(arguments)
        if len(tries) == 1:
            raise OperationalError("deadlock detected")
        return "done"

    monkeypatch.setattr(engine, "_perform", deadlocked)
    monkeypatch.setattr(engine, "connection", SimpleNamespace(in_atomic_block=False))
    assert perform(PROPOSAL.hand_in, Proposal(), SYSTEM) == "done"
    assert len(tries) == 2


def test_other_database_errors_are_not_swallowed(monkeypatch):
    def broken(*_arguments):
        raise OperationalError("disk is full")

    monkeypatch.setattr(engine, "_perform", broken)
    monkeypatch.setattr(engine, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(OperationalError, match="disk"):
        perform(PROPOSAL.hand_in, Proposal(), SYSTEM)


def test_broken_constraint_without_a_repeat_is_raised(city, monkeypatch):
    def doubled(*_arguments):
        raise IntegrityError("duplicate key")

    monkeypatch.setattr(engine, "_perform", doubled)
    with pytest.raises(IntegrityError):
        perform(PROPOSAL.hand_in, draft(city), city.member_actor(), request_key="k")


def test_watchers_hear_of_each_change(city, monkeypatch):
    heard = []
    monkeypatch.setattr(engine, "_watchers", [heard.append])
    proposal = draft(city)
    perform(PROPOSAL.hand_in, proposal, city.member_actor())
    assert [record.state for record in heard] == ["draft", "submitted"]
