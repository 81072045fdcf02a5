"""A host's kinds as an assembly has them: what was shipped or added, with the assembly's own words laid over."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet, TextChoices

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core.fields import Field, Words, field_from
from tongxin.kinds.models import KindRow, OverlayRow
from tongxin.organisations.models import Assembly


@dataclass(frozen=True)
class Kind:
    """One kind in one assembly; hosts narrow the types and add what their kinds say."""

    row: Any
    assembly: Assembly
    overlay: Any = None

    @property
    def declared(self) -> Any:
        return self.row.declared

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def name(self) -> Words:
        """The assembly's own name for it, else its own."""
        own = self.overlay.name if self.overlay else ""
        return Words(own) if own else self.declared.name

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
        """Whether one is invited to use it here."""
        return self.row.is_in_use and not (self.overlay and self.overlay.is_hidden)

    def __str__(self) -> str:
        return str(self.name)


Row = TypeVar("Row", bound=KindRow)
Laid = TypeVar("Laid", bound=Kind)


@dataclass(frozen=True)
class Part(Generic[Laid]):
    """A part of the kinds."""

    group: TextChoices
    kinds: Sequence[Laid]

    @property
    def label(self) -> str:
        return str(self.group.label)


@dataclass(frozen=True)
class Shelf(Generic[Row, Laid]):
    """Where a host's kinds stand: its tables, its view of a kind, its parts in their order.

    `noun` begins the names of its permissions and events: `<noun>.view` and `<noun>.keep` are declared by the host.
    """

    noun: str
    rows: type[Row]
    overlays: type[OverlayRow]
    kind: type[Laid]
    groups: type[TextChoices]

    def rows_for(self, actor: Actor, assembly: Assembly) -> QuerySet[Row]:
        """The kinds of an assembly that the actor may know; drafts of kinds aside."""
        rows = self.rows.objects.filter(self.rows.of(assembly.pk), self.rows.opened())
        return visible(actor, f"{self.noun}.view", rows)

    def kinds_for(self, actor: Actor, assembly: Assembly) -> list[Laid]:
        """The same with what the assembly laid over them; two queries."""
        return self.laid_over(list(self.rows_for(actor, assembly)), assembly)

    def kind_for(self, actor: Actor, assembly: Assembly, code: str) -> Laid | None:
        """One of them by its code, hidden and closed ones too: what stands of them can still be read."""
        rows = list(self.rows_for(actor, assembly).filter(code=code))
        return next(iter(self.laid_over(rows, assembly)), None)

    def kind_of(self, row: Row, assembly: Assembly) -> Laid:
        """A kind at hand as an assembly has it."""
        return self.laid_over([row], assembly)[0]

    def laid_over(self, rows: Sequence[Row], assembly: Assembly) -> list[Laid]:
        """Kinds with the assembly's own words and fields; one query for all of them."""
        overlays = self.overlays._base_manager.filter(assembly=assembly, kind__in=rows)
        by_kind = {overlay.kind_id: overlay for overlay in overlays}
        return [self.kind(row, assembly, by_kind.get(row.pk)) for row in rows]

    def all_own(self, assembly: Assembly) -> list[Row]:
        """The kinds that the assembly's staff added, in every state."""
        return list(self.rows.objects.filter(assembly=assembly))

    def all_shipped(self, assembly: Assembly) -> list[Laid]:
        """The kinds that came with the program, with what the assembly laid over them."""
        return self.laid_over(list(self.rows.objects.filter(assembly__isnull=True)), assembly)

    def parts_of(self, kinds: Sequence[Laid]) -> list[Part[Laid]]:
        """The parts in their order, each with its kinds, empty ones left out."""
        parts = [
            Part(group, [one for one in kinds if one.row.group == group]) for group in self.groups
        ]
        return [part for part in parts if part.kinds]
