"""Groups of roles that things whose kinds are data name: who keeps a kind, who records in it, who reads it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.terms import Role

OFFICES = (
    frozenset(
        {
            Role.GENERAL_OFFICE,
            Role.RESEARCH_OFFICE,
            Role.MEMBER_LIAISON,
            Role.COMMITTEE_STAFF,
            Role.COUNTY_OFFICE,
        }
    )
    | Role.proposals_staff()
)
KEEPERS = frozenset({Role.GENERAL_OFFICE, Role.COUNTY_OFFICE})
"""The offices that keep the kinds themselves, what is submitted, what only few read."""

LEADERS = Role.leaders()
MEMBERS = frozenset({Role.MEMBER, Role.COLLECTIVE})


class Recorders(models.TextChoices):
    """Who records of a kind; the offices that keep the book always may."""

    OFFICES = "offices", _("各办公室和专委会")
    GENERAL = "general", _("办公室")
    RESEARCH = "research", _("研究室、办公室")
    LIAISON = "liaison", _("委员联络部门、办公室")
    COMMITTEES = "committees", _("专委会、办公室")

    @property
    def roles(self) -> frozenset[Role]:
        return _RECORDING[self]

    @classmethod
    def open_to(cls, role: str) -> "list[Recorders]":
        """The kinds' choices under which this role records."""
        return [one for one in cls if role in one.roles]


class Readers(models.TextChoices):
    """Who reads what is recorded of a kind; counts are read by whoever reads figures."""

    MEMBERS = "members", _("委员、各办公室和领导")
    OFFICES = "offices", _("各办公室和领导")
    LEADERS = "leaders", _("办公室和领导")

    @property
    def roles(self) -> frozenset[Role]:
        return _READING[self]

    @classmethod
    def open_to(cls, role: str) -> "list[Readers]":
        """The kinds' choices under which this role reads."""
        return [one for one in cls if role in one.roles]


_RECORDING = {
    Recorders.OFFICES: OFFICES,
    Recorders.GENERAL: KEEPERS,
    Recorders.RESEARCH: KEEPERS | {Role.RESEARCH_OFFICE},
    Recorders.LIAISON: KEEPERS | {Role.MEMBER_LIAISON},
    Recorders.COMMITTEES: KEEPERS | {Role.COMMITTEE_STAFF},
}
_READING = {
    Readers.MEMBERS: OFFICES | LEADERS | MEMBERS,
    Readers.OFFICES: OFFICES | LEADERS,
    Readers.LEADERS: KEEPERS | LEADERS,
}
