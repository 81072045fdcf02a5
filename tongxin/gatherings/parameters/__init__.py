"""The rulebook's chapter of meetings and activities: every number in which cities differ, with its source."""

from tongxin.gatherings.parameters import doors, people, planning, proceedings

PARAMETERS = (
    *planning.PARAMETERS,
    *people.PARAMETERS,
    *doors.PARAMETERS,
    *proceedings.PARAMETERS,
)
