"""The words in which fields are declared, and their form as JSON or TOML."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_WORDS = 200


class FieldType(TextChoices):
    """What a field holds; money is kept in fen, a month as its first day."""

    TEXT = "text", _("短文字")
    PARAGRAPH = "paragraph", _("长文字")
    NUMBER = "number", _("整数")
    MONEY = "money", _("金额")
    DATE = "date", _("日期")
    MONTH = "month", _("月份")
    CHOICE = "choice", _("选项")
    YES_NO = "yes_no", _("是或否")


MOST = {
    FieldType.TEXT: 200,
    FieldType.PARAGRAPH: 5000,
    FieldType.NUMBER: 2_000_000_000,
    FieldType.MONEY: 10**15,
}
"""Where a declaration names no limit: characters, the largest number, the largest sum in fen."""


@dataclass(frozen=True)
class Words(Promise):
    """A name that is data: Chinese always, English where somebody gave it. Said late, like a translated sentence."""

    zh: str
    en: str = ""

    def __str__(self) -> str:
        if self.en and (get_language() or "").startswith("en"):
            return self.en
        return self.zh

    def __bool__(self) -> bool:
        return bool(self.zh)

    def as_json(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en} if self.en else {"zh": self.zh}

    @classmethod
    def of(cls, given: "str | Mapping[str, str] | Words") -> "Words":
        """Words out of what a declaration says: a Chinese text, or `{zh, en?}`."""
        if isinstance(given, Words):
            return given
        return cls(given) if isinstance(given, str) else cls(given["zh"], given.get("en", ""))


UNSAID = Words("")
"""Where nobody said anything."""


@dataclass(frozen=True)
class Option:
    """One of a choice's answers."""

    code: str
    label: Words


@dataclass(frozen=True)
class Field:
    """One field. `most`: longest text or largest number, 0 for the type's own limit. `options`: of a choice.

    `readers` names who reads it beyond whoever reads the record; the host knows what the name means. `in_list`: has a
    column of its own from the start. `aliases`: other names that spreadsheets give it. Raises ValueError for a
    declaration that makes no sense.
    """

    code: str
    label: Words
    type: FieldType = FieldType.TEXT
    required: bool = False
    most: int = 0
    options: tuple[Option, ...] = ()
    help: Words = UNSAID
    readers: str = ""
    in_list: bool = False
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is no code for a field")
        if not self.label or max(map(len, (self.label.zh, self.label.en))) > LONGEST_WORDS:
            raise ValueError(f"{self.code}: a field has a name of at most {LONGEST_WORDS} signs")
        if (self.type == FieldType.CHOICE) != bool(self.options):
            raise ValueError(f"{self.code}: options belong to a choice")
        codes = [option.code for option in self.options]
        if len(set(codes)) != len(codes) or not all(codes):
            raise ValueError(f"{self.code}: an option is there twice or has no code")
        if self.most and not 0 < self.most <= MOST.get(self.type, 0):
            raise ValueError(f"{self.code}: {self.most} is no limit for {self.type}")

    @property
    def limit(self) -> int:
        """The longest text, the largest number, the largest sum."""
        return self.most or MOST.get(self.type, 0)

    @property
    def labels(self) -> dict[str, Words]:
        """The words of a choice's answers."""
        return {option.code: option.label for option in self.options}

    def as_json(self) -> dict[str, Any]:
        """The declaration as a host keeps it; `field_from` reads it back."""
        plain: dict[str, Any] = {
            "code": self.code,
            "label": self.label.as_json(),
            "type": self.type.value,
            "required": self.required,
            "most": self.most,
            "options": [{"code": one.code, "label": one.label.as_json()} for one in self.options],
            "help": self.help.as_json() if self.help else None,
            "readers": self.readers,
            "in_list": self.in_list,
            "aliases": list(self.aliases),
        }
        return {name: value for name, value in plain.items() if value}


KNOWN = frozenset(Field.__dataclass_fields__)


def field_from(given: Mapping[str, Any]) -> Field:
    """A field out of its declaration in JSON or TOML; ValueError for words that no field knows."""
    if strange := set(given) - KNOWN:
        raise ValueError(f"{given.get('code')}: unknown {', '.join(sorted(strange))}")
    plain = ("code", "required", "most", "readers", "in_list")
    told: dict[str, Any] = {name: given[name] for name in plain if name in given}
    told |= {name: Words.of(given[name]) for name in ("label", "help") if name in given}
    return Field(
        **told,
        type=FieldType(given.get("type", FieldType.TEXT)),
        options=options_from(given.get("options", ())),
        aliases=tuple(given.get("aliases", ())),
    )


def options_from(given: Iterable[Mapping[str, Any]]) -> tuple[Option, ...]:
    """A choice's answers out of their declaration."""
    return tuple(Option(one["code"], Words.of(one["label"])) for one in given)
