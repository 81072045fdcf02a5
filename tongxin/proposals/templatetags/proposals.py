"""How the parts of a proposal read on a page."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import formats
from tongxin.core.drawn import state as drawn
from tongxin.lifecycle import sentences
from tongxin.lifecycle.explaining import lines
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.lifecycle.table import act_named
from tongxin.proposals import labels
from tongxin.proposals.models import (
    Commitment,
    CoSignature,
    Evaluation,
    Handling,
    Objection,
    Proposal,
    Reply,
)
from tongxin.proposals.queries.examination import Board
from tongxin.proposals.queries.listing import similar_to
from tongxin.proposals.terms import (
    COMMITMENT_TONES,
    HANDLING_TONES,
    CoSignatureState,
    EvaluationState,
    HandlingState,
    ItemAnswer,
    UnitRole,
)

register = template.Library()

ANSWER_TONES = {
    ItemAnswer.ADOPTED: "green",
    ItemAnswer.PARTLY: "blue",
    ItemAnswer.NOT_ADOPTED: "grey",
    "": "grey",
}
CO_SIGNATURE_TONES = {
    CoSignatureState.INVITED: "amber",
    CoSignatureState.CONFIRMED: "green",
    CoSignatureState.REFUSED: "grey",
    CoSignatureState.LAPSED: "grey",
}
EVALUATION_TONES = {
    EvaluationState.DUE: "amber",
    EvaluationState.GIVEN: "green",
    EvaluationState.LAPSED: "grey",
}
OUTSIDE = {
    HandlingState.OBJECTING: HandlingState.ASSIGNED,
    HandlingState.REVIEWING: HandlingState.ACKNOWLEDGED,
    HandlingState.CLEARED: HandlingState.ACKNOWLEDGED,
}
"""What proposers read instead of a unit's inner steps and disputes (practice 12)."""

register.filter("holder", sentences.holder)
register.filter("working", lines)


@register.filter
def act_label(row: Waiting | Deadline) -> str:
    """The act that is waited for, as a verb of the field."""
    return str(act_named(row.act).label)


@register.filter
def why(row: Waiting, deadlines: list[Deadline]) -> list[str]:
    """The working behind a waiting row's day."""
    for deadline in deadlines:
        if deadline.due_on == row.due_on:
            return lines(deadline)
    return []


@register.filter
def answer_tone(item: Any) -> str:
    return ANSWER_TONES[item.answer]


@register.simple_tag
def handling_state(handling: Handling, inside: bool) -> SafeString:
    """The unit's state; from outside its inner steps read as 办理中, and an assisting unit has none (practice 12)."""
    if not inside and handling.role == UnitRole.ASSIST:
        return SafeString("")
    state = handling.state if inside else OUTSIDE.get(handling.state, handling.state)
    return drawn(HANDLING_TONES[state], str(HandlingState(state).label))


@register.simple_tag
def proposal_state(proposal: Proposal, actor: Actor) -> SafeString:
    """The proposal's state in this reader's words."""
    read = labels.state_for(proposal, actor)
    return drawn(read.tone, read.label)


@register.simple_tag
def case_label(proposal: Proposal, pattern: str) -> str:
    """A case number as this assembly writes it, in tables of the offices; nothing before there is one."""
    return pattern.format(number=proposal.case_number) if proposal.case_number else ""


@register.simple_tag
def commitment_state(commitment: Commitment) -> SafeString:
    return drawn(COMMITMENT_TONES[commitment.state], commitment.get_state_display())


@register.simple_tag
def co_signature_state(signature: CoSignature) -> SafeString:
    return drawn(CO_SIGNATURE_TONES[signature.state], signature.get_state_display())


@register.simple_tag
def evaluation_state(evaluation: Evaluation) -> SafeString:
    return drawn(EVALUATION_TONES[evaluation.state], evaluation.get_state_display())


