"""Correct a closed gathering: a new version with its reason, the old one stays."""

from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.figures import history
from tongxin.gatherings.actions.close_gathering import keep_version
from tongxin.gatherings.actions.plan_gathering import put_plan
from tongxin.gatherings.actions.set_sittings import put_days, write_sittings
from tongxin.gatherings.kinds import kind_of
from tongxin.gatherings.lifecycle import GATHERING
from tongxin.gatherings.models import Gathering, Outcome, Presence
from tongxin.gatherings.values import Plan, Slot
from tongxin.lifecycle.perform import performs


@performs(GATHERING.correct)
def correct(
    gathering: Gathering,
    *,
    actor: Actor,
    reason: str,
    plan: Plan,
    closing_words: str,
    guests: int | None,
    slot: Slot | None = None,
) -> dict[str, Any]:
    """It says something else from now on; what was published before stays. `slot`: the time of the one sitting."""
    kind = kind_of(gathering.kind, gathering.assembly)
    put_plan(gathering, kind.fields, plan)
    gathering.kind_revision = kind.row.revision
    gathering.closing_words, gathering.guests = closing_words, guests
    if slot is not None:
        _move(gathering, slot)
    version = keep_version(gathering, actor, reason=reason)
    return {"version": version.number}


def _move(gathering: Gathering, slot: Slot) -> None:
    """Another day or hour for its one sitting; presences and outcomes count on the day of it."""
    put_days(gathering, [slot])
    write_sittings(gathering, [slot])
    day = clock.day_of(slot.starts_at)
    for model in (Presence, Outcome):
        rows = model._base_manager.filter(gathering=gathering)
        rows.update(happened_on=day)
        history.keep(model, rows.values_list("pk", flat=True))
