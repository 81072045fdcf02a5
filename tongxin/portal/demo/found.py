"""Sets the invented city up: assemblies, units, people, members, officers, categories."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from tongxin.accounts.actions.create_person import create_people, prepared_person
from tongxin.accounts.actions.grant_role import grant_role
from tongxin.accounts.actor import SYSTEM, Actor, acting_as
from tongxin.accounts.models import Person, RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.members.actions.appoint import appoint
from tongxin.members.actions.found_bodies import found_bodies, represent
from tongxin.members.actions.open_term import open_session, open_term
from tongxin.members.actions.seat_members import Seat, seat_members
from tongxin.members.models import (
    Appointment,
    Collective,
    Member,
    PlenarySession,
    Sector,
    SpecialCommittee,
)
from tongxin.members.terms import MandateEnd, MandateStart, Post
from tongxin.organisations.actions.change_rule import change_rule
from tongxin.organisations.actions.found_assembly import (
    begin_services,
    found_assembly,
    register_organisations,
    reorganise,
)
from tongxin.organisations.models import Assembly, Organisation, Service
from tongxin.organisations.terms import Channel, OrganisationKind, System, Tier, WorkingWay
from tongxin.portal.demo.material import City
from tongxin.portal.demo.material import shapes as m
from tongxin.proposals.actions.set_categories import set_categories
from tongxin.proposals.models import Category

ROLES = {
    "chair": Role.CHAIR,
    "vice_chair": Role.VICE_CHAIR,
    "secretary_general": Role.SECRETARY_GENERAL,
    "proposals_chair": Role.PROPOSALS_CHAIR,
    "proposals_office": Role.PROPOSALS_OFFICE,
    "first_examiner": Role.REVIEWER,
    "second_examiner": Role.REVIEWER,
    "general_office": Role.GENERAL_OFFICE,
    "research_office": Role.RESEARCH_OFFICE,
    "member_liaison": Role.MEMBER_LIAISON,
    "group_liaison": Role.GROUP_LIAISON,
    "assigner_party": Role.ASSIGNER,
    "assigner_government": Role.ASSIGNER,
    "unit_clerk": Role.UNIT_CLERK,
    "unit_leader": Role.UNIT_LEADER,
    "system_manager": Role.SYSTEM_MANAGER,
    "security_manager": Role.SECURITY_MANAGER,
    "audit_manager": Role.AUDIT_MANAGER,
}
SYSTEMS = {
    "党群": System.PARTY,
    "政府": System.GOVERNMENT,
    "法检": System.JUDICIARY,
    "区县": System.COUNTY,
}
CHANNELS = {"government": Channel.GOVERNMENT}
CATEGORIES = (
    ("economic", "经济建设"),
    ("political", "政治建设"),
    ("cultural", "文化建设"),
    ("social", "社会建设"),
    ("ecological", "生态文明建设"),
)
ENDINGS = {"resigned": MandateEnd.RESIGNED, "moved": MandateEnd.MOVED, "died": MandateEnd.DIED}


@dataclass
class Cast:
    """Who is who, by the material's codes; what the player needs at hand."""

    city: City
    assemblies: dict[str, Assembly] = field(default_factory=dict)
    sessions: dict[str, PlenarySession] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, Organisation] = field(default_factory=dict)
    members: dict[tuple[str, str], Member] = field(default_factory=dict)
    collectives: dict[str, Collective] = field(default_factory=dict)
    categories: dict[tuple[str, str], Category] = field(default_factory=dict)
    desks: dict[tuple[str, str], Organisation] = field(default_factory=dict)
    actors: dict[tuple[str, str, str], Actor] = field(default_factory=dict)

    def actor(self, person: str, role: str, place: str) -> Actor:
        """A person under a role in an assembly (or at a unit), by codes."""
        return self.actors[person, role, place]

    def remember(self, assignment: RoleAssignment, person: str, place: str) -> None:
        self.actors[person, assignment.role, place] = acting_as(assignment)

    def holders(self, role: str, place: str) -> list[Actor]:
        return [
            actor
            for (_p, held, where), actor in self.actors.items()
            if (held, where) == (role, place)
        ]


def found(city: City) -> Cast:
    """Everything that stands before the first proposal is written."""
    cast = Cast(city)
    _assemblies(cast)
    _people(cast)
    _units(cast)
    _bodies(cast)
    _members(cast)
    _officers(cast)
    return cast


def _assemblies(cast: Cast) -> None:
    for shape in cast.city.assemblies:
        assembly = found_assembly(
            Assembly(
                parent=cast.assemblies.get(shape.parent) if shape.parent else None,
                tier=Tier.CITY if shape.tier == "city" else Tier.COUNTY,
                slug=shape.slug,
                name=f"政协{shape.name}委员会",
                short_name=f"{shape.name}政协",
                name_en=shape.name_en,
                place=shape.name,
            ),
            actor=SYSTEM,
        )
        cast.assemblies[shape.slug] = assembly
        term = open_term(assembly, actor=SYSTEM, number=shape.term, starts_on=shape.term_started_on)
        for session in shape.sessions:
            cast.sessions[session.code] = open_session(
                term,
                actor=SYSTEM,
                number=session.number,
                opens_on=session.opens_on,
                closes_on=session.closes_on,
                window_opens_on=session.window_from,
                cutoff_at=session.cutoff,
            )
        _rules(assembly, shape)


