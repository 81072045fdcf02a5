"""The sittings of a gathering: written, moved, added, taken away; the days of the gathering follow from them."""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import forbidden
from tongxin.gatherings.lifecycle import GATHERING
from tongxin.gatherings.models import AgendaItem, Gathering, Sitting
from tongxin.gatherings.queries.sittings import in_use, session_around
from tongxin.gatherings.values import Slot
from tongxin.lifecycle.perform import performs

MOST_SITTINGS = 400
SECRET_BYTES = 32


@performs(GATHERING.arrange)
def arrange(gathering: Gathering, *, actor: Actor, slots: Sequence[Slot]) -> dict[str, Any]:
    """Make the sittings of a draft those of `slots`."""
    return _arranged(gathering, slots)


@performs(GATHERING.lay_out)
def lay_out(gathering: Gathering, *, actor: Actor, slots: Sequence[Slot]) -> dict[str, Any]:
    """Make a series of days out of its half days: met together, in groups' rooms, or not at all."""
    return _arranged(gathering, slots)


@performs(GATHERING.reschedule)
def reschedule(
    gathering: Gathering, *, actor: Actor, slots: Sequence[Slot], place: str, reason: str
) -> dict[str, Any]:
    """Move what was announced; everybody is told, and at another time asked again (`ask_again`)."""
    if sentence := forbidden([place, reason]):
        raise Refused(sentence)
    gathering.place = place
    gathering.move_reason = reason
    before = _times(gathering)
    return {**_arranged(gathering, slots), "retimed": _times(gathering) != before}


def _times(gathering: Gathering) -> list[tuple]:
    """When people meet, whoever sits in which room."""
    rows = Sitting._base_manager.filter(gathering=gathering).order_by("starts_at", "ends_at", "pk")
    return list(rows.values_list("starts_at", "ends_at", "group_id"))


def _arranged(gathering: Gathering, slots: Sequence[Slot]) -> dict[str, Any]:
    before = gathering.happened_on
    put_days(gathering, slots)
    write_sittings(gathering, slots)
    return {"sittings": len(slots), "from": before, "to": gathering.happened_on}


def put_days(gathering: Gathering, slots: Sequence[Slot]) -> None:
    """The first and last day, and the plenary session in whose days it falls. Refused without a sitting."""
    _check(gathering, slots)
    gathering.happened_on = min(clock.day_of(slot.starts_at) for slot in slots)
    gathering.ends_on = max(clock.day_of(slot.ends_at) for slot in slots)
    gathering.session = session_around(gathering)


def write_sittings(gathering: Gathering, slots: Sequence[Slot]) -> None:
    """Write the rows: those kept are changed, new ones added, the others taken away where nothing hangs on them."""
    known = {row.pk: row for row in gathering.sittings.all()}
    if strange := {slot.key for slot in slots if slot.key} - known.keys():
        raise Refused(_("有 %(n)d 场已不在这次活动里，请刷新后再改。") % {"n": len(strange)})
    _take_away([row for key, row in known.items() if key not in {slot.key for slot in slots}])
    kept = [_put(known[slot.key], slot) for slot in slots if slot.key]
    Sitting._base_manager.bulk_update(kept, COLUMNS)
    fresh = [slot for slot in slots if not slot.key]
    rows = Sitting._base_manager.bulk_create(_new(gathering, slot) for slot in fresh)
    _take_over_agendas([(row, slot.like) for row, slot in zip(rows, fresh, strict=True)])


COLUMNS = ("title", "starts_at", "ends_at", "place", "group", "liaison")


def slots_of(gathering: Gathering) -> list[Slot]:
    """The sittings that are there, as they are."""
    return [_as_slot(row) for row in gathering.sittings.select_related("group", "liaison")]


def moved_to(first: Slot, sittings: Sequence[Sitting]) -> list[Slot]:
    """The same sittings with their agendas, moved so that the first one begins as `first` does."""
    if not sittings:
        return [first]
    by = first.starts_at - min(row.starts_at for row in sittings)
    return [
        Slot(
            row.starts_at + by,
            row.ends_at + by,
            row.title,
            row.place,
            row.group,
            row.liaison,
            like=row.pk,
        )
        for row in sittings
    ]


def _as_slot(row: Sitting) -> Slot:
    return Slot(
        row.starts_at, row.ends_at, row.title, row.place, row.group, row.liaison, key=row.pk
    )


def _check(gathering: Gathering, slots: Sequence[Slot]) -> None:
    if not slots:
        raise Refused(_("至少要有一场。"))
    if len(slots) > MOST_SITTINGS:
        raise Refused(_("一次活动最多 %(most)d 场。") % {"most": MOST_SITTINGS})
    if any(slot.ends_at <= slot.starts_at for slot in slots):
        raise Refused(_("每一场的结束时间要晚于开始时间。"))
    if any(slot.group and slot.group.assembly_id != gathering.assembly_id for slot in slots):
        raise Refused(_("请选择本级的小组。"))
    if sentence := forbidden(word for slot in slots for word in (slot.title, slot.place)):
        raise Refused(sentence)


def _put(row: Sitting, slot: Slot) -> Sitting:
    for name in COLUMNS:
        setattr(row, name, getattr(slot, name))
    return row


def _new(gathering: Gathering, slot: Slot) -> Sitting:
    row = _put(Sitting(assembly_id=gathering.assembly_id, gathering=gathering), slot)
    row.seal_secret(secrets.token_hex(SECRET_BYTES))
    return row


def _take_away(rows: Sequence[Sitting]) -> None:
    """Refused where somebody signed in, asked for leave, handed in a speech or a file, or a note was taken."""
    if taken := in_use(rows):
        raise Refused(
            _("“%(sitting)s”已有请假、签到、发言或材料，不能去掉，可以改时间。")
            % {"sitting": taken[0]}
        )
    AgendaItem._base_manager.filter(sitting__in=rows).delete()
    Sitting._base_manager.filter(pk__in=[row.pk for row in rows]).delete()


def _take_over_agendas(pairs: Iterable[tuple[Sitting, int | None]]) -> None:
    """Give new sittings the agenda of the one they are like; what was decided there stays there."""
    wanted = [(row, like) for row, like in pairs if like]
    points: dict[int, list[AgendaItem]] = {}
    for point in AgendaItem._base_manager.filter(sitting__in={like for _row, like in wanted}):
        points.setdefault(point.sitting_id, []).append(point)
    AgendaItem._base_manager.bulk_create(
        AgendaItem(
            assembly_id=row.assembly_id,
            sitting=row,
            position=point.position,
            words=point.words,
            speaker=point.speaker,
            minutes=point.minutes,
        )
        for row, like in wanted
        for point in points.get(like or 0, ())
    )
