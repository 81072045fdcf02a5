"""What can be found of proposals: each kind holds only what every reader of its records may read."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.names import syllables
from tongxin.core import formats
from tongxin.members.models import Member
from tongxin.members.queries import merged_away
from tongxin.organisations.models import Organisation, Service
from tongxin.proposals import labels
from tongxin.proposals.models import CoSignature, Handling, Proposal, Reply, ReplyItem
from tongxin.search import kinds
from tongxin.search.kinds import Entry, Kind, Shown


def declare() -> None:
    """Called once, when the app is ready."""
    for kind in (PROPOSALS, REPLIES, MEMBERS, UNITS):
        kinds.declare(kind)


def of_person(person: Person) -> tuple[str, ...]:
    """How a person is asked for: name, reading, initials."""
    read = syllables(person.name)
    return (person.name, *read, "".join(read), "".join(syllable[0] for syllable in read))


def of_unit(unit: Organisation) -> tuple[str, ...]:
    return (unit.name, unit.short_name, unit.initials)


def of_number(number: int | None) -> tuple[str, ...]:
    """A number as it is and as it is printed."""
    return (str(number), f"{number:04d}") if number else ()


def _proposal(proposal: Proposal) -> Entry:
    """The text, the proposers, the numbers that were told, the units that have it."""
    keys = [*of_number(proposal.serial_number)]
    if proposal.is_released and proposal.case_number:
        keys += [*of_number(proposal.case_number), labels.number_for(proposal)]
    if proposal.lead_proposer_id:
        keys += of_person(proposal.lead_proposer.person)
    else:
        keys.append(proposal.proposer_name)
    for signature in proposal.confirmed:
        keys += of_person(signature.member.person)
    for handling in proposal.assigned:
        keys += of_unit(handling.unit)
    body = "\n".join([proposal.situation, proposal.analysis, *proposal.suggestions])
    return Entry(proposal.matter, body, tuple(keys))


def _with_people(rows: QuerySet) -> QuerySet:
    confirmed = CoSignature._base_manager.filter(text_digest__gt="", answered_on__isnull=False)
    assigned = Handling._base_manager.filter(assigned_on__isnull=False, ended_on__isnull=True)
    return rows.select_related("assembly", "lead_proposer__person", "collective").prefetch_related(
        Prefetch("co_signatures", confirmed.select_related("member__person"), to_attr="confirmed"),
        Prefetch("handlings", assigned.select_related("unit"), to_attr="assigned"),
    )


def _show_proposals(proposals: Sequence[Proposal], actor: Actor) -> list[Shown]:
    patterns = {one: labels.case_pattern(one) for one in {row.assembly_id for row in proposals}}
    return [_show_proposal(row, actor, patterns[row.assembly_id]) for row in proposals]


def _show_proposal(proposal: Proposal, actor: Actor, pattern: str) -> Shown:
    number = labels.number_for(proposal, actor, pattern=pattern)
    state = labels.state_for(proposal, actor).label
    detail = " · ".join(str(part) for part in (number, proposal.proposer_name, state) if part)
    return Shown(proposal.matter, proposal.get_absolute_url(), detail)


def each(show: Callable[[Any], Shown]) -> Callable[[Sequence[Any], Actor], list[Shown]]:
    """For kinds that look the same to everybody."""
    return lambda records, actor: [show(record) for record in records]


def _reply(reply: Reply) -> Entry:
    answers = [part for item in reply.items.all() for part in (item.text, item.reason)]
    body = "\n".join([reply.opening, *answers, reply.closing])
    unit = reply.handling.unit
    return Entry(reply.handling.proposal.matter, body, (reply.document_number, *of_unit(unit)))


def _with_items(rows: QuerySet) -> QuerySet:
    """Through plain managers: the worker indexes every assembly's records."""
    related = rows.select_related("handling__unit", "handling__proposal__assembly")
    return related.prefetch_related(Prefetch("items", ReplyItem._base_manager.all()))


def _of_unit(model: type[Model], unit: str) -> Callable[[Organisation], QuerySet]:
    """The records that can be found by the names of a unit, which a list may change."""
    return lambda changed: model._base_manager.filter(**{unit: changed}).values_list(
        "pk", flat=True
    )


def _replies_of(handling: Handling) -> QuerySet:
    return Reply._base_manager.filter(handling=handling).values_list("pk", flat=True)


def _show_reply(reply: Reply) -> Shown:
    proposal = reply.handling.proposal
    title = _("%(unit)s对“%(matter)s”的答复") % {
        "unit": reply.handling.unit,
        "matter": proposal.matter,
    }
    detail = f"{reply.document_number} · {formats.day(reply.replied_on)}"
    return Shown(title, proposal.get_absolute_url(), detail)


def _member(member: Member) -> Entry:
    keys = (*of_person(member.person), member.card_number)
    return Entry(member.person.name, f"{member.sector}\n{member.employer}", keys)


def _show_member(member: Member) -> Shown:
    url = reverse("proposals:member", args=[member.assembly.slug, member.public_id])
    return Shown(str(member), url, f"{member.term} · {member.sector} · {member.employer}")


def _unit(service: Service) -> Entry:
    unit = service.organisation
    return Entry(unit.name, "", (unit.short_name, unit.initials, unit.code))


def _show_unit(service: Service) -> Shown:
    unit = service.organisation
    url = reverse("proposals:unit", args=[service.assembly.slug, unit.public_id])
    return Shown(unit.name, url, str(service.get_channel_display()))


PROPOSALS = Kind(
    "proposals",
    gettext_lazy("提案"),
    Proposal,
    "proposals.view",
    _proposal,
    _show_proposals,
    only=Q(handed_in_on__isnull=False),
    load=_with_people,
    follows={
        CoSignature: lambda signature: [signature.proposal_id],
        Handling: lambda handling: [handling.proposal_id],
        Organisation: _of_unit(Proposal, "handlings__unit"),
    },
    compared=True,
)
REPLIES = Kind(
    "replies",
    gettext_lazy("答复"),
    Reply,
    "replies.view",
    _reply,
    each(_show_reply),
    only=Q(replied_on__isnull=False),
    load=_with_items,
    follows={Handling: _replies_of, Organisation: _of_unit(Reply, "handling__unit")},
)
MEMBERS = Kind(
    "members",
    gettext_lazy("委员"),
    Member,
    "members.view",
    _member,
    each(_show_member),
    only=~merged_away(),
    follows={
        Person: lambda person: Member._base_manager.filter(person=person).values_list(
            "pk", flat=True
        )
    },
    load=lambda rows: rows.select_related("person", "sector", "term", "assembly"),
)
UNITS = Kind(
    "units",
    gettext_lazy("承办单位"),
    Service,
    "units.view",
    _unit,
    each(_show_unit),
    load=lambda rows: rows.select_related("organisation", "assembly"),
    follows={Organisation: _of_unit(Service, "organisation")},
)
