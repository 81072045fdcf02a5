"""What domains declare: of which records what can be found, by whom, and how a find is shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from tongxin.accounts.actor import Actor

Text = str | Promise


@dataclass(frozen=True)
class Entry:
    """What of one record can be found: only what every reader of the record may read.

    keys: numbers, names and their initials; title: what it is called; body: its text.
    """

    title: str
    body: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """How a find is shown to one reader."""

    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of record. permission: who finds which. only: which records have an entry at all.

    show: how finds look to one reader, all of a page at once. load: brings what `entry` and `show` read along.
    follows: other models whose acts change entries, each with the function that gives those records' ids.
    offered: has a tab of its own. compared: near duplicates are looked for.
    """

    code: str
    label: Text
    model: type[Model]
    permission: str
    entry: Callable[[Model], Entry]
    show: Callable[[Sequence[Model], Actor], list[Shown]]
    only: Q = field(default_factory=Q)
    load: Callable[[QuerySet], QuerySet] = lambda rows: rows
    follows: Mapping[type[Model], Callable[[Model], Iterable[int]]] = field(default_factory=dict)
    offered: bool = True
    compared: bool = False


_kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> None:
    """Make a kind findable."""
    if kind.code in _kinds:
        raise ValueError(f"kind {kind.code} is already declared")
    _kinds[kind.code] = kind


def kinds() -> list[Kind]:
    """Every declared kind, in order of declaration."""
    return list(_kinds.values())


def kind_of(code: str) -> Kind:
    """The kind with this code; KeyError for an unknown one."""
    return _kinds[code]
