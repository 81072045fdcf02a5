"""Plays assignment, the units' work, replies and evaluations."""

from io import BytesIO
from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle.perform import perform
from tongxin.organisations.terms import Channel
from tongxin.papers.actions.store_file import store_file
from tongxin.portal.demo.material.story_shapes import Story
from tongxin.portal.demo.sealed import sealed_page
from tongxin.portal.demo.stage import FORMS, Stage, plays, unit_at
from tongxin.proposals.actions.draft_units import UnitDraft
from tongxin.proposals.actions.save_reply import ItemDraft, save_reply
from tongxin.proposals.conditions import waiting_assistants
from tongxin.proposals.lifecycle import EVALUATION, EXTENSION, HANDLING, PROPOSAL
from tongxin.proposals.models import Handling
from tongxin.proposals.terms import Contacted, ContactForm, HandlingState, ItemAnswer, UnitRole

ANSWERS = {
    "adopted": ItemAnswer.ADOPTED,
    "partly": ItemAnswer.PARTLY,
    "declined": ItemAnswer.NOT_ADOPTED,
}


@plays("draft_assignment")
def draft_assignment(stage: Stage, story: Story, part: Any) -> None:
    roles = [UnitRole(duty.role) for duty in part.duties]
    if roles == [UnitRole.LEAD] or roles == [UnitRole.PARALLEL]:
        roles = [UnitRole.SOLE]
    units = [
        UnitDraft(stage.cast.units[duty.unit], role)
        for duty, role in zip(part.duties, roles, strict=True)
    ]
    perform(PROPOSAL.draft_units, stage.proposal(story), stage.office(story, part.by), units=units)


@plays("try_out")
def try_out(stage: Stage, story: Story, part: Any) -> None:
    perform(PROPOSAL.try_out, stage.proposal(story), _desk(stage, story))


@plays("assign")
def assign(stage: Stage, story: Story, part: Any) -> None:
    year = part.at.year
    perform(
        PROPOSAL.assign,
        stage.proposal(story),
        _desk(stage, story),
        document=f"政办交〔{year}〕1号",
        meeting=f"{year}年提案交办会",
    )


def _desk(stage: Stage, story: Story) -> Actor:
    first = stage.proposal(story).handlings.exclude(state="ended").order_by("id").first()
    return stage.assigner(story, first.channel if first else Channel.GOVERNMENT)


# Handled


@plays("acknowledge")
def acknowledge(stage: Stage, story: Story, part: Any) -> None:
    unit = unit_at(story, part)
    clerk = stage.clerk(unit)
    perform(
        HANDLING.acknowledge, stage.handling(story, unit), clerk, handler_name=clerk.person.name
    )


@plays("request_reassignment")
def request_reassignment(stage: Stage, story: Story, part: Any) -> None:
    unit = unit_at(story, part)
    perform(
        HANDLING.object,
        stage.handling(story, unit),
        stage.clerk(unit),
        reason=part.reason,
        suggested_unit=stage.cast.units[part.instead],
    )


@plays("rule")
def rule(stage: Stage, story: Story, part: Any) -> None:
    """The assigner rules on an objection or on an extension."""
    for shape in story.handlings:
        if shape.objection and shape.objection.ruling is part:
            _rule_objection(stage, story, shape, part)
        if shape.extension and shape.extension.ruling is part:
            handling = stage.handling(story, shape.unit)
            extension = handling.extensions.get(state="asked")
            actor = stage.assigner(story, handling.channel)
            if part.granted:
                perform(EXTENSION.grant, extension, actor)
            else:
                perform(EXTENSION.refuse, extension, actor, note=part.note)


def _rule_objection(stage: Stage, story: Story, shape: Any, part: Any) -> None:
    handling = stage.handling(story, shape.unit)
    desk = stage.assigner(story, handling.channel)
    opinion = "同意" if part.granted else "建议维持"
    perform(HANDLING.comment_objection, handling, stage.office(story), office_opinion=opinion)
    handling = stage.handling(story, shape.unit)
    if part.granted:
        unit = stage.cast.units[shape.objection.instead]
        perform(HANDLING.reassign, handling, desk, unit=unit, decision_note=part.note)
    else:
        perform(HANDLING.refuse_objection, handling, desk, note=part.note)


@plays("contact")
def contact(stage: Stage, story: Story, part: Any) -> None:
    unit = unit_at(story, part)
    handling = stage.handling(story, unit)
    if not handling.owes_reply:
        return
    perform(
        HANDLING.log_contact,
        handling,
        stage.clerk(unit),
        on=part.at.date(),
        form=FORMS.get(part.form, ContactForm.PHONE),
        with_whom=handling.proposal.proposer_name,
        theme=part.theme,
    )


@plays("ask_extension")
def ask_extension(stage: Stage, story: Story, part: Any) -> None:
    unit = unit_at(story, part)
    perform(
        HANDLING.ask_extension,
        stage.handling(story, unit),
        stage.clerk(unit),
        until=part.until,
        reason=part.reason[:200],
    )


