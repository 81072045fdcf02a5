"""Priority proposals: recommended, endorsed, considered, decided, issued, supervised, reported (practice 7)."""

from datetime import date

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.figures import history
from tongxin.lifecycle.perform import begin, follows, performs
from tongxin.proposals.lifecycle import NOMINATION, PROPOSAL
from tongxin.proposals.models import Nomination, Proposal, SupervisionVisit


@follows(PROPOSAL.recommend)
def recommend(proposal: Proposal, *, actor: Actor, event, reason: str) -> None:
    nomination = Nomination(assembly_id=proposal.assembly_id, proposal=proposal, reason=reason)
    begin(NOMINATION, nomination, actor, cause=event)


@performs(PROPOSAL.recommend)
def note_recommendation(proposal: Proposal, *, actor: Actor, reason: str) -> None:
    """The reason stands on the nomination."""


@performs(NOMINATION.decide)
def decide(nomination: Nomination, *, actor: Actor) -> None:
    nomination.decided_on = clock.today()


@follows(NOMINATION.decide)
def mark_priority(nomination: Nomination, *, actor: Actor, event) -> None:
    Proposal._base_manager.filter(pk=nomination.proposal_id).update(is_priority=True)
    history.keep(Proposal, [nomination.proposal_id])


@performs(NOMINATION.issue)
def issue(
    nomination: Nomination,
    *,
    actor: Actor,
    leaders: str,
    document: str,
    months: str = "",
    committee_name: str = "",
    plan: str = "",
) -> None:
    """Leaders, units and months, issued by the two offices under a document number."""
    nomination.leaders = leaders
    nomination.document = document
    nomination.months = months
    nomination.committee_name = committee_name
    nomination.plan = plan
    nomination.issued_on = clock.today()


@performs(NOMINATION.log_visit)
def log_visit(
    nomination: Nomination, *, actor: Actor, on: date, way: str, leader: str, outcome: str = ""
) -> None:
    SupervisionVisit(
        assembly_id=nomination.assembly_id,
        nomination=nomination,
        on=on,
        way=way,
        leader=leader,
        outcome=outcome,
    ).save(force_insert=True)


@performs(NOMINATION.report)
def report(nomination: Nomination, *, actor: Actor, report: str) -> None:
    nomination.report = report
    nomination.reported_on = clock.today()


@performs(NOMINATION.drop)
def drop(nomination: Nomination, *, actor: Actor, reason: str) -> None:
    nomination.report = reason


@performs(PROPOSAL.mark_excellent)
def mark_excellent(proposal: Proposal, *, actor: Actor, reason: str) -> None:
    """Decided by the Chairpersons' Meeting after public notice; scores only assist."""
    proposal.is_excellent = True
