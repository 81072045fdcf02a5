"""Short ways along a proposal's thread, all through the actions; for tests that need a proposal at some point."""

from tests.factories.cities import City
from tests.factories.papers import StoredFileFactory
from tongxin.accounts.actor import Actor
from tongxin.lifecycle.perform import perform
from tongxin.proposals.actions.co_sign import invite
from tongxin.proposals.actions.decide_list import open_list, put_on_list
from tongxin.proposals.actions.draft_units import UnitDraft
from tongxin.proposals.actions.save_draft import start_draft
from tongxin.proposals.actions.save_reply import ItemDraft, save_reply
from tongxin.proposals.lifecycle import CO_SIGNATURE, DECISION_LIST, HANDLING, PROPOSAL
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.terms import ItemAnswer, Outcome, ReplyClass, UnitRole

WORDS = {
    "matter": "关于缓解学校周边停车难的建议",
    "situation": "全市二十三所小学门口在上下学时段平均拥堵四十分钟。",
    "analysis": "临时停车位不足,错时放学没有推开,家长只能占道等候。",
    "suggestions": ["在三所学校试行错时放学。", "开放周边机关停车场供家长临停。"],
}


def draft(city: City, number: int = 0, **words) -> Proposal:
    """A complete draft of the member with this number."""
    return start_draft(
        city.assembly,
        actor=city.member_actor(number),
        member=city.members[number],
        **{**WORDS, **words},
    )


def co_signed(city: City, proposal: Proposal, *numbers: int) -> Proposal:
    """Invited and confirmed by the members with these numbers."""
    signatures = invite(
        proposal, actor=city.member_actor(0), members=[city.members[n] for n in numbers]
    )
    for number, signature in zip(numbers, signatures, strict=True):
        perform(CO_SIGNATURE.confirm, signature, city.member_actor(number))
    proposal.refresh_from_db()
    return proposal


def submitted(city: City, number: int = 0, **words) -> Proposal:
    return perform(PROPOSAL.hand_in, draft(city, number, **words), city.member_actor(number))


def decided(city: City, *proposals: Proposal, outcome: str = Outcome.DOCKET, **opinion):
    """Examined and decided as one list; the list is given back, not yet released."""
    decision_list = open_list(
        city.assembly, actor=city.office, session=city.session, title="第一批"
    )
    for proposal in proposals:
        perform(PROPOSAL.note_opinion, proposal, city.reviewer, outcome=outcome, **opinion)
    put_on_list(decision_list, actor=city.office, proposals=[fresh(one) for one in proposals])
    perform(DECISION_LIST.pass_on, decision_list, city.chair)
    return perform(
        DECISION_LIST.decide,
        decision_list,
        city.chair,
        meeting="提案审查委员会第一次会议",
        decided_on=city.session.opens_on,
    )


def docketed(city: City, **words) -> Proposal:
    """Docketed and released."""
    proposal = submitted(city, **words)
    perform(DECISION_LIST.release, decided(city, proposal), city.office)
    return fresh(proposal)


def assigned(city: City, *roles: str, **words) -> Proposal:
    """Assigned to the city's first units in these roles (default: sole)."""
    proposal = docketed(city, **words)
    units = [
        UnitDraft(unit, role)
        for unit, role in zip(city.units, roles or (UnitRole.SOLE,), strict=False)
    ]
    perform(PROPOSAL.draft_units, proposal, city.office, units=units)
    perform(PROPOSAL.try_out, fresh(proposal), city.assigner)
    perform(PROPOSAL.assign, fresh(proposal), city.assigner, document="澜政办发〔2026〕5号")
    return fresh(proposal)


def handling_of(proposal: Proposal, number: int = 0) -> Handling:
    """The proposal's handling with this number, in the order of units."""
    return list(proposal.handlings.exclude(state="ended").order_by("id"))[number]


def acknowledged(handling: Handling, clerk: Actor) -> Handling:
    return perform(HANDLING.acknowledge, handling, clerk, handler_name="赵一鸣")


def replied(
    city: City, handling: Handling, clerk: Actor, reply_class: str = ReplyClass.A
) -> Handling:
    """From acknowledged to replied: talked, drafted, looked at, signed."""
    from tongxin.core import clock

    perform(
        HANDLING.log_contact,
        handling,
        clerk,
        on=clock.today(),
        form="visit",
        with_whom="第一提案人",
    )
    save_reply(
        fresh(handling),
        actor=clerk,
        reply_class=reply_class,
        items=[
            ItemDraft(number, ItemAnswer.ADOPTED, "已经安排。")
            for number in range(1, len(handling.proposal.suggestions) + 1)
        ],
    )
    perform(HANDLING.send_for_review, fresh(handling), clerk)
    perform(HANDLING.clear, fresh(handling), city.assigner)
    return perform(
        HANDLING.reply,
        fresh(handling),
        clerk,
        signer="钱立",
        document_number="澜教提复〔2026〕3号",
        sealed_file=StoredFileFactory(assembly=city.assembly),
    )


def fresh(record):
    """The record as it stands in the database."""
    return type(record)._base_manager.get(pk=record.pk)
