"""What every kind says of itself, and its form as JSON or TOML; a host adds what only its own kinds say."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, ClassVar, Self

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from tongxin.core.fields import UNSAID, Field, FieldType, Words, field_from, what_narrows
from tongxin.core.models import new_public_id

CODE = re.compile(r"[a-z][a-z0-9_]{1,29}")
Reader = Callable[[Any], Any]


def new_code() -> str:
    """A code that no shipped kind bears: own kinds are called by their names."""
    return f"own_{new_public_id()}"


def many(read: Reader) -> Reader:
    """Reads a list of what `read` reads."""
    return lambda given: tuple(read(one) for one in given)


def perhaps(read: Reader) -> Reader:
    """Reads nothing as None."""
    return lambda given: None if given in (None, "") else read(given)


@dataclass(frozen=True)
class CountedAs:
    """One figure of a kind, perhaps of some varieties or levels only. A host names its measures by the usual one."""

    label: Words
    unit: Words
    code: str = ""
    measure: TextChoices | None = None
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def meaning(self) -> tuple[Any, ...]:
        """What must stay the same once it counts; its name may change."""
        return (self.code, self.unit.zh, self.measure, dict(self.only))

    def as_json(self) -> dict[str, Any]:
        return {
            "label": self.label.as_json(),
            "unit": self.unit.as_json(),
            "code": self.code,
            "measure": self.measure.value,
            "only": {name: list(values) for name, values in self.only.items()},
        }

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        return cls(
            Words.of(given["label"]),
            Words.of(given["unit"]),
            given.get("code", ""),
            type(cls.measure)(given.get("measure", cls.measure)),
            {name: tuple(values) for name, values in given.get("only", {}).items()},
        )


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What a kind says of itself; ValueError for one that makes no sense.

    `mechanisms`: the lines of docs/mechanisms.md that it carries. A host sets `columns`: fields of these codes are
    columns, which figures and lists may use, all others are kept as JSON; `reserved`: names that the forms of its
    kinds use themselves; `reading`: how each thing that is said is read; `lent`: columns that an assembly may add to a
    shipped kind that does without them.
    """

    columns: ClassVar[Mapping[str, FieldType]] = {}
    lent: ClassVar[frozenset[str]] = frozenset()
    reserved: ClassVar[frozenset[str]] = frozenset()
    reading: ClassVar[Mapping[str, Reader]] = {
        "code": str,
        "name": Words.of,
        "unit": Words.of,
        "fields": many(field_from),
        "revision": int,
        "help": Words.of,
        "mechanisms": tuple,
    }

    code: str
    name: Words
    unit: Words
    group: TextChoices
    fields: tuple[Field, ...] = ()
    figures: tuple[CountedAs, ...] = ()
    revision: int = 1
    help: Words = UNSAID
    mechanisms: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is no code for a kind")
        options = {one.code: one.labels for one in self.fields}
        if len(options) != len(self.fields) or self.reserved & options.keys():
            raise ValueError(f"{self.code}: a field is there twice or bears a reserved name")
        for one in self.fields:
            if self.columns.get(one.code, one.type) != one.type:
                raise ValueError(f"{self.code}: {one.code} is a {self.columns[one.code]}")
        for counted in self.figures:
            self._check(counted, options)

    def _check(self, counted: CountedAs, options: Mapping[str, Mapping[str, Words]]) -> None:
        needed = {*counted.only, *({counted.measure.value} & self.columns.keys())}
        if not needed <= options.keys() & self.columns.keys():
            raise ValueError(f"{self.code}: a figure asks for {needed - options.keys()}")
        for name, values in counted.only.items():
            if not set(values) <= options[name].keys():
                raise ValueError(f"{self.code}: {name} is never one of {values}")

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Those that every kind of the host has, then its own."""
        return self.fields

    def field(self, code: str) -> Field | None:
        return self._by_code.get(code)

    @cached_property
    def _by_code(self) -> dict[str, Field]:
        return {one.code: one for one in self.all_fields}

    def what_narrows(self, after: Self) -> list[str]:
        """Why that one may not follow while this one is in use: earlier values and numbers keep their meaning."""
        sentences = what_narrows(self.all_fields, after.all_fields)
        if [one.meaning for one in self.figures] != [one.meaning for one in after.figures]:
            sentences.append(_("怎样计数、用什么单位，启用以后不能再改。"))
        return sentences

    def as_json(self) -> dict[str, Any]:
        """The declaration as its row keeps it; `of` reads it back."""
        said = {one.name: getattr(self, one.name) for one in dataclasses.fields(self)}
        return {name: _plain(value) for name, value in said.items() if value != UNSAID}

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """A kind out of its declaration in JSON or TOML; ValueError for words that no kind knows."""
        if strange := set(given) - set(cls.reading):
            raise ValueError(f"{given.get('code')}: unknown {', '.join(sorted(strange))}")
        return cls(**{name: cls.reading[name](value) for name, value in given.items()})


def words_of(fields: Iterable[Field]) -> list[str]:
    """Every name that fields bring with them."""
    options = [option for one in fields for option in one.options]
    return [one.label.zh for one in (*fields, *options)]


def _plain(value: Any) -> Any:
    if hasattr(value, "as_json"):
        return value.as_json()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.value if isinstance(value, Enum) else value
