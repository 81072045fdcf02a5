"""Kinds as an assembly has them: what was shipped or added, with the assembly's own words laid over."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core.kinds import Field, Words, field_from
from tongxin.gatherings.declaration import Declaration, Leave, Quorum
from tongxin.gatherings.models import GatheringKind, GatheringOverlay
from tongxin.gatherings.terms import Group
from tongxin.organisations.models import Assembly


@dataclass(frozen=True)
class Kind:
    """One kind in one assembly."""

    row: GatheringKind
    assembly: Assembly
    overlay: GatheringOverlay | None = None

    @property
    def declared(self) -> Declaration:
        return self.row.declared

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def name(self) -> Words:
        """The assembly's own name for it, else its own."""
        own = self.overlay.name if self.overlay else ""
        return Words(own) if own else self.declared.name

    @property
    def notice_days(self) -> int:
        """How many days before the first day the notice goes out here."""
        own = self.overlay.notice_days if self.overlay else None
        return self.declared.notice_days if own is None else own

    @property
    def leave(self) -> Leave | None:
        """How leave is asked here; None where nobody has to ask."""
        own = self.overlay.leave if self.overlay else None
        return Leave.of(own) if own else self.declared.leave

    @property
    def quorum(self) -> Quorum | None:
        own = self.overlay.quorum if self.overlay else ""
        return Quorum.of(own) if own else self.declared.quorum

    @cached_property
    def own_fields(self) -> tuple[Field, ...]:
        """What staff added to a shipped kind; all of it is kept as JSON."""
        stored = self.overlay.fields if self.overlay else []
        return tuple(field_from(one) for one in stored)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields, the assembly's own last."""
        return (*self.declared.fields, *self.own_fields)

    @property
    def is_offered(self) -> bool:
        """Whether one is invited to plan one here."""
        return self.row.is_in_use and not (self.overlay and self.overlay.is_hidden)

    def __str__(self) -> str:
        return str(self.name)


@dataclass(frozen=True)
class Part:
    """A part of the kinds."""

    group: Group
    kinds: Sequence[Kind]

    @property
    def label(self) -> str:
        return str(self.group.label)


def rows_for(actor: Actor, assembly: Assembly) -> QuerySet[GatheringKind]:
    """The kinds of an assembly that the actor may know; drafts of kinds aside."""
    rows = GatheringKind.objects.filter(GatheringKind.of(assembly.pk))
    return visible(actor, "gathering_kinds.view", rows.filter(GatheringKind.opened()))


def kinds_for(actor: Actor, assembly: Assembly) -> list[Kind]:
    """The same with what the assembly laid over them; two queries."""
    return laid_over(list(rows_for(actor, assembly)), assembly)


def plannable(actor: Actor, assembly: Assembly) -> list[Kind]:
    """The kinds of which this actor plans gatherings here."""
    rows = visible(actor, "gatherings.plan_in", rows_for(actor, assembly))
    return [kind for kind in laid_over(list(rows), assembly) if kind.is_offered]


def kind_for(actor: Actor, assembly: Assembly, code: str) -> Kind | None:
    """One kind by its code, hidden and closed ones too: their gatherings can still be read."""
    found = laid_over(list(rows_for(actor, assembly).filter(code=code)), assembly)
    return found[0] if found else None


def kind_of(row: GatheringKind, assembly: Assembly) -> Kind:
    """A kind at hand as an assembly has it."""
    return laid_over([row], assembly)[0]


def laid_over(rows: Sequence[GatheringKind], assembly: Assembly) -> list[Kind]:
    """Kinds with the assembly's own words and fields; one query for all of them."""
    overlays = GatheringOverlay._base_manager.filter(assembly=assembly, kind__in=rows)
    by_kind = {overlay.kind_id: overlay for overlay in overlays}
    return [Kind(row, assembly, by_kind.get(row.pk)) for row in rows]


def parts_of(kinds: Sequence[Kind]) -> list[Part]:
    """The parts in their order, each with its kinds, empty ones left out."""
    parts = [Part(group, [kind for kind in kinds if kind.row.group == group]) for group in Group]
    return [part for part in parts if part.kinds]


def all_own(assembly: Assembly) -> list[GatheringKind]:
    """The kinds that the assembly's staff added, in every state."""
    return list(GatheringKind.objects.filter(assembly=assembly))


def all_shipped(assembly: Assembly) -> list[Kind]:
    """The kinds that came with the program, with what the assembly laid over them."""
    return laid_over(list(GatheringKind.objects.filter(assembly__isnull=True)), assembly)
