"""Names for the people and units of the usual small city, so that a story can be read, and seen."""

from tests.factories.accounts import RoleAssignmentFactory
from tests.factories.cities import City
from tongxin.accounts.actor import Actor, acting_as
from tongxin.accounts.models import Person
from tongxin.accounts.terms import Role
from tongxin.organisations.models import Assembly, Organisation

MEMBERS = ["王敏", "李国强", "周雅琴", "陈立"]
UNITS = ["市教育局", "市公安局", "市交通运输局", "市机关事务管理局"]
STAFF = {
    "office": "刘静",
    "chair": "何志远",
    "reviewer": "孙倩",
    "assigner": "马骏",
    "leader": "吴建华",
}
CLERKS = ["赵一鸣", "钱立", "郑晓东", "冯楠"]


def make_town(city: City) -> City:
    """The same city with names as people bear them; its roles act as before."""
    Assembly.objects.filter(pk=city.assembly.pk).update(
        place="澜川市", name="政协澜川市委员会", short_name="澜川市政协"
    )
    city.assembly.refresh_from_db()
    for member, name in zip(city.members, MEMBERS, strict=True):
        rename(member.person, name)
    for unit, name in zip(city.units, UNITS, strict=True):
        Organisation.objects.filter(pk=unit.pk).update(name=name, short_name=name)
    for role, name in STAFF.items():
        rename(getattr(city, role).person, name)
    for clerk, name in zip(city.clerks, CLERKS, strict=True):
        rename(clerk.person, name)
    return city


def rename(person: Person, name: str) -> None:
    Person.objects.filter(pk=person.pk).update(name=name)
    person.refresh_from_db()


def second_reviewer(city: City) -> Actor:
    """Another examiner: two opinions are two persons' opinions."""
    identity = RoleAssignmentFactory(role=Role.REVIEWER, assembly=city.assembly)
    rename(identity.person, "许文")
    return acting_as(identity)
