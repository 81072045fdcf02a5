"""The list of all views as a reader asked for it: which of them, in which order, how many at first; works by address alone."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlencode

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.core.pages import TabLink
from tongxin.deliberation.results.content import HALF
from tongxin.deliberation.results.reading import Line, Reading

FIRST = 20
"""So many stand on the screen before somebody asks for all; paper shows all of them."""
THIRD = 1 / 3

Named = TypeVar("Named", bound=models.TextChoices)


class Kept(models.TextChoices):
    """Which views are listed."""

    ALL = "all", _("全部")
    SHARED = "shared", _("各组都过半")
    CONTESTED = "contested", _("分歧明显")
    FEW = "few", _("表态还少，说不准")


class Order(models.TextChoices):
    """What comes first."""

    SHARED = "shared", _("共识在前")
    CONTESTED = "contested", _("分歧大的在前")
    SEEN = "seen", _("表态多的在前")
    NUMBER = "number", _("按编号")


KEEPS: Mapping[Kept, Callable[[Line], bool]] = {
    Kept.ALL: lambda line: True,
    Kept.SHARED: lambda line: line.is_shared,
    Kept.CONTESTED: lambda line: not line.is_unsure and is_contested(line),
    Kept.FEW: lambda line: line.is_unsure,
}
ORDERS: Mapping[Order, Callable[[Line], float]] = {
    Order.SHARED: lambda line: line.rank,
    Order.CONTESTED: lambda line: -division(line),
    Order.SEEN: lambda line: -line.seen,
    Order.NUMBER: lambda line: line.number,
}


def is_contested(line: Line) -> bool:
    """Whether one group mostly agrees and another does not; where there is one group, whether many stand on either side."""
    if len(line.shares) > 1:
        return max(line.shares) >= HALF > min(line.shares)
    return bool(line.seen) and min(line.agree, line.disagree) >= THIRD * line.seen


def division(line: Line) -> float:
    """How far the groups are apart; of one group, how many stand on the smaller side."""
    if len(line.shares) > 1:
        return max(line.shares) - min(line.shares)
    return min(line.agree, line.disagree) / line.seen if line.seen else 0.0


class Listing:
    """The rows of a reading for one address; whatever the address says that is not known counts as not said."""

    def __init__(self, reading: Reading, asked: Mapping[str, str]) -> None:
        self.reading = reading
        self.by = asked.get("by", "")
        self.kept = _known(Kept, asked.get("kept"), Kept.ALL)
        self.order = _known(Order, asked.get("order"), Order.SHARED)
        self.words = asked.get("words", "").strip()
        self.is_whole = "all" in asked

    @cached_property
    def lines(self) -> list[Line]:
        """What was asked for, in the order asked for."""
        return sorted(
            self._among(self.kept), key=lambda line: (ORDERS[self.order](line), line.rank)
        )

    @property
    def first(self) -> list[Line]:
        return self.lines if self.is_whole else self.lines[:FIRST]

    @property
    def later(self) -> list[Line]:
        """What only paper shows until all is asked for."""
        return [] if self.is_whole else self.lines[FIRST:]

    @property
    def is_long(self) -> bool:
        """Whether there is so much that one must be able to search."""
        return len(self.reading.lines) > FIRST

    @cached_property
    def here(self) -> frozenset[int]:
        """The numbers of the views that stand on the screen."""
        return frozenset(line.number for line in self.first)

    @property
    def choices(self) -> list[TabLink]:
        """What may be listed, with how many there are."""
        return [
            TabLink(one.label, f"{self._url(one)}#table", len(self._among(one)), one == self.kept)
            for one in Kept
        ]

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        return [(one.value, str(one.label), one == self.order) for one in Order]

    @property
    def url(self) -> str:
        """The address of just this list."""
        return f"{self._url(self.kept)}{'&all=1' if self.is_whole else ''}"

    @property
    def whole_url(self) -> str:
        return f"{self._url(self.kept)}&all=1"

    @property
    def plain_url(self) -> str:
        """All of them, whatever was asked before: where a view of the picture is surely found."""
        told = {"by": self.by, "all": "1"}
        return f"?{urlencode({name: value for name, value in told.items() if value})}"

    def _among(self, kept: Kept) -> list[Line]:
        return [
            line for line in self.reading.lines if KEEPS[kept](line) and self.words in line.words
        ]

    def _url(self, kept: Kept) -> str:
        told = {"by": self.by, "kept": kept.value, "order": self.order.value, "words": self.words}
        return f"?{urlencode({name: value for name, value in told.items() if value})}"


def _known(names: type[Named], said: str | None, usual: Named) -> Named:
    return names(said) if said in names.values else usual
