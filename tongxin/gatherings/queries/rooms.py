"""Groups that meet in rooms of their own, and who may be their liaison officer."""

from django.db.models import Q, QuerySet

from tongxin.accounts.models import Person
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.gatherings.models import Gathering
from tongxin.members.models import Body
from tongxin.members.queries.sitting import in_force
from tongxin.members.terms import BodyKind
from tongxin.organisations.models import Assembly


def groups_of(assembly: Assembly) -> QuerySet[Body]:
    """The groups of members (委员小组) that there are today."""
    rows = Body._base_manager.filter(in_force(clock.today()), assembly=assembly)
    return rows.filter(kind=BodyKind.GROUP)


def liaisons_of(gathering: Gathering) -> QuerySet[Person]:
    """Those who are group liaison officers on the gathering's last day: a role ends with its plenary (practice 16).

    Whoever is named already stays among them.
    """
    lasting = Q(roles__ends_on__isnull=True) | Q(roles__ends_on__gt=gathering.ends_on)
    officers = Q(roles__role=Role.GROUP_LIAISON, roles__assembly=gathering.assembly)
    named = Q(pk__in=gathering.sittings.exclude(liaison=None).values("liaison"))
    return Person.objects.filter(lasting & officers | named).distinct().order_by("name", "pk")
