"""Versions of counted facts: written with the act, none without a change, and the clock repairs what went past."""

from contextvars import Context
from datetime import datetime

import pytest

from tests.proposals import bulk
from tests.proposals.season import SPRING, SUMMER, spring, summer
from tests.proposals.thread import (
    acknowledged,
    assigned,
    decided,
    draft,
    fresh,
    handling_of,
    replied,
    submitted,
)
from tongxin.core import clock
from tongxin.figures import history
from tongxin.lifecycle.perform import perform
from tongxin.proposals.actions.evaluate import mark_axis
from tongxin.proposals.actions.save_draft import save_draft
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import (
    Category,
    Evaluation,
    EvaluationFacts,
    Proposal,
    ProposalFacts,
)
from tongxin.proposals.terms import ProposalState

LATER = datetime(2026, 2, 1, 9)


def versions(proposal):
    return list(
        ProposalFacts.objects.filter(record=proposal)
        .order_by("id")
        .values_list("docketed_on", "superseded_at")
    )


def test_drafts_have_no_facts(city):
    assert versions(draft(city)) == []


def test_each_act_that_changes_a_fact_adds_one_version(city):
    proposal = submitted(city)
    assert versions(proposal) == [(None, None)]
    with clock.frozen(LATER):
        decided(city, proposal)
        day = city.session.opens_on
        assert versions(proposal) == [(None, clock.now()), (day, None)]
        perform(PROPOSAL.take_back, fresh(proposal), city.office, reason="复核")
        assert [docketed for docketed, _end in versions(proposal)] == [None, day, None]


def test_act_that_changes_nothing_counted_adds_none(city):
    proposal = submitted(city)
    perform(PROPOSAL.note_opinion, proposal, city.reviewer, outcome="docket")
    assert len(versions(proposal)) == 1


def test_clock_notes_what_went_past_the_acts(city):
    proposal = submitted(city)
    imported = bulk.docketed(city, 2)
    Proposal._base_manager.filter(pk=proposal.pk).update(is_priority=True)
    assert list(history.drifted(ProposalFacts)) == [proposal.pk, *(one.pk for one in imported)]
    assert Context().run(history.catch_up) == 3
    assert list(history.drifted(ProposalFacts)) == []
    assert history.catch_up() == 0


def test_facts_that_vanish_are_noted_too(city):
    proposal = submitted(city)
    Proposal._base_manager.filter(pk=proposal.pk).update(handed_in_on=None)
    assert history.catch_up() == 1
    assert ProposalFacts.objects.present().get(record=proposal).handed_in_on is None


@pytest.mark.parametrize("count", [1, 30])
def test_keeping_many_costs_as_many_queries_as_one(city, count, django_assert_max_num_queries):
    rows = bulk.docketed(city, count)
    with django_assert_max_num_queries(5):
        assert history.keep(Proposal, [row.pk for row in rows]) == count


def drift() -> list[int]:
    """How many records of each kind the clock would have to note."""
    return [history.drifted(facts).count() for facts in history.tracked()]


def test_a_whole_season_leaves_nothing_for_the_clock(city):
    with clock.frozen(SPRING):
        season = spring(city)
        assert not any(drift())
    with clock.frozen(SUMMER):
        summer(season)
        assert not any(drift())


def test_saving_a_returned_proposal_notes_its_new_facts(city):
    proposal = submitted(city)
    Proposal._base_manager.filter(pk=proposal.pk).update(
        state=ProposalState.RETURNED, released_at=clock.now()
    )
    category = Category._base_manager.create(assembly=city.assembly, code="C", name="城建")
    save_draft(
        fresh(proposal), actor=city.member_actor(), seen=fresh(proposal).version, category=category
    )
    assert ProposalFacts.objects.present().get(record=proposal).category == category


def test_saving_a_draft_notes_nothing(city):
    proposal = draft(city)
    save_draft(proposal, actor=city.member_actor(), seen=proposal.version, matter="关于乙的提案")
    assert versions(proposal) == []


def test_a_tap_on_an_axis_is_noted(city):
    handling = handling_of(assigned(city))
    replied(city, acknowledged(handling, city.clerks[0]), city.clerks[0])
    form = Evaluation.objects.get(handling=handling)
    mark_axis(form, actor=city.member_actor(), axis="result", answer="satisfied")
    assert EvaluationFacts.objects.present().get(record=form).result == "satisfied"


@pytest.mark.parametrize("count", [1, 30])
def test_new_rows_are_noted_in_one_statement(city, count, django_assert_num_queries):
    rows = bulk.docketed(city, count)
    with django_assert_num_queries(1):
        history.keep_new(Proposal, [row.pk for row in rows])
    assert (ProposalFacts.objects.present().count(), drift()[0]) == (count, 0)


def test_new_rows_that_have_not_begun_are_not_noted(city):
    history.keep_new(Proposal, [draft(city).pk])
    assert not ProposalFacts.objects.exists()
