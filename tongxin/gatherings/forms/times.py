"""Days and hours as forms ask for them, and as moments in Shanghai."""

from datetime import date, datetime, time
from typing import Any

from django import forms

from tongxin.core import clock
from tongxin.core.days import plausible


def day_field(label: Any, **rest: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[plausible], **rest)


def hour_field(label: Any, **rest: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time"}, "%H:%M"), **rest)


def moment(day: date, hour: time) -> datetime:
    """That hour of that day in Shanghai."""
    return datetime.combine(day, hour, tzinfo=clock.SHANGHAI)


def hour_of(at: datetime) -> time:
    return at.astimezone(clock.SHANGHAI).time()
