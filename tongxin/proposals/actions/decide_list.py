"""A list is collected, decided by a meeting, numbered in bulk and released at once for all (practice 1-3)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.sequences import take
from tongxin.lifecycle.perform import begin, follows, perform, performs
from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Assembly
from tongxin.proposals.lifecycle import DECISION_LIST, PROPOSAL
from tongxin.proposals.models import DecisionItem, DecisionList, ExaminerOpinion, Proposal
from tongxin.proposals.terms import ListState, Outcome, ProposalState, ProposerKind, Stage

ACT_OF_OUTCOME = {
    Outcome.DOCKET: PROPOSAL.docket,
    Outcome.DECLINE: PROPOSAL.decline,
    Outcome.MERGE: PROPOSAL.merge,
    Outcome.RETURN: PROPOSAL.return_for_changes,
}
COLLECTIVE_FIRST = [
    ProposerKind.PARTY,
    ProposerKind.PEOPLES_ORGANISATION,
    ProposerKind.COMMITTEE,
    ProposerKind.SECTOR,
    ProposerKind.GROUP,
    ProposerKind.COUNTY,
]


def open_list(
    assembly: Assembly, *, actor: Actor, session: PlenarySession, title: str, request_key=None
) -> DecisionList:
    """Begin a list for a meeting."""
    if not actor.is_any(Role.proposals_staff()):
        raise Refused(_("审定清单由提案委办公室汇总。"))
    decision_list = DecisionList(assembly=assembly, session=session, title=title)
    return begin(DECISION_LIST, decision_list, actor, request_key=request_key)


@transaction.atomic
def put_on_list(
    decision_list: DecisionList, *, actor: Actor, proposals: Iterable[Proposal]
) -> list[DecisionItem]:
    """Put examined proposals on an open list, each with its latest opinion (second before first)."""
    if not actor.is_any(Role.proposals_staff()):
        raise Refused(_("审定清单由提案委办公室汇总。"))
    if decision_list.state != ListState.OPEN:
        raise Refused(_("清单已经审核，不能再加。"))
    items = []
    for proposal in proposals:
        if proposal.session_id != decision_list.session_id:
            raise Refused(
                _("流水号 %(number)s 不属于这次会议，不能列入这张清单。")
                % {"number": proposal.serial_number}
            )
        opinion = leading_opinion(proposal)
        if proposal.state != ProposalState.SUBMITTED or opinion is None:
            raise Refused(
                _("流水号 %(number)s 还没有审查意见，不能列入清单。")
                % {"number": proposal.serial_number}
            )
        items.append(
            DecisionItem(
                assembly_id=decision_list.assembly_id,
                list=decision_list,
                proposal=proposal,
                outcome=opinion.outcome,
                decline_reason=opinion.decline_reason,
                decline_route=opinion.decline_route,
                merge_into=opinion.merge_into,
                note=opinion.note if opinion.outcome != Outcome.DOCKET else "",
            )
        )
    for item in items:
        item.save(force_insert=True)
    trail.record(
        "decision_lists.put_on", decision_list, actor, items=[i.proposal_id for i in items]
    )
    return items


@transaction.atomic
def settle_item(
    item: DecisionItem,
    *,
    actor: Actor,
    outcome: str,
    decline_reason: str = "",
    decline_route: str = "",
    merge_into: Proposal | None = None,
    note: str = "",
) -> DecisionItem:
    """The chair settles what the list says of one proposal, until the meeting decides."""
    if item.list.state not in (ListState.OPEN, ListState.PASSED):
        raise Refused(_("清单已经审定。"))
    if not actor.is_any(Role.proposals_staff()):
        raise Refused(_("您当前的身份不能修改清单。"))
    item.outcome = outcome
    item.decline_reason = decline_reason if outcome == Outcome.DECLINE else ""
    item.decline_route = decline_route if outcome == Outcome.DECLINE else ""
    item.merge_into = merge_into if outcome == Outcome.MERGE else None
    item.note = note
    item.save()
    trail.record("decision_lists.settle", item.list, actor, item=item.pk, outcome=outcome)
    return item


def leading_opinion(proposal: Proposal) -> ExaminerOpinion | None:
    """The opinion a list starts from: the second if there is one."""
    in_force = {
        opinion.stage: opinion for opinion in proposal.opinions.filter(superseded_at__isnull=True)
    }
    return in_force.get(Stage.SECOND) or in_force.get(Stage.FIRST)


@performs(DECISION_LIST.decide)
def decide(decision_list: DecisionList, *, actor: Actor, meeting: str, decided_on: date) -> dict:
    """The meeting's decision, with its name and day. Only this moves states."""
    decision_list.meeting = meeting
    decision_list.decided_on = decided_on
    return {"decided_on": decided_on}


@follows(DECISION_LIST.decide)
def move_states(decision_list: DecisionList, *, actor: Actor, event, **_data) -> None:
    """Every item takes its outcome, docketed ones first, so that merges find what they go into."""
    items = list(
        decision_list.items.filter(taken_back_on__isnull=True).select_related(
            "proposal__category", "merge_into"
        )
    )
    items.sort(key=lambda item: (item.outcome != Outcome.DOCKET, numbering_order(item.proposal)))
    numbers = case_numbers(decision_list, items)
    for item in items:
        given = {}
        if item.outcome == Outcome.DOCKET:
            given = {"case_number": next(numbers[item.proposal.session_id])}
        perform(ACT_OF_OUTCOME[item.outcome], item.proposal, actor, cause=event, item=item, **given)


@performs(DECISION_LIST.release)
def release(decision_list: DecisionList, *, actor: Actor) -> dict:
    """A named officer tells all results at once; from here only a numbered correction undoes them."""
    decision_list.released_at = clock.now()
    decision_list.released_by = actor.person
    return {"items": decision_list.items.filter(taken_back_on__isnull=True).count()}


@follows(DECISION_LIST.release)
def release_items(decision_list: DecisionList, *, actor: Actor, event) -> None:
    """Each proposal's result becomes visible and its notices go out, in the order of ids."""
    items = decision_list.items.filter(taken_back_on__isnull=True).select_related("proposal")
    for item in items.order_by("proposal_id"):
        perform(PROPOSAL.release, item.proposal, actor, cause=event)


@performs(PROPOSAL.release)
def release_one(proposal: Proposal, *, actor: Actor) -> None:
    proposal.released_at = clock.now()


def numbering_order(proposal: Proposal) -> tuple:
    """The rulebook's order of case numbers: parties and organisations first, then by category, then as handed in."""
    kind = proposal.proposer_kind
    place = COLLECTIVE_FIRST.index(kind) if kind in COLLECTIVE_FIRST else len(COLLECTIVE_FIRST)
    category = proposal.category.position if proposal.category else 999
    return (place, category, proposal.serial_number or 0)


def case_numbers(
    decision_list: DecisionList, items: Iterable[DecisionItem]
) -> dict[int, Iterator[int]]:
    """Fresh case numbers for the docketed items, in one run per session that the proposals belong to."""
    docketed = Counter(item.proposal.session_id for item in items if item.outcome == Outcome.DOCKET)
    return {
        session_id: count(take(f"proposals.case:{decision_list.assembly_id}:{session_id}", wanted))
        for session_id, wanted in docketed.items()
    }