def _rules(assembly: Assembly, shape: m.Assembly) -> None:
    """This city lets the office return faulty proposals itself, and wants replies by the end of June."""
    for code, value in (
        ("proposals.office_may_return", True),
        ("proposals.seal_page_required", False),
        ("proposals.reply_session_within", {"count": 4, "unit": "months", "by": "06-30"}),
    ):
        change_rule(
            assembly,
            actor=SYSTEM,
            code=code,
            value=value,
            valid_from=shape.term_started_on,
            reason=_("本市提案工作条例"),
        )


def _people(cast: Cast) -> None:
    shapes = cast.city.people
    created = create_people(
        [prepared_person(one.name, phone=one.phone, gender=one.gender) for one in shapes],
        actor=SYSTEM,
    )
    cast.people = {shape.code: person for shape, person in zip(shapes, created, strict=True)}


def _units(cast: Cast) -> None:
    shapes = cast.city.units
    created = register_organisations(
        [
            Organisation(
                kind=OrganisationKind.UNIT,
                name=unit.name,
                short_name=unit.short,
                name_en=unit.name_en,
                system=SYSTEMS[unit.system],
                code=unit.code,
                initials=prepared_person(unit.short).initials,
                started_on=unit.starts_on,
            )
            for unit in shapes
        ],
        actor=SYSTEM,
    )
    cast.units = {unit.code: stored for unit, stored in zip(shapes, created, strict=True)}
    _desks(cast)
    services = [
        Service(
            assembly=cast.assemblies[slug],
            organisation=cast.units[unit.code],
            channel=CHANNELS.get(unit.channel, Channel.PARTY),
            working_way=WorkingWay.PACKAGE if unit.mode == "package" else WorkingWay.ONLINE,
        )
        for unit in shapes
        for slug in unit.serves
    ]
    begin_services(services, actor=SYSTEM)
    for unit in shapes:
        if unit.successor:
            reorganise(
                cast.units[unit.code],
                [cast.units[unit.successor]],
                actor=SYSTEM,
                on=unit.ends_on,
                document=_("机构改革方案"),
            )


def _desks(cast: Cast) -> None:
    """The offices that hand proposals out, one per channel and assembly."""
    named = ((Channel.GOVERNMENT, "政府督查室"), (Channel.PARTY, "委办公室督查室"))
    for slug, assembly in cast.assemblies.items():
        desks = register_organisations(
            [
                Organisation(
                    kind=OrganisationKind.OTHER,
                    name=f"{assembly.place}{word}",
                    short_name=f"{assembly.place[-1]}{word}",
                    system=System.GOVERNMENT if channel == Channel.GOVERNMENT else System.PARTY,
                )
                for channel, word in named
            ],
            actor=SYSTEM,
        )
        begin_services(
            [
                Service(assembly=assembly, organisation=desk, channel=channel)
                for desk, (channel, _word) in zip(desks, named, strict=True)
            ],
            actor=SYSTEM,
        )
        for desk, (channel, _word) in zip(desks, named, strict=True):
            cast.desks[slug, channel] = desk


def _collective_organisations(shapes: list) -> dict[str, Organisation]:
    """The parties and people's organisations among the collective proposers, as bodies that leaders keep contact with."""
    found = register_organisations(
        [
            Organisation(kind=body.kind, name=body.name, system=System.PARTY)
            for body in shapes
            if body.kind in OrganisationKind.collective()
        ],
        actor=SYSTEM,
    )
    return {one.name: one for one in found}


def _bodies(cast: Cast) -> None:
    for slug, assembly in cast.assemblies.items():
        sectors = [
            Sector(assembly=assembly, name=sector.name, position=place)
            for place, sector in enumerate(cast.city.sectors)
        ]
        committees = [
            SpecialCommittee(
                assembly=assembly,
                name=body.name,
                short_name=body.name[:20],
                is_proposals=body.code.endswith("-proposals"),
                position=place,
            )
            for place, body in enumerate(c for c in cast.city.committees if c.assembly == slug)
        ]
        shapes = [body for body in cast.city.collectives if body.assembly == slug]
        organisations = _collective_organisations(shapes)
        collectives = [
            Collective(
                assembly=assembly,
                kind=body.kind,
                name=body.name,
                organisation=organisations.get(body.name),
            )
            for body in shapes
        ]
        found_bodies(
            assembly,
            actor=SYSTEM,
            sectors=sectors,
            committees=committees,
            collectives=collectives,
        )
        for body, collective in zip(shapes, collectives, strict=True):
            cast.collectives[body.code] = collective
            represent(
                collective,
                actor=SYSTEM,
                person=cast.people[body.contact],
                starts_on=assembly_start(cast, slug),
            )
        set_categories(
            assembly,
            actor=SYSTEM,
            categories=[
                Category(assembly=assembly, code=code, name=name, position=place)
                for place, (code, name) in enumerate(CATEGORIES)
            ],
        )
        for category in Category._base_manager.filter(assembly=assembly):
            cast.categories[slug, category.code] = category


