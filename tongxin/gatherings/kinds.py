"""A kind as an assembly has it: what was shipped or added, with the assembly's own words laid over."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tongxin.core.kinds import Field, Words, field_from
from tongxin.gatherings.declaration import Declaration, Leave, Quorum
from tongxin.gatherings.models import GatheringKind, GatheringOverlay
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


def kind_of(row: GatheringKind, assembly: Assembly) -> Kind:
    """A kind at hand as an assembly has it."""
    return laid_over([row], assembly)[0]


def laid_over(rows: Sequence[GatheringKind], assembly: Assembly) -> list[Kind]:
    """Kinds with the assembly's own words and fields; one query for all of them."""
    overlays = GatheringOverlay._base_manager.filter(assembly=assembly, kind__in=rows)
    by_kind = {overlay.kind_id: overlay for overlay in overlays}
    return [Kind(row, assembly, by_kind.get(row.pk)) for row in rows]