@plays("give_opinion")
def give_opinion(stage: Stage, story: Story, part: Any) -> None:
    """Unless the lead unit has asked for it before."""
    unit = unit_at(story, part)
    handling = stage.handling(story, unit)
    if not handling.has_opined:
        perform(HANDLING.opine, handling, stage.clerk(unit), opinion=part.text)


@plays("draft_reply")
def draft_reply(stage: Stage, story: Story, part: Any) -> None:
    handling, clerk = stage.handling(story, part.unit), stage.clerk(part.unit)
    _talk_first(handling, clerk)
    _hear_assistants(stage, story, handling)
    answered = {answer.number: answer for answer in part.answers}
    numbers = range(1, len(handling.proposal.suggestions) + 1)
    save_reply(
        handling,
        actor=clerk,
        opening=part.opening,
        closing=part.closing,
        reply_class=part.grade,
        may_publish=True,
        items=[_item(number, answered.get(number)) for number in numbers],
    )
    perform(HANDLING.send_for_review, stage.handling(story, part.unit), clerk)


def _talk_first(handling: Handling, clerk: Actor) -> None:
    """No unit drafts before it has spoken with the proposer: where the story tells of no talk, by telephone."""
    if handling.contacts.filter(round=handling.round).exists():
        return
    perform(
        HANDLING.log_contact,
        handling,
        clerk,
        on=clock.today(),
        form=ContactForm.PHONE,
        with_whom=handling.proposal.proposer_name,
        theme="告知办理打算，征求意见",
    )


def _hear_assistants(stage: Stage, story: Story, handling: Handling) -> None:
    """A lead unit that wants to draft before their date asks the assisting units for their word."""
    told = {stage.cast.units[shape.unit].pk: shape.opinion for shape in story.handlings}
    for assisting in waiting_assistants(handling):
        clerk = stage.clerk_of(assisting.unit)
        if assisting.awaits_signing:
            assisting = perform(
                HANDLING.acknowledge, assisting, clerk, handler_name=clerk.person.name
            )
        opinion = told.get(assisting.unit_id)
        perform(
            HANDLING.opine, assisting, clerk, opinion=opinion.text if opinion else "无不同意见。"
        )


@plays("check_reply")
def check_reply(stage: Stage, story: Story, part: Any) -> None:
    unit = unit_at(story, part)
    handling = stage.handling(story, unit)
    desk = stage.assigner(story, handling.channel)
    if part.passed:
        if handling.state == HandlingState.ACKNOWLEDGED:
            handling = perform(HANDLING.send_for_review, handling, stage.clerk(unit))
        perform(HANDLING.clear, handling, desk)
    else:
        perform(HANDLING.send_back, handling, desk, remark=part.note)


@plays("reply")
def reply(stage: Stage, story: Story, part: Any) -> None:
    unit = unit_at(story, part)
    handling, clerk = stage.handling(story, unit), stage.clerk(unit)
    stored = store_file(
        "proposals.sealed_reply",
        BytesIO(sealed_page(part.number)),
        f"{part.number}.pdf",
        assembly=handling.assembly,
        actor=clerk,
    )
    perform(
        HANDLING.reply,
        handling,
        clerk,
        signer=stage.cast.people[part.signer].name,
        document_number=part.number,
        sealed_file=stored,
    )


@plays("evaluate")
def evaluate(stage: Stage, story: Story, part: Any) -> None:
    unit = unit_at(story, part)
    handling = stage.handling(story, unit)
    forms = handling.evaluations.filter(round=handling.round, state="due")
    if story.kind == "collective":
        evaluation, actor = forms.first(), stage.proposer(story)
    else:
        member = stage.cast.members[part.by, story.assembly]
        evaluation = forms.filter(member=member).first()
        actor = stage.cast.actor(part.by, Role.MEMBER, story.assembly)
    if evaluation is not None:
        perform(
            EVALUATION.give,
            evaluation,
            actor,
            attitude=part.attitude,
            result=part.result,
            contacted=FORMS.get(part.talked) or _talked(handling),
            reason=part.opinion,
        )


def _talked(handling: Handling) -> str:
    """How the unit spoke with the proposer last in this round."""
    latest = handling.contacts.filter(round=handling.round).last()
    return latest.form if latest else Contacted.NONE


@plays("hear")
def hear(stage: Stage, story: Story, part: Any) -> None:
    office = stage.office(story, part.by)
    perform(
        PROPOSAL.hear,
        stage.proposal(story),
        office,
        proposer_view="答复没有给出时间和责任单位。",
        unit_view="愿意补充安排,逐条说明。",
    )
    act = PROPOSAL.rehandle if part.rehandle else PROPOSAL.let_stand
    perform(act, stage.proposal(story), office, note=part.note)


def _item(number: int, answer: Any) -> ItemDraft:
    if answer is None:
        return ItemDraft(number, ItemAnswer.PARTLY, "由会同办理的单位一并答复。")
    verdict = ANSWERS[answer.verdict]
    return ItemDraft(
        number,
        verdict,
        answer.text,
        reason=answer.reason or ("条件尚不具备。" if verdict == ItemAnswer.NOT_ADOPTED else ""),
        promised_for=answer.due_on,
        responsible=answer.who,
    )