def assembly_start(cast: Cast, slug: str) -> date:
    return next(shape.term_started_on for shape in cast.city.assemblies if shape.slug == slug)


def _members(cast: Cast) -> None:
    sectors = {
        (row.assembly.slug, row.name): row
        for row in Sector._base_manager.select_related("assembly")
    }
    names = {sector.code: sector.name for sector in cast.city.sectors}
    seats, keys = [], []
    for shape in cast.city.members:
        for mandate in shape.mandates:
            assembly = cast.assemblies[mandate.assembly]
            session = next(s for s in cast.sessions.values() if s.assembly_id == assembly.pk)
            member = Member(
                assembly=assembly,
                person=cast.people[shape.person.code],
                term=session.term,
                sector=sectors[mandate.assembly, names[mandate.sector]],
                card_number=mandate.card,
                party_name=shape.party,
                employer=f"{shape.employer}{shape.post}",
                born_in=date.fromisoformat(f"{shape.person.born}-01"),
                education=shape.education,
                is_standing="standing" in mandate.posts,
            )
            seats.append(
                Seat(
                    member,
                    mandate.starts_on,
                    MandateStart.ELECTED if mandate.began == "elected" else MandateStart.CO_OPTED,
                    mandate.ends_on,
                    ENDINGS.get(mandate.ended or "", MandateEnd.RESIGNED) if mandate.ended else "",
                )
            )
            keys.append((shape.person.code, mandate))
    stored = seat_members(seats, actor=SYSTEM)
    for (code, mandate), member in zip(keys, stored, strict=True):
        cast.members[code, mandate.assembly] = member
    _posts(cast, keys)
    codes = {person.pk: code for code, person in cast.people.items()}
    for assignment in RoleAssignment.objects.filter(
        role__in=[Role.MEMBER, Role.COLLECTIVE]
    ).select_related("person", "assembly", "organisation"):
        cast.remember(assignment, codes[assignment.person_id], assignment.assembly.slug)


def _posts(cast: Cast, keys: list) -> None:
    committees = {
        (row.assembly.slug, row.name): row
        for row in SpecialCommittee._base_manager.select_related("assembly")
    }
    names = {body.code: body.name for body in cast.city.committees}
    appointments = []
    for code, mandate in keys:
        member = cast.members[code, mandate.assembly]
        if mandate.committee:
            appointments.append(
                Appointment(
                    assembly_id=member.assembly_id,
                    member=member,
                    committee=committees[mandate.assembly, names[mandate.committee]],
                    post=Post.MEMBER,
                    starts_on=mandate.starts_on,
                    ends_on=mandate.ends_on,
                )
            )
        if "sector_convener" in mandate.posts:
            appointments.append(
                Appointment(
                    assembly_id=member.assembly_id,
                    member=member,
                    sector=member.sector,
                    post=Post.CONVENER,
                    starts_on=mandate.starts_on,
                    ends_on=mandate.ends_on,
                )
            )
    appoint(appointments, actor=SYSTEM)


def _officers(cast: Cast) -> None:
    """Roles granted by hand; the plenary's temporary ones end with it."""
    city_slug = cast.city.assemblies[0].slug
    for officer in cast.city.officers:
        role = ROLES.get(officer.role)
        if role is None:
            continue
        slug = officer.assembly or city_slug
        organisation = cast.units[officer.unit] if officer.unit else None
        if role == Role.ASSIGNER:
            channel = Channel.PARTY if officer.role == "assigner_party" else Channel.GOVERNMENT
            organisation = cast.desks[slug, channel]
        at_unit = role in (Role.UNIT_CLERK, Role.UNIT_LEADER)
        starts_on, ends_on = _days_of(cast, role, slug)
        try:
            granted = grant_role(
                cast.people[officer.person],
                actor=SYSTEM,
                role=role,
                assembly=None if at_unit else cast.assemblies[slug],
                organisation=organisation,
                title=officer.title[:60],
                starts_on=starts_on,
                ends_on=ends_on,
                reason=_("演示"),
            )
        except Refused:
            continue  # the same role twice: first and second examiner are one role here
        cast.remember(granted, officer.person, officer.unit if at_unit else slug)


def _days_of(cast: Cast, role: Role, slug: str) -> tuple[date, date | None]:
    """Since the term began; for a temporary role the latest plenary, with the week in which it is prepared."""
    if role not in Role.temporary():
        return date(2022, 1, 1), None
    held = [one for one in cast.sessions.values() if one.assembly_id == cast.assemblies[slug].pk]
    latest = max(held, key=lambda one: one.opens_on)
    return latest.opens_on - timedelta(days=7), latest.closes_on + timedelta(days=1)


def morning(day: date) -> datetime:
    """Eight in the morning, Shanghai."""
    return datetime.combine(day, time(8), clock.SHANGHAI)
