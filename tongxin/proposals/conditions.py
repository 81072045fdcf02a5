"""When an act is possible: each condition answers with the sentence that refuses it, or None."""

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import PersonAlias
from tongxin.core import clock, text
from tongxin.lifecycle import deadlines
from tongxin.members.models import Member
from tongxin.members.queries import sitting
from tongxin.organisations import rulebook
from tongxin.proposals.models import (
    CoSignature,
    ExaminerClaim,
    Handling,
    Proposal,
    Reply,
)
from tongxin.proposals.terms import (
    CommitmentState,
    EvaluationState,
    ExtensionState,
    HandlingState,
    ListState,
    NominationState,
    Outcome,
    ProposalState,
    ProposerKind,
    ReplyClass,
    Stage,
    UnitRole,
)

# Handing in


def is_complete(proposal: Proposal, actor: Actor) -> str | None:
    """Situation, analysis and concrete suggestions: the form that every regulation asks for."""
    missing = [
        label
        for label, value in (
            (_("案由"), proposal.matter.strip()),
            (_("情况"), proposal.situation.strip()),
            (_("分析"), proposal.analysis.strip()),
            (_("建议"), [one for one in proposal.suggestions if one.strip()]),
        )
        if not value
    ]
    if missing:
        return _("还缺：%(parts)s。") % {"parts": "、".join(missing)}
    if not proposal.may_publish and not proposal.no_publish_reason.strip():
        return _("不同意公开的，请写明理由。")
    return None


def has_no_secrecy_mark(proposal: Proposal, actor: Actor) -> str | None:
    """The last net behind the device's own check (practice 14)."""
    words = [proposal.matter, proposal.situation, proposal.analysis, *proposal.suggestions]
    if text.is_stopped(text.secrecy_marks("\n".join(words))):
        return _("文中有密级标志。本系统只处理非涉密材料，请改用机要渠道报送。")
    return None


def may_propose_now(proposal: Proposal, actor: Actor) -> str | None:
    """Members need a mandate; sectors and groups propose during the plenary unless the rulebook opens more."""
    today = clock.today()
    if proposal.lead_proposer_id:
        in_office = Member._base_manager.filter(sitting(today), pk=proposal.lead_proposer_id)
        return None if in_office.exists() else _("第一提案人目前没有委员任期，不能提交提案。")
    open_kinds = rulebook.value("proposals.kinds_all_year", proposal.assembly_id)
    if proposal.proposer_kind in open_kinds or _in_plenary(proposal, today):
        return None
    return _("“%(kind)s”提案只在全体会议期间受理。") % {
        "kind": ProposerKind(proposal.proposer_kind).label
    }


def has_enough_signatures(proposal: Proposal, actor: Actor) -> str | None:
    """A joint proposal needs its co-signers' own confirmation."""
    if proposal.proposer_kind != ProposerKind.JOINT:
        return None
    needed = rulebook.value("proposals.joint_signatures", proposal.assembly_id)
    signed = proposal.co_signatures.filter(CoSignature.confirmed())
    confirmed = signed.exclude(member__person__in=PersonAlias.gone()).count()
    if confirmed >= needed:
        return None
    return _("联名提案至少要有 %(needed)s 名联名人确认，现在有 %(confirmed)s 名。") % {
        "needed": needed,
        "confirmed": confirmed,
    }


def has_seal_page(proposal: Proposal, actor: Actor) -> str | None:
    """Parties and organisations propose under their seal, where the rulebook asks for the page."""
    if not proposal.is_collective or not rulebook.value(
        "proposals.seal_page_required", proposal.assembly_id
    ):
        return None
    if proposal.attachments.filter(kind="seal_page", removed_at__isnull=True).exists():
        return None
    return _("集体提案请附盖章页（拍照或扫描均可）。")


def _in_plenary(proposal: Proposal, today) -> bool:
    session = proposal.session
    return session is not None and session.opens_on <= today <= session.closes_on


# Examination


def is_not_released(proposal: Proposal, actor: Actor) -> str | None:
    if proposal.is_released:
        return _("结果已统一下发，只能凭编号的更正通知更正。")
    return None


