"""Handing in by hand: the statements that the act sends, written out one after the other in plain Django."""

import hashlib
import json

from django.db import transaction
from django.db.models import F, Q

from tongxin.core import clock
from tongxin.core.models import Sequence
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.members.models import Mandate, Member, PlenarySession
from tongxin.proposals.models import Proposal, ProposalFacts, ProposalVersion
from tongxin.search.models import SearchTask
from tongxin.trail.models import Event

PROPOSAL = "proposals.proposal"


@transaction.atomic
def hand_in(pk: int, person: int, assignment: int, request_key: str) -> Proposal:
    """One draft handed in: claimed, checked, numbered, saved, noted, waited for, queued."""
    if Event.objects.filter(person_id=person, request_key=request_key).first():
        return Proposal._base_manager.get(pk=pk)
    claimed = Proposal._base_manager.filter(pk=pk, state__in=["draft"])
    assert claimed.update(version=F("version") + 1)
    proposal = Proposal._base_manager.get(pk=pk)
    check(proposal, person)
    number(proposal, person)
    proposal.state = "submitted"
    proposal.save()
    note(proposal, person, assignment, request_key)
    wait(proposal)
    keep_facts(proposal)
    SearchTask.objects.bulk_create([SearchTask(kind="proposals", record_id=pk)])
    assert proposal.lead_proposer.person_id == person
    list(
        proposal.co_signatures.filter(state="confirmed").values_list("member__person_id", flat=True)
    )
    list(proposal.co_signatures.filter(state="invited"))
    proposal.refresh_from_db()
    return proposal


def check(proposal: Proposal, person: int) -> None:
    mine = Proposal._base_manager.filter(pk=proposal.pk).filter(
        assembly_id__in=[proposal.assembly_id], lead_proposer__person_id=person
    )
    assert mine.exists()
    today = clock.today()
    mandates = Mandate._base_manager.filter(starts_on__lte=today).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    )
    sitting = Member._base_manager.filter(pk__in=mandates.values("member_id"))
    assert sitting.filter(pk=proposal.lead_proposer_id).exists()


def number(proposal: Proposal, person: int) -> None:
    sessions = PlenarySession._base_manager.filter(
        assembly_id=proposal.assembly_id, window_opens_on__lte=clock.today()
    )
    proposal.session = sessions.order_by("-window_opens_on").first()
    key = f"proposals.serial:{proposal.assembly_id}:{proposal.session_id}"
    assert Sequence.objects.filter(pk=key).update(last=F("last") + 1)
    proposal.serial_number = Sequence.objects.values_list("last", flat=True).get(pk=key)
    proposal.is_session = True
    proposal.handed_in_at, proposal.handed_in_on = clock.now(), clock.today()
    text = proposal.text()
    version = ProposalVersion(
        assembly_id=proposal.assembly_id,
        proposal=proposal,
        number=proposal.versions.count() + 1,
        text=text,
        digest=digest_of(text),
        algorithm="sha256",
        author_id=person,
    )
    version.save(force_insert=True)
    hanging = proposal.attachments.filter(removed_at__isnull=True)
    files = sorted(hanging.values_list("file__digest", flat=True))
    proposal.receipt_digest = digest_of([version.digest, proposal.serial_number, files])


def note(proposal: Proposal, person: int, assignment: int, request_key: str) -> None:
    event = Event(
        at=clock.now(),
        on=clock.today(),
        assembly_id=proposal.assembly_id,
        act="proposals.hand_in",
        schema=1,
        record_type=PROPOSAL,
        record_id=proposal.pk,
        from_state="draft",
        to_state="submitted",
        person_id=person,
        assignment_id=assignment,
        facts={"serial": proposal.serial_number},
        request_key=request_key,
        algorithm="sha256",
    )
    event.leaf = digest_of([event.act, event.record_id, event.facts])
    event.save(force_insert=True)


def wait(proposal: Proposal) -> None:
    of_this = {"record_type": PROPOSAL, "record_id": proposal.pk}
    running = Deadline._base_manager.filter(**of_this, status="open")
    list(running)
    held = list(Waiting._base_manager.filter(**of_this))
    proposal.opinions.filter(superseded_at__isnull=True).count()
    dict(running.values_list("act", "due_on"))
    Waiting._base_manager.filter(pk__in=[row.pk for row in held]).delete()
    Waiting._base_manager.bulk_create(
        Waiting(
            assembly_id=proposal.assembly_id,
            act="proposals.note_opinion",
            role=role,
            since_on=clock.today(),
            **of_this,
        )
        for role in ("reviewer", "proposals_office")
    )


@transaction.atomic
def keep_facts(proposal: Proposal) -> None:
    present = ProposalFacts.objects.filter(superseded_at__isnull=True).filter(
        record__in=[proposal.pk]
    )
    assert not list(present.values("record_id", "assembly_id", *ProposalFacts.counted))
    facts = {name: getattr(proposal, name) for name in ("assembly_id", *ProposalFacts.counted)}
    ProposalFacts.objects.bulk_create([ProposalFacts(record_id=proposal.pk, **facts)])


def digest_of(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
