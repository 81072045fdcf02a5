"""Kinds of record as an assembly has them: what was shipped or added, with the words and fields of its own laid over."""

from dataclasses import dataclass

from tongxin.core.fields import Words
from tongxin.kinds import shelf
from tongxin.records.declaration import Declaration
from tongxin.records.models import KindOverlay, RecordKind
from tongxin.records.shipped import shipped
from tongxin.records.terms import Group

LISTS = "records."
"""What the codes of the kinds' lists begin with."""


@dataclass(frozen=True)
class Kind(shelf.Kind):
    """One kind in one assembly."""

    row: RecordKind
    overlay: KindOverlay | None = None

    @property
    def declared(self) -> Declaration:
        return self.row.declared

    @property
    def list_code(self) -> str:
        """What the list of its records is called in memories and in the trail."""
        return LISTS + self.code

    @property
    def unit(self) -> Words:
        return self.declared.unit


SHELF = shelf.Shelf("record_kinds", RecordKind, KindOverlay, Kind, Group)
kind_of, kind_for, kinds_for = SHELF.kind_of, SHELF.kind_for, SHELF.kinds_for
all_shipped, parts_of = SHELF.all_shipped, SHELF.parts_of


def name_of_list(code: str) -> str | None:
    """The name of the kind whose list has this code; None where there is no such kind. One query for kinds of one's own,
    none for shipped ones."""
    wanted = code.removeprefix(LISTS)
    for declared in shipped():
        if declared.code == wanted:
            return str(declared.name)
    row = RecordKind.objects.filter(code=wanted, assembly__isnull=False).first()
    return str(row) if row else None
