"""Plays the register: leaders and branches, contact pairs, corrections that wait, a county's submitted roll."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tongxin.accounts.actions.create_person import create_people, prepared_person
from tongxin.accounts.actions.grant_role import grant_role
from tongxin.accounts.actor import SYSTEM, Actor, acting_as
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle.perform import perform
from tongxin.members.actions.appoint import appoint
from tongxin.members.actions.contact import enterprise_named, log_contact, open_pair, settle_help
from tongxin.members.actions.correct import ask_correction
from tongxin.members.actions.found_bodies import found_body
from tongxin.members.actions.submit_roll import compile_roll
from tongxin.members.lifecycle import ROLL_SUBMISSION
from tongxin.members.models import (
    Appointment,
    Body,
    ContactPair,
    Member,
    SpecialCommittee,
    Term,
)
from tongxin.members.parties import COMMUNISTS
from tongxin.members.queries.contacts import organisations_for, sitting_members
from tongxin.members.terms import BodyKind, ContactTheme, ContactWay, HelpOutcome, PairKind, Post
from tongxin.organisations.models import Assembly, Organisation
from tongxin.organisations.queries import services_of
from tongxin.organisations.terms import OrganisationKind
from tongxin.portal.demo.found import Cast

POSTS = {
    "chair": Post.PRESIDENT,
    "vice_chair": Post.VICE_PRESIDENT,
    "secretary_general": Post.SECRETARY_GENERAL,
    "standing": Post.STANDING,
}
HELP = ("小区停车位不足", "用工缺口", "技能培训场地", "老旧电梯更新")
ENTERPRISES = ("澜川精密机械有限公司", "云岭食品有限公司", "江北冷链物流有限公司")
CORRECTIONS = (
    {"employer": "澜川市科技馆馆长"},
    {"address": "澜川市滨江路 88 号", "postcode": "410000"},
    {"education": "研究生", "degree": "硕士"},
)
UNCONTACTED = 5
"""So many are left without somebody who contacts them: the coverage page has something to show."""


def play(cast: Cast) -> None:
    """Everything through the actions, as of the city's present day."""
    city = cast.assemblies[cast.city.assemblies[0].slug]
    (liaison, *_others) = cast.holders(Role.MEMBER_LIAISON, city.slug)
    members = list(sitting_members(city).select_related("sector", "assembly"))
    leaders = _standing_committees(cast)[city.slug]
    _branches(city, members)
    _groups(city, members)
    pairs = _pairs(city, liaison, leaders, members)
    _contacts(pairs, liaison)
    _corrections(cast, city, members)
    _submissions(cast, city, liaison)


def _standing_committees(cast: Cast) -> dict[str, list[Member]]:
    """The standing committee of every assembly, with its leaders; these are given back by the assembly's slug."""
    leaders: dict[str, list[Member]] = {}
    for slug, assembly in cast.assemblies.items():
        body = _body(assembly, BodyKind.STANDING_COMMITTEE, "常务委员会")
        posts = list(_leading(cast, slug))
        appoint([_post(member, post, body) for member, post in posts], actor=SYSTEM)
        leaders[slug] = [member for member, post in posts if post in Post.of_leaders()]
    return leaders


def _leading(cast: Cast, slug: str) -> Iterator[tuple[Member, Post]]:
    """Who sits in the standing committee today, as the material says."""
    for shape in cast.city.members:
        for mandate in shape.mandates:
            if mandate.assembly == slug and mandate.holds_on(clock.today()):
                known = [POSTS[word] for word in POSTS if word in mandate.posts]
                yield from ((cast.members[shape.person.code, slug], post) for post in known[:1])


def _branches(city: Assembly, members: list[Member]) -> None:
    """A party branch in every special committee; its party members belong to it, the first as secretary."""
    for number, committee in enumerate(SpecialCommittee.objects.filter(assembly=city), start=1):
        name = f"{committee.short_name}党支部"
        body = _body(city, BodyKind.BRANCH, name, host=committee)
        posts = Appointment.objects.filter(committee=committee, ends_on__isnull=True)
        among = set(posts.values_list("member_id", flat=True))
        own = [one for one in members if one.pk in among and one.party_name in COMMUNISTS]
        own = own[: len(own) - number % 2]
        given = [Post.SECRETARY, *[Post.PARTICIPANT] * len(own)]
        appoint([_post(*pair, body) for pair in zip(own, given, strict=False)], actor=SYSTEM)


def _groups(city: Assembly, members: list[Member]) -> None:
    """A group of members, a leading group, and supervisors sent to a department."""
    group = _body(city, BodyKind.GROUP, "第一委员小组")
    leading = _body(city, BodyKind.LEADING_GROUP, "市优化营商环境工作领导小组")
    unit = next(iter(services_of(city, clock.today()))).organisation
    watched = _body(city, BodyKind.SUPERVISED, f"{unit}（民主监督）", organisation=unit)
    appoint(
        [
            _post(members[0], Post.LEADER, group),
            *(_post(one, Post.PARTICIPANT, group) for one in members[1:12]),
            _post(members[12], Post.PARTICIPANT, leading),
            *(_post(one, Post.SUPERVISOR, watched) for one in members[13:16]),
        ],
        actor=SYSTEM,
    )


