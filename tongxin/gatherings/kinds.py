"""A kind as an assembly has it: what was shipped or added, with the assembly's own words laid over."""

from dataclasses import dataclass

from tongxin.gatherings.declaration import Declaration, Leave, Quorum
from tongxin.gatherings.models import GatheringKind, GatheringOverlay
from tongxin.gatherings.terms import Group
from tongxin.kinds import shelf


@dataclass(frozen=True)
class Kind(shelf.Kind):
    """One kind in one assembly."""

    row: GatheringKind
    overlay: GatheringOverlay | None = None

    @property
    def declared(self) -> Declaration:
        return self.row.declared

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


SHELF = shelf.Shelf("gathering_kinds", GatheringKind, GatheringOverlay, Kind, Group)
kind_of, laid_over = SHELF.kind_of, SHELF.laid_over
