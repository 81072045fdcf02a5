"""Reads about members that other apps use, too."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from tongxin.accounts.models import PersonAlias
from tongxin.members.models import Appointment, Mandate, PlenarySession
from tongxin.members.parties import COMMUNISTS


def in_force(on: date) -> Q:
    """A condition on whatever has a beginning and an end: it holds on a day (periods are half-open)."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))


def sitting(on: date) -> Q:
    """A condition on members: those with a mandate on a day."""
    mandates = Mandate._base_manager.filter(in_force(on))
    return Q(pk__in=mandates.values("member_id"))


def merged_away() -> Q:
    """A condition on members: seats that were entered twice and are one with another by now."""
    return Q(person__in=PersonAlias.gone())


def communists() -> Q:
    """A condition on members: those who belong to the Communist Party."""
    return Q(party_name__in=COMMUNISTS)


def posts_on(on: date, **which: object) -> QuerySet[Appointment]:
    """Appointments that hold on a day."""
    return Appointment._base_manager.filter(in_force(on), **which)


def leaders(on: date, posts: Iterable[str]) -> Q:
    """A condition on members: those with one of these posts on a day."""
    return Q(pk__in=posts_on(on, post__in=list(posts)).values("member_id"))


def plenary_closes_on(assembly_id: int, starts_on: date) -> date | None:
    """The closing day of the first plenary that is not over on `starts_on`: roles given from then on are for it."""
    coming = PlenarySession._base_manager.filter(
        assembly_id=assembly_id, closes_on__gte=starts_on
    ).order_by("closes_on")
    return coming.values_list("closes_on", flat=True).first()
