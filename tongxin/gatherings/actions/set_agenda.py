"""The agenda of a sitting: points in their order; and a sitting once more on another day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.core.text import forbidden
from tongxin.gatherings.actions.set_sittings import slots_of
from tongxin.gatherings.lifecycle import GATHERING
from tongxin.gatherings.models import AgendaItem, Gathering, Sitting
from tongxin.gatherings.values import Point, Slot
from tongxin.lifecycle.perform import perform

MOST_POINTS = 60


@transaction.atomic
def set_agenda(
    sitting: Sitting, *, actor: Actor, points: Sequence[Point], seen: int | None = None
) -> list[AgendaItem]:
    """Make the agenda these points, in this order; a point that is kept keeps what was decided on it.

    Possible until the gathering is closed. `seen`: the gathering's version on the writer's screen; another one is a
    Conflict. Refused where a point would go on which something was decided already.
    """
    demand(actor, "gatherings.organise", sitting.gathering)
    gathering = _claimed(sitting.gathering, seen)
    _check(gathering, points)
    known = {row.pk: row for row in sitting.agenda.all()}
    kept = {point.key for point in points if point.key}
    gone = [row for key, row in known.items() if key not in kept]
    if any(row.decision for row in gone) or kept - known.keys():
        raise Refused(_("已有议定结果的议题不能去掉。请刷新后再改。"))
    AgendaItem._base_manager.filter(pk__in=[row.pk for row in gone]).delete()
    rows = [_row(sitting, known, number, point) for number, point in enumerate(points, start=1)]
    trail.record("gatherings.set_agenda", gathering, actor, sitting=sitting.pk)
    return rows


def copy_sitting(
    sitting: Sitting, *, actor: Actor, on: date, request_key: str | None = None
) -> Gathering:
    """The sitting once more on another day at the same hours, with its agenda; of a draft only."""
    gathering = sitting.gathering
    by = on - clock.day_of(sitting.starts_at)
    again = Slot(
        sitting.starts_at + by,
        sitting.ends_at + by,
        sitting.title,
        sitting.place,
        sitting.group,
        sitting.liaison,
        like=sitting.pk,
    )
    copied: Any = perform(
        GATHERING.arrange,
        gathering,
        actor,
        request_key=request_key,
        slots=[*slots_of(gathering), again],
    )
    return copied


def _claimed(gathering: Gathering, seen: int | None) -> Gathering:
    """The gathering as it now is, claimed: what else changes it waits."""
    rows = Gathering._base_manager.filter(pk=gathering.pk)
    as_seen = rows if seen is None else rows.filter(version=seen)
    if not as_seen.update(version=F("version") + 1):
        raise Conflict(_("这次活动刚在别处改过。请刷新后再改。"))
    return rows.get()


def _row(sitting: Sitting, known: dict[int, AgendaItem], number: int, point: Point) -> AgendaItem:
    row = known.get(point.key or 0) or AgendaItem(assembly_id=sitting.assembly_id, sitting=sitting)
    row.position, row.words = number, point.words
    row.speaker, row.minutes = point.speaker, point.minutes
    row.save()
    return row


def _check(gathering: Gathering, points: Sequence[Point]) -> None:
    if not (gathering.is_draft or gathering.is_announced):
        raise Refused(_("活动已经办结或取消，不能再改议程。"))
    if len(points) > MOST_POINTS:
        raise Refused(_("一场最多 %(most)d 项议题。") % {"most": MOST_POINTS})
    if sentence := forbidden(word for one in points for word in (one.words, one.speaker)):
        raise Refused(sentence)
