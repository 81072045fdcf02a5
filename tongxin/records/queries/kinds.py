"""Kinds as an assembly has them: what was shipped or added, with the words and fields of its own laid over."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core.kinds import Field, Words, field_from
from tongxin.organisations.models import Assembly
from tongxin.records.declaration import Declaration
from tongxin.records.models import KindOverlay, RecordKind
from tongxin.records.shipped import shipped
from tongxin.records.terms import Group

LISTS = "records."
"""What the codes of the kinds' lists begin with."""


@dataclass(frozen=True)
class Kind:
    """One kind in one assembly."""

    row: RecordKind
    assembly: Assembly
    overlay: KindOverlay | None = None

    @property
    def declared(self) -> Declaration:
        return self.row.declared

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def list_code(self) -> str:
        """What the list of its records is called in memories and in the trail."""
        return LISTS + self.code

    @property
    def name(self) -> Words:
        """The assembly's own name for it, else its own."""
        own = self.overlay.name if self.overlay else ""
        return Words(own) if own else self.declared.name

    @property
    def unit(self) -> Words:
        return self.declared.unit

    @cached_property
    def own_fields(self) -> tuple[Field, ...]:
        """What staff added to a shipped kind; all of it is kept as JSON."""
        stored = self.overlay.fields if self.overlay else []
        return tuple(field_from(one) for one in stored)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields, the assembly's own last."""
        return (*self.declared.all_fields, *self.own_fields)

    def field(self, code: str) -> Field | None:
        return next((one for one in self.fields if one.code == code), None)

    @property
    def is_offered(self) -> bool:
        """Whether one is invited to record in it here."""
        return self.row.is_in_use and not (self.overlay and self.overlay.is_hidden)

    def __str__(self) -> str:
        return str(self.name)


@dataclass(frozen=True)
class Part:
    """A part of the book with its kinds."""

    group: Group
    kinds: Sequence[Kind]

    @property
    def label(self) -> str:
        return str(self.group.label)


def rows_for(actor: Actor, assembly: Assembly) -> QuerySet[RecordKind]:
    """The kinds of an assembly of which the actor may read anything; drafts of kinds aside."""
    rows = RecordKind.objects.filter(RecordKind.of(assembly.pk)).filter(RecordKind.opened())
    return visible(actor, "record_kinds.view", rows)


def kinds_for(actor: Actor, assembly: Assembly) -> list[Kind]:
    """The same with what the assembly laid over them; two queries."""
    return laid_over(list(rows_for(actor, assembly)), assembly)


def kind_for(actor: Actor, assembly: Assembly, code: str) -> Kind | None:
    """One of them by its code, hidden and closed ones too: their records can still be read."""
    found = laid_over(list(rows_for(actor, assembly).filter(code=code)), assembly)
    return found[0] if found else None


def kind_of(row: RecordKind, assembly: Assembly) -> Kind:
    """A kind at hand as an assembly has it."""
    return laid_over([row], assembly)[0]


def laid_over(rows: Sequence[RecordKind], assembly: Assembly) -> list[Kind]:
    """Kinds with the assembly's own words and fields; one query for all of them."""
    overlays = KindOverlay._base_manager.filter(assembly=assembly, kind__in=rows)
    by_kind = {overlay.kind_id: overlay for overlay in overlays}
    return [Kind(row, assembly, by_kind.get(row.pk)) for row in rows]


def parts_of(kinds: Sequence[Kind]) -> list[Part]:
    """The book in its order: each part with its kinds, empty ones left out."""
    parts = [Part(group, [kind for kind in kinds if kind.row.group == group]) for group in Group]
    return [part for part in parts if part.kinds]


def all_own(assembly: Assembly) -> list[RecordKind]:
    """The kinds that the assembly's staff added, in every state."""
    return list(RecordKind.objects.filter(assembly=assembly))


def all_shipped(assembly: Assembly) -> list[Kind]:
    """The kinds that came with the program, with what the assembly laid over them."""
    return laid_over(list(RecordKind.objects.filter(assembly__isnull=True)), assembly)


def name_of_list(code: str) -> str | None:
    """The name of the kind whose list has this code; None where there is no such kind. One query for kinds of one's own,
    none for shipped ones."""
    wanted = code.removeprefix(LISTS)
    for declared in shipped():
        if declared.code == wanted:
            return str(declared.name)
    row = RecordKind.objects.filter(code=wanted, assembly__isnull=False).first()
    return str(row) if row else None
