"""A small city in which a proposal can go its whole way: offices, examiners, assigner, three units, members."""

from dataclasses import dataclass, field

from tests.factories.accounts import RoleAssignmentFactory
from tests.factories.members import MemberFactory, PlenarySessionFactory
from tests.factories.organisations import AssemblyFactory, OrganisationFactory, ServiceFactory
from tongxin.accounts.actor import Actor, acting_as
from tongxin.accounts.terms import Role
from tongxin.members.models import Member, PlenarySession
from tongxin.organisations.models import Assembly, Organisation
from tongxin.organisations.terms import Channel


@dataclass
class City:
    """Who is who; actors are ready to act."""

    assembly: Assembly
    session: PlenarySession
    office: Actor
    chair: Actor
    reviewer: Actor
    assigner: Actor
    leader: Actor
    members: list[Member]
    units: list[Organisation]
    clerks: list[Actor] = field(default_factory=list)

    def member_actor(self, number: int = 0) -> Actor:
        """The member with this number, acting as a member."""
        member = self.members[number]
        assignment = member.person.roles.filter(role=Role.MEMBER, assembly=self.assembly).first()
        return acting_as(
            assignment
            or RoleAssignmentFactory(person=member.person, role=Role.MEMBER, assembly=self.assembly)
        )


def make_city(*, members: int = 4, units: int = 4) -> City:
    """Build it from factories: the suite's usual ground."""
    assembly = AssemblyFactory()
    inspection_room = OrganisationFactory(name="市政府督查室")
    ServiceFactory(assembly=assembly, organisation=inspection_room, channel=Channel.GOVERNMENT)
    handling = [OrganisationFactory() for _number in range(units)]
    for unit in handling:
        ServiceFactory(assembly=assembly, organisation=unit, channel=Channel.GOVERNMENT)
    return City(
        assembly=assembly,
        session=PlenarySessionFactory(assembly=assembly),
        office=staff(Role.PROPOSALS_OFFICE, assembly),
        chair=staff(Role.PROPOSALS_CHAIR, assembly),
        reviewer=staff(Role.REVIEWER, assembly),
        assigner=staff(Role.ASSIGNER, assembly, inspection_room),
        leader=staff(Role.VICE_CHAIR, assembly),
        members=[MemberFactory(assembly=assembly) for _number in range(members)],
        units=handling,
        clerks=[staff(Role.UNIT_CLERK, assembly, unit) for unit in handling],
    )


def staff(role: str, assembly: Assembly, organisation: Organisation | None = None) -> Actor:
    """Somebody with a role in this assembly (at a unit)."""
    return acting_as(RoleAssignmentFactory(role=role, assembly=assembly, organisation=organisation))
