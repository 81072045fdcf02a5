"""The rulebook: every number and choice in which cities differ, with its clause, per assembly and date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.organisations.models import RulebookEntry

UNITS = ("workdays", "days", "months")
UNIT_LABELS = {
    "workdays": gettext_lazy("个工作日"),
    "days": gettext_lazy("日"),
    "months": gettext_lazy("个月"),
}
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Length:
    """A stretch of time as rules state it: a count of workdays, days or months, at the latest `by` (MM-DD)."""

    count: int
    unit: str
    by: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"count": self.count, "unit": self.unit, "by": self.by}


@dataclass(frozen=True)
class Parameter:
    """A declared rule: `kind` is int, flag, text, choice, codes or length; `clause` names the regulation it follows.

    `fits`: what else a value must be, where kind and bounds do not say it all.
    """

    code: str
    label: str | Promise
    kind: str
    default: Any
    clause: str | Promise = ""
    choices: Sequence[tuple[str, str | Promise]] = ()
    least: int = 0
    most: int = 10_000
    fits: Callable[[Any], bool] = lambda value: True

    @property
    def chapter(self) -> str:
        """The app whose rule it is: proposals, accounts …"""
        return self.code.partition(".")[0]


_parameters: dict[str, Parameter] = {}


def declare(*parameters: Parameter) -> None:
    """Make parameters known; a code may be declared once."""
    for parameter in parameters:
        if parameter.code in _parameters:
            raise ValueError(f"parameter {parameter.code} is already declared")
        check(parameter, to_json(parameter.default))
        _parameters[parameter.code] = parameter


def parameters() -> list[Parameter]:
    """All declared parameters, in order of declaration."""
    return list(_parameters.values())


def parameter(code: str) -> Parameter:
    """The declaration of `code`; KeyError for a name nobody declared."""
    return _parameters[code]


def value(code: str, assembly_id: int, on: date | None = None) -> Any:
    """What the rule says in this assembly on a day (today by default): the latest entry, else the default."""
    return ruling(code, assembly_id, on)[0]


def ruling(code: str, assembly_id: int, on: date | None = None) -> tuple[Any, RulebookEntry | None]:
    """The value, and the staff's entry it comes from (None: the shipped default)."""
    declared = parameter(code)
    entry = entry_in_force(code, assembly_id, on)
    return (declared.default if entry is None else from_json(declared, entry.value)), entry


def entry_in_force(code: str, assembly_id: int, on: date | None = None) -> RulebookEntry | None:
    """The staff's entry that decides `code` on a day, if there is one."""
    return (
        RulebookEntry._base_manager.filter(
            assembly_id=assembly_id, code=code, valid_from__lte=on or clock.today()
        )
        .order_by("-valid_from", "-id")
        .first()
    )


def in_force(assembly_id: int, on: date | None = None) -> dict[str, RulebookEntry]:
    """The staff's entries that decide on a day, by code; codes without one follow the shipped default."""
    rows = RulebookEntry._base_manager.filter(
        assembly_id=assembly_id, valid_from__lte=on or clock.today()
    )
    return {row.code: row for row in rows.order_by("valid_from", "id")}


def check(declared: Parameter, raw: Any) -> None:
    """Refuse a value (as JSON) that does not fit its parameter, with the sentence that says why."""
    match declared.kind:
        case "int":
            is_number = isinstance(raw, int) and not isinstance(raw, bool)
            fits = is_number and declared.least <= raw <= declared.most
        case "flag":
            fits = isinstance(raw, bool)
        case "text":
            fits = isinstance(raw, str) and len(raw) <= LONGEST_TEXT
        case "choice":
            fits = raw in [code for code, _label in declared.choices]
        case "codes":
            known = {code for code, _label in declared.choices}
            fits = isinstance(raw, list) and (not known or set(raw) <= known)
        case "length":
            fits = isinstance(raw, dict) and _is_length(raw)
        case _:
            raise ValueError(f"unknown kind of parameter: {declared.kind}")
    if not fits or not declared.fits(raw):
        raise Refused(_("“%(label)s”不能取这个值。") % {"label": declared.label}, field="value")


def in_words(declared: Parameter, value: Any) -> str:
    """A value of this rule as people read it."""
    labels = {code: str(label) for code, label in declared.choices}
    if isinstance(value, Length):
        return _length_in_words(value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(labels.get(code, str(code)) for code in value) or _("无")
    return labels.get(value, str(value))


def _length_in_words(length: Length) -> str:
    words = f"{length.count}{UNIT_LABELS[length.unit]}"
    if length.by is None:
        return words
    return _("%(length)s，最迟 %(day)s") % {"length": words, "day": length.by}


def to_json(raw: Any) -> Any:
    """A parameter's value as it is stored."""
    return raw.as_json() if isinstance(raw, Length) else raw


def from_json(declared: Parameter, raw: Any) -> Any:
    return Length(**raw) if declared.kind == "length" else raw


def _is_length(raw: dict[str, Any]) -> bool:
    if set(raw) != {"count", "unit", "by"} or raw["unit"] not in UNITS:
        return False
    if not isinstance(raw["count"], int) or not 0 <= raw["count"] <= 1000:
        return False
    return raw["by"] is None or _is_day_of_year(raw["by"])


def _is_day_of_year(text: str) -> bool:
    try:
        date.fromisoformat(f"2024-{text}")
    except (TypeError, ValueError):
        return False
    return True
