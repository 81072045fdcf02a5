"""Several people on one queue, no two on one item: opening a proposal for examination claims it for a while."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.proposals.models import ExaminerClaim, Proposal

HELD_FOR = timedelta(minutes=15)


def claim(proposal: Proposal, *, actor: Actor) -> bool:
    """Take (or keep) a proposal for this examiner; False while a colleague has it open."""
    until = clock.now() + HELD_FOR
    free = Q(examiner_id=actor.person_id) | Q(until__lt=clock.now())
    if ExaminerClaim._base_manager.filter(free, proposal=proposal).update(
        examiner=actor.person, until=until
    ):
        return True
    try:
        with transaction.atomic():
            ExaminerClaim(
                assembly_id=proposal.assembly_id,
                proposal=proposal,
                examiner=actor.person,
                until=until,
            ).save(force_insert=True)
    except IntegrityError:
        return False
    return True


def let_go(proposal: Proposal, *, actor: Actor) -> None:
    """Give a claimed proposal back to the queue."""
    ExaminerClaim._base_manager.filter(proposal=proposal, examiner_id=actor.person_id).delete()