def is_released(proposal: Proposal, actor: Actor) -> str | None:
    return None if proposal.is_released else _("审查结果尚未统一下发。")


def is_unassigned(proposal: Proposal, actor: Actor) -> str | None:
    drafted = HandlingState.before_assignment()
    if any(handling.state not in drafted for handling in proposal.handlings.all()):
        return _("已经交办，不能再改审查结果。")
    return None


def nobody_else_has_it_open(proposal: Proposal, actor: Actor) -> str | None:
    """One examiner at a time: a colleague's claim holds until it runs out."""
    held = ExaminerClaim._base_manager.filter(proposal=proposal, until__gte=clock.now())
    others = held.exclude(examiner_id=actor.person_id).select_related("examiner")
    if colleague := others.first():
        return _("%(name)s 正在审这一件。") % {"name": colleague.examiner}
    return None


def has_several_suggestions(proposal: Proposal, actor: Actor) -> str | None:
    """Only what has parts can be split."""
    return None if len(proposal.suggestions) > 1 else _("只有一条建议，不能分案。")


def has_both_opinions(proposal: Proposal) -> bool:
    """The first and the second examiner have said what they think; opinions may still be replaced."""
    return proposal.opinions.filter(superseded_at__isnull=True).count() >= len(Stage)


def may_return_alone(proposal: Proposal, actor: Actor) -> str | None:
    if rulebook.value("proposals.office_may_return", proposal.assembly_id):
        return None
    return _("退回修改须列入审定清单，由会议决定。")


def list_has_items(decision_list, actor: Actor) -> str | None:
    if decision_list.items.filter(taken_back_on__isnull=True).exists():
        return None
    return _("清单里还没有提案。")


def list_is_consistent(decision_list, actor: Actor) -> str | None:
    """Merges must point at something this or an earlier list dockets."""
    items = list(
        decision_list.items.filter(taken_back_on__isnull=True).select_related(
            "merge_into", "proposal"
        )
    )
    docketed_here = {item.proposal_id for item in items if item.outcome == Outcome.DOCKET}
    for item in items:
        number = {"number": item.proposal.serial_number}
        if item.outcome == Outcome.MERGE and not _has_main_case(item, docketed_here):
            return _("流水号 %(number)s 要并入的提案没有立案。") % number
        if item.outcome == Outcome.DECLINE and not (item.decline_reason and item.decline_route):
            return _("流水号 %(number)s 拟不立案，但没有选理由和去向。") % number
    return None


def _has_main_case(item, docketed_here: set[int]) -> bool:
    if item.merge_into_id in docketed_here:
        return True
    return item.merge_into is not None and item.merge_into.state in ProposalState.docketed_ones()


def is_on_a_decided_list(proposal: Proposal, actor: Actor) -> str | None:
    if proposal.decisions.filter(
        taken_back_on__isnull=True, list__state=ListState.DECIDED
    ).exists():
        return None
    return _("不在已审定的清单里。")


# Assignment


def has_replying_unit(proposal: Proposal, actor: Actor) -> str | None:
    """A lead (or sole) unit, or parallel units; never both."""
    roles = list(
        proposal.handlings.exclude(state=HandlingState.ENDED).values_list("role", flat=True)
    )
    leading = [role for role in roles if role in (UnitRole.LEAD, UnitRole.SOLE)]
    if not leading and UnitRole.PARALLEL not in roles:
        return _("还没有确定主办单位。")
    if leading and UnitRole.PARALLEL in roles:
        return _("主办与分办不能并用。")
    if UnitRole.SOLE in roles and len([r for r in roles if r != UnitRole.REFERENCE]) > 1:
        return _("单办提案不能再有会办单位。")
    return None


# Handling


def owes_reply(handling: Handling, actor: Actor) -> str | None:
    return None if handling.owes_reply else _("会办单位把意见交给主办单位，不直接答复提案者。")


def is_assisting(handling: Handling, actor: Actor) -> str | None:
    return None if handling.role == UnitRole.ASSIST else _("只有会办单位提协办意见。")


def may_still_object(handling: Handling, actor: Actor) -> str | None:
    """Asking for another unit has its own short term, counted from the assignment."""
    if handling.round > 1:
        return _("重新办理的提案不再改办。")
    return None


