"""Remind those who handle: once per deadline, step and person, however often the clock looks (practice 9)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from tongxin.core import clock
from tongxin.core.workdays import workdays_between
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.lifecycle.models.deadlines import DeadlineStatus
from tongxin.notifications.actions.tell import post
from tongxin.notifications.models import Notice
from tongxin.notifications.rules import QUIET_FROM, QUIET_UNTIL, REMINDER_STEPS
from tongxin.notifications.terms import NoticeKind
from tongxin.organisations import rulebook

FURTHEST = timedelta(days=45)
PORTION = 500


def remind_due() -> int:
    """Write the reminders whose step has come, assembly by assembly; how many are new."""
    near = Deadline._base_manager.filter(
        status=DeadlineStatus.OPEN, due_on__lte=clock.today() + FURTHEST
    ).order_by("assembly_id", "id")
    assemblies = set(near.order_by().values_list("assembly_id", flat=True))
    return sum(_remind(assembly_id, near) for assembly_id in sorted(assemblies))


def step_due(deadline: Deadline, steps: Sequence[int], today: date) -> int | None:
    """The latest step that has come: working days left, negative once overdue. A step that lay before the start is left out."""
    whole = workdays_between(deadline.started_on, deadline.due_on)
    left = workdays_between(today, deadline.due_on)
    come = [step for step in steps if left <= step < whole]
    return min(come, default=None)


def next_loud_moment(now: datetime, quiet_from: int, quiet_until: int) -> datetime:
    """Now, or the morning when it is night in Shanghai."""
    local = now.astimezone(clock.SHANGHAI)
    if quiet_until <= local.hour < quiet_from:
        return now
    day = local.date() + timedelta(days=local.hour >= quiet_from)
    return datetime.combine(day, time(quiet_until), clock.SHANGHAI)


def _remind(assembly_id: int, near) -> int:
    steps = [int(step) for step in rulebook.value(REMINDER_STEPS, assembly_id)]
    today = clock.today()
    due = {
        deadline: step
        for deadline in near.filter(assembly_id=assembly_id).iterator(chunk_size=PORTION)
        if (step := step_due(deadline, steps, today)) is not None
    }
    notices = _new([_notice(*pair) for pair in _awaited(due)], assembly_id)
    not_before = next_loud_moment(
        clock.now(),
        rulebook.value(QUIET_FROM, assembly_id),
        rulebook.value(QUIET_UNTIL, assembly_id),
    )
    for start in range(0, len(notices), PORTION):
        post(notices[start : start + PORTION], not_before=not_before)
    return len(notices)


def _awaited(due: dict[Deadline, int]) -> Iterable[tuple[Deadline, int, Waiting]]:
    """Whom each deadline waits for: those of its own act, or, while that act is steps away, of the next step."""
    running: dict[tuple[str, int], list[tuple[Deadline, int]]] = {}
    for deadline, step in due.items():
        running.setdefault((deadline.record_type, deadline.record_id), []).append((deadline, step))
    for record, rows in _waiting({record_id for _type, record_id in running}).items():
        acts = {row.act for row in rows}
        for deadline, step in running.get(record, ()):
            for row in rows:
                if row.act == deadline.act or deadline.act not in acts:
                    yield deadline, step, row


def _waiting(ids: set[int]) -> dict[tuple[str, int], list[Waiting]]:
    """The waiting rows of these records, by record."""
    found: dict[tuple[str, int], list[Waiting]] = {}
    keys = sorted(ids)
    for start in range(0, len(keys), PORTION):
        rows = Waiting._base_manager.filter(record_id__in=keys[start : start + PORTION])
        for row in rows.order_by("id"):
            found.setdefault((row.record_type, row.record_id), []).append(row)
    return found


def _notice(deadline: Deadline, step: int, waiting: Waiting) -> Notice:
    """A reminder, named by deadline, step and holder, so that it cannot be written twice."""
    holder = waiting.person_id or f"{waiting.role}@{waiting.organisation_id or ''}"
    left = workdays_between(clock.today(), deadline.due_on)
    return Notice(
        assembly_id=deadline.assembly_id,
        kind=NoticeKind.REMINDER,
        person_id=waiting.person_id,
        role="" if waiting.person_id else waiting.role,
        organisation_id=None if waiting.person_id else waiting.organisation_id,
        act=deadline.act,
        record_type=deadline.record_type,
        record_id=deadline.record_id,
        facts={"due_on": deadline.due_on.isoformat(), "step": step, "left": left},
        once=f"deadline:{deadline.pk}:{step}:{holder}",
    )


def _new(notices: Sequence[Notice], assembly_id: int) -> list[Notice]:
    """Those that have not been written before."""
    names = [notice.once for notice in notices]
    written: set[str | None] = set()
    for start in range(0, len(names), PORTION):
        known = Notice._base_manager.filter(
            assembly_id=assembly_id, once__in=names[start : start + PORTION]
        )
        written.update(known.values_list("once", flat=True))
    return [notice for notice in notices if notice.once not in written]
