"""Reads about members."""

from datetime import date

from django.db.models import Q

from tongxin.members.models import Mandate, PlenarySession


def sitting(on: date) -> Q:
    """A condition on members: those with a mandate on a day (periods are half-open)."""
    mandates = Mandate._base_manager.filter(starts_on__lte=on).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    )
    return Q(pk__in=mandates.values("member_id"))


def plenary_closes_on(assembly_id: int, starts_on: date) -> date | None:
    """The closing day of the first plenary that is not over on `starts_on`: roles given from then on are for it."""
    coming = PlenarySession._base_manager.filter(
        assembly_id=assembly_id, closes_on__gte=starts_on
    ).order_by("closes_on")
    return coming.values_list("closes_on", flat=True).first()
