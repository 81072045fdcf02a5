"""Staff add kinds of gathering without a programmer, and lay their own words over shipped ones."""

from dataclasses import dataclass
from functools import partial

from tongxin.accounts.actor import Actor
from tongxin.core.fields import Field
from tongxin.gatherings.declaration import Leave, Quorum
from tongxin.gatherings.kinds import SHELF
from tongxin.gatherings.lifecycle import GATHERING_KIND
from tongxin.gatherings.models import GatheringKind, GatheringOverlay
from tongxin.kinds.actions import keep_kinds
from tongxin.lifecycle.perform import performs
from tongxin.organisations.models import Assembly

add_kind = partial(keep_kinds.add_kind, SHELF)
performs(GATHERING_KIND.shape)(keep_kinds.shape)


@dataclass(frozen=True)
class Own:
    """An assembly's own words for a shipped kind; what is None or empty stays the kind's own."""

    name: str = ""
    is_hidden: bool = False
    notice_days: int | None = None
    leave: Leave | None = None
    quorum: Quorum | None = None
    fields: tuple[Field, ...] = ()


def lay_over(
    kind: GatheringKind, assembly: Assembly, *, actor: Actor, own: Own
) -> GatheringOverlay:
    """An assembly's own words for a shipped kind, or that it does not use it; upgrades leave them alone."""
    return keep_kinds.lay_over(
        SHELF,
        kind,
        assembly,
        actor=actor,
        fields=own.fields,
        name=own.name,
        is_hidden=own.is_hidden,
        notice_days=own.notice_days,
        leave=own.leave.as_json() if own.leave else None,
        quorum=str(own.quorum) if own.quorum else "",
    )
