"""Which rows and files a clearing concerns, and emptying them; whole proposals and single parts alike."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Model, Q, QuerySet

from tongxin.core import clock
from tongxin.lifecycle.models import Deadline
from tongxin.papers.models import StoredFile
from tongxin.proposals.actions.clearing.places import PLACES, Place, cleared, place_of, strings
from tongxin.proposals.models import (
    Attachment,
    Clearing,
    Commitment,
    Extract,
    Package,
    Progress,
    Proposal,
    ProposalVersion,
    Reply,
    ReplyItem,
)
from tongxin.proposals.terms import AttachmentKind, ClearingPart

Rows = list[tuple[Place, QuerySet]]


@dataclass
class Emptied:
    """What a clearing did, while it goes on: counts for the trail, words to look for elsewhere, files to take away."""

    counts: Counter = field(default_factory=Counter)
    digests: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    files: dict[int, StoredFile] = field(default_factory=dict)

    def take(self, stored: StoredFile | None) -> None:
        if stored is not None:
            self.files[stored.pk] = stored


def empty_records(clearing: Clearing) -> Emptied:
    """Empty the rows of the chosen part; the files they name are collected, not yet removed."""
    emptied = Emptied()
    for place, rows in rows_of(clearing):
        _collect_files(place, rows, emptied)
        for row in list(rows):
            _empty(place, row, emptied)
    _let_go_of_files(clearing, emptied)
    for package in packages_of(clearing):
        emptied.take(package.file)
    for extract in extracts_of(clearing):
        emptied.take(extract.workbook)
        emptied.take(extract.document)
    if clearing.part == ClearingPart.WHOLE:
        _empty_deadlines(clearing.proposal, emptied)
    return emptied


def rows_of(clearing: Clearing) -> Rows:
    """The rows to empty: all of a proposal's, or those of one version, one reply."""
    proposal = clearing.proposal
    match clearing.part:
        case ClearingPart.WHOLE:
            return [(place, place.of(proposal)) for place in PLACES]
        case ClearingPart.VERSION:
            return _of_version(proposal, clearing.part_id)
        case ClearingPart.REPLY:
            return _of_reply(proposal, clearing.part_id)
    return []


def hanging(proposal: Proposal) -> Iterator[tuple[type[Model], list[int]]]:
    """Every model with the ids of its rows that hang on a proposal: for tables that name records by type and id."""
    for place in PLACES:
        yield place.model, list(place.of(proposal).values_list("pk", flat=True))


def packages_of(clearing: Clearing) -> QuerySet[Package]:
    """Packages hold proposals with their open annexes: replies and sealed pages are in none."""
    proposal = clearing.proposal
    packages = Package._base_manager.filter(contents__handling__proposal=proposal).distinct()
    if clearing.part == ClearingPart.REPLY:
        return packages.none()
    if clearing.part == ClearingPart.FILE:
        annexes = proposal.attachments.filter(file=clearing.part_id, kind=AttachmentKind.ANNEX)
        return packages if annexes.exists() else packages.none()
    return packages


def extracts_of(clearing: Clearing) -> QuerySet[Extract]:
    """Extracts quote proposals and replies; attached and sealed files are in none."""
    extracts = Extract._base_manager.filter(proposals=clearing.proposal_id)
    if clearing.part == ClearingPart.FILE:
        return extracts.none()
    return extracts.select_related("workbook", "document")


def _of_version(proposal: Proposal, key: int | None) -> Rows:
    """The version; the proposal's own text too where that is the version's."""
    versions = ProposalVersion._base_manager.filter(proposal=proposal, pk=key)
    rows: Rows = [(place_of(ProposalVersion), versions)]
    if versions.filter(text=proposal.text()).exists():
        text = Place(Proposal, "pk", ("matter", "situation", "analysis", "suggestions"))
        rows.append((text, text.of(proposal)))
    return rows


def _of_reply(proposal: Proposal, key: int | None) -> Rows:
    """The reply with its items, and the promises drawn from them word by word."""
    items = ReplyItem._base_manager.filter(reply=key, reply__handling__proposal=proposal)
    said = set(items.values_list("promise", flat=True)) | set(items.values_list("text", flat=True))
    drawn = Commitment._base_manager.filter(
        proposal=proposal, handling__replies=key, text__in=said - {""}
    )
    steps = Progress._base_manager.filter(commitment__in=list(drawn))
    replies = Reply._base_manager.filter(pk=key, handling__proposal=proposal)
    chosen = ((Progress, steps), (Commitment, drawn), (ReplyItem, items), (Reply, replies))
    return [(place_of(model), rows) for model, rows in chosen]


def _empty(place: Place, row: Model, emptied: Emptied) -> None:
    before = {name: getattr(row, name) for name in place.words}
    changes = {name: cleared(value) for name, value in before.items()}
    changes = {name: value for name, value in changes.items() if value != before[name]}
    if isinstance(row, ProposalVersion) and row.digest:
        emptied.versions.append(row.digest)
        changes["digest"] = ""
    if changes:
        place.model._base_manager.filter(pk=row.pk).update(**changes)
        emptied.counts[place.model._meta.label_lower] += 1
        emptied.texts += [one for value in before.values() for one in strings(value)]


def _collect_files(place: Place, rows: QuerySet, emptied: Emptied) -> None:
    for name in place.files:
        for row in rows.filter(**{f"{name}__isnull": False}).select_related(name):
            emptied.take(getattr(row, name))


def _let_go_of_files(clearing: Clearing, emptied: Emptied) -> None:
    """No row of the proposal names a cleared file any longer: nothing offers, packs or prints it."""
    proposal = clearing.proposal
    if clearing.part == ClearingPart.FILE:
        chosen = StoredFile._base_manager.filter(_named_by(proposal), pk=clearing.part_id)
        same = StoredFile._base_manager.filter(
            _named_by(proposal), digest__in=chosen.values("digest")
        )
        for stored in same:
            emptied.take(stored)
    keys = list(emptied.files)
    Attachment._base_manager.filter(file__in=keys, removed_at=None).update(removed_at=clock.now())
    Reply._base_manager.filter(sealed_file__in=keys).update(sealed_file=None)
    Progress._base_manager.filter(evidence__in=keys).update(evidence=None)


def _named_by(proposal: Proposal) -> Q:
    """Files that hang on the proposal somewhere."""
    condition = Q(pk__in=[])
    for place in PLACES:
        for name in place.files:
            condition |= Q(pk__in=place.of(proposal).values(name))
    return condition


def _empty_deadlines(proposal: Proposal, emptied: Emptied) -> None:
    """A prolonged deadline holds the reason that was given."""
    for model, keys in hanging(proposal):
        rows = Deadline._base_manager.filter(
            ~Q(reason=""), record_type=model._meta.label_lower, record_id__in=keys
        )
        emptied.texts += rows.values_list("reason", flat=True)
        emptied.counts["lifecycle.deadline"] += rows.update(reason=cleared("x"))
