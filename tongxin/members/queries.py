"""Reads about members."""

from datetime import date

from django.db.models import Q

from tongxin.members.models import Mandate


def sitting(on: date) -> Q:
    """A condition on members: those with a mandate on a day (periods are half-open)."""
    mandates = Mandate._base_manager.filter(starts_on__lte=on).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    )
    return Q(pk__in=mandates.values("member_id"))
