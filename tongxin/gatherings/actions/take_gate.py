"""The passages of a gate's export, written in a few statements, and taken back when the import is undone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.gatherings.models import Gathering, Invitation, SignIn, Sitting
from tongxin.gatherings.queries.door import gate_marks
from tongxin.gatherings.terms import Direction, SignInWay

PORTION = 500


@dataclass(frozen=True)
class Passing:
    """One passage of somebody through the gate, in or out."""

    sitting: Sitting
    invitation: Invitation
    at: datetime
    direction: Direction

    @property
    def mark(self) -> str:
        """The same passage bears the same mark in every export."""
        return f"gate:{self.at.astimezone(clock.SHANGHAI):%Y%m%dT%H%M%S}:{self.direction.value}"


Key = tuple[int, str]


def key_of(one: Passing) -> Key:
    """By which a passage is known again."""
    return one.invitation.pk, one.mark


@transaction.atomic
def take_gate(
    gathering: Gathering, passings: Sequence[Passing], *, actor: Actor
) -> dict[Key, SignIn]:
    """The new sign-ins by invitation and mark. What an earlier export brought stays, what was taken back stands again."""
    demand(actor, "gatherings.organise", gathering)
    now, told = clock.now(), {key_of(one): one for one in passings}
    before = gate_marks(gathering)
    again = [before[key] for key in told if key in before and before[key].taken_back_at]
    new = [_row(one, actor, now) for key, one in told.items() if key not in before]
    SignIn._base_manager.bulk_create(new, batch_size=PORTION)
    standing = {"taken_back_at": None, "taken_back_by": None}
    SignIn._base_manager.filter(pk__in=[row.pk for row in again]).update(**standing)
    return {(row.invitation_id, row.mark): row for row in (*new, *again)}


@transaction.atomic
def take_back_gate(gathering: Gathering, keys: Collection[int], *, actor: Actor) -> None:
    """An import is undone: its sign-ins no longer stand."""
    demand(actor, "gatherings.organise", gathering)
    rows = SignIn._base_manager.filter(SignIn.standing(), sitting__gathering=gathering, pk__in=keys)
    rows.update(taken_back_at=clock.now(), taken_back_by=actor.person)


def _row(one: Passing, actor: Actor, now: datetime) -> SignIn:
    return SignIn(
        assembly_id=one.sitting.assembly_id,
        sitting=one.sitting,
        invitation=one.invitation,
        direction=one.direction,
        way=SignInWay.GATE,
        at=one.at,
        received_at=now,
        mark=one.mark,
        by=actor.person,
    )
