"""Another person decides the request; once it is granted the worker writes the extract."""

from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.perform import follows, performs
from tongxin.proposals.actions.extract.producing import produce_in_background
from tongxin.proposals.lifecycle import EXTRACT
from tongxin.proposals.models import Extract


@performs(EXTRACT.grant)
def grant(extract: Extract, *, actor: Actor) -> None:
    """By name and day: the extract's cover states both."""
    extract.decided_by_id = actor.person_id
    extract.decided_on = clock.today()


@follows(EXTRACT.grant)
def have_it_written(extract: Extract, *, actor: Actor, event: Any) -> None:
    """In the same transaction, so that every granted request has its job; the clock looks after lost ones."""
    produce_in_background.enqueue(extract.pk)


@performs(EXTRACT.refuse)
def refuse(extract: Extract, *, actor: Actor, reason: str) -> None:
    """The reason is for those who read the request, not for the trail."""
    extract.decided_by_id = actor.person_id
    extract.decided_on = clock.today()
    extract.refusal = reason
