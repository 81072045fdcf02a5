"""How sittings read: the day, from when to when, the name, the place."""

from django.utils.translation import gettext as _

from tongxin.core import clock, formats
from tongxin.gatherings.models import Sitting


def hours(sitting: Sitting) -> str:
    """9:00–11:30; a sitting that ends on another day says so."""
    start, end = (
        moment.astimezone(clock.SHANGHAI) for moment in (sitting.starts_at, sitting.ends_at)
    )
    until = f"{end:%H:%M}" if start.date() == end.date() else formats.moment(end)
    return f"{start:%H:%M}–{until}"


def sitting_in_words(sitting: Sitting) -> str:
    """1月15日（星期四） 9:00–11:30 第一次大会 · 会议中心."""
    day = formats.long_day(clock.day_of(sitting.starts_at))
    named = _("，").join(part for part in (sitting.title, sitting.place) if part)
    return " ".join(part for part in (day, hours(sitting), named) if part)
