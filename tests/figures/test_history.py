"""Versions of counted facts: written with the act, none without a change, and the clock repairs what went past."""

from contextvars import Context
from datetime import datetime

import pytest

from tests.proposals import bulk
from tests.proposals.thread import decided, draft, fresh, submitted
from tongxin.core import clock
from tongxin.figures import history
from tongxin.lifecycle.perform import perform
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Proposal, ProposalFacts

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
