"""A proposal on its way, made through the actions instead of the screens."""

from tests.journeys import thread as tale_of
from tests.journeys.thread import Tale
from tests.proposals import thread as short
from tongxin.lifecycle.perform import perform
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import UnitRole

WORDS = {
    "matter": tale_of.MATTER,
    "situation": tale_of.SITUATION,
    "analysis": tale_of.ANALYSIS,
    "suggestions": tale_of.SUGGESTIONS,
    "may_publish": True,
}
UNITS = (UnitRole.LEAD, UnitRole.ASSIST, UnitRole.ASSIST)


def acknowledged(tale: Tale) -> Proposal:
    proposal = short.assigned(tale.city, *UNITS, **WORDS)
    tale.assisting = (1, 2)
    for number in (0, *tale.assisting):
        short.acknowledged(short.handling_of(proposal, number), tale.city.clerks[number])
    return short.fresh(proposal)


def replied(tale: Tale) -> Proposal:
    city, proposal = tale.city, acknowledged(tale)
    for number in tale.assisting:
        perform(
            HANDLING.opine,
            short.handling_of(proposal, number),
            city.clerks[number],
            opinion="同意配合。",
        )
    short.replied(city, short.handling_of(proposal), city.clerks[0], "B")
    return short.fresh(proposal)
