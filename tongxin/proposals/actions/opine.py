"""An assisting unit gives its opinion to the lead unit, never to the proposer."""

from tongxin.accounts.actor import Actor
from tongxin.lifecycle.perform import performs
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Handling


@performs(HANDLING.opine)
def opine(handling: Handling, *, actor: Actor, opinion: str) -> None:
    handling.opinion = opinion
    handling.opined_on = actor.day
