"""Whatever a loaded thread tells of a rule is what the database says: every rule, everybody, every state."""

import pytest

from tests.lifecycle.cast import make_cast, put
from tongxin.accounts.in_hand import holds
from tongxin.accounts.permissions import NOTHING, permission
from tongxin.lifecycle.table import lifecycles
from tongxin.proposals.models import Proposal
from tongxin.proposals.papers.declaring import of_family
from tongxin.proposals.queries.loading import load

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HUNG = ("handlings", "commitments", "evaluations", "nominations")
TOLD_AT_LEAST = 0.6
"""Most rules are answered without a query; otherwise the whole is not worth its code."""


def loaded(records: dict, noun: str):
    """The record as the thread page has it in hand."""
    proposal = Proposal._base_manager.select_related("assembly", "lead_proposer__person").get(
        pk=records["proposals"].pk
    )
    load(proposal)
    return proposal if noun == "proposals" else getattr(proposal, noun).all()[0]


def rules_about(lifecycle):
    """Every rule that is asked about a record of this noun: view, acts, papers."""
    yield permission(lifecycle.view).rule
    for audience in {audience for act in lifecycle.acts.values() for audience in act.by}:
        yield audience.records
    for printout in of_family(lifecycle.noun):
        yield printout.condition


@pytest.mark.parametrize(
    "lifecycle",
    [one for one in lifecycles() if one.noun in ("proposals", *HUNG)],
    ids=lambda lifecycle: lifecycle.noun,
)
@pytest.mark.parametrize("of", ["records", "of_collective"])
def test_thread_in_hand_tells_what_the_database_says(city, lifecycle, of):
    cast = make_cast()
    records = getattr(cast, of)
    asked = told = 0
    for state in lifecycle.states.values:
        put(lifecycle, records, state, released=True)
        row = loaded(records, lifecycle.noun)
        rows = type(row)._base_manager.filter(pk=row.pk)
        for rule in rules_about(lifecycle):
            for name, actor in cast.actors.items():
                condition = rule(actor)
                if condition == NOTHING:
                    continue
                asked += 1
                answer = holds(condition, row)
                if answer is not None:
                    told += 1
                    assert (name, answer) == (name, rows.filter(condition).exists()), condition
    assert told >= TOLD_AT_LEAST * asked
