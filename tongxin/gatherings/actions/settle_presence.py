"""At closing it is written down what stands of everybody at every sitting; from here it counts."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.figures import history
from tongxin.gatherings.attending import Sat, Stay, result_of
from tongxin.gatherings.models import Gathering, Presence, Sitting
from tongxin.gatherings.parameters import doors as rules
from tongxin.gatherings.queries.door import Line, roll_of
from tongxin.gatherings.terms import Duty

PORTION = 500


def settle_presence(gathering: Gathering, *, actor: Actor) -> int:
    """The results of all who were expected and of all who came, in the caller's transaction; how many.

    Whoever may come and did not has no result. `actor` closes the gathering; the event of closing tells of this, too.
    """
    rows = list(_results(gathering))
    Presence._base_manager.bulk_create(rows, batch_size=PORTION)
    history.keep_new(Presence, [row.pk for row in rows])
    return len(rows)


def _judging(assembly_id: int) -> Callable[[Sitting], Sat]:
    """How sittings are judged: their length, by the assembly's rules of today."""
    late_after = timedelta(minutes=rules.minutes(rules.LATE_AFTER, assembly_id))
    early_before = timedelta(minutes=rules.minutes(rules.EARLY_BEFORE, assembly_id))
    least = rules.least_share(assembly_id)
    return lambda one: Sat(one.starts_at, one.ends_at, late_after, early_before, least)


def _results(gathering: Gathering) -> Iterator[Presence]:
    counted_on = gathering.closed_on or clock.today()
    seen: set[int] = set()
    judged = _judging(gathering.assembly_id)
    for sitting in gathering.sittings.order_by("starts_at", "id"):
        sat = judged(sitting)
        for line in roll_of(sitting).lines:
            if not line.marks and line.invitation.duty == Duty.MAY:
                continue
            marks = [(mark.at, mark.direction) for mark in line.marks]
            result = result_of(marks, sat, is_excused=line.is_excused)
            row = _row(gathering, sitting, line, result.stay)
            row.state = result.state
            row.is_first = row.is_there and line.invitation.pk not in seen
            row.counted_on = counted_on
            if row.is_there:
                seen.add(line.invitation.pk)
            yield row


def _row(gathering: Gathering, sitting: Sitting, line: Line, stay: Stay | None) -> Presence:
    return Presence(
        assembly_id=gathering.assembly_id,
        sitting=sitting,
        invitation=line.invitation,
        arrived_at=stay.arrived_at if stay else None,
        left_at=stay.left_at if stay else None,
        minutes=stay.minutes if stay else None,
        gathering=gathering,
        person_id=line.invitation.person_id,
        happened_on=clock.day_of(sitting.starts_at),
    )
