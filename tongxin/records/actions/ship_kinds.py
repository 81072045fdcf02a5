"""Bring the kinds that come with the program into the database; after every migrate, and harmless to repeat."""

from django.db import transaction

from tongxin.records.declaration import Declaration
from tongxin.records.models import RecordKind
from tongxin.records.shipped import shipped
from tongxin.records.terms import KindState


@transaction.atomic
def ship_kinds() -> int:
    """Add new kinds and renew those whose declaration changed; records and staff's overlays stay as they are.

    Gives the number of kinds added or renewed. A kind that is shipped no more stays, closed.
    """
    known = {row.code: row for row in RecordKind.objects.filter(assembly__isnull=True)}
    changed = 0
    for position, declared in enumerate(shipped(), start=1):
        row = known.pop(declared.code, None) or RecordKind(code=declared.code)
        changed += _renew(row, declared, position)
    for row in known.values():
        row.state = KindState.CLOSED
        row.save()
    return changed


def _renew(row: RecordKind, declared: Declaration, position: int) -> bool:
    said = {
        "declaration": declared.as_json(),
        "position": position,
        "revision": declared.revision,
        "group": declared.group,
        "recorders": declared.recorders,
        "readers": declared.readers,
        "state": KindState.IN_USE,
    }
    if row.pk and all(getattr(row, name) == value for name, value in said.items()):
        return False
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    return True
