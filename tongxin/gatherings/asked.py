"""What a gathering asks of those who are invited: how leave is asked and until when, by when an answer, which quorum."""

from datetime import date, timedelta

from tongxin.core import clock
from tongxin.gatherings.declaration import Leave, Quorum
from tongxin.gatherings.kinds import kind_of
from tongxin.gatherings.models import Gathering


def leave_for(gathering: Gathering) -> Leave | None:
    """How leave is asked here; None where nobody has to ask."""
    return kind_of(gathering.kind, gathering.assembly).leave


def quorum_for(gathering: Gathering) -> Quorum | None:
    """The share of members that makes the meeting; None where none is asked for."""
    return kind_of(gathering.kind, gathering.assembly).quorum


def last_day_to_ask(gathering: Gathering, leave: Leave) -> date:
    """Until when leave is asked in time; later asking is possible and marked."""
    return gathering.happened_on - timedelta(days=leave.days_before)


def answer_by(gathering: Gathering) -> date:
    """The day by which an answer is expected: the last one for asking leave, the day before at the latest, not past."""
    leave = leave_for(gathering)
    before = max(1, leave.days_before if leave else 1)
    return max(clock.today(), gathering.happened_on - timedelta(days=before))
