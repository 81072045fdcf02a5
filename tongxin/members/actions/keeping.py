"""Whoever changes a roll keeps that of the assembly concerned; the program itself keeps them all."""

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Refused


def demand_keeping(actor: Actor, assembly_id: int) -> None:
    """Refuse those who keep no roll, and those who keep another assembly's."""
    demand(actor, "members.keep")
    if not actor.is_system and assembly_id not in actor.assembly_ids:
        raise Refused(_("只能维护本级政协的名册。"))
