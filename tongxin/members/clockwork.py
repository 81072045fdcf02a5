"""What the clock does by itself: the roles that were given for a plenary end with it (practice 16)."""

from django.db.models import Exists, OuterRef

from tongxin.accounts.actions.end_role import end_role
from tongxin.accounts.actor import SYSTEM
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.members.models import PlenarySession


def end_temporary_roles() -> int:
    """End what borrowed staff and liaison officers held for a plenary that has closed, whatever end was written down.

    A role that begins after the closing day is for the next plenary and stays. Repeats do nothing.
    """
    today = clock.today()
    closed = PlenarySession._base_manager.filter(
        assembly=OuterRef("assembly"), closes_on__gte=OuterRef("starts_on"), closes_on__lt=today
    )
    held = RoleAssignment.objects.in_force(today).filter(role__in=Role.temporary())
    outlived = list(held.filter(Exists(closed)).order_by("id"))
    for assignment in outlived:
        end_role(assignment, actor=SYSTEM)
    return len(outlived)