def office_was_heard(handling: Handling, actor: Actor) -> str | None:
    pending = current_objection(handling)
    if pending is not None and pending.office_opinion:
        return None
    return _("请先听取提案委办公室的意见。")


def office_not_heard(handling: Handling, actor: Actor) -> str | None:
    pending = current_objection(handling)
    if pending is None or not pending.office_opinion:
        return None
    return _("提案委办公室已经提过意见。")


def current_objection(handling: Handling):
    """The objection that waits for a decision."""
    return handling.objections.filter(is_accepted__isnull=True).last()


def current_reply(handling: Handling) -> Reply | None:
    """The reply of the present round."""
    return handling.replies.filter(round=handling.round).first()


def reply_is_complete(handling: Handling, actor: Actor) -> str | None:
    """Every numbered suggestion answered, a class chosen, reasons where something is not adopted."""
    reply = current_reply(handling)
    if reply is None or not reply.reply_class:
        return _("请先起草答复并选定办理结果。")
    items = {item.number: item for item in reply.items.all()}
    for number, _suggestion in enumerate(handling.proposal.suggestions, start=1):
        item = items.get(number)
        if item is None or not item.answer or not item.text.strip():
            return _("第 %(number)s 条建议还没有答复。") % {"number": number}
        if item.answer == "not_adopted" and not item.reason.strip():
            return _("第 %(number)s 条建议未采纳，请写明理由。") % {"number": number}
    if not reply.may_publish and not reply.no_publish_reason.strip():
        return _("答复不公开的，请写明理由。")
    return None


def has_talked(handling: Handling, actor: Actor) -> str | None:
    """Contact before the reply, where the rulebook makes it a condition."""
    if not rulebook.value("proposals.contact_before_reply", handling.assembly_id):
        return None
    if handling.contacts.filter(round=handling.round).exists():
        return None
    return _("答复前须与提案者沟通，请先登记沟通记录。")


def assisting_opinions_heard(handling: Handling, actor: Actor) -> str | None:
    """Silence past the date is noted and never blocks (practice 5)."""
    if units := [str(one.unit) for one in waiting_assistants(handling)]:
        return _("会办单位的意见还没有到期：%(units)s。") % {"units": "、".join(units)}
    return None


def waiting_assistants(handling: Handling) -> list[Handling]:
    """Assisting units whose opinion a lead unit still has to wait for."""
    if handling.role != UnitRole.LEAD:
        return []
    waiting = handling.proposal.handlings.filter(role=UnitRole.ASSIST).filter(
        state__in=HandlingState.at_work(), due_on__gte=clock.today()
    )
    return list(waiting.select_related("unit"))


def all_units_replied(proposal: Proposal, actor: Actor) -> str | None:
    """Every unit that owes the proposer a reply has given it in the present round."""
    through = (HandlingState.REPLIED, HandlingState.ENDED)
    replying = (one for one in proposal.handlings.all() if one.role in UnitRole.replying())
    if all(handling.state in through for handling in replying):
        return None
    return _("还有单位没有答复。")


# After the reply


def counted_evaluations_settled(proposal: Proposal, actor: Actor) -> str | None:
    """The forms that count are given or lapsed."""
    if any(one.counts and one.state == EvaluationState.DUE for one in proposal.evaluations.all()):
        return _("还有评价没有收回。")
    return None


def was_heard(proposal: Proposal, actor: Actor) -> str | None:
    """Both sides, in this round."""
    if current_hearing(proposal) is not None:
        return None
    return _("请先听取双方意见。")


def was_not_heard(proposal: Proposal, actor: Actor) -> str | None:
    return None if current_hearing(proposal) is None else _("已经听取过双方意见。")


def current_hearing(proposal: Proposal):
    """The hearing about the present round that has not been decided."""
    undecided = (one for one in proposal.hearings.all() if one.is_rehandled is None)
    return max(undecided, key=lambda hearing: hearing.pk, default=None)


