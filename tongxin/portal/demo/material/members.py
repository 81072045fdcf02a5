"""Members of the city's and the counties' assemblies with their mandates and posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from .bodies import committees, sectors
from .dice import dice, draw
from .files import table
from .names import Registry
from .places import city_assembly, county_assemblies, seat_ends, workplace
from .shapes import Assembly, Mandate, Member, Person

WOMEN = 0.34
MOSTLY_WOMEN = 0.96
NAMESAKES = {172: 40, 234: 88}  # seat: place of the member whose name is borne twice
VACATED = 14  # seats of the city that changed hands during the term
SHARED = 6  # members of a county's assembly who sit in the city's too
STANDING = {"city": 60, "county": 11}
VICE_CHAIRS = {"city": 7, "county": 4}
COUNTY_SEATS = {"linlan": 58, "jishan": 55, "huating": 52, "liquan": 46, "yanbo": 44, "shuoxi": 42}
REASONS = ("moved", "moved", "moved", "resigned", "resigned", "died")


def all_members(seed: int, registry: Registry) -> tuple[Member, ...]:
    """Everybody with a mandate anywhere, each person once."""
    members = {member.person.code: member for member in _city(seed, registry)}
    free = [code for code, member in members.items() if not member.mandates[0].posts]
    both = dice(seed, "both").sample(free, SHARED * len(COUNTY_SEATS))
    for place, assembly in enumerate(county_assemblies()):
        shared = both[place * SHARED : (place + 1) * SHARED]
        for member in _county(seed, registry, assembly, [members[code] for code in shared]):
            members[member.person.code] = member
    return tuple(members.values())


def _city(seed: int, registry: Registry) -> list[Member]:
    """Three hundred who sit, and those whose seats were filled by co-option."""
    assembly = city_assembly()
    die = dice(seed, "members", assembly.slug)
    seats = [sector for sector in sectors() for _ in range(sector.seats)]
    sitting: list[Member] = []
    for number, sector in enumerate(seats, 1):
        like = sitting[NAMESAKES[number]].person if number in NAMESAKES else None
        sitting.append(_member(die, registry, assembly, sector.code, number, like))
    return _with_vacated(die, registry, assembly, _with_posts(die, assembly, sitting))


def _county(
    seed: int, registry: Registry, assembly: Assembly, shared: list[Member]
) -> list[Member]:
    die = dice(seed, "members", assembly.slug)
    weights = [sector.seats for sector in sectors()]
    own = [
        _member(die, registry, assembly, die.choices(sectors(), weights)[0].code, number)
        for number in range(SHARED + 1, COUNTY_SEATS[assembly.slug] + 1)
    ]
    both = [_also_in(die, assembly, member, number) for number, member in enumerate(shared, 1)]
    return both + _with_posts(die, assembly, own)


def _also_in(die: Random, assembly: Assembly, member: Member, number: int) -> Member:
    second = _mandate(die, assembly, member.mandates[0].sector, number)
    return replace(member, mandates=(*member.mandates, second))


def _member(
    die: Random,
    registry: Registry,
    assembly: Assembly,
    sector: str,
    number: int,
    like: Person | None = None,
) -> Member:
    row = _row(sector)
    person = registry.person(die, MOSTLY_WOMEN if row["name"] == "妇联界" else WOMEN, like)
    employer, posts = die.choice(table("employers.toml")["work"][row["work"]])
    education = table("names.toml")["education"]
    return Member(
        person=person,
        party=row.get("party") or _party(die),
        education=draw(die, tuple(education.items())),
        employer=employer.format_map(workplace(die, assembly)),
        post=die.choice(posts.split()),
        mandates=(_mandate(die, assembly, sector, number),),
    )


def _row(sector: str) -> Mapping:
    return table("bodies.toml")["sectors"][int(sector[1:]) - 1]


def _party(die: Random) -> str:
    shares = table("names.toml")["parties"]
    return draw(die, tuple(shares.items()))


def _mandate(die: Random, assembly: Assembly, sector: str, number: int) -> Mandate:
    return Mandate(
        assembly=assembly.slug,
        sector=sector,
        committee=die.choice(committees(assembly)).code,
        card=f"{assembly.short}{assembly.term:02d}{number:04d}",
        starts_on=assembly.term_started_on,
        ends_on=None,
        began="elected",
        ended=None,
        posts=(),
    )


def _with_posts(die: Random, assembly: Assembly, members: list[Member]) -> list[Member]:
    """Chair, vice chairs, secretary-general, standing members, committee chairs, conveners."""
    standing = die.sample(range(len(members)), STANDING[assembly.tier])
    leaders = VICE_CHAIRS[assembly.tier]
    posts: dict[int, list[str]] = {place: ["standing"] for place in standing}
    posts[standing[0]] = ["chair", "standing"]
    for place in standing[1 : leaders + 1]:
        posts[place] = ["vice_chair", "standing"]
    posts[standing[leaders + 1]] = ["secretary_general", "standing"]
    heads = standing[leaders + 2 :]
    committee_of = {}
    for place, committee in zip(heads, committees(assembly), strict=False):
        posts[place] = ["committee_chair", "standing"]
        committee_of[place] = committee.code
    _name_conveners(members, posts)
    return [
        _post(member, tuple(posts.get(place, ())), committee_of.get(place))
        for place, member in enumerate(members)
    ]


def _name_conveners(members: list[Member], posts: dict[int, list[str]]) -> None:
    named: set[str] = set()
    for place, member in enumerate(members):
        sector = member.mandates[0].sector
        if sector not in named and place not in posts:
            posts[place] = ["sector_convener"]
            named.add(sector)


def _post(member: Member, posts: tuple[str, ...], committee: str | None) -> Member:
    seat = member.mandates[0]
    seat = replace(seat, posts=posts, committee=committee or seat.committee)
    return replace(member, mandates=(seat,))


def _with_vacated(
    die: Random, registry: Registry, assembly: Assembly, sitting: list[Member]
) -> list[Member]:
    """Those who left before the term's end; whoever sits on their seat was co-opted that day."""
    plain = [place for place, member in enumerate(sitting) if not member.mandates[0].posts]
    former = []
    for turn, place in enumerate(die.sample(plain, VACATED)):
        seat = sitting[place].mandates[0]
        day = seat_ends(assembly)[turn % len(seat_ends(assembly))]
        number = len(sitting) + turn + 1
        left = _member(die, registry, assembly, seat.sector, number)
        old = replace(left.mandates[0], ends_on=day, ended=die.choice(REASONS))
        former.append(replace(left, mandates=(old,)))
        new = replace(seat, starts_on=day, began="co-opted")
        sitting[place] = replace(sitting[place], mandates=(new,))
    return sitting + former
