"""The whole way of a proposal through the actions alone."""

from datetime import date

import pytest

from tests.proposals.thread import (
    acknowledged,
    assigned,
    co_signed,
    decided,
    docketed,
    draft,
    fresh,
    handling_of,
    replied,
    submitted,
)
from tongxin import trail
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waited_on, waiting_for
from tongxin.proposals.actions.evaluate import mark_axis
from tongxin.proposals.lifecycle import (
    COMMITMENT,
    DECISION_LIST,
    EVALUATION,
    HANDLING,
    PROPOSAL,
)
from tongxin.proposals.models import Evaluation
from tongxin.proposals.terms import HandlingState, ProposalState, Satisfaction, UnitRole


def test_hand_in_gives_serial_number_and_receipt(city):
    proposal = submitted(city)
    assert (proposal.state, proposal.serial_number, proposal.is_session) == (
        ProposalState.SUBMITTED,
        1,
        True,
    )
    assert len(proposal.receipt_digest) == 64
    assert proposal.versions.get().text == proposal.text()


def test_hand_in_names_what_is_missing(city):
    with pytest.raises(Refused, match=r"还缺：分析。"):
        perform(PROPOSAL.hand_in, draft(city, analysis=" "), city.member_actor())


def test_decision_is_held_until_released(city):
    proposal = submitted(city)
    decision_list = decided(city, proposal)
    held = fresh(proposal)
    assert (held.state, held.case_number, held.is_held) == (ProposalState.DOCKETED, 1, True)
    perform(DECISION_LIST.release, decision_list, city.office)
    assert fresh(proposal).is_released


def test_take_back_before_release_only(city):
    proposal = submitted(city)
    decision_list = decided(city, proposal)
    back = perform(PROPOSAL.take_back, fresh(proposal), city.office, reason="复核")
    assert (back.state, back.case_number) == (ProposalState.SUBMITTED, None)
    perform(DECISION_LIST.release, decision_list, city.office)
    assert not fresh(proposal).is_released
    released = docketed(city)
    with pytest.raises(Refused, match="只能凭编号的更正通知更正"):
        perform(PROPOSAL.take_back, released, city.office, reason="复核")


def test_units_see_what_waits_for_them(city):
    proposal = assigned(city, UnitRole.LEAD, UnitRole.ASSIST, UnitRole.ASSIST)
    acts = list(waiting_for(city.clerks[0]).values_list("act", "due_on"))
    assert acts == [("handlings.acknowledge", date(2026, 1, 21))]
    assert waited_on(proposal).count() == 0


def test_objection_goes_to_another_unit(city):
    handling = handling_of(assigned(city, UnitRole.LEAD, UnitRole.ASSIST))
    perform(
        HANDLING.object,
        handling,
        city.clerks[0],
        reason="不属本局职责",
        suggested_unit=city.units[2],
    )
    with pytest.raises(Refused, match="请先听取提案委办公室的意见"):
        perform(HANDLING.reassign, fresh(handling), city.assigner, unit=city.units[2])
    perform(HANDLING.comment_objection, fresh(handling), city.office, office_opinion="同意")
    gone = perform(HANDLING.reassign, fresh(handling), city.assigner, unit=city.units[2])
    assert gone.state == HandlingState.ENDED
    other = gone.replaced_by
    assert (other.unit, other.role, other.state) == (
        city.units[2],
        UnitRole.LEAD,
        HandlingState.ASSIGNED,
    )


def test_whole_thread_to_a_promise_kept(city):
    proposal = assigned(city, UnitRole.LEAD, UnitRole.ASSIST)
    lead, assist = handling_of(proposal, 0), handling_of(proposal, 1)
    acknowledged(lead, city.clerks[0])
    acknowledged(assist, city.clerks[1])
    perform(HANDLING.opine, fresh(assist), city.clerks[1], opinion="我局配合。")
    replied(city, fresh(lead), city.clerks[0], "B")
    assert fresh(proposal).state == ProposalState.REPLIED

    evaluation = Evaluation.objects.get(proposal=proposal)
    for axis, answer in (("attitude", "satisfied"), ("result", "dissatisfied")):
        evaluation = mark_axis(evaluation, actor=city.member_actor(), axis=axis, answer=answer)
    with pytest.raises(Refused, match="请写明意见"):
        perform(EVALUATION.give, evaluation, city.member_actor())
    perform(EVALUATION.give, evaluation, city.member_actor(), reason="没有时间表")
    assert fresh(proposal).state == ProposalState.DISSATISFIED

    perform(
        PROPOSAL.hear, fresh(proposal), city.office, proposer_view="要时间表", unit_view="可以补充"
    )
    perform(PROPOSAL.rehandle, fresh(proposal), city.office, note="重新办理")
    assert (fresh(lead).round, fresh(lead).state) == (2, HandlingState.ACKNOWLEDGED)
    replied(city, fresh(lead), city.clerks[0], "B")
    second = Evaluation.objects.get(proposal=proposal, round=2)
    perform(
        EVALUATION.give,
        second,
        city.member_actor(),
        attitude=Satisfaction.SATISFIED,
        result=Satisfaction.BASICALLY,
    )
    tracked = fresh(proposal)
    assert (tracked.state, tracked.reply_class, tracked.satisfaction) == (
        ProposalState.TRACKING,
        "B",
        "basically",
    )

    perform(
        PROPOSAL.draw_commitment,
        tracked,
        city.office,
        handling=fresh(lead),
        text="六月底前建成两处停车场",
        promised_for=date(2026, 6, 30),
    )
    commitment = tracked.commitments.get()
    perform(COMMITMENT.confirm, commitment, city.clerks[0])
    perform(COMMITMENT.report_done, fresh(commitment), city.clerks[0], text="已建成")
    with pytest.raises(Refused, match="还有 1 项承诺没有了结"):
        perform(PROPOSAL.close, tracked, city.office)
    perform(COMMITMENT.confirm_kept, fresh(commitment), city.member_actor())
    assert perform(PROPOSAL.close, tracked, city.office).state == ProposalState.CLOSED


def test_joint_proposal_asks_again_when_the_words_change(city):
    from tongxin.proposals.actions.co_sign import ask_again_after_change
    from tongxin.proposals.actions.save_draft import save_draft

    proposal = co_signed(city, draft(city), 1, 2)
    assert proposal.proposer_kind == "joint"
    changed = save_draft(
        proposal, actor=city.member_actor(), seen=proposal.version, analysis="换了说法。"
    )
    with pytest.raises(Refused, match="请先重新征求联名"):
        perform(PROPOSAL.hand_in, changed, city.member_actor())
    assert ask_again_after_change(changed, actor=city.member_actor()) == 2


def test_repeated_request_returns_the_first_result(city):
    proposal = draft(city)
    first = perform(PROPOSAL.hand_in, proposal, city.member_actor(), request_key="tap")
    again = perform(PROPOSAL.hand_in, proposal, city.member_actor(), request_key="tap")
    assert again.serial_number == first.serial_number == 1
    assert trail.events_of(proposal).filter(act="proposals.hand_in").count() == 1
