"""Versions of what figures count of gatherings, presences and outcomes."""

from tongxin.figures.models import facts_of
from tongxin.gatherings.models.attendance import Presence
from tongxin.gatherings.models.gatherings import Gathering
from tongxin.gatherings.models.proceedings import Outcome

GatheringFacts = facts_of(
    Gathering,
    "kind",
    "happened_on",
    "variety",
    "level",
    "quantity",
    "closed_on",
    begin="closed_on",
    doc="What was counted of a gathering for a while.",
    module=__name__,
)
PresenceFacts = facts_of(
    Presence,
    "gathering",
    "person",
    "happened_on",
    "state",
    "is_first",
    "counted_on",
    begin="counted_on",
    doc="What was counted of somebody's presence for a while.",
    module=__name__,
)
OutcomeFacts = facts_of(
    Outcome,
    "gathering",
    "kind",
    "happened_on",
    "counted_on",
    "withdrawn_on",
    "replaced_by",
    begin="counted_on",
    doc="What was counted of an outcome for a while.",
    module=__name__,
)
