from tongxin.members.models.bodies import Collective, Representative, Sector, SpecialCommittee
from tongxin.members.models.members import Appointment, Mandate, Member
from tongxin.members.models.terms import PlenarySession, Term

__all__ = [
    "Appointment",
    "Collective",
    "Mandate",
    "Member",
    "PlenarySession",
    "Representative",
    "Sector",
    "SpecialCommittee",
    "Term",
]
