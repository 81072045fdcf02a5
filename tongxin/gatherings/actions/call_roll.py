"""The liaison officer calls the roll: those who are there are ticked, a wrong tick is taken back."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings.models import Invitation, SignIn, Sitting
from tongxin.gatherings.queries.door import door_refusal, is_meant, not_taking
from tongxin.gatherings.terms import Direction, SignInWay


@transaction.atomic
def call_roll(sitting: Sitting, invitations: Collection[Invitation], *, actor: Actor) -> int:
    """These people are there; how many were not noted before. One event tells of all.

    Called after the end, from a list on paper, they count as having come in time: the paper knows no minutes.
    """
    demand(actor, "sittings.call_roll", sitting)
    if sentence := not_taking(sitting.gathering):
        raise Refused(sentence)
    now = clock.now()
    at = sitting.starts_at if now > sitting.ends_at else now
    if sentence := door_refusal(sitting, at):
        raise Refused(sentence)
    return _put_down(sitting, invitations, at=at, actor=actor)


def _put_down(
    sitting: Sitting, invitations: Collection[Invitation], *, at: datetime, actor: Actor
) -> int:
    if not all(is_meant(sitting, one) for one in invitations):
        raise Refused(_("名单里有人不属于这一场。"))
    keys = [one.pk for one in invitations]
    there = _there(sitting, keys)
    new = [key for key in keys if key not in there]
    withdrawn = _taken_back(sitting, new)
    SignIn._base_manager.bulk_create(
        (
            SignIn(
                assembly_id=sitting.assembly_id,
                sitting=sitting,
                invitation_id=key,
                way=SignInWay.LIST,
                at=at,
                received_at=clock.now(),
                mark=f"list:{withdrawn.get(key, 0)}",
                by=actor.person,
            )
            for key in new
        ),
        ignore_conflicts=True,
    )
    if new:
        trail.record("sittings.call_roll", sitting, actor, people=len(new))
    return len(new)


@transaction.atomic
def take_back(sign_ins: Iterable[SignIn], *, actor: Actor) -> int:
    """What was noted by mistake no longer stands; the row stays, with who took it back.

    The list's ticks by whoever calls the roll, all else by the organising office, one's own leaving by oneself.
    """
    rows = list(sign_ins)
    for row in rows:
        _check_may_take_back(row, actor)
    standing = SignIn._base_manager.filter(SignIn.standing(), pk__in=[row.pk for row in rows])
    count = standing.update(taken_back_at=clock.now(), taken_back_by=actor.person)
    for row in rows if count else ():
        trail.record("sittings.take_back", row.sitting, actor, sign_in=row.pk)
    return count


def _check_may_take_back(row: SignIn, actor: Actor) -> None:
    if sentence := not_taking(row.sitting.gathering):
        raise Refused(sentence)
    if row.way == SignInWay.CODE and row.direction == Direction.OUT:
        if row.invitation.person_id != actor.person_id:
            demand(actor, "gatherings.organise", row.sitting.gathering)
    elif row.way == SignInWay.LIST:
        demand(actor, "sittings.call_roll", row.sitting)
    else:
        demand(actor, "gatherings.organise", row.sitting.gathering)


def _there(sitting: Sitting, keys: Collection[int]) -> set[int]:
    rows = SignIn._base_manager.filter(SignIn.comings(), sitting=sitting, invitation__in=keys)
    return set(rows.values_list("invitation_id", flat=True))


def _taken_back(sitting: Sitting, keys: Collection[int]) -> dict[int, int]:
    """How often the list's tick was taken back from each: the next one bears a mark of its own."""
    rows = SignIn._base_manager.filter(
        sitting=sitting, invitation__in=keys, way=SignInWay.LIST, taken_back_at__isnull=False
    )
    counted = rows.order_by().values_list("invitation_id").annotate(Count("pk"))
    return dict(counted)
