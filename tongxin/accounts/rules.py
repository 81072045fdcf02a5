"""Who may do what with people and accounts, and who reads the trail."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person, RoleAssignment
from tongxin.accounts.permissions import NOTHING
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.organisations.models import Service
from tongxin.trail.models import Event

OPENERS = (
    Role.SECURITY_MANAGER,
    Role.MEMBER_LIAISON,
    Role.GENERAL_OFFICE,
    Role.PROPOSALS_OFFICE,
    Role.COUNTY_OFFICE,
)
RESTORERS = (Role.SECURITY_MANAGER, Role.MEMBER_LIAISON, Role.GROUP_LIAISON)

MERGERS = (
    Role.SECURITY_MANAGER,
    Role.MEMBER_LIAISON,
    Role.GENERAL_OFFICE,
    Role.COUNTY_OFFICE,
)


def declare() -> None:
    """Make the permissions of this app known."""
    permissions.declare("accounts.people", Person, _sees, _("查看人员与身份"))
    permissions.declare("accounts.grant", Person, _manages, _("授予和收回身份"))
    permissions.declare("accounts.lock", Person, _manages, _("锁定账号、重设第二因素"))
    permissions.declare("accounts.open", None, permissions.roles(*OPENERS), _("登记人员并开户"))
    permissions.declare("accounts.issue_codes", Person, _issues_codes, _("打印一次性口令"))
    permissions.declare("accounts.restore", Person, _restores, _("当场恢复登录"))
    permissions.declare("accounts.merge", Person, _merges, _("合并重复登记的人员"))
    permissions.declare("trail.read", Event, _reads_trail, _("查阅留痕"))


def roles_within(actor: Actor) -> QuerySet[RoleAssignment]:
    """The identities, past ones too, held in the actor's assemblies or at units that serve them."""
    serving = Service._base_manager.filter(assembly_id__in=actor.assembly_ids)
    return RoleAssignment.objects.filter(
        Q(assembly_id__in=actor.assembly_ids)
        | Q(assembly__isnull=True, organisation_id__in=serving.values("organisation_id"))
    )


def _people_within(actor: Actor) -> Q:
    """People with an identity within the actor's reach, and people who have none anywhere yet."""
    held = RoleAssignment.objects.values("person_id")
    return Q(pk__in=roles_within(actor).values("person_id")) | ~Q(pk__in=held)


def _members_only() -> Q:
    """People whose identities today all are a member's."""
    others = RoleAssignment.objects.in_force(clock.today()).exclude(role__in=Role.of_members())
    return ~Q(pk__in=others.values("person_id"))


def _sees(actor: Actor) -> Q:
    return _people_within(actor) if actor.is_any([Role.SECURITY_MANAGER]) else NOTHING


def _manages(actor: Actor) -> Q:
    """Security managers, never upon themselves."""
    return (
        _sees(actor) & ~Q(pk=actor.person_id) if actor.is_any([Role.SECURITY_MANAGER]) else NOTHING
    )


def _restores(actor: Actor) -> Q:
    """Security managers for anybody; liaison officers for those who are members and nothing else."""
    if not actor.is_any(RESTORERS):
        return NOTHING
    if actor.is_any([Role.SECURITY_MANAGER]):
        return _manages(actor)
    members = roles_within(actor).in_force(clock.today()).filter(role__in=Role.of_members())
    return Q(pk__in=members.values("person_id")) & _members_only() & ~Q(pk=actor.person_id)


def _issues_codes(actor: Actor) -> Q:
    """Security managers for anybody; offices that import rosters only for members who never signed in."""
    if not actor.is_any(OPENERS):
        return NOTHING
    if actor.is_any([Role.SECURITY_MANAGER]):
        return _manages(actor)
    return _people_within(actor) & _members_only() & Q(user__last_login__isnull=True)


def _merges(actor: Actor) -> Q:
    """Security managers anybody; the offices that keep rolls those who are members and nothing else."""
    if not actor.is_any(MERGERS):
        return NOTHING
    if actor.is_any([Role.SECURITY_MANAGER]):
        return _manages(actor)
    return _people_within(actor) & _members_only() & ~Q(pk=actor.person_id)


def _reads_trail(actor: Actor) -> Q:
    """Audit managers: events of their assembly, and those of its people that belong to no assembly."""
    if not actor.is_any([Role.AUDIT_MANAGER]):
        return NOTHING
    within = roles_within(actor)
    people = within.values("person_id")
    return Q(assembly_id__in=actor.assembly_ids) | Q(assembly_id__isnull=True) & (
        Q(assignment_id__in=within.values("id"))
        | Q(assignment_id__isnull=True, person_id__in=people)
        | Q(person_id__isnull=True, record_type="accounts.person", record_id__in=people)
    )
