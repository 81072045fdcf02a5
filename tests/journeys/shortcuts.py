"""The state in which each chapter begins, made through the actions instead of the screens."""

from collections.abc import Callable

from tests.journeys import thread as tale_of
from tests.journeys.thread import Tale
from tests.proposals import thread as short
from tongxin.lifecycle.perform import perform
from tongxin.proposals.lifecycle import EVALUATION, HANDLING, PROPOSAL
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import Satisfaction, UnitRole

WORDS = {
    "matter": tale_of.MATTER,
    "situation": tale_of.SITUATION,
    "analysis": tale_of.ANALYSIS,
    "suggestions": tale_of.SUGGESTIONS,
    "may_publish": True,
}
UNITS = (UnitRole.LEAD, UnitRole.ASSIST, UnitRole.ASSIST)


def skip_to(tale: Tale, chapter: Callable[[Tale], None]) -> None:
    """Everything before `chapter` has happened."""
    made = BEFORE[chapter](tale)
    if made is not None:
        tale.address = made.get_absolute_url()


def nothing(tale: Tale) -> None:
    return None


def submitted(tale: Tale) -> Proposal:
    proposal = short.co_signed(tale.city, short.draft(tale.city, **WORDS), 1, 2)
    return perform(PROPOSAL.hand_in, proposal, tale.city.member_actor())


def docketed(tale: Tale) -> Proposal:
    return short.docketed(tale.city, **WORDS)


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


def satisfied(tale: Tale) -> Proposal:
    proposal = replied(tale)
    form = proposal.evaluations.get(member=tale.city.members[0])
    answer = {"attitude": Satisfaction.SATISFIED, "result": Satisfaction.SATISFIED}
    perform(EVALUATION.give, form, tale.city.member_actor(), **answer)
    return short.fresh(proposal)


BEFORE = dict(
    zip(
        tale_of.CHAPTERS,
        [nothing, submitted, docketed, acknowledged, replied, satisfied],
        strict=True,
    )
)
