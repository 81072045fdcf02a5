"""What a gathering is, asked as its kind says: to plan one, to change one, to correct one that is closed."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.fields import form_fields
from tongxin.core.text import forbidden
from tongxin.gatherings.forms.times import day_field, hour_field, hour_of, moment
from tongxin.gatherings.kinds import Kind, kind_of
from tongxin.gatherings.models import Gathering, Sitting
from tongxin.gatherings.parameters.planning import stretch
from tongxin.gatherings.queries.organisers import key_of, organiser_at, organisers_of
from tongxin.gatherings.terms import Output
from tongxin.gatherings.values import PLAIN, Plan, Slot, values_of
from tongxin.lifecycle.forms import ActForm
from tongxin.organisations import rulebook

MOST_DAYS = 31
OF_SPEECHES = ("speeches_due_on", "speech_minutes")
MORE = ("contact_words", "place_note", "dress", "transport", "programme", *OF_SPEECHES)
"""Fields that stand folded away: useful, never needed."""

HALF_DAYS = ("gatherings.morning", "gatherings.afternoon")


class PlanFields(forms.Form):
    """What every plan asks; `ask` adds what this kind asks."""

    title = forms.CharField(label=_("名称"), max_length=120)
    place = forms.CharField(label=_("地点"), max_length=80, required=False)
    organiser = forms.ChoiceField(label=_("主办"), required=False)
    theme = forms.CharField(label=_("主题"), max_length=200, required=False)
    contact_words = forms.CharField(label=_("联系人和电话"), max_length=80, required=False)
    place_note = forms.CharField(
        label=_("怎么去"),
        max_length=200,
        required=False,
        help_text=_("例如：市政府东门进，2 号楼三层；可停车。"),
    )
    dress = forms.CharField(label=_("着装"), max_length=60, required=False)
    transport = forms.CharField(label=_("交通安排"), max_length=200, required=False)
    programme = forms.CharField(
        label=_("说明"), max_length=5000, required=False, widget=forms.Textarea({"rows": 4})
    )
    speeches_due_on = day_field(_("发言征集截止"), required=False)
    speech_minutes = forms.IntegerField(
        label=_("每人发言分钟"), min_value=1, max_value=120, required=False
    )

    def ask(self, kind: Kind) -> None:
        """Fields of the kind, and who may organise it; call it first of all."""
        self.kind = kind
        self.fields["organiser"].choices = organisers_of(kind.assembly)
        if Output.SPEECHES not in kind.declared.outputs:
            for name in OF_SPEECHES:
                del self.fields[name]
        own = form_fields(kind.fields)
        for field in own.values():
            field.required = False
        self.own_names = list(own)
        self.fields.update(own)

    @property
    def own_boxes(self) -> Iterator[BoundField]:
        """The kind's own fields."""
        return (self[name] for name in self.own_names)

    @property
    def more_boxes(self) -> Iterator[BoundField]:
        return (self[name] for name in MORE if name in self.fields)

    @property
    def more_is_filled(self) -> bool:
        """Whether something folded away holds anything, or is wrong."""
        return any(box.value() or box.errors for box in self.more_boxes)

    def clean(self) -> dict[str, Any]:
        """The last net behind the device's own check (practice 14)."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned

    @property
    def plan(self) -> Plan:
        """What was filled in."""
        given = self.cleaned_data
        return Plan(
            {name: given[name] for name in PLAIN if name in given},
            {name: given.get(name) for name in self.own_names},
            organiser_at(self.kind.assembly, given["organiser"]),
        )


def initial_of(gathering: Gathering, kind: Kind) -> dict[str, Any]:
    """What stands in the form of a gathering."""
    return {
        **{name: getattr(gathering, name) for name in PLAIN},
        **values_of(gathering, kind.fields),
        "organiser": key_of(gathering),
    }


class TimeFields(forms.Form):
    """The hours of one sitting; `add_times` puts them behind the title."""

    def add_times(self, *, is_series: bool) -> None:
        self.fields["day"] = day_field(_("日期"))
        if is_series:
            self.fields["last_day"] = day_field(
                _("最后一天"),
                required=False,
                help_text=_("开几天的才填：先按每天上午、下午排好，之后可以逐场改。"),
            )
        self.fields["starts"] = hour_field(_("开始时间"))
        self.fields["ends"] = hour_field(_("结束时间"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("结束时间要晚于开始时间。"))
        day, last = cleaned.get("day"), cleaned.get("last_day")
        if day and last and not day <= last < day + timedelta(days=MOST_DAYS):
            self.add_error("last_day", _("最后一天要在第一天之后，一次最多 31 天。"))
        return cleaned

    @property
    def first(self) -> Slot:
        """The first sitting."""
        given = self.cleaned_data
        day = given["day"]
        return Slot(moment(day, given["starts"]), moment(day, given["ends"]))


class PlanForm(PlanFields, TimeFields):
    """A new gathering."""

    field_order = ("title", "day", "last_day", "starts", "ends", "place", "organiser")

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.ask(kind)
        self.add_times(is_series=True)
        self.order_fields(self.field_order)

    @property
    def slots(self) -> list[Slot]:
        """One sitting, or each morning and afternoon of some days."""
        last = self.cleaned_data.get("last_day")
        day = self.cleaned_data["day"]
        return half_days(self.kind.assembly.pk, day, last) if last and last > day else [self.first]


def half_days(assembly_id: int, first: date, last: date) -> list[Slot]:
    """A sitting for every morning and afternoon, at the hours of the rulebook."""
    hours = [stretch(rulebook.value(code, assembly_id)) for code in HALF_DAYS]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [Slot(moment(day, starts), moment(day, ends)) for day in days for starts, ends in hours]


class ReviseForm(PlanFields, ActForm):
    """A gathering that is not over: everything but the times, which are moved by an act of their own."""

    template = "gatherings/plan.html"

    def __init__(self, *args: Any, record: Gathering, actor: Actor, **kwargs: Any):
        kind = kind_of(record.kind, record.assembly)
        kwargs.setdefault("initial", initial_of(record, kind))
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.ask(kind)
        if record.is_announced:
            del self.fields["place"]

    def data_for_act(self) -> dict[str, Any]:
        return {"plan": self.plan}


class CorrectForm(PlanFields, TimeFields, ActForm):
    """The whole of a closed gathering anew, with the reason; the time, too, where it had one sitting."""

    template = "gatherings/plan.html"
    reason = forms.CharField(
        label=_("更正理由"), max_length=200, help_text=_("原来的内容和这条理由都会保留。")
    )

    def __init__(self, *args: Any, record: Gathering, actor: Actor, **kwargs: Any):
        kind, sittings = kind_of(record.kind, record.assembly), list(record.sittings.all()[:2])
        self.sitting = sittings[0] if len(sittings) == 1 else None
        kwargs.setdefault("initial", self._first_values(record, kind))
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.ask(kind)
        if self.sitting:
            self.add_times(is_series=False)
        self.fields |= {"closing_words": closing_words(), "guests": guests()}
        self.order_fields(["reason", "title", "day", "starts", "ends", "place", "organiser"])

    def _first_values(self, record: Gathering, kind: Kind) -> dict[str, Any]:
        told = {**initial_of(record, kind), "guests": record.guests}
        told["closing_words"] = record.closing_words
        return {**told, **times_of(self.sitting)} if self.sitting else told

    def data_for_act(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "reason": given["reason"],
            "plan": self.plan,
            "closing_words": given["closing_words"],
            "guests": given["guests"],
            "slot": self._slot(),
        }

    def _slot(self) -> Slot | None:
        if self.sitting is None:
            return None
        first, row = self.first, self.sitting
        return Slot(
            first.starts_at, first.ends_at, row.title, row.place, row.group, row.liaison, row.pk
        )


def times_of(sitting: Sitting) -> Mapping[str, Any]:
    """A sitting's day and hours as a form shows them."""
    starts, ends = hour_of(sitting.starts_at), hour_of(sitting.ends_at)
    return {"day": clock.day_of(sitting.starts_at), "starts": starts, "ends": ends}


def closing_words() -> forms.Field:
    return forms.CharField(
        label=_("办结说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("一两句话：办成了什么。"),
    )


def guests() -> forms.Field:
    return forms.IntegerField(
        label=_("名单外到场人数"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=_("例如到场群众；不计入委员人次。"),
    )
