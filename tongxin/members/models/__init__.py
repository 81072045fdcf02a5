from tongxin.members.models.bodies import (
    Body,
    Collective,
    Representative,
    Sector,
    SpecialCommittee,
)
from tongxin.members.models.contacts import SIDES, ContactPair, PairContact
from tongxin.members.models.corrections import Correction
from tongxin.members.models.identity_numbers import IdentityNumber
from tongxin.members.models.members import Appointment, Mandate, Member
from tongxin.members.models.submissions import RollSubmission, SubmittedSeat
from tongxin.members.models.terms import PlenarySession, Term

__all__ = [
    "SIDES",
    "Appointment",
    "Body",
    "Collective",
    "ContactPair",
    "Correction",
    "IdentityNumber",
    "Mandate",
    "Member",
    "PairContact",
    "PlenarySession",
    "Representative",
    "RollSubmission",
    "Sector",
    "SpecialCommittee",
    "SubmittedSeat",
    "Term",
]
