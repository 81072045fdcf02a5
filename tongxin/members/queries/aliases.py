"""Merges of people, for those who may merge and part them."""

from django.db.models import QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person, PersonAlias
from tongxin.accounts.permissions import visible


def aliases_of(actor: Actor) -> QuerySet[PersonAlias]:
    """The merges into people within one's reach, newest first."""
    people = visible(actor, "accounts.merge", Person.objects.all())
    rows = PersonAlias.objects.filter(main__in=people).select_related("main", "alias")
    return rows.order_by("-created_at")
