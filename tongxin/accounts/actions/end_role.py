"""Takes an identity back from a day on."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts import permissions, rules
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.organisations.models import Assembly


@transaction.atomic
def end_role(assignment: RoleAssignment, *, actor: Actor, on: date | None = None) -> RoleAssignment:
    """End an identity: `on` (today by default) is the first day on which it holds no more.

    Never one's own, never one that follows from a mandate, never an assembly's last security manager.
    """
    on = on or clock.today()
    permissions.demand(actor, "accounts.grant", assignment.person)
    if not (actor.is_system or rules.roles_within(actor).filter(pk=assignment.pk).exists()):
        raise Refused(_("只能收回本级政协及其承办单位的身份。"))
    if assignment.assembly_id:
        Assembly.objects.select_for_update().get(pk=assignment.assembly_id)
    held = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    if sentence := _refusal(held, on):
        raise Refused(sentence)
    held.ends_on = on
    held.save(update_fields=["ends_on"])
    trail.record(
        "accounts.end_role", held, actor, role=held.role, person=held.person_id, ends_on=on
    )
    return held


def _refusal(held: RoleAssignment, on: date) -> str | None:
    if held.role in Role.derived():
        return _("“%(role)s”身份随任职结束，请在委员名册中登记。") % {
            "role": held.get_role_display()
        }
    if held.ends_on and held.ends_on <= clock.today():
        return _("这个身份已经结束。")
    if on < held.starts_on:
        return _("结束日期不能早于开始日期。")
    if held.role == Role.SECURITY_MANAGER and not _has_other_manager(held, on):
        return _("这是最后一位安全管理员。请先授予另一位，再收回这一位。")
    return None


def _has_other_manager(held: RoleAssignment, on: date) -> bool:
    others = RoleAssignment.objects.in_force(on).filter(
        role=Role.SECURITY_MANAGER, assembly_id=held.assembly_id, person__user__is_active=True
    )
    return others.exclude(person_id=held.person_id).exists()
