"""An office enters what a unit on paper did (代录): the same acts and conditions, marked with unit, day and grounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.table import Act
from tongxin.papers.models import ImportBatch
from tongxin.proposals.actions.save_reply import ItemDraft, save_reply
from tongxin.proposals.lifecycle import COMMITMENT, HANDLING, PROPOSAL
from tongxin.proposals.models import Commitment, Handling, PaperEntry, Proposal, ReplyItem
from tongxin.proposals.on_paper import by_units_on_paper, is_on_paper
from tongxin.proposals.queries.exchange import is_enterable


@dataclass(frozen=True)
class ReplyDraft:
    """The text of a paper reply as it is typed in: fields of the reply, and an answer per suggestion."""

    items: Sequence[ItemDraft] = ()
    words: Mapping[str, Any] = field(default_factory=dict)


def stand_in_for(handling: Handling, *, actor: Actor, on: date) -> Actor:
    """The actor as the handling's unit on the paper's day. Refused for units that handle online, and for wrong days."""
    if not can(actor, "handlings.enter", handling):
        raise Refused(refusal_to_enter(handling))
    if on > clock.today():
        raise Refused(_("纸上日期不能晚于今天。"), field="paper_on")
    if handling.assigned_on and on < handling.assigned_on:
        raise Refused(_("纸上日期不能早于交办日期。"), field="paper_on")
    return actor.standing_in_for(handling.unit, on)


def refusal_to_enter(handling: Handling) -> str:
    """Why nothing may be entered for this handling's unit."""
    if is_on_paper(handling):
        return _("您当前的身份不能为这个单位代录。")
    return _(
        "%(unit)s在线办理，由单位自己办理，不能代录。单位改为“交换包和纸质办理”后才可以代录。"
    ) % {"unit": handling.unit}


@transaction.atomic
def enter_for_unit(
    act: Act,
    record: Handling | Commitment,
    *,
    actor: Actor,
    paper_on: date,
    basis: str,
    batch: ImportBatch | None = None,
    draft: ReplyDraft | None = None,
    request_key: str | None = None,
    seen: int | None = None,
    **data: Any,
) -> Handling | Commitment:
    """Carry out a unit's act on its behalf, dated by the paper, and keep who entered it on what grounds.

    `draft`: the text of a paper reply, saved first. A repeat of `request_key` changes nothing.
    """
    if not is_enterable(act):
        raise Refused(_("“%(act)s”不能代录。") % {"act": act.label})
    if trail.earlier(actor, request_key):
        return type(record)._base_manager.get(pk=record.pk)
    handling = record if isinstance(record, Handling) else record.handling
    stand_in = stand_in_for(handling, actor=actor, on=paper_on)
    if draft is not None:
        save_reply(handling, actor=stand_in, items=list(draft.items), seen=seen, **draft.words)
        seen = None  # the draft has claimed the version on the screen
    entered = perform(act, record, stand_in, request_key=request_key, seen=seen, **data)
    _keep(act, handling, stand_in, basis, batch)
    if act is HANDLING.enter_reply:
        draw_promises(handling, actor=actor, on=paper_on, basis=basis, batch=batch)
    return entered


def draw_promises(
    handling: Handling, *, actor: Actor, on: date, basis: str, batch: ImportBatch | None = None
) -> int:
    """Draw the promises that units on paper wrote into their replies, confirmed as they wrote them; how many.

    Only the Proposals office draws, and only once all units have replied: until then they stay in the answers.
    A part from which somebody has drawn already is left alone.
    """
    proposal = Proposal._base_manager.get(pk=handling.proposal_id)
    if not can(actor, PROPOSAL.draw_commitment.name, proposal):
        return 0
    known = set(proposal.commitments.values_list("handling_id", flat=True))
    items = [item for item in _promised(proposal) if item.reply.handling_id not in known]
    for item in items:
        perform(
            PROPOSAL.draw_commitment,
            proposal,
            actor,
            handling=item.reply.handling,
            text=item.promise or item.text,
            promised_for=item.promised_for,
            owner=item.responsible,
        )
        commitment = proposal.commitments.latest("number")
        enter_for_unit(
            COMMITMENT.confirm, commitment, actor=actor, paper_on=on, basis=basis, batch=batch
        )
    return len(items)


def _promised(proposal: Proposal) -> list[ReplyItem]:
    on_paper = Handling._base_manager.filter(by_units_on_paper(), proposal=proposal)
    rows = ReplyItem._base_manager.filter(
        reply__handling__in=on_paper,
        reply__replied_on__isnull=False,
        promised_for__isnull=False,
    )
    found = rows.select_related("reply__handling__unit").order_by("reply_id", "number")
    return [row for row in found if row.reply.round == row.reply.handling.round]


def _keep(
    act: Act, handling: Handling, stand_in: Actor, basis: str, batch: ImportBatch | None
) -> None:
    PaperEntry(
        assembly_id=handling.assembly_id,
        handling=handling,
        unit_id=handling.unit_id,
        act=act.name,
        entered_by=stand_in.person,
        entered_on=clock.today(),
        paper_on=stand_in.day,
        basis=basis,
        batch=batch,
    ).save(force_insert=True)
