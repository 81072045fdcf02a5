"""Minutes as one reader sees them: parts with their lines, what changed since they were edited, the way to each record."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.apps import apps
from django.urls import reverse

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, visible
from tongxin.gatherings.models import (
    Gathering,
    GatheringVersion,
    Minutes,
    MinutesLine,
    PresenceChange,
)
from tongxin.gatherings.terms import MinutesPart, Output

RUNNING = frozenset({MinutesPart.EXCUSED, MinutesPart.ABSENT, MinutesPart.OBSERVERS})
PLACES = {
    "gatherings.outcome": "gatherings:outcomes",
    "gatherings.agendaitem": "gatherings:decisions",
}
"""Where records stand that have no page of their own: the gathering's page of this name; any other one on its first."""


@dataclass(frozen=True)
class Line:
    """A line with the way to its record."""

    row: MinutesLine
    url: str


@dataclass(frozen=True)
class Part:
    """A part with its lines; those left out stand there too, for who edits."""

    part: MinutesPart
    lines: tuple[Line, ...]

    @property
    def is_running(self) -> bool:
        """Whether its lines are names that stand in one paragraph."""
        return self.part in RUNNING

    @property
    def said(self) -> list[Line]:
        """The lines that readers see."""
        return [line for line in self.lines if line.row.words]


class Page:
    """One gathering's minutes; the rows are asked for once."""

    def __init__(self, minutes: Minutes):
        self.minutes = minutes
        self.gathering: Gathering = minutes.gathering

    @cached_property
    def lines(self) -> list[MinutesLine]:
        return list(self.minutes.lines.all())

    @cached_property
    def parts(self) -> list[Part]:
        """All parts in their order, also empty ones: something may be written into them by hand."""
        by_part = {part: list(rows) for part, rows in groupby(self._sorted, lambda row: row.part)}
        return [
            Part(part, tuple(Line(row, self._address(row)) for row in by_part.get(part.value, ())))
            for part in MinutesPart
        ]

    @property
    def said(self) -> list[Part]:
        """The parts that say something, as readers see them."""
        return [part for part in self.parts if part.said]

    @property
    def stale(self) -> list[MinutesLine]:
        """Edited lines whose record has changed since."""
        return [line for line in self.lines if line.is_stale]

    @property
    def was_corrected_since(self) -> bool:
        """Whether the gathering or somebody's presence was corrected after these minutes were last passed."""
        last = self.minutes.versions.order_by("-number").first()
        if last is None or not self.minutes.is_passed:
            return False
        presences = PresenceChange._base_manager.filter(presence__gathering=self.gathering)
        versions = GatheringVersion._base_manager.filter(gathering=self.gathering)
        return any(
            rows.filter(created_at__gt=last.created_at).exists()
            for rows in (presences, versions.exclude(reason=""))
        )

    @property
    def _sorted(self) -> list[MinutesLine]:
        order = {part.value: place for place, part in enumerate(MinutesPart)}
        return sorted(self.lines, key=lambda row: (order[row.part], row.position, row.pk))

    def _address(self, row: MinutesLine) -> str:
        if row.is_by_hand:
            return ""
        if row.record_type in PLACES:
            slug = self.gathering.assembly.slug
            return reverse(PLACES[row.record_type], args=[slug, self.gathering.public_id])
        return self._pages.get((row.record_type, row.record_id or 0), self._home)

    @cached_property
    def _home(self) -> str:
        return self.gathering.get_absolute_url()

    @cached_property
    def _pages(self) -> dict[tuple[str, int], str]:
        """The addresses of records that have a page of their own; one query for each of their types."""
        return dict(self._own_pages())

    def _own_pages(self) -> Iterator[tuple[tuple[str, int], str]]:
        for record_type in ("gatherings.speech", "gatherings.question", "gatherings.leaverequest"):
            keys = [row.record_id for row in self.lines if row.record_type == record_type]
            if not keys:
                continue
            model = apps.get_model(record_type)
            rows = model._base_manager.select_related(*_WITH[record_type]).filter(pk__in=keys)
            yield from (((record_type, row.pk), row.get_absolute_url()) for row in rows)


def has_minutes(gathering: Gathering) -> bool:
    """Whether gatherings of this kind leave minutes."""
    return Output.MINUTES in gathering.kind.declared.outputs


def shows_minutes(actor: Actor, gathering: Gathering) -> bool:
    """Whether there is a page of minutes for this reader."""
    if not has_minutes(gathering):
        return False
    rows = Minutes._base_manager.filter(gathering=gathering)
    return can(actor, "gatherings.organise", gathering) or (
        visible(actor, "minutes.view", rows).exists()
    )


_WITH = {
    "gatherings.speech": ("assembly",),
    "gatherings.question": ("assembly",),
    "gatherings.leaverequest": ("invitation__gathering__assembly",),
}