def departments(city: Assembly, counties: list[Assembly]) -> list[Organisation]:
    """The city's own departments: neither the desks that hand proposals out nor counties' governments."""
    places = tuple(county.place for county in counties)
    units = [service.organisation for service in services_of(city, clock.today())]
    kept = [one for one in units if one.kind == OrganisationKind.UNIT]
    return [one for one in kept if not any(place in one.name for place in places)]


def _pairs(
    city: Assembly, liaison: Actor, leaders: list[Member], members: list[Member]
) -> list[ContactPair]:
    """Who contacts whom, kind by kind."""
    inside = [one for one in members if one.party_name in COMMUNISTS]
    outside = [one for one in members if one.party_name not in COMMUNISTS]
    others = [one for one in members if one not in leaders]
    committees = list(SpecialCommittee.objects.filter(assembly=city))
    counties = list(Assembly.objects.filter(parent=city))
    units = departments(city, counties)
    parties = organisations_for(city, PairKind.LEADER_PARTY)
    enterprises = [enterprise_named(name, actor=liaison) for name in ENTERPRISES]
    wanted = [
        (PairKind.LEADER_MEMBER, leaders, others[:-UNCONTACTED]),
        (PairKind.PARTY_OUTSIDE, inside, outside[:-UNCONTACTED]),
        (PairKind.LEADER_COUNTY, leaders, counties),
        (PairKind.LEADER_ENTERPRISE, leaders, enterprises),
        (PairKind.LEADER_PARTY, leaders, parties),
        (PairKind.OUTREACH, leaders, outside[:8]),
        (PairKind.LEADER_COMMITTEE, leaders, committees),
        (PairKind.COMMITTEE_DEPARTMENT, committees, units[: 2 * len(committees)]),
    ]
    return [
        open_pair(
            city,
            actor=liaison,
            kind=kind,
            keeper=keepers[number % len(keepers)],
            other=other,
            starts_on=_this_year(),
        )
        for kind, keepers, met in wanted
        for number, other in enumerate(met)
    ]


def _contacts(pairs: Iterable[ContactPair], liaison: Actor) -> None:
    """Every third pair was in contact; some asked for help, and some of it was given."""
    ways, themes, outcomes = list(ContactWay), list(ContactTheme), list(HelpOutcome)
    for number, pair in enumerate(list(pairs)[::3]):
        asked = HELP[number // 4 % len(HELP)] if number % 4 == 0 else ""
        contact = log_contact(
            pair,
            actor=liaison,
            on=max(pair.starts_on, clock.today() - timedelta(days=number % 20)),
            way=ways[number % len(ways)],
            theme=themes[number % len(themes)],
            help_asked=asked,
        )
        if asked:
            settle_help(contact, actor=liaison, outcome=outcomes[number // 4 % len(outcomes)])


def _corrections(cast: Cast, city: Assembly, members: list[Member]) -> None:
    """Three members wait for the liaison office."""
    acting = {actor.person_id: actor for actor in cast.holders(Role.MEMBER, city.slug)}
    askers = [member for member in members if member.person_id in acting]
    for member, wished in zip(askers, CORRECTIONS, strict=False):
        ask_correction(member, actor=acting[member.person_id], wished=dict(wished))


def _submissions(cast: Cast, city: Assembly, liaison: Actor) -> None:
    """One county's roll was accepted, the next one's waits for the city; a third has submitted nothing."""
    for number, county in enumerate(Assembly.objects.filter(parent=city).order_by("id")[:2]):
        office = _county_office(cast, county)
        sent = perform(
            ROLL_SUBMISSION.submit,
            compile_roll(county, actor=office),
            office,
            signer="县政协秘书长",
            document=f"{county.place[:1]}政协报〔{clock.today().year}〕1号",
        )
        if number == 0:
            perform(ROLL_SUBMISSION.accept, sent, liaison)


def _county_office(cast: Cast, county: Assembly) -> Actor:
    (person,) = create_people([prepared_person("何文", phone="")], actor=SYSTEM)
    granted = grant_role(
        person,
        actor=SYSTEM,
        role=Role.COUNTY_OFFICE,
        assembly=county,
        title="办公室",
        starts_on=_this_year(),
        reason="演示",
    )
    cast.remember(granted, f"office-{county.slug}", county.slug)
    return acting_as(granted)


def _body(city: Assembly, kind: BodyKind, name: str, **more) -> Body:
    term = Term.objects.filter(assembly=city).latest("number")
    told = {"kind": kind, "name": name[:60], "starts_on": term.starts_on, **more}
    return found_body(city, actor=SYSTEM, **told)


def _post(member: Member, post: Post, body: Body) -> Appointment:
    return Appointment(
        assembly_id=body.assembly_id,
        member=member,
        body=body,
        post=post,
        starts_on=body.starts_on,
    )


def _this_year() -> date:
    return clock.today().replace(month=1, day=1)
