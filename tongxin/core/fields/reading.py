"""From what somebody gives to values that fit their fields; what does not fit is said by field, in the reader's language."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tongxin.core.days import plausible
from tongxin.core.fields.declare import Field, FieldType
from tongxin.core.text import tidy

Values = dict[str, Any]

NUMBER = re.compile(r"[-+]?\d{1,15}", re.ASCII)
SUM = re.compile(r"(\d{1,13})(?:\.(\d{1,6}))?(万|亿)?元?", re.ASCII)
MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
WAN, YI = 10**4, 10**8
UNITS = {"": 1, "万": WAN, "亿": YI}
YES = {"on": True, "true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True)
class Reading:
    """The values that fit, by field, and the sentences for those that do not. Fields left empty have no value."""

    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read(fields: Sequence[Field], given: Mapping[str, Any]) -> Reading:
    """Read what a form, a sheet or a program gives; names that no field bears are left out."""
    reading = Reading()
    for one in fields:
        try:
            value = _value(one, given.get(one.code))
        except ValidationError as wrong:
            reading.errors[one.code] = wrong.messages[0]
        else:
            if value is not None:
                reading.values[one.code] = value
    return reading


def kept(fields: Sequence[Field], values: Mapping[str, Any]) -> Values:
    """Values as JSON holds them: days as ISO dates, months as YYYY-MM."""
    written = {FieldType.DATE: date.isoformat, FieldType.MONTH: lambda day: f"{day:%Y-%m}"}
    return {
        one.code: written.get(one.type, _same)(values[one.code])
        for one in fields
        if one.code in values
    }


def restored(fields: Sequence[Field], stored: Mapping[str, Any]) -> Values:
    """Values that `kept` wrote; what has become unreadable is left out."""
    return read([_optional(one) for one in fields], stored).values


def fen_of(text: str) -> int | None:
    """The sum that a text names, in fen: 1.19万元, 3,200.50, 119万; None for anything else."""
    match = SUM.fullmatch(re.sub(r"[\s,¥￥]", "", tidy(text)))
    if match is None:
        return None
    whole, decimals, unit = match[1], match[2] or "", UNITS[match[3] or ""]
    scaled = int(whole + decimals) * unit * 100
    fen, rest = divmod(scaled, 10 ** len(decimals))
    return None if rest else fen


def _same(value: Any) -> Any:
    return value


def _optional(one: Field) -> Field:
    return Field(one.code, one.label, one.type, options=one.options, most=one.most)


def _value(one: Field, given: Any) -> Any:
    """One field's value; None where nothing is given. ValidationError with the sentence otherwise."""
    if isinstance(given, str):
        given = tidy(given)
    if given in (None, ""):
        if one.required:
            raise ValidationError(_("请填写“%(field)s”。") % {"field": one.label})
        return None
    return READERS[one.type](one, given)


def _text(one: Field, given: Any) -> str:
    if not isinstance(given, str):
        raise ValidationError(_("请填写文字。"))
    if len(given) > one.limit:
        raise ValidationError(
            _("太长：最多 %(most)d 字，现有 %(count)d 字。")
            % {"most": one.limit, "count": len(given)}
        )
    return given


def _number(one: Field, given: Any) -> int:
    if isinstance(given, str) and NUMBER.fullmatch(given.replace(",", "")):
        given = int(given.replace(",", ""))
    if not isinstance(given, int) or isinstance(given, bool):
        raise ValidationError(_("请填写整数。"))
    return _within(one, given, str(one.limit))


def _money(one: Field, given: Any) -> int:
    fen = fen_of(given) if isinstance(given, str) else given
    if not isinstance(fen, int) or isinstance(fen, bool):
        raise ValidationError(_("请填写金额，例如 3200.50 或 119万。"))
    return _within(one, fen, f"{one.limit // 100}")


def _within(one: Field, number: int, most: str) -> int:
    if not 0 <= number <= one.limit:
        raise ValidationError(_("请填写 0 到 %(most)s 之间的数。") % {"most": most})
    return number


def _date(one: Field, given: Any) -> date:
    day = _day(given)
    plausible(day)
    return day


def _month(one: Field, given: Any) -> date:
    if isinstance(given, str) and MONTH.fullmatch(given):
        given = f"{given}-01"
    day = _day(given)
    plausible(day)
    return day.replace(day=1)


def _day(given: Any) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise ValidationError(_("请填写日期，例如 2026-03-02。")) from None


def _choice(one: Field, given: Any) -> str:
    if given not in one.labels:
        raise ValidationError(_("请从给出的选项中选择。"))
    return given


def _yes_no(one: Field, given: Any) -> bool:
    answer = given if isinstance(given, bool) else YES.get(str(given).lower())
    if answer is None:
        raise ValidationError(_("请填写是或否。"))
    return answer


READERS: dict[FieldType, Callable[[Field, Any], Any]] = {
    FieldType.TEXT: _text,
    FieldType.PARAGRAPH: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.DATE: _date,
    FieldType.MONTH: _month,
    FieldType.CHOICE: _choice,
    FieldType.YES_NO: _yes_no,
}
