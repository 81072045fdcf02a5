"""The clock of each record: opened, closed and extended by acts, and able to say why it falls on that day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.core import clock, workdays
from tongxin.core.errors import Refused
from tongxin.lifecycle.models import Deadline
from tongxin.lifecycle.models.deadlines import DeadlineStatus
from tongxin.lifecycle.table import Act, Due, Lifecycle
from tongxin.organisations import rulebook
from tongxin.organisations.rulebook import Length


def turn(act: Act, record: models.Model) -> None:
    """After an act: what was owed is met, what can no longer be owed ends, what the act starts begins anew."""
    lifecycle = act.lifecycle
    may_run = lifecycle.clocks_in(lifecycle.state_of(record))
    starting = [due for due in act.due if due.only(record)]
    starting = [due for due in starting if lifecycle.acts[due.act].name in may_run]
    restarted = {lifecycle.acts[due.act].name for due in starting}
    today = clock.today()
    running = list(_of(record).filter(status=DeadlineStatus.OPEN))
    meets = {act.name, *(lifecycle.acts[code].name for code in act.meets)}
    met = [row.pk for row in running if row.act in meets]
    ended = [
        row.pk
        for row in running
        if row.act not in meets and (row.act not in may_run or row.act in restarted)
    ]
    for status, keys in ((DeadlineStatus.MET, met), (DeadlineStatus.CANCELLED, ended)):
        if keys:
            Deadline._base_manager.filter(pk__in=keys).update(status=status, closed_on=today)
    for due in starting:
        start(lifecycle, due, record)


def start(lifecycle: Lifecycle, due: Due, record: models.Model) -> Deadline:
    """Open the deadline that `due` declares; it keeps the rule's value and the calendar's version of today."""
    deadline = _made(lifecycle, due, record)
    deadline.save(force_insert=True)
    return deadline


def start_many(lifecycle: Lifecycle, due: Due, records: Iterable[models.Model]) -> None:
    """The same for many records that were just stored, in one statement; `due` names the day itself (`on`)."""
    Deadline._base_manager.bulk_create(_made(lifecycle, due, record) for record in records)


def end_all(lifecycle: Lifecycle, records: models.QuerySet) -> None:
    """End whatever still runs on these records, in one statement: nothing is owed of them any more."""
    running = Deadline._base_manager.filter(
        record_type=lifecycle.record_type,
        record_id__in=records.values("pk"),
        status=DeadlineStatus.OPEN,
    )
    running.update(status=DeadlineStatus.CANCELLED, closed_on=clock.today())


def _made(lifecycle: Lifecycle, due: Due, record: models.Model) -> Deadline:
    started_on = due.anchor(record) if due.anchor else clock.today()
    parameter = due.parameter_of(record)
    due_on, working = (
        (due.on(record), {"named": True}) if due.on else _by_rule(parameter, record, started_on)
    )
    return Deadline(
        assembly_id=record.assembly_id,
        record_type=record._meta.label_lower,
        record_id=record.pk,
        act=lifecycle.acts[due.act].name,
        parameter=parameter,
        started_on=started_on,
        due_on=due_on,
        working=working,
        is_provisional=working.get("provisional", False),
    )


def _by_rule(parameter: str, record: models.Model, started_on: date) -> tuple[date, dict[str, Any]]:
    length, entry = rulebook.ruling(parameter, record.assembly_id)
    due_on, working = resolve(length, started_on)
    return due_on, {**working, "entry": entry.pk if entry else None}


def resolve(length: Length, started_on: date) -> tuple[date, dict[str, Any]]:
    """The day that a length of time reaches, and the working that explains it (plain JSON values)."""
    if length.unit == "workdays":
        span = workdays.add_workdays(started_on, length.count)
    elif length.unit == "months":
        span = workdays.add_months(started_on, length.count)
    else:
        span = workdays.add_days(started_on, length.count)
    due_on = span.due
    working = {"length": length.as_json(), **span.as_dict()}
    if length.by:
        latest = _next_day_of_year(length.by, started_on)
        if latest < due_on:
            due_on = latest
            working["by_fixed_date"] = latest.isoformat()
    return due_on, working


def extend(deadline: Deadline, *, due_on: date, reason: str, actor: Actor) -> Deadline:
    """Replace an open deadline by a later one with its reason; the old row stays and says so."""
    if due_on <= deadline.due_on:
        raise Refused(_("延期后的日期须晚于原期限。"), field="due_on")
    with transaction.atomic():
        closed = Deadline._base_manager.filter(pk=deadline.pk, status=DeadlineStatus.OPEN).update(
            status=DeadlineStatus.EXTENDED, closed_on=clock.today()
        )
        if not closed:
            raise Refused(_("这个期限已经了结，不能延期。"))
        later = Deadline(
            assembly_id=deadline.assembly_id,
            record_type=deadline.record_type,
            record_id=deadline.record_id,
            act=deadline.act,
            parameter=deadline.parameter,
            started_on=deadline.started_on,
            due_on=due_on,
            working=deadline.working,
            is_provisional=workdays.is_provisional(due_on),
            extends=deadline,
            reason=reason,
        )
        later.save(force_insert=True)
        trail.record("lifecycle.extend", later, actor, act=deadline.act, due_on=due_on)
    return later


def open_deadlines(record: models.Model) -> models.QuerySet[Deadline]:
    """The deadlines that run on a record, nearest first."""
    return _of(record).filter(status=DeadlineStatus.OPEN).order_by("due_on", "id")


def overdue(record_type: str, on: date) -> Q:
    """A condition on `pk`: records of this type with an open deadline before `on`."""
    late = Deadline._base_manager.filter(
        record_type=record_type, status=DeadlineStatus.OPEN, due_on__lt=on
    )
    return Q(pk__in=late.values("record_id"))


def _of(record: models.Model) -> models.QuerySet[Deadline]:
    return Deadline._base_manager.filter(record_type=record._meta.label_lower, record_id=record.pk)


def _next_day_of_year(month_day: str, after: date) -> date:
    this_year = date.fromisoformat(f"{after.year}-{month_day}")
    return this_year if this_year > after else date.fromisoformat(f"{after.year + 1}-{month_day}")
