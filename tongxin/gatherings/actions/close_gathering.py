"""Close a gathering: what stands of everybody and everything is settled, its words are kept, and it counts."""

from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.gatherings.actions.end_waiting import end_waiting
from tongxin.gatherings.actions.note_attendance import note_attendance
from tongxin.gatherings.actions.settle_outcomes import settle_outcomes
from tongxin.gatherings.actions.settle_presence import settle_presence
from tongxin.gatherings.kinds import kind_of
from tongxin.gatherings.lifecycle import GATHERING
from tongxin.gatherings.models import Gathering, GatheringVersion
from tongxin.gatherings.values import Attendance, said
from tongxin.lifecycle.perform import follows, performs


@performs(GATHERING.close)
def close(
    gathering: Gathering,
    *,
    actor: Actor,
    closing_words: str = "",
    guests: int | None = None,
    attendance: Attendance | None = None,
) -> dict[str, Any]:
    """From here it counts. `attendance`: the names of a past gathering that was never announced."""
    gathering.closed_on = clock.today()
    gathering.closing_words = closing_words
    gathering.guests = guests
    version = keep_version(gathering, actor)
    return {"version": version.number, "kind": gathering.kind.code}


@follows(GATHERING.close)
def settle(
    gathering: Gathering,
    *,
    actor: Actor,
    event: Any,
    attendance: Attendance | None = None,
    **data: Any,
) -> None:
    """Write down who was there: from the names given, else from what the door and the lists say."""
    if attendance is not None:
        note_attendance(gathering, actor=actor, attendance=attendance)
    else:
        settle_presence(gathering, actor=actor)
    settle_outcomes(gathering)
    end_waiting(gathering)


def keep_version(gathering: Gathering, actor: Actor, *, reason: str = "") -> GatheringVersion:
    """Keep what the gathering says; earlier versions stay."""
    fields = kind_of(gathering.kind, gathering.assembly).fields
    version = GatheringVersion(
        assembly_id=gathering.assembly_id,
        gathering=gathering,
        number=gathering.versions.count() + 1,
        values=said(gathering, fields),
        reason=reason,
        by=actor.person,
        on=clock.today(),
    )
    version.save(force_insert=True)
    return version
