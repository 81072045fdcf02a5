"""Gives a person an identity to act under."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts import permissions, temporary
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person, RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core import formats
from tongxin.core.errors import Refused
from tongxin.organisations.models import Assembly, Organisation, Service


@transaction.atomic
def grant_role(
    person: Person,
    *,
    actor: Actor,
    role: Role | str,
    starts_on: date,
    assembly: Assembly | None = None,
    organisation: Organisation | None = None,
    ends_on: date | None = None,
    title: str = "",
    reason: str = "",
) -> RoleAssignment:
    """Grant a dated role by hand: a security manager's act, never upon oneself.

    Refuses a second of the three managers (三员分立), a temporary plenary role without an end or beyond its plenary,
    a role that follows from a mandate, a place outside the manager's own assembly, and what the person already holds.
    """
    if actor.person_id == person.pk:
        raise Refused(_("不能给自己授予身份，请由另一位安全管理员办理。"))
    permissions.demand(actor, "accounts.grant", person)
    wanted = RoleAssignment(
        person=Person.objects.select_for_update().get(pk=person.pk),
        role=Role(role),
        assembly=assembly,
        organisation=organisation,
        title=title.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
    )
    for check, field in CHECKS:
        if sentence := check(wanted, actor):
            raise Refused(sentence, field=field)
    wanted.save()
    trail.record(
        "accounts.grant_role", wanted, actor, role=wanted.role, person=person.pk, ends_on=ends_on
    )
    return wanted


def _is_by_hand(wanted: RoleAssignment, actor: Actor) -> str | None:
    if wanted.role in Role.derived():
        return _("“%(role)s”身份随任职自动产生，请在委员名册中登记任职。") % {
            "role": wanted.get_role_display()
        }
    return None


def _has_place(wanted: RoleAssignment, actor: Actor) -> str | None:
    if wanted.role in Role.of_units():
        return None if wanted.organisation_id else _("请选择单位。")
    return None if wanted.assembly_id else _("请选择政协组织。")


def _has_dates(wanted: RoleAssignment, actor: Actor) -> str | None:
    if wanted.ends_on is None:
        if wanted.role in Role.temporary():
            return _("“%(role)s”是会议期间的临时身份，请填写结束日期。") % {
                "role": wanted.get_role_display()
            }
        return None
    return None if wanted.ends_on > wanted.starts_on else _("结束日期要晚于开始日期。")


def _ends_with_plenary(wanted: RoleAssignment, actor: Actor) -> str | None:
    """The clock ends it with the plenary whatever was written down, so nobody is promised more."""
    if wanted.role not in Role.temporary() or wanted.ends_on is None:
        return None
    closing = temporary.closes_on(wanted.assembly_id, wanted.starts_on)
    if closing is None or wanted.ends_on <= closing + timedelta(days=1):
        return None
    return _("“%(role)s”是会议期间的临时身份，会议%(day)s闭幕，请填不晚于这一天的日期。") % {
        "role": wanted.get_role_display(),
        "day": formats.day(closing),
    }


def _is_within_reach(wanted: RoleAssignment, actor: Actor) -> str | None:
    if actor.is_system:
        return None
    if wanted.assembly_id:
        reached = wanted.assembly_id in actor.assembly_ids
    else:
        reached = Service._base_manager.filter(
            organisation_id=wanted.organisation_id, assembly_id__in=actor.assembly_ids
        ).exists()
    return None if reached else _("只能授予本级政协及其承办单位的身份。")


def _is_new(wanted: RoleAssignment, actor: Actor) -> str | None:
    same = _overlapping(wanted).filter(
        role=wanted.role, assembly=wanted.assembly, organisation=wanted.organisation
    )
    return _("此人在这段时间已有这个身份。") if same.exists() else None


def _is_apart(wanted: RoleAssignment, actor: Actor) -> str | None:
    if wanted.role not in Role.managers():
        return None
    others = _overlapping(wanted).filter(role__in=Role.managers() - {wanted.role})
    if others.exists():
        return _("系统管理员、安全管理员、审计管理员须由不同的人担任。")
    return None


def _overlapping(wanted: RoleAssignment):
    """The person's other identities that share a day with the wanted one (periods are half-open)."""
    held = RoleAssignment.objects.filter(person=wanted.person)
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=wanted.starts_on))
    return held.filter(starts_on__lt=wanted.ends_on) if wanted.ends_on else held


CHECKS = (
    (_is_by_hand, "role"),
    (_has_place, "organisation"),
    (_has_dates, "last_on"),
    (_ends_with_plenary, "last_on"),
    (_is_within_reach, None),
    (_is_new, None),
    (_is_apart, None),
)
"""What is asked of a grant, in this order, with the field of the form that a refusal concerns."""
