"""The columns of the matrix: who asks, in which relation to the city's proposals."""

from tests.factories.cities import City, make_city, staff
from tests.factories.members import CollectiveFactory, RepresentativeFactory
from tests.factories.organisations import AssemblyFactory, OrganisationFactory, ServiceFactory
from tongxin.accounts.actor import PUBLIC, Actor, acting_as
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.organisations.models import Assembly
from tongxin.organisations.terms import Channel

COLUMNS = {
    "public": "nobody signed in",
    "lead": "the member who leads the proposals",
    "cosign": "a member who co-signs",
    "other": "another member",
    "coll": "who acts for a collective proposer",
    "office": "Proposals office",
    "chair": "chair of the Proposals Committee",
    "review": "reviewer",
    "plenary": "plenary proposal group",
    "borrow": "the same, borrowed from the unit concerned",
    "assign": "assigner of the unit's channel",
    "assignP": "assigner of the other channel",
    "unit": "clerk of the unit concerned",
    "assist": "clerk of its assisting unit",
    "unitX": "clerk of an unrelated unit",
    "vice": "vice chair",
    "secgen": "secretary general",
    "general": "general office",
    "ctee": "special committee's staff",
    "memlia": "members' liaison",
    "grplia": "group liaison officer",
    "county": "a county's office",
    "officeB": "another city's Proposals office",
    "memberB": "another city's member",
    "system": "system manager",
    "secure": "security manager",
    "audit": "audit manager",
}


def actors_of(city: City, elsewhere: City) -> dict[str, Actor]:
    """Everybody by the name of their column."""
    here, unit = city.assembly, city.units[0]
    party_office = OrganisationFactory(name="市委办公室")
    ServiceFactory(assembly=here, organisation=party_office, channel=Channel.PARTY)
    county = AssemblyFactory(county=True, parent=here)
    return {
        "public": PUBLIC,
        "lead": city.member_actor(0),
        "cosign": city.member_actor(1),
        "other": city.member_actor(2),
        "coll": _representative(here),
        "office": city.office,
        "chair": city.chair,
        "review": city.reviewer,
        "plenary": staff(Role.PLENARY_GROUP, here),
        "borrow": staff(Role.PLENARY_GROUP, here, unit),
        "assign": city.assigner,
        "assignP": staff(Role.ASSIGNER, here, party_office),
        "unit": city.clerks[0],
        "assist": city.clerks[1],
        "unitX": city.clerks[3],
        "vice": city.leader,
        "secgen": staff(Role.SECRETARY_GENERAL, here),
        "general": staff(Role.GENERAL_OFFICE, here),
        "ctee": staff(Role.COMMITTEE_STAFF, here),
        "memlia": staff(Role.MEMBER_LIAISON, here),
        "grplia": staff(Role.GROUP_LIAISON, here),
        "county": staff(Role.COUNTY_OFFICE, county),
        "officeB": elsewhere.office,
        "memberB": elsewhere.member_actor(0),
        "system": staff(Role.SYSTEM_MANAGER, here),
        "secure": staff(Role.SECURITY_MANAGER, here),
        "audit": staff(Role.AUDIT_MANAGER, here),
    }


def _representative(assembly: Assembly) -> Actor:
    collective = CollectiveFactory(assembly=assembly)
    representative = RepresentativeFactory(assembly=assembly, collective=collective)
    assignment = RoleAssignment.objects.create(
        person=representative.person,
        role=Role.COLLECTIVE,
        assembly=assembly,
        starts_on=representative.starts_on,
        reason="测试",
    )
    return acting_as(assignment)


def another_city() -> City:
    """The same offices somewhere else, with rows that nobody here may see."""
    return make_city(members=2, units=2)
