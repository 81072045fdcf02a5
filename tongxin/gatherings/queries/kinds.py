"""The kinds that somebody may know or plan, and how they are parted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.gatherings.kinds import Kind, laid_over
from tongxin.gatherings.models import GatheringKind
from tongxin.gatherings.terms import Group
from tongxin.organisations.models import Assembly


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
