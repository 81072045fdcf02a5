"""A series of days laid out in one go: each half day together, in groups' rooms, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.gatherings.actions.set_sittings import slots_of
from tongxin.gatherings.forms.times import moment
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.parameters.planning import stretch
from tongxin.gatherings.queries.rooms import groups_of, liaisons_of
from tongxin.gatherings.values import Slot
from tongxin.lifecycle.forms import ActForm
from tongxin.members.models import Body
from tongxin.organisations import rulebook

MOST_DAYS = 31


class Half(TextChoices):
    MORNING = "morning", _("上午")
    AFTERNOON = "afternoon", _("下午")
    EVENING = "evening", _("晚上")

    @classmethod
    def of(cls, at: datetime) -> "Half":
        """The part of the day in which a sitting begins."""
        hour = at.astimezone(clock.SHANGHAI).hour
        return cls.MORNING if hour < 12 else cls.AFTERNOON if hour < 18 else cls.EVENING


class Way(TextChoices):
    """How people meet in a half day."""

    NONE = "", _("不安排")
    TOGETHER = "together", _("一起开")
    ROOMS = "rooms", _("分小组开")


Place = tuple[date, Half]


@dataclass(frozen=True)
class HalfDay:
    """A line of the form."""

    on: date
    half: Half
    way: BoundField
    title: BoundField


@dataclass(frozen=True)
class Room:
    """A group with its room and liaison officer."""

    group: Body
    takes_part: BoundField
    place: BoundField
    liaison: BoundField


class LayOutForm(ActForm):
    """The half days of all days of a gathering, and the rooms of its groups."""

    template = "gatherings/layout.html"

    def __init__(self, *args: Any, record: Gathering, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.groups = list(groups_of(record.assembly))
        self.liaisons = {row.public_id: row for row in liaisons_of(record)}
        self.there = _by_place(slots_of(record))
        length = min((record.ends_on - record.happened_on).days + 1, MOST_DAYS)
        days = [record.happened_on + timedelta(days=n) for n in range(length)]
        self.places: list[Place] = [(day, half) for day in days for half in Half]
        for number, place in enumerate(self.places):
            self.fields.update(self._half_fields(number, place))
        for group in self.groups:
            self.fields.update(self._room_fields(group))

    def _half_fields(self, number: int, place: Place) -> dict[str, forms.Field]:
        there = self.there.get(place, [])
        in_rooms = any(slot.group for slot in there)
        now = Way.ROOMS if in_rooms else Way.TOGETHER if there else Way.NONE
        ways = Way.choices if self.groups else [w for w in Way.choices if w[0] != Way.ROOMS]
        title = there[0].title if there else ""
        return {
            f"way_{number}": forms.ChoiceField(
                label=_("怎么开"), choices=ways, required=False, initial=now
            ),
            f"title_{number}": forms.CharField(
                label=_("场次名称"), max_length=80, required=False, initial=title
            ),
        }

    def _room_fields(self, group: Body) -> dict[str, forms.Field]:
        room = next((s for slots in self.there.values() for s in slots if s.group == group), None)
        liaisons = [("", "—"), *((key, str(row)) for key, row in self.liaisons.items())]
        named = room.liaison.public_id if room and room.liaison else ""
        return {
            f"group_{group.pk}": forms.BooleanField(label=str(group), required=False, initial=True),
            f"room_{group.pk}": forms.CharField(
                label=_("会议室"), max_length=80, required=False, initial=room.place if room else ""
            ),
            f"liaison_{group.pk}": forms.ChoiceField(
                label=_("联络员"), choices=liaisons, required=False, initial=named
            ),
        }

    @property
    def half_days(self) -> Iterator[HalfDay]:
        for number, (on, half) in enumerate(self.places):
            yield HalfDay(on, half, self[f"way_{number}"], self[f"title_{number}"])

    @property
    def rooms(self) -> Iterator[Room]:
        for group in self.groups:
            names = (f"{name}_{group.pk}" for name in ("group", "room", "liaison"))
            yield Room(group, *(self[name] for name in names))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            self.slots = self._slots()
            if not self.slots:
                raise forms.ValidationError(_("至少安排一个半天。"))
        return cleaned

    def data_for_act(self) -> dict[str, Any]:
        return {"slots": self.slots}

    def _slots(self) -> list[Slot]:
        """What the lines say. A sitting that is there and fits stays, with its agenda and its hours."""
        given = self.cleaned_data
        taking_part = [group for group in self.groups if given[f"group_{group.pk}"]]
        found: list[Slot] = []
        for number, place in enumerate(self.places):
            way, title = given[f"way_{number}"], given[f"title_{number}"]
            if way == Way.ROOMS and not taking_part:
                raise forms.ValidationError(_("有半天要分小组开，请至少选一个小组。"))
            if way == Way.TOGETHER:
                found += self._together(place, title)
            if way == Way.ROOMS:
                found += [self._room(place, title, group) for group in taking_part]
        return found

    def _together(self, place: Place, title: str) -> list[Slot]:
        """One sitting of everybody; where there are several already, they stay as they are."""
        there = [slot for slot in self.there.get(place, []) if not slot.group]
        if len(there) > 1:
            return there
        return [replace(there[0] if there else self._new(place), title=title)]

    def _room(self, place: Place, title: str, group: Body) -> Slot:
        there = next((s for s in self.there.get(place, []) if s.group == group), None)
        return replace(
            there or self._new(place),
            title=title,
            group=group,
            place=self.cleaned_data[f"room_{group.pk}"],
            liaison=self.liaisons.get(self.cleaned_data[f"liaison_{group.pk}"]),
        )

    def _new(self, place: Place) -> Slot:
        """A sitting at the rulebook's hours."""
        on, half = place
        hours = rulebook.value(f"gatherings.{half.value}", self.record.assembly_id)
        starts, ends = stretch(hours)
        return Slot(moment(on, starts), moment(on, ends))


def _by_place(slots: list[Slot]) -> dict[Place, list[Slot]]:
    found: dict[Place, list[Slot]] = {}
    for slot in slots:
        place = (clock.day_of(slot.starts_at), Half.of(slot.starts_at))
        found.setdefault(place, []).append(slot)
    return found
