"""The home page of every role: what waits for me, then what each app wants to show this role."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from tongxin.accounts import identity
from tongxin.accounts.actor import Actor
from tongxin.lifecycle.addresses import act_url
from tongxin.lifecycle.models import Waiting
from tongxin.lifecycle.table import act_named, lifecycle_for
from tongxin.lifecycle.waiting import waiting_for

SHOWN_OF_ONE_ACT = 8
LOOKED_AT = 200


@dataclass(frozen=True)
class Task:
    """One line of 待我办理."""

    verb: str | Promise
    headline: str
    url: str
    due_on: date | None


@dataclass(frozen=True)
class TaskGroup:
    """All that one act waits for: the first lines of them, and how many there are."""

    verb: str | Promise
    tasks: list[Task]
    count: int

    @property
    def hidden(self) -> int:
        return self.count - len(self.tasks)


@dataclass(frozen=True)
class Elsewhere:
    """What waits for the same person under another of their identities."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Panel:
    """A card that an app puts on the home page of some roles: a template and what it needs.

    `comes_first`: above 待我办理, for what is to be done within the hour.
    """

    template: str
    context: Callable[[HttpRequest], dict[str, Any]]
    roles: frozenset[str]
    order: int = 100
    comes_first: bool = False


_panels: list[Panel] = []


def declare_panel(panel: Panel) -> None:
    """Put a card on the home pages of its roles."""
    _panels.append(panel)


def panels(request: HttpRequest, *, first: bool = False) -> list[tuple[str, dict[str, Any]]]:
    """The cards of this role, in their order, with their context."""
    mine = [
        panel
        for panel in _panels
        if request.actor.role in panel.roles and panel.comes_first == first
    ]
    return [
        (panel.template, panel.context(request))
        for panel in sorted(mine, key=lambda panel: panel.order)
    ]


def tasks(actor: Actor) -> tuple[list[TaskGroup], int]:
    """What waits for the actor, grouped by act in the order of the nearest day, and the count of it all.

    Queries: the count, the nearest rows, and one per kind of record among them.
    """
    waiting = waiting_for(actor)
    rows = list(waiting[:LOOKED_AT])
    total = len(rows) if len(rows) < LOOKED_AT else waiting.count()
    groups: dict[str, list[Waiting]] = {}
    for row in rows:
        groups.setdefault(row.act, []).append(row)
    records = _records([row for group in groups.values() for row in group[:SHOWN_OF_ONE_ACT]])
    return [_group(act, group, records) for act, group in groups.items()], total


def elsewhere(actor: Actor) -> list[Elsewhere]:
    """One's other identities under which something waits; one query for each of them."""
    others = [one for one in actor.identities if one.pk != actor.assignment_id]
    counted = [
        (one, waiting_for(Actor(person=actor.person, assignment=one)).count()) for one in others
    ]
    return [Elsewhere(one.public_id, identity.label(one), n) for one, n in counted if n]


def _group(act: str, rows: list[Waiting], records: dict[tuple[str, int], Any]) -> TaskGroup:
    label = act_named(act).label
    lines = [
        _task(row, records[row.record_type, row.record_id])
        for row in rows[:SHOWN_OF_ONE_ACT]
        if (row.record_type, row.record_id) in records
    ]
    return TaskGroup(label, lines, len(rows))


def _task(row: Waiting, record: Any) -> Task:
    lifecycle = lifecycle_for(row.record_type)
    act = act_named(row.act)
    url = act.page(record) if act.page else record.get_absolute_url() or act_url(act, record)
    return Task(act.label, lifecycle.headline(record), url, row.due_on)


def _records(rows: list[Waiting]) -> dict[tuple[str, int], Any]:
    found = {}
    ordered = sorted(rows, key=lambda row: row.record_type)
    for record_type, group in groupby(ordered, key=lambda row: row.record_type):
        lifecycle = lifecycle_for(record_type)
        keys = {row.record_id for row in group}
        for record in lifecycle.model._base_manager.filter(pk__in=keys).select_related(
            *lifecycle.related
        ):
            found[record_type, record.pk] = record
    return found
