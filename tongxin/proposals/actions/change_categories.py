"""The categories by which an assembly reports, changed from a day on; old proposals keep theirs."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Refused
from tongxin.organisations.models import Assembly
from tongxin.proposals.models import Category


@transaction.atomic
def change_categories(
    assembly: Assembly, *, actor: Actor, names: Sequence[str], valid_from: date
) -> list[Category]:
    """From `valid_from` exactly these are offered, in this order; the ones offered then.

    A name that stays keeps its row; one that goes ends on that day; a new one begins on it.
    """
    demand(actor, "categories.keep")
    if not names:
        raise Refused(_("至少要有一个类别。"), field="names")
    rows = Category._base_manager.filter(assembly=assembly)
    present = {row.name: row for row in rows.filter(in_force(valid_from))}
    gone = [row.pk for name, row in present.items() if name not in names]
    rows.filter(pk__in=gone).update(valid_to=valid_from)
    taken = rows.aggregate(last=Max("pk"))["last"] or 0
    stored = [
        _placed(present.get(name), assembly, name, place, f"c{taken + place + 1}", valid_from)
        for place, name in enumerate(names)
    ]
    trail.record("proposals.set_categories", assembly, actor, codes=[one.code for one in stored])
    return stored


def in_force(day: date) -> Q:
    """Categories that are offered on a day."""
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return began & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def _placed(
    row: Category | None, assembly: Assembly, name: str, place: int, code: str, valid_from: date
) -> Category:
    """At its place in the order: the row that was there, or a new one."""
    category = row or Category(assembly=assembly, code=code, name=name, valid_from=valid_from)
    category.position = place
    category.save()
    return category
