"""A proposer writes: drafts are saved often, without events; only the text's versions are kept once handed in."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can
from tongxin.accounts.terms import Role
from tongxin.core.errors import Conflict, Refused
from tongxin.core.text import forbidden
from tongxin.figures import history
from tongxin.lifecycle.perform import begin
from tongxin.members.models import Collective, Member, PlenarySession
from tongxin.organisations.models import Assembly, Organisation
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import ProposalState, ProposerKind

TEXT_FIELDS = ("matter", "situation", "analysis", "suggestions", "may_publish", "no_publish_reason")
FORM_FIELDS = (*TEXT_FIELDS, "category", "proposer_kind")


def start_draft(
    assembly: Assembly,
    *,
    actor: Actor,
    kind: str = ProposerKind.INDIVIDUAL,
    member: Member | None = None,
    collective: Collective | None = None,
    request_key: str | None = None,
    **words: Any,
) -> Proposal:
    """Open a draft for a member or a body; staff name whom they enter it for (代录)."""
    if (member is None) == (collective is None):
        raise Refused(_("请选择一名委员或一个集体提案者。"), field="proposer")
    _check_may_write_for(actor, member, collective)
    proposal = Proposal(
        assembly=assembly,
        session=PlenarySession._base_manager.filter(assembly=assembly)
        .order_by("-opens_on")
        .first(),
        proposer_kind=kind if member else collective.kind,
        lead_proposer=member,
        collective=collective,
        proposer_name=str(member or collective),
        entered_by=actor.person if _is_staff(actor) else None,
        **{name: value for name, value in words.items() if name in FORM_FIELDS},
    )
    writer = actor.for_person(member.person) if member and _is_staff(actor) else actor
    return begin(PROPOSAL, proposal, writer, request_key=request_key)


@transaction.atomic
def save_draft(
    proposal: Proposal,
    *,
    actor: Actor,
    seen: int,
    wished_units: list[Organisation] | None = None,
    **words: Any,
) -> Proposal:
    """Store what was typed. `seen` is the version on the writer's screen; another one is a Conflict and stores nothing.

    A mark of a state secret is refused: the last net behind the device's own check (practice 14).
    """
    if not may_write(proposal, actor):
        raise Refused(_("现在不能修改这件提案。"))
    if sentence := forbidden([*words.values(), *(words.get("suggestions") or [])]):
        raise Refused(sentence)
    changed = {name: value for name, value in words.items() if name in FORM_FIELDS}
    claimed = Proposal._base_manager.filter(
        pk=proposal.pk, version=seen, state__in=ProposalState.writable()
    ).update(version=F("version") + 1, **changed)
    if not claimed:
        raise Conflict(_("这件提案在别处改过。两份文字都在下面，请合并后再保存。"))
    fresh = Proposal._base_manager.get(pk=proposal.pk)
    if fresh.handed_in_on:
        history.keep(Proposal, [fresh.pk])
    if wished_units is not None:
        fresh.wished_units.set(wished_units)
    return fresh


def may_write(proposal: Proposal, actor: Actor) -> bool:
    """Whether this actor may change the text now: its proposer, or who entered it, while it is with them."""
    if proposal.state == ProposalState.DRAFT:
        return can(actor, "proposals.hand_in", proposal)
    if proposal.state == ProposalState.RETURNED:
        return can(actor, "proposals.hand_in_again", proposal)
    return False


def _is_staff(actor: Actor) -> bool:
    return actor.is_any(Role.proposals_staff() | {Role.PLENARY_GROUP, Role.GROUP_LIAISON})


def _check_may_write_for(
    actor: Actor, member: Member | None, collective: Collective | None
) -> None:
    if _is_staff(actor):
        return
    if member is not None and member.person_id == actor.person_id:
        return
    if (
        collective is not None
        and actor.role == Role.COLLECTIVE
        and collective.representatives.filter(person_id=actor.person_id).exists()
    ):
        return
    raise Refused(_("只能以本人或您经办的集体名义提出提案。"), field="proposer")