@register.filter
def proposer_facts(proposal: Proposal) -> list[tuple[str, Any]]:
    """Who proposes, in what capacity, when it came in."""
    member = proposal.lead_proposer
    return [
        (_("集体提案者") if proposal.is_collective else _("第一提案人"), proposal.proposer_name),
        (_("提案者性质"), proposal.get_proposer_kind_display()),
        (_("界别"), member.sector if member else None),
        (_("类别"), proposal.category),
        (_("届次"), proposal.session),
        (_("性质"), _("大会提案") if proposal.is_session else _("平时提案")),
        (_("公开"), _("同意公开") if proposal.may_publish else proposal.no_publish_reason),
        (_("来源"), proposal.source_note or None),
    ]


@register.filter
def receipt_facts(proposal: Proposal) -> list[tuple[str, Any]]:
    """What the receipt states."""
    return [
        (_("流水号"), proposal.serial_number),
        (_("提案者"), proposal.proposer_name),
        (_("届次"), proposal.session),
        (_("性质"), _("大会提案") if proposal.is_session else _("平时提案")),
        (_("提交时间"), formats.moment(proposal.handed_in_at)),
    ]


@register.filter
def evaluation_facts(evaluation: Evaluation) -> list[tuple[str, Any]]:
    """What was given; empty answers are left out."""
    return [
        (_("评价人"), evaluation.member.person if evaluation.member_id else evaluation.collective),
        (_("办理态度"), evaluation.get_attitude_display() or None),
        (_("办理结果"), evaluation.get_result_display() or None),
        (_("沟通方式"), evaluation.get_contacted_display() or None),
        (_("意见"), evaluation.reason or None),
        (_("评价日期"), formats.day(evaluation.given_on) or None),
    ]


@register.filter
def handling_facts(handling: Handling) -> list[tuple[str, Any]]:
    """A unit's part in facts and days."""
    return [
        (_("单位"), handling.unit),
        (_("分工"), handling.get_role_display()),
        (_("交办渠道"), handling.get_channel_display()),
        (_("交办日期"), formats.day(handling.assigned_on) or None),
        (_("签收日期"), formats.day(handling.acknowledged_on) or None),
        (_("答复期限"), formats.day(handling.due_on) or None),
        (_("经办人"), f"{handling.handler_name} {handling.handler_phone}".strip() or None),
        (_("内部转办至"), handling.passed_on_to or None),
        (_("办理结果"), handling.get_reply_class_display() or None),
        (_("首次答复"), formats.day(handling.first_replied_on) or None),
    ]


@register.filter
def reply_facts(reply: Reply) -> list[tuple[str, Any]]:
    """Who looked at a reply, signed it, under which number."""
    return [
        (_("办理结果"), reply.get_reply_class_display() or None),
        (_("审核日期"), formats.day(reply.reviewed_on) or None),
        (_("签发人"), reply.signer or None),
        (_("发文字号"), reply.document_number or None),
        (_("答复日期"), formats.day(reply.replied_on) or None),
        (_("公开"), _("同意公开") if reply.may_publish else reply.no_publish_reason),
    ]


@register.filter
def objection_facts(objection: Objection) -> list[tuple[str, Any]]:
    """A request for another unit, with what was said and decided."""
    decided = {True: _("同意改办"), False: _("不同意改办"), None: None}
    return [
        (_("理由"), objection.reason),
        (_("建议改由"), objection.suggested_unit),
        (_("提案委意见"), objection.office_opinion or None),
        (_("决定"), decided[objection.is_accepted]),
        (_("答复"), objection.decision_note or None),
    ]


@register.simple_tag
def load_of(board: Board, handling: Handling) -> str:
    """How much the unit has at work already."""
    return _("在办 %(n)s") % {"n": board.loads.get(handling.unit_id, 0)}


@register.simple_tag
def similar_proposals(proposal: Proposal, actor: Actor) -> list[Proposal]:
    """Earlier ones with a like matter, to help; never a ground to decline (practice 24)."""
    return similar_to(proposal, actor)
