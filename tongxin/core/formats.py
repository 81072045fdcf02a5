"""How days, moments and money are written, in Chinese as officials write them and in English."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.workdays import workdays_between

FEN = 100
WAN = 10_000
YI = 10_000 * WAN


def day(value: date | None) -> str:
    """2026年11月22日; a moment is written as its Shanghai day."""
    if value is None:
        return ""
    value = _day(value)
    if _in_english():
        return date_format(value, "j F Y")
    return f"{value.year}年{value.month}月{value.day}日"


def long_day(value: date | None) -> str:
    """2026年11月22日（星期日）."""
    if value is None:
        return ""
    weekday = date_format(_day(value), "l")
    return f"{weekday}, {day(value)}" if _in_english() else f"{day(value)}（{weekday}）"


def stretch(starts_on: date, ends_on: date | None) -> str:
    """From when to when; without an end, since when."""
    if ends_on is None:
        return _("%(first)s起") % {"first": day(starts_on)}
    return _("%(first)s至%(last)s") % {"first": day(starts_on), "last": day(ends_on)}


def month(value: date | None) -> str:
    """2026年11月."""
    if value is None:
        return ""
    return date_format(value, "F Y") if _in_english() else f"{value.year}年{value.month}月"


def moment(value: datetime | None) -> str:
    """2026年11月22日 10:32, in Shanghai time."""
    if value is None:
        return ""
    return f"{day(value)} {value.astimezone(clock.SHANGHAI):%H:%M}"


def money(fen: int | None) -> str:
    """119万元 · 1.2亿元 · 3,200元 · 3,200.50元, never rounded."""
    if fen is None:
        return ""
    if _in_english():
        return f"CNY {_grouped(fen)}"
    yuan, rest = divmod(abs(fen), FEN)
    sign = "-" if fen < 0 else ""
    if rest or yuan < WAN:
        return f"{_grouped(fen)}元"
    if yuan >= YI and yuan % (WAN * FEN) == 0:
        return f"{sign}{_short(yuan, YI)}亿元"
    return f"{sign}{_short(yuan, WAN)}万元"


def days_left(due_on: date | None) -> str:
    """How long there is: 还有 2 个工作日 · 今天截止 · 已逾期 1 个工作日."""
    if due_on is None:
        return ""
    today = clock.today()
    if due_on == today:
        return _("今天截止")
    left = workdays_between(today, due_on)
    if due_on > today:
        return _still(left)
    return ngettext("已逾期 %(n)d 个工作日", "已逾期 %(n)d 个工作日", -left) % {"n": -left}


def _still(left: int) -> str:
    if not left:
        return _("之前没有工作日了")
    return ngettext("还有 %(n)d 个工作日", "还有 %(n)d 个工作日", left) % {"n": left}


def _day(value: date) -> date:
    return clock.day_of(value) if isinstance(value, datetime) else value


def _in_english() -> bool:
    return (get_language() or "").startswith("en")


def _grouped(fen: int) -> str:
    yuan, rest = divmod(abs(fen), FEN)
    amount = f"{yuan:,}.{rest:02}" if rest else f"{yuan:,}"
    return f"-{amount}" if fen < 0 else amount


def _short(yuan: int, unit: int) -> str:
    whole, rest = divmod(yuan, unit)
    decimals = str(rest).zfill(len(str(unit)) - 1).rstrip("0")
    return f"{whole:,}.{decimals}" if decimals else f"{whole:,}"
