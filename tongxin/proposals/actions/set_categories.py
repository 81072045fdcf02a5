"""The categories by which an assembly reports, from a day on."""

from collections.abc import Sequence

from django.db import transaction

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.organisations.models import Assembly
from tongxin.proposals.models import Category


@transaction.atomic
def set_categories(
    assembly: Assembly, *, actor: Actor, categories: Sequence[Category]
) -> list[Category]:
    """Store prepared categories; earlier ones stay, with their dates of validity."""
    stored = Category._base_manager.bulk_create(categories)
    trail.record("proposals.set_categories", assembly, actor, codes=[one.code for one in stored])
    return stored
