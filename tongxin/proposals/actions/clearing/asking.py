"""Ask for a clearing: what, why by a code, by which paper; nothing is cleared before another person confirms."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import begin
from tongxin.lifecycle.table import Tell
from tongxin.proposals import paper_numbers
from tongxin.proposals.actions.clearing.records import rows_of
from tongxin.proposals.lifecycle import CLEARING
from tongxin.proposals.models import Clearing, Proposal
from tongxin.proposals.queries.clearing import files_of
from tongxin.proposals.rules.clearing import SECURITY
from tongxin.proposals.terms import ClearingPart, ClearingReason


def ask_clearing(
    proposal: Proposal,
    *,
    actor: Actor,
    part: str,
    part_id: int | None,
    reason: str,
    paper_number: str,
    request_key: str | None = None,
) -> Clearing:
    """Open a clearing that waits for the security manager. Refused for a part that is not this proposal's, for a
    paper number of another form, and while another clearing of the proposal waits."""
    demand(actor, "clearings.ask", proposal)
    paper_numbers.check(paper_number)
    with transaction.atomic():
        Proposal._base_manager.select_for_update().get(pk=proposal.pk)
        clearing = Clearing(
            assembly_id=proposal.assembly_id,
            proposal=proposal,
            part=ClearingPart(part),
            part_id=part_id,
            reason=ClearingReason(reason),
            paper_number=paper_number,
            asked_by_id=actor.person_id,
            asked_on=clock.today(),
        )
        _check_part(clearing)
        _check_none_waits(clearing, actor, request_key)
        begun: Any = begin(
            CLEARING,
            clearing,
            actor,
            request_key=request_key,
            tell=(Tell(SECURITY),),
            part=part,
            reason=reason,
        )
    return begun


def _check_none_waits(clearing: Clearing, actor: Actor, request_key: str | None) -> None:
    """One at a time; a repeated request is given the first one."""
    waiting = clearing.proposal.clearings.filter(Clearing.asked())
    if trail.earlier(actor, request_key) is None and waiting.exists():
        raise Refused(_("这件提案已有一项清除等待确认。"))


def _check_part(clearing: Clearing) -> None:
    if clearing.part == ClearingPart.WHOLE:
        is_there = clearing.part_id is None
    elif clearing.part == ClearingPart.FILE:
        is_there = any(
            stored.pk == clearing.part_id for _label, stored in files_of(clearing.proposal)
        )
    else:
        is_there = any(rows.exists() for _place, rows in rows_of(clearing))
    if not is_there:
        raise Refused(_("这一部分不在这件提案里，请重新选择。"), field="part")
