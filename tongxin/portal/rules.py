"""Who reads and who changes the rulebook of an assembly."""

from tongxin.accounts.permissions import roles
from tongxin.accounts.terms import Role

KEEPERS = (
    Role.PROPOSALS_OFFICE,
    Role.GENERAL_OFFICE,
    Role.COUNTY_OFFICE,
    Role.SECRETARY_GENERAL,
    Role.SYSTEM_MANAGER,
)

change_rulebook = roles(*KEEPERS)
view_rulebook = roles(*(role for role in Role if role not in Role.temporary()))