def may_rehandle(proposal: Proposal, actor: Actor) -> str | None:
    """Handled again once; after a second dissatisfaction the two sides meet face to face."""
    if highest_round(proposal) >= 1 + rulebook.value(
        "proposals.rehandle_times", proposal.assembly_id
    ):
        return _("已重新办理过，请组织面对面沟通。")
    return None


def needs_talk(proposal: Proposal, actor: Actor) -> str | None:
    if may_rehandle(proposal, actor) is None:
        return _("先重新办理；再次不满意时组织面对面沟通。")
    return None


def highest_round(proposal: Proposal) -> int:
    return max((handling.round for handling in proposal.handlings.all()), default=1)


def all_commitments_settled(proposal: Proposal, actor: Actor) -> str | None:
    settled = (CommitmentState.KEPT, CommitmentState.LIFTED)
    if count := sum(one.state not in settled for one in proposal.commitments.all()):
        return _("还有 %(count)s 项承诺没有了结。") % {"count": count}
    return None


def may_be_published(proposal: Proposal, actor: Actor) -> str | None:
    """Consent of the proposer, a released result, and a reply both sides cleared for release (practice 12)."""
    if not proposal.may_publish:
        return _("提案者不同意公开。")
    return is_released(proposal, actor)


def is_not_published(proposal: Proposal, actor: Actor) -> str | None:
    return _("已经公开。") if proposal.published_on else None


def is_published(proposal: Proposal, actor: Actor) -> str | None:
    return None if proposal.published_on else _("还没有公开。")


def proposal_is_published(handling: Handling, actor: Actor) -> str | None:
    """A reply is read beside the proposal it answers."""
    return None if handling.proposal.published_on else _("请先公开提案。")


def unit_agrees_to_publish(handling: Handling, actor: Actor) -> str | None:
    """The unit looked at its own reply for release when it drafted it (practice 12)."""
    reply = current_reply(handling)
    if reply is None or reply.may_publish:
        return None
    return _("承办单位不同意公开这份答复：%(why)s") % {"why": reply.no_publish_reason}


def reply_is_published(handling: Handling, actor: Actor) -> str | None:
    if handling.replies.filter(published_on__isnull=False).exists():
        return None
    return _("这份答复还没有公开。")


def reply_is_not_published(handling: Handling, actor: Actor) -> str | None:
    reply = current_reply(handling)
    return _("这份答复已经公开。") if reply and reply.published_on else None


def has_a_reply(proposal: Proposal, actor: Actor) -> str | None:
    """Promises are drawn from what a unit signed; the others' replies need not be there yet."""
    if any(handling.replied_on for handling in proposal.handlings.all()):
        return None
    return _("还没有单位答复。")


def is_not_excellent(proposal: Proposal, actor: Actor) -> str | None:
    return _("已经是优秀提案。") if proposal.is_excellent else None


def is_not_nominated(proposal: Proposal, actor: Actor) -> str | None:
    if any(one.state != NominationState.DROPPED for one in proposal.nominations.all()):
        return _("已经推荐过。")
    return None


def is_still_written(signature, actor: Actor) -> str | None:
    """Co-signers are asked while the text can still change."""
    if signature.proposal.state in ProposalState.writable():
        return None
    return _("提案已经提交，不再征求联名。")


def trial_is_unanswered(handling: Handling, actor: Actor) -> str | None:
    return _("已经同意承办。") if handling.trial_accepted_on else None


def no_extension_pending(handling: Handling, actor: Actor) -> str | None:
    if handling.extensions.filter(state=ExtensionState.ASKED).exists():
        return _("上一次延期申请还没有批复。")
    return None


def extension_is_within_limit(extension, actor: Actor) -> str | None:
    """The hard maximum counted from assignment (lifecycle 5: six months, with consent)."""
    handling = extension.handling
    limit = rulebook.value("proposals.reply_at_most", handling.assembly_id)
    latest, _working = deadlines.resolve(limit, handling.assigned_on)
    if extension.until > latest:
        return _("最迟不能超过 %(day)s（自交办之日起的最长期限）。") % {"day": latest}
    return None


def may_raise_class(handling: Handling, actor: Actor) -> str | None:
    """A second reply may raise the class of what was promised."""
    if handling.reply_class == ReplyClass.A:
        return _("已经是 A 类。")
    return None
