"""The thread of one proposal, as one actor may see it."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import permission, visible, visible_among, which
from tongxin.core.pages import Step
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.lifecycle.offers import Offer, available_acts
from tongxin.proposals import labels, rules
from tongxin.proposals.lifecycle import (
    COMMITMENT,
    EVALUATION,
    HANDLING,
    NOMINATION,
    PROPOSAL,
)
from tongxin.proposals.models import (
    Commitment,
    Evaluation,
    Handling,
    Lineage,
    Nomination,
    Proposal,
    Reply,
    ReplyItem,
)
from tongxin.proposals.queries.loading import load, of
from tongxin.proposals.terms import (
    AttachmentKind,
    CommitmentState,
    CoSignatureState,
    EvaluationState,
    HandlingState,
    ItemAnswer,
    ProposalState,
    Relation,
    UnitRole,
)


@dataclass(frozen=True)
class Answer:
    """One numbered suggestion beside what the units answered to it."""

    number: int
    suggestion: str
    items: tuple[ReplyItem, ...]


class Thread:
    """A proposal's page for one actor: every part holds only what this actor may see (practice 12)."""

    def __init__(self, proposal: Proposal, actor: Actor):
        load(proposal)
        self.proposal = proposal
        self.actor = actor
        self.state = labels.state_for(proposal, actor)
        self.number = labels.number_for(proposal, actor)

    @property
    def shows_return_note(self) -> bool:
        """Told, returned, and with words on what to change."""
        return self.state.state == ProposalState.RETURNED and bool(self.proposal.return_note)

    @property
    def shows_decline_note(self) -> bool:
        return self.state.state == ProposalState.DECLINED and bool(self.proposal.decline_note)

    @cached_property
    def offers(self) -> list[Offer]:
        """The buttons of the proposal itself."""
        return available_acts(PROPOSAL, self.proposal, self.actor)

    @cached_property
    def main_offer(self) -> Offer | None:
        return next((offer for offer in self.offers if offer.main and not offer.refusal), None)

    @cached_property
    def other_offers(self) -> list[Offer]:
        return [offer for offer in self.offers if offer is not self.main_offer]

    @property
    def writing_url(self) -> str:
        """Where this reader goes on writing, while the text is with them."""
        pages = [offer.act.page for offer in self.offers if offer.act.page]
        return pages[0](self.proposal) if pages else ""

    @cached_property
    def waiting(self) -> list[Waiting]:
        """Whom the thread waits for, nearest first; of a unit's inner steps the outside sees that it owes a reply."""
        if self.is_quiet:
            return []
        rows = Waiting._base_manager.filter(self._clocked).select_related("person", "organisation")
        return [*rows[:8], *self._outer_waiting]

    @property
    def _outer_waiting(self) -> list[Waiting]:
        owing = [
            row
            for row in self.handlings
            if row.owes_reply and row.state in HandlingState.at_work() and not self.sees_inside(row)
        ]
        return [
            Waiting(act=HANDLING.reply.name, organisation=row.unit, due_on=row.due_on)
            for row in sorted(owing, key=lambda row: row.due_on)
        ]

    @cached_property
    def deadlines(self) -> list[Deadline]:
        """The clocks that run, each able to say why that day; of other units' clocks the reply's alone."""
        if self.is_quiet:
            return []
        outer = Q(
            record_type=HANDLING.record_type,
            record_id__in=[row.pk for row in self.handlings],
            act=HANDLING.reply.name,
        )
        rows = Deadline._base_manager.filter(self._clocked | outer, status="open")
        return list(rows.order_by("due_on"))

    @property
    def _clocked(self) -> Q:
        """The records whose waiting rows and clocks this actor may see: the proposal's, and the inner side's."""
        return Q(record_type=PROPOSAL.record_type, record_id=self.proposal.pk) | Q(
            record_type=HANDLING.record_type, record_id__in=self._inner_ids
        )

    @cached_property
    def is_quiet(self) -> bool:
        """Nothing of what is next is told: while it is examined, decided but held, or contested and not heard."""
        if self.actor.is_any(labels.OFFICE_ROLES):
            return False
        told = self.state.state
        return told == ProposalState.SUBMITTED or told != self.proposal.state

    @property
    def is_concerned(self) -> bool:
        """Proposers, co-signers and offices; others read what was released, without telephones and talks."""
        return "concerned" in self._rights

    @cached_property
    def co_signatures(self) -> list:
        """Confirmed ones for everybody; the others for the proposer and the offices only."""
        rows = self.proposal.co_signatures.select_related("member__person", "member__sector")
        if not self.sees_invitations:
            rows = rows.filter(state=CoSignatureState.CONFIRMED)
        return list(rows)

    @property
    def sees_invitations(self) -> bool:
        return "invitations" in self._rights

    @cached_property
    def _rights(self) -> set[str]:
        """What this actor may know of the proposal beyond its released text."""
        invitations = permission("co_signatures.view_all").rule(self.actor)
        asked = {"concerned": rules.concerned(self.actor), "invitations": invitations}
        return which(self.proposal, asked)

    @cached_property
    def handlings(self) -> list[Handling]:
        """Outer side: the units that were assigned. Inner side, for office, assigner and the unit: all it may see."""
        rows = self.proposal.handlings.all()
        return [row for row in rows if row.is_given or self.sees_inside(row)]

    @cached_property
    def _inner_ids(self) -> set[int]:
        rows = visible_among(self.actor, "handlings.view", self.proposal.handlings.all())
        return {row.pk for row in rows}

    def sees_inside(self, handling: Handling) -> bool:
        """Whether disputes, assisting opinions and remarks of this handling may be read."""
        return handling.pk in self._inner_ids

    @cached_property
    def unit_rows(self) -> list[tuple[Handling, bool]]:
        return [(handling, self.sees_inside(handling)) for handling in self.handlings]

    @cached_property
    def replies(self) -> list[Reply]:
        """Signed replies, each with its items; drafts stand on the handling's own page."""
        rows = [
            reply for handling in self.proposal.handlings.all() for reply in handling.replies.all()
        ]
        seen = visible_among(self.actor, "replies.view", (row for row in rows if row.replied_on))
        return sorted(seen, key=lambda reply: (reply.replied_on, reply.pk))

    @cached_property
    def answers(self) -> list[Answer]:
        """Each suggestion with the latest answers to it."""
        latest = {reply.handling_id: reply for reply in self.replies}
        items = [item for reply in latest.values() for item in reply.items.all()]
        for item in items:
            item.answer_label = ItemAnswer(item.answer).label if item.answer else ""
        return [
            Answer(number, text, tuple(item for item in items if item.number == number))
            for number, text in enumerate(self.proposal.suggestions, start=1)
        ]

    @cached_property
    def contacts(self) -> list:
        """That the unit and the proposer spoke; both sides and the offices see it."""
        return [
            contact
            for handling in self.handlings
            if self.is_concerned or self.sees_inside(handling)
            for contact in handling.contacts.all()
        ]

    @cached_property
    def evaluations(self) -> list[Evaluation]:
        return visible_among(self.actor, "evaluations.view", self.proposal.evaluations.all())

    @cached_property
    def my_evaluations(self) -> list[Evaluation]:
        """Forms that wait for this actor."""
        rows = visible_among(self.actor, EVALUATION.give.name, self.proposal.evaluations.all())
        return [row for row in rows if row.state == EvaluationState.DUE]

    @cached_property
    def commitments(self) -> list[tuple[Commitment, list[Offer]]]:
        """Promises the unit has confirmed (the offices and the unit see drawn ones too), with their buttons."""
        rows = visible_among(self.actor, "commitments.view", self.proposal.commitments.all())
        return [(row, available_acts(COMMITMENT, row, self.actor)) for row in rows]

    @cached_property
    def nominations(self) -> list[tuple[Nomination, list[Offer]]]:
        rows = visible_among(self.actor, "nominations.view", self.proposal.nominations.all())
        return [(row, available_acts(NOMINATION, row, self.actor)) for row in rows]

    @cached_property
    def opinions(self) -> list:
        """Examiners' opinions: for the offices alone."""
        rows = self.proposal.opinions.select_related("examiner")
        return visible_among(self.actor, "opinions.view", rows)

    @cached_property
    def hearings(self) -> list:
        return visible_among(self.actor, "hearings.view", self.proposal.hearings.all())

    @cached_property
    def attachments(self) -> list:
        """Annexes for every reader; seal pages and scans of originals for the proposers and the offices only."""
        rows = self.proposal.attachments.filter(removed_at__isnull=True)
        if not self.sees_invitations:
            rows = rows.filter(kind=AttachmentKind.ANNEX)
        return of(self.proposal.assembly, rows.select_related("file"))

    @cached_property
    def relatives(self) -> list[tuple[str, Proposal]]:
        """Merged ones, the main case, what it follows: those this actor may open."""
        if self.proposal.is_held and self.state.state != self.proposal.state:
            return []
        own = self.proposal.pk
        lineage = Lineage._base_manager.filter(Q(source=own) | Q(target=own), ended_on__isnull=True)
        rows = [
            (row.target_id, Relation(row.relation).label)
            if row.source_id == own
            else (row.source_id, _("并入本案"))
            for row in sorted(lineage.order_by("id"), key=lambda row: row.source_id != own)
            if row.source_id == own or row.relation == Relation.MERGED_INTO
        ]
        if not rows:
            return []
        related = Proposal._base_manager.filter(pk__in=[key for key, _label in rows])
        seen = visible(self.actor, "proposals.view", related).select_related("assembly").in_bulk()
        return [(label, seen[key]) for key, label in rows if key in seen]

    @cached_property
    def versions(self) -> list:
        return list(self.proposal.versions.select_related("author"))

    @cached_property
    def steps(self) -> list[Step]:
        """The line of the thread; what is still to come is hollow, with its date where there is one."""
        return [*self._examined(), *self._handled(), *self._followed()]

    def _examined(self) -> list[Step]:
        proposal, told = self.proposal, self.state.state
        steps = [
            Step(
                _("提出"),
                on=proposal.handed_in_on,
                status="done" if proposal.handed_in_on else "current",
                person=proposal.proposer_name,
            )
        ]
        if told == ProposalState.DECLINED:
            note = proposal.get_decline_route_display()
            return [*steps, Step(_("不予立案"), on=proposal.declined_on, note=note)]
        if told == ProposalState.MERGED:
            return [*steps, Step(_("并案"), on=proposal.merged_on)]
        if told == ProposalState.WITHDRAWN:
            return [*steps, Step(_("撤案"), on=proposal.withdrawn_on)]
        docketed = told in ProposalState.docketed_ones()
        examined = "done" if docketed else "current" if proposal.handed_in_on else "coming"
        on = proposal.docketed_on if docketed else None
        return [*steps, Step(_("立案"), on=on, status=examined)]

    def _handled(self) -> list[Step]:
        told = self.state.state
        if told in (ProposalState.DECLINED, ProposalState.MERGED, ProposalState.WITHDRAWN):
            return []
        replying = [row for row in self.handlings if row.role in UnitRole.replying()]
        units = "、".join(str(row.unit) for row in replying)
        signed = [row.acknowledged_on for row in replying if row.acknowledged_on]
        due = min((row.due_on for row in replying if row.due_on), default=None)
        is_docketed = told in ProposalState.docketed_ones()
        proposal = self.proposal
        contacts = self.contacts
        steps = [
            _step(_("交办"), proposal.assigned_on, is_docketed, person=units),
            _step(_("签收"), max(signed, default=None), bool(proposal.assigned_on)),
        ]
        if contacts:
            label = _("沟通 ×%(n)s") % {"n": len(contacts)}
            steps.append(Step(label, on=max(contact.on for contact in contacts)))
        replied = proposal.replied_on
        steps.append(
            Step(_("答复"), on=replied)
            if replied
            else Step(_("答复"), on=due, status="current" if signed else "coming")
        )
        return steps

    def _followed(self) -> list[Step]:
        told, proposal = self.state.state, self.proposal
        if told in (ProposalState.DECLINED, ProposalState.MERGED, ProposalState.WITHDRAWN):
            return []
        steps = self._evaluated()
        promises = [commitment for commitment, _offers in self.commitments]
        if promises:
            kept = [one for one in promises if one.state == CommitmentState.KEPT]
            label = _("承诺 %(kept)s/%(all)s 兑现") % {"kept": len(kept), "all": len(promises)}
            latest = max((one.kept_on for one in kept if one.kept_on), default=None)
            coming = min(one.promised_for for one in promises)
            done = len(kept) == len(promises)
            steps.append(
                Step(label, on=latest if done else coming, status="done" if done else "current")
            )
        return [*steps, _step(_("办结"), proposal.closed_on, False)]

    def _evaluated(self) -> list[Step]:
        """Left out where the proposers stayed silent and the thread has gone on."""
        proposal = self.proposal
        on = None if self.is_quiet else proposal.evaluated_on
        if on is None and self.state.state in ProposalState.settled():
            return []
        return [_step(_("评价"), on, bool(proposal.replied_on))]


def _step(label: str, on, is_current: bool, *, person: str = "") -> Step:
    status = "done" if on else "current" if is_current else "coming"
    return Step(label, on=on, status=status, person=person)
