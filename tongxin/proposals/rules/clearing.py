"""Who asks for a clearing, who confirms it, and that these are two people (practice 14)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.lifecycle.table import Audience
from tongxin.proposals import rules as r
from tongxin.proposals.models import Clearing

ASKING = (Role.SECRETARY_GENERAL, Role.GENERAL_OFFICE)

ask_clearing = r.role_holder(*ASKING)
view_clearing = r.role_holder(*ASKING, Role.SECURITY_MANAGER)

ASKERS = Audience(
    "clearing_askers",
    gettext_lazy("秘书长、办公室"),
    ask_clearing,
    r.holders_of_role(*ASKING),
)
SECURITY = Audience(
    "security_manager",
    gettext_lazy("安全管理员"),
    r.role_holder(Role.SECURITY_MANAGER),
    r.holders_of_role(Role.SECURITY_MANAGER),
)


def is_second_person(clearing: Clearing, actor: Actor) -> str | None:
    """Nobody clears alone, whatever roles they hold."""
    if actor.person_id is None or actor.person_id != clearing.asked_by_id:
        return None
    return _("提出清除的人不能自己确认，请由另一人确认。")
