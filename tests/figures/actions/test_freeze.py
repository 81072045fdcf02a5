"""A frozen figure keeps value, rules and rows, and can be asked again."""

from datetime import datetime

import pytest

from tests.proposals import bulk
from tests.proposals.thread import decided, fresh, submitted
from tongxin import trail
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.figures import history, snapshots
from tongxin.figures.actions.freeze import freeze
from tongxin.figures.models import RowSet
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.lifecycle.perform import perform
from tongxin.proposals.lifecycle import PROPOSAL

LATER = datetime(2026, 1, 15, 9)


@pytest.fixture
def question(city):
    return Question(Scope(city.assembly), Period.year(2026))


def test_snapshot_keeps_value_rules_and_rows(city, question):
    rows = bulk.docketed(city, 3)
    snapshot = freeze("proposals.docketed", question, actor=city.office)
    assert (snapshot.value, snapshot.under, snapshot.as_of) == (3, None, clock.now())
    assert snapshot.parameters == {
        "proposals.merged_count_as_docketed": {str(city.assembly.pk): False}
    }
    assert snapshot.rows.rows() == [(row.pk, 0) for row in rows]
    assert trail.events_of(snapshot).get().facts == {"code": "proposals.docketed", "value": 3}


def test_equal_citations_share_their_rows(city, question):
    bulk.docketed(city, 3)
    first = freeze("proposals.docketed", question, actor=city.office)
    second = freeze("proposals.docketed_main", question, actor=city.office)
    assert (first.rows, RowSet.objects.count()) == (second.rows, 1)


def test_ratio_keeps_both_numbers(city, question):
    bulk.docketed(city, 3)
    bulk.declined(city, 1)
    snapshot = freeze("proposals.filing_rate", question, actor=city.office)
    assert (snapshot.value, snapshot.under) == (3, 4)
    assert (snapshot.rows.count, snapshot.under_rows.count) == (3, 4)


def test_snapshot_still_holds_after_a_decision_is_taken_back(city, question):
    proposal = submitted(city)
    decided(city, proposal)
    snapshot = freeze("proposals.filing_rate", question, actor=city.office)
    with clock.frozen(LATER):
        perform(PROPOSAL.take_back, fresh(proposal), city.office, reason="复核")
        assert freeze("proposals.docketed", question, actor=city.office).value == 0
    assert snapshots.still_holds(snapshot)


def test_snapshot_that_no_longer_matches_is_told(city, question):
    bulk.docketed(city, 2)
    snapshot = freeze("proposals.docketed", question, actor=city.office)
    assert not snapshots.still_holds(snapshot)
    history.catch_up()
    assert snapshots.still_holds(snapshot)


def test_changed_definition_is_told(city, question):
    snapshot = freeze("proposals.docketed", question, actor=city.office)
    assert not snapshots.is_redefined(snapshot)
    snapshot.definition_digest = "0" * 64
    assert snapshots.is_redefined(snapshot)


def test_freezing_needs_the_permission(city, question):
    with pytest.raises(Refused):
        freeze("proposals.docketed", question, actor=city.clerks[0])
