"""Brings the kinds that come with the program into their table; after every migrate, and harmless to repeat."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction


@transaction.atomic
def ship(model: type[models.Model], wanted: Iterable[Mapping[str, Any]], *, closed: str) -> int:
    """Add new kinds and renew those whose columns changed; what hangs on them and staff's own words stay.

    `wanted`: the columns of each shipped kind, `code` among them. A kind that is shipped no more gets the state
    `closed`. Gives the number of kinds added or renewed.
    """
    known = {row.code: row for row in model._base_manager.filter(assembly__isnull=True)}
    changed = 0
    for said in wanted:
        row = known.pop(said["code"], None) or model(code=said["code"])
        changed += _renew(row, said)
    for row in known.values():
        row.state = closed
        row.save()
    return changed


def _renew(row: models.Model, said: Mapping[str, Any]) -> bool:
    if row.pk and all(getattr(row, name) == value for name, value in said.items()):
        return False
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    return True
