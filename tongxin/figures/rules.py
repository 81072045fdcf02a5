"""Who reads figures: the assembly's offices and leaders, and those who hand proposals out."""

from django.utils.translation import gettext_lazy as _

from tongxin.accounts import permissions
from tongxin.accounts.terms import Role

READERS = (
    Role.leaders()
    | Role.proposals_staff()
    | {
        Role.REVIEWER,
        Role.PLENARY_GROUP,
        Role.COMMITTEE_STAFF,
        Role.RESEARCH_OFFICE,
        Role.MEMBER_LIAISON,
        Role.GENERAL_OFFICE,
        Role.COUNTY_OFFICE,
        Role.ASSIGNER,
    }
)

EXAMINERS = Role.proposals_staff() | {Role.REVIEWER, Role.PLENARY_GROUP}


def declare() -> None:
    """Make the permissions of this app known."""
    permissions.declare("figures.view", None, permissions.roles(*READERS), _("查看数字"))
    permissions.declare(
        "figures.held", None, permissions.roles(*EXAMINERS), _("查看未下发的审查结果数字")
    )
    permissions.declare(
        "figures.export", None, permissions.roles(*(READERS - Role.temporary())), _("导出数字")
    )
