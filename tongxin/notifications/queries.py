"""Reads of inbox and outbox: who is told, what an actor sees, what stands still."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person, RoleAssignment
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.lifecycle.table import lifecycles
from tongxin.notifications.models import ChannelPreference, Notice
from tongxin.notifications.terms import Channel
from tongxin.notifications.words import Words, words

SHOWN = Q(withdrawn_at__isnull=True) & (Q(batch="") | Q(released_at__isnull=False))
HELD = Q(withdrawn_at__isnull=True, released_at__isnull=True) & ~Q(batch="")
Preferences = dict[tuple[int, str], ChannelPreference]
Records = dict[tuple[str, int], models.Model]


@dataclass(frozen=True)
class Line:
    """A notice as it is read."""

    notice: Notice
    words: Words


@dataclass(frozen=True)
class Counts:
    """How many notices an inbox holds."""

    all: int
    unread: int


def inbox(actor: Actor) -> models.QuerySet[Notice]:
    """What this actor is told: all that is addressed to the person, and what their identity's office gets."""
    if actor.person_id is None:
        return Notice._base_manager.none()
    mine = Q(person_id=actor.person_id)
    if actor.assignment is not None:
        mine |= Q(
            person__isnull=True,
            role=actor.role,
            organisation_id=actor.organisation_id,
            assembly_id__in=actor.assembly_ids,
        )
    return Notice._base_manager.filter(mine, SHOWN)


def inbox_counts(actor: Actor) -> Counts:
    """How many there are, and how many of them nobody has opened; one query."""
    counts = inbox(actor).aggregate(
        all=Count("pk"), unread=Count("pk", filter=Q(read_at__isnull=True))
    )
    return Counts(**counts)


def unread_count(actor: Actor) -> int:
    """How many nobody has opened: for the badge."""
    return inbox(actor).filter(read_at__isnull=True).count()


def url_of(notice: Notice) -> str:
    """Where the record of a notice stands; empty when it has no page."""
    if notice.url:
        return notice.url
    record = records_of([notice]).get((notice.record_type, notice.record_id))
    address = getattr(record, "get_absolute_url", None)
    return address() if address else ""


def is_still_open(notice: Notice, actor: Actor) -> bool:
    """Whether the reader may still open what a notice speaks of: a unit that was replaced may not."""
    lifecycle = next((one for one in lifecycles() if one.record_type == notice.record_type), None)
    if lifecycle is None:
        return True
    rows = lifecycle.model._base_manager.filter(pk=notice.record_id)
    return visible(actor, lifecycle.view, rows).exists()


def lines(notices: Iterable[Notice]) -> list[Line]:
    """Notices with their words; one query per kind of record."""
    notices = list(notices)
    records = records_of(notices)
    return [
        Line(notice, words(notice, records.get((notice.record_type, notice.record_id))))
        for notice in notices
    ]


def records_of(notices: Iterable[Notice]) -> Records:
    """The records that notices speak of, by type and id."""
    wanted: dict[str, set[int]] = {}
    for notice in notices:
        wanted.setdefault(notice.record_type, set()).add(notice.record_id)
    return {
        (record_type, record.pk): record
        for record_type, ids in wanted.items()
        for record in _of_type(record_type).filter(pk__in=ids)
    }


def recipients(notices: Sequence[Notice]) -> list[tuple[Notice, Person]]:
    """Notices with the persons who get them today: the one named, or the holders of the role."""
    persons = Person.objects.in_bulk({notice.person_id for notice in notices if notice.person_id})
    offices = [notice for notice in notices if not notice.person_id]
    holders = _holders(offices) if offices else []
    told = [(notice, persons[notice.person_id]) for notice in notices if notice.person_id]
    return told + [
        (notice, held.person) for notice in offices for held in holders if _belongs(held, notice)
    ]


def preferences_of(persons: Iterable[Person]) -> Preferences:
    """What these persons said about their channels."""
    rows = ChannelPreference.objects.filter(person__in=list(persons))
    return {(row.person_id, row.channel): row for row in rows}


def address_of(person: Person, channel: str, preference: ChannelPreference | None) -> str:
    """Where a channel reaches a person; empty when it does not."""
    match channel:
        case Channel.SMS:
            return person.phone
        case Channel.MAIL:
            return person.email
    return preference.address if preference else ""


def _of_type(record_type: str) -> models.QuerySet:
    """Records of a type with what a line about them needs, as their table says."""
    related = [one.related for one in lifecycles() if one.record_type == record_type]
    rows = apps.get_model(record_type)._base_manager.all()
    return rows.select_related(*related[0]) if related else rows


def _holders(notices: Sequence[Notice]) -> list[RoleAssignment]:
    """Everybody who holds one of the roles somewhere; narrowed to each notice by `_belongs`."""
    somewhere = Q(organisation_id__in={notice.organisation_id for notice in notices} - {None})
    somewhere |= Q(assembly_id__in={notice.assembly_id for notice in notices})
    return list(
        RoleAssignment.objects.in_force(clock.today())
        .filter(somewhere, role__in={notice.role for notice in notices})
        .select_related("person")
        .order_by("id")
    )


def _belongs(held: RoleAssignment, notice: Notice) -> bool:
    return (held.role, held.organisation_id) == (notice.role, notice.organisation_id) and (
        held.assembly_id in {None, notice.assembly_id}
    )
