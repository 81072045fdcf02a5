"""A season of proposals through the actions, in two halves: what is known in spring, and what changes it later."""

from dataclasses import dataclass, field
from datetime import date, datetime

from tests.factories.cities import City, staff
from tests.factories.papers import StoredFileFactory
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
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle.perform import perform
from tongxin.proposals.actions.save_reply import ItemDraft, save_reply
from tongxin.proposals.lifecycle import (
    COMMITMENT,
    EVALUATION,
    HANDLING,
    NOMINATION,
    PROPOSAL,
)
from tongxin.proposals.models import Evaluation, Proposal
from tongxin.proposals.terms import ItemAnswer, Outcome, UnitRole

SPRING = datetime(2026, 3, 2, 9)
SPRING_ENDS = datetime(2026, 3, 9, 18)
SUMMER = datetime(2026, 6, 1, 9)


@dataclass
class Season:
    """The proposals by what is to become of them."""

    city: City
    named: dict[str, Proposal] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Proposal:
        return fresh(self.named[name])


def spring(city: City) -> Season:
    """Plenary week and the weeks after it."""
    season = Season(city)
    held, merged, declined, returned = (submitted(city, number=number) for number in range(4))
    main = docketed(city)
    decided(city, declined, outcome=Outcome.DECLINE, decline_reason="empty", decline_route="revise")
    decided(city, merged, outcome=Outcome.MERGE, merge_into=main)
    decided(city, returned, outcome=Outcome.RETURN, note="请补充建议")
    decided(city, held)
    joint = perform(PROPOSAL.hand_in, co_signed(city, draft(city), 1, 2), city.member_actor())
    season.named |= {
        "held": held,
        "merged": merged,
        "declined": declined,
        "returned": returned,
        "examined": joint,
        "main": main,
        "to_withdraw": docketed(city),
        "good": answered(city, "B", "satisfied"),
        "contested": answered(city, "A", "dissatisfied"),
        "silent": answered(city, "C"),
        "late": assigned(city, UnitRole.LEAD, UnitRole.ASSIST),
    }
    with clock.frozen(SPRING):
        promise(season)
    return season


def answered(city: City, reply_class: str, satisfaction: str = "") -> Proposal:
    """Assigned, replied, and evaluated unless the proposer keeps silent."""
    proposal = assigned(city)
    handling = handling_of(proposal)
    acknowledged(handling, city.clerks[0])
    replied(city, fresh(handling), city.clerks[0], reply_class)
    if satisfaction:
        form = Evaluation.objects.get(proposal=proposal)
        answers = {"attitude": "satisfied", "result": satisfaction, "reason": "没有时间表"}
        perform(EVALUATION.give, form, city.member_actor(), **answers)
    return proposal


def promise(season: Season) -> None:
    """Two promises drawn from the good reply, both confirmed, one put off later."""
    city, proposal = season.city, season["good"]
    for text in ("建成两处停车场", "公布错时放学方案"):
        perform(
            PROPOSAL.draw_commitment,
            fresh(proposal),
            city.office,
            handling=handling_of(proposal),
            text=text,
            promised_for=date(2026, 3, 6),
        )
    for commitment in proposal.commitments.all():
        perform(COMMITMENT.confirm, commitment, city.clerks[0])


def summer(season: Season) -> None:
    """Everything that takes an earlier answer back or adds to it late; call with the clock in summer."""
    city = season.city
    perform(PROPOSAL.take_back, season["held"], city.office, reason="复核")
    perform(PROPOSAL.withdraw, season["to_withdraw"], city.member_actor(), reason="已解决")
    _handle_again(season)
    _reply_late(season)
    _keep_promises(season)
    _make_priority(season)
    form = Evaluation.objects.get(proposal=season["silent"])
    answers = {"attitude": "satisfied", "result": "basically"}
    perform(EVALUATION.give, form, city.member_actor(), **answers)
    perform(PROPOSAL.mark_excellent, season["good"], city.office, reason="主席会议确定")
    raised = handling_of(season["good"])
    perform(HANDLING.raise_class, raised, city.clerks[0], reply_class="A", reason="已经建成")


def _handle_again(season: Season) -> None:
    city, proposal = season.city, season["contested"]
    perform(PROPOSAL.hear, proposal, city.office, proposer_view="要时间表", unit_view="可以补充")
    perform(PROPOSAL.rehandle, fresh(proposal), city.office, note="重新办理")


def _reply_late(season: Season) -> None:
    """The paper bears a day in spring, the record is made in summer."""
    city, lead = season.city, handling_of(season["late"])
    acknowledged(lead, city.clerks[0])
    acknowledged(handling_of(season["late"], 1), city.clerks[1])
    opinion = fresh(handling_of(season["late"], 1))
    perform(HANDLING.opine, opinion, city.clerks[1], opinion="我局配合。")
    on = date(2026, 3, 5)
    perform(
        HANDLING.log_contact, fresh(lead), city.clerks[0], on=on, form="visit", with_whom="提案人"
    )
    items = [ItemDraft(number, ItemAnswer.ADOPTED, "已经安排。") for number in (1, 2)]
    save_reply(fresh(lead), actor=city.clerks[0], reply_class="A", items=items)
    perform(HANDLING.send_for_review, fresh(lead), city.clerks[0])
    perform(HANDLING.clear, fresh(lead), city.assigner)
    perform(
        HANDLING.reply,
        fresh(lead),
        city.clerks[0],
        signer="钱立",
        document_number="澜教提复〔2026〕9号",
        sealed_file=StoredFileFactory(assembly=city.assembly),
        replied_on=on,
    )


def _keep_promises(season: Season) -> None:
    city = season.city
    kept, put_off = season["good"].commitments.all()
    perform(COMMITMENT.report_done, kept, city.clerks[0], text="已建成")
    perform(COMMITMENT.confirm_kept, fresh(kept), city.member_actor())
    perform(COMMITMENT.put_off, put_off, city.office, promised_for=date(2026, 9, 30), reason="雨季")


def _make_priority(season: Season) -> None:
    city, proposal = season.city, season["main"]
    perform(PROPOSAL.recommend, proposal, city.office, reason="社会关注")
    secretary = staff(Role.SECRETARY_GENERAL, city.assembly)
    nomination = proposal.nominations.get()
    perform(NOMINATION.endorse, nomination, city.leader)
    perform(NOMINATION.consider, fresh(nomination), secretary)
    perform(NOMINATION.decide, fresh(nomination), secretary)
