"""A unit signs for a proposal and names its handler; passing on inside is noted and changes nothing else."""

from tongxin.accounts.actor import Actor
from tongxin.lifecycle.perform import performs
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Handling


@performs(HANDLING.acknowledge)
def acknowledge(
    handling: Handling, *, actor: Actor, handler_name: str, handler_phone: str = ""
) -> None:
    """A named handler answers from here on."""
    handling.acknowledged_on = actor.day
    handling.handler_name = handler_name
    handling.handler_phone = handler_phone


@performs(HANDLING.pass_inside)
def pass_inside(handling: Handling, *, actor: Actor, passed_on_to: str) -> None:
    """The addressee stays answerable (practice 4)."""
    handling.passed_on_to = passed_on_to
