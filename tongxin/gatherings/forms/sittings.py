"""The sittings of a gathering as lines of a form: changed, added, taken away; and the points of one's agenda."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.text import forbidden
from tongxin.gatherings.forms.times import day_field, hour_field, hour_of, moment
from tongxin.gatherings.models import AgendaItem, Gathering, Sitting
from tongxin.gatherings.queries.rooms import groups_of, liaisons_of
from tongxin.gatherings.values import Point, Slot
from tongxin.lifecycle.forms import ActForm

BLANK = 2
PARTS = ("key", "day", "starts", "ends", "title", "place", "group", "liaison", "gone")
"""The boxes of a line, in their order."""


@dataclass(frozen=True)
class Line:
    """One line: a sitting that is there, or a blank one."""

    number: int
    is_new: bool
    boxes: dict[str, BoundField]


class SittingLines(ActForm):
    """All sittings, then some blank lines; a line without a day says nothing."""

    template = "gatherings/sittings.html"

    def __init__(self, *args: Any, record: Gathering, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.rows: list[Sitting] = list(record.sittings.select_related("group", "liaison"))
        self.groups = {row.public_id: row for row in groups_of(record.assembly)}
        self.liaisons = {row.public_id: row for row in liaisons_of(record)}
        for number in range(len(self.rows) + BLANK):
            self.fields.update(self._line_fields(number))

    def _line_fields(self, number: int) -> dict[str, forms.Field]:
        row = self.rows[number] if number < len(self.rows) else None
        fields = {
            "day": day_field(_("日期"), required=False),
            "starts": hour_field(_("开始"), required=False),
            "ends": hour_field(_("结束"), required=False),
            "title": forms.CharField(label=_("场次名称"), max_length=80, required=False),
            "place": forms.CharField(label=_("地点"), max_length=80, required=False),
            "group": _choice(_("只请这个小组"), self.groups),
            "liaison": _choice(_("联络员"), self.liaisons),
        }
        if row:
            fields["gone"] = forms.BooleanField(label=_("去掉"), required=False)
            for name, value in _values_of(row).items():
                fields[name].initial = value
        return {f"{name}_{number}": field for name, field in fields.items()}

    @property
    def lines(self) -> Iterator[Line]:
        for number in range(len(self.rows) + BLANK):
            names = (name for name in PARTS if f"{name}_{number}" in self.fields)
            boxes = {name: self[f"{name}_{number}"] for name in names}
            yield Line(number + 1, number >= len(self.rows), boxes)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            found = (self._slot(number) for number in range(len(self.rows) + BLANK))
            self.slots = [slot for slot in found if slot]
            if not (self.slots or self.errors):
                raise forms.ValidationError(_("至少要有一场。"))
        return cleaned

    def _slot(self, number: int) -> Slot | None:
        given = {name: self.cleaned_data.get(f"{name}_{number}") for name in PARTS}
        row = self.rows[number] if number < len(self.rows) else None
        if given["gone"] or not (row or given["day"]):
            return None
        if not (given["day"] and given["starts"] and given["ends"]):
            self.add_error(f"day_{number}", _("请填写日期、开始和结束时间。"))
            return None
        if given["ends"] <= given["starts"]:
            self.add_error(f"ends_{number}", _("结束时间要晚于开始时间。"))
            return None
        return Slot(
            moment(given["day"], given["starts"]),
            moment(given["day"], given["ends"]),
            given["title"] or "",
            given["place"] or "",
            self.groups.get(given["group"] or ""),
            self.liaisons.get(given["liaison"] or ""),
            key=row.pk if row else None,
        )


class ArrangeForm(SittingLines):
    """The sittings of a draft."""

    def data_for_act(self) -> dict[str, Any]:
        return {"slots": self.slots}


class RescheduleForm(SittingLines):
    """The sittings of what was announced, the place, and why; everybody invited is told.

    `first_day` moves all of them together, by as many days as it lies from the first one.
    """

    def __init__(self, *args: Any, record: Gathering, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.fields["whole_place"] = forms.CharField(
            label=_("活动地点"), max_length=80, required=False, initial=record.place
        )
        self.fields["first_day"] = day_field(_("整个活动移到哪天开始"), required=False)
        self.fields["first_day"].help_text = _(
            "各场一起移动，钟点不变；只改个别场次的，在下面逐场改。"
        )
        self.fields["reason"] = forms.CharField(
            label=_("改期的理由"), max_length=200, help_text=_("被邀请的人都会看到这条理由。")
        )

    def data_for_act(self) -> dict[str, Any]:
        given = self.cleaned_data
        slots = self._moved(given["first_day"]) if given["first_day"] and self.slots else self.slots
        return {"slots": slots, "place": given["whole_place"], "reason": given["reason"]}

    def _moved(self, first_day: date) -> list[Slot]:
        by = first_day - min(clock.day_of(one.starts_at) for one in self.slots)
        return [
            replace(one, starts_at=one.starts_at + by, ends_at=one.ends_at + by)
            for one in self.slots
        ]


def _choice(label: Any, rows: dict[str, Any]) -> forms.ChoiceField:
    choices = [("", "—"), *((key, str(row)) for key, row in rows.items())]
    return forms.ChoiceField(label=label, required=False, choices=choices)


def _values_of(row: Sitting) -> dict[str, Any]:
    return {
        "day": clock.day_of(row.starts_at),
        "starts": hour_of(row.starts_at),
        "ends": hour_of(row.ends_at),
        "title": row.title,
        "place": row.place,
        "group": row.group.public_id if row.group else "",
        "liaison": row.liaison.public_id if row.liaison else "",
    }


class AgendaForm(forms.Form):
    """The points of one sitting: those that are there, then some blank ones; ordered by their numbers."""

    def __init__(self, *args: Any, sitting: Sitting, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rows: list[AgendaItem] = list(sitting.agenda.all())
        self.numbers = range(len(self.rows) + BLANK + 2)
        for number in self.numbers:
            row = self.rows[number] if number < len(self.rows) else None
            self.fields.update(_point_fields(number, row))

    @property
    def lines(self) -> Iterator[dict[str, BoundField]]:
        for number in self.numbers:
            yield {name: self[f"{name}_{number}"] for name in POINT}

    def clean(self) -> dict[str, Any]:
        """The last net behind the device's own check (practice 14)."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned

    @property
    def points(self) -> list[Point]:
        """What the lines say, in the order of their numbers; a line without words says nothing."""
        found = []
        for number in self.numbers:
            given = {name: self.cleaned_data[f"{name}_{number}"] for name in POINT}
            row = self.rows[number] if number < len(self.rows) else None
            if given["words"]:
                point = Point(
                    given["words"], given["speaker"], given["minutes"], row.pk if row else None
                )
                found.append((given["order"] or number + 1, number, point))
        return [point for _order, _number, point in sorted(found, key=lambda one: one[:2])]


POINT = ("order", "words", "speaker", "minutes")


def _point_fields(number: int, row: AgendaItem | None) -> dict[str, forms.Field]:
    fields = {
        "order": forms.IntegerField(
            label=_("序号"), min_value=1, max_value=999, required=False, initial=number + 1
        ),
        "words": forms.CharField(label=_("议题"), max_length=200, required=False),
        "speaker": forms.CharField(label=_("报告人"), max_length=80, required=False),
        "minutes": forms.IntegerField(label=_("分钟"), min_value=1, max_value=600, required=False),
    }
    if row:
        for name in ("words", "speaker", "minutes"):
            fields[name].initial = getattr(row, name)
    return {f"{name}_{number}": field for name, field in fields.items()}


class CopyForm(forms.Form):
    """The day on which a sitting takes place once more."""

    on = day_field(_("哪一天"))
