"""Versions of what figures count of records."""

from tongxin.figures.models import facts_of
from tongxin.records.models.records import Record

RecordFacts = facts_of(
    Record,
    "kind",
    "happened_on",
    "amount_fen",
    "quantity",
    "level",
    "grade",
    "variety",
    "county",
    "intake",
    "recorded_on",
    "withdrawn_on",
    begin="recorded_on",
    doc="What was counted of a record for a while.",
    module=__name__,
)
