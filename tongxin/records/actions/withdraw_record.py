"""A record is taken out of the count: with its reason, as a draft nobody wants, or because a correction replaces it."""

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.perform import performs
from tongxin.records.lifecycle import RECORD
from tongxin.records.models import Record


@performs(RECORD.withdraw)
def withdraw(record: Record, *, actor: Actor, reason: str) -> None:
    """It stays readable for the offices."""
    record.withdrawn_on = clock.today()
    record.withdraw_reason = reason


@performs(RECORD.discard)
def discard(record: Record, *, actor: Actor) -> None:
    record.withdrawn_on = clock.today()


@performs(RECORD.supersede)
def supersede(record: Record, *, actor: Actor) -> None:
    """The county's correction was accepted."""
    record.withdrawn_on = clock.today()
