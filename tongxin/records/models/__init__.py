from tongxin.records.models.facts import RecordFacts
from tongxin.records.models.kinds import KindOverlay, RecordKind
from tongxin.records.models.publications import Publication, PublicationReview
from tongxin.records.models.records import (
    Record,
    RecordFile,
    RecordOrganisation,
    RecordPerson,
    RecordVersion,
)
from tongxin.records.models.submissions import Intake, Submission

__all__ = [
    "Intake",
    "KindOverlay",
    "Publication",
    "PublicationReview",
    "Record",
    "RecordFacts",
    "RecordFile",
    "RecordKind",
    "RecordOrganisation",
    "RecordPerson",
    "RecordVersion",
    "Submission",
]
