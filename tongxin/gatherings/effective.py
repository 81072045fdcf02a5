"""What holds for a gathering: its kind's word, unless the assembly's staff laid another over it."""

from datetime import date, timedelta

from tongxin.core import clock
from tongxin.gatherings.declaration import Leave, Quorum
from tongxin.gatherings.models import Gathering, GatheringOverlay


def leave_for(gathering: Gathering) -> Leave | None:
    """How leave is asked; None where nobody has to ask."""
    overlay = _overlay(gathering)
    if overlay is not None and overlay.leave:
        return Leave.of(overlay.leave)
    return gathering.kind.declared.leave


def quorum_for(gathering: Gathering) -> Quorum | None:
    """The share of members that makes the meeting; None where none is asked for."""
    overlay = _overlay(gathering)
    if overlay is not None and overlay.quorum:
        return Quorum.of(overlay.quorum)
    return gathering.kind.declared.quorum


def last_day_to_ask(gathering: Gathering, leave: Leave) -> date:
    """Until when leave is asked in time; later asking is possible and marked."""
    return gathering.happened_on - timedelta(days=leave.days_before)


def answer_by(gathering: Gathering) -> date:
    """The day by which an answer is expected: the last one for asking leave, the day before at the latest, not past."""
    leave = leave_for(gathering)
    before = max(1, leave.days_before if leave else 1)
    return max(clock.today(), gathering.happened_on - timedelta(days=before))


def _overlay(gathering: Gathering) -> GatheringOverlay | None:
    return GatheringOverlay._base_manager.filter(
        assembly_id=gathering.assembly_id, kind_id=gathering.kind_id
    ).first()
