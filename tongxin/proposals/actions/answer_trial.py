"""A unit answers the trial assignment: agreed, or better somebody else."""

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.perform import performs
from tongxin.organisations.models import Organisation
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Handling, Objection


@performs(HANDLING.accept_trial)
def accept_trial(handling: Handling, *, actor: Actor) -> None:
    handling.trial_accepted_on = clock.today()


@performs(HANDLING.decline_trial)
def decline_trial(
    handling: Handling, *, actor: Actor, reason: str, suggested_unit: Organisation | None = None
) -> dict:
    """Back to the drafting table, with the unit's reason for whoever drafts again."""
    Objection(
        assembly_id=handling.assembly_id,
        handling=handling,
        reason=reason,
        suggested_unit=suggested_unit,
        is_accepted=True,
        decided_on=clock.today(),
    ).save(force_insert=True)
    return {"suggested": suggested_unit.pk if suggested_unit else None}
