"""Bring the kinds that come with the program into their table; after every migrate, and harmless to repeat."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction

from tongxin.core.models.changing import put
from tongxin.kinds.declaration import Declaration
from tongxin.kinds.models import KindRow
from tongxin.kinds.terms import KindState


@transaction.atomic
def ship(model: type[KindRow], wanted: Iterable[Declaration]) -> int:
    """Add new kinds, renew those whose columns changed, close those that are shipped no more; what hangs on them and
    staff's own words stay. Gives the number of kinds added or renewed: none while there is no table."""
    if model._meta.db_table not in connection.introspection.table_names():
        return 0
    known = {row.code: row for row in model._base_manager.filter(assembly__isnull=True)}
    changed = 0
    for position, declared in enumerate(wanted, start=1):
        row = known.pop(declared.code, None) or model(code=declared.code)
        changed += _renew(row, _columns(model, declared) | {"position": position})
    for row in known.values():
        row.state = KindState.CLOSED
        row.save()
    return changed


def _columns(model: type[KindRow], declared: Declaration) -> dict[str, Any]:
    return {
        "declaration": declared.as_json(),
        "revision": declared.revision,
        "state": KindState.IN_USE,
        **{name: getattr(declared, name) for name in model.repeated},
    }


def _renew(row: KindRow, said: Mapping[str, Any]) -> bool:
    if not put(row, said) and row.pk:
        return False
    row.save()
    return True
