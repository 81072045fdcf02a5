"""Everybody who is not a member and works with proposals: offices, assigners, units, managers."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from .dice import dice
from .names import Registry
from .shapes import Assembly, Member, Officer, Unit

WOMEN = 0.4

# role, title, how many, assembly tier
CITY_OFFICE = (
    ("proposals_office", "提案委办公室主任", 1),
    ("proposals_office", "提案委办公室副主任", 1),
    ("proposals_office", "提案委办公室四级调研员", 2),
    ("first_examiner", "提案初审员", 5),
    ("second_examiner", "提案复审员", 3),
    ("group_liaison", "小组联络员", 6),
    ("research_office", "研究室主任", 1),
    ("research_office", "研究室科长", 1),
    ("general_office", "办公室副主任", 1),
    ("member_liaison", "委员联络办主任", 1),
    ("system_manager", "系统管理员", 1),
    ("security_manager", "安全管理员", 1),
    ("audit_manager", "审计管理员", 1),
)
COUNTY_OFFICE = (
    ("proposals_office", "提案委办公室主任", 1),
    ("first_examiner", "提案初审员", 1),
    ("second_examiner", "提案复审员", 1),
    ("general_office", "政协办公室主任", 1),
    ("assigner_party", "党委办督查科科长", 1),
    ("assigner_government", "政府督查室主任", 1),
    ("government_leader", "政府副职领导", 2),
)
# assigners and inspectors sit in the two offices of the city
ASSIGNERS = (
    ("市委办", "assigner_party", "市委督查室主任"),
    ("市委办", "assigner_party", "市委督查室科长"),
    ("政府办", "assigner_government", "市政府督查室主任"),
    ("政府办", "assigner_government", "市政府督查室科长"),
    ("政府办", "inspector", "市政府督查室副主任"),
)
GOVERNMENT = (
    ("市委办", "party_leader", "市委书记"),
    ("市委办", "party_leader", "市委副书记"),
    ("政府办", "government_leader", "市长"),
    ("政府办", "government_leader", "常务副市长"),
    ("政府办", "government_leader", "副市长"),
    ("政府办", "government_leader", "副市长"),
    ("政府办", "government_leader", "副市长"),
    ("政府办", "government_leader", "副市长"),
)
HEADS = {
    "局": "局长",
    "部": "部长",
    "政府": "区(县)长",
    "公司": "总经理",
    "院": "院长",
    "馆": "馆长",
}


def all_officers(
    seed: int,
    registry: Registry,
    assemblies: tuple[Assembly, ...],
    members: tuple[Member, ...],
    units: tuple[Unit, ...],
) -> tuple[Officer, ...]:
    die = dice(seed, "officers")
    found: list[Officer] = []
    for assembly in assemblies:
        found += _of_members(assembly, members)
        rows = CITY_OFFICE if assembly.tier == "city" else COUNTY_OFFICE
        found += _office(die, registry, assembly, rows)
    by_short = {unit.short: unit for unit in units}
    for short, role, title in ASSIGNERS + GOVERNMENT:
        person = registry.person(die, WOMEN)
        found.append(Officer(person.code, role, title, assemblies[0].slug, by_short[short].code))
    for unit in units:
        found += _of_unit(die, registry, unit)
    return tuple(found)


def _of_members(assembly: Assembly, members: tuple[Member, ...]) -> Iterator[Officer]:
    """The leaders of the assembly are members; their posts make them officers."""
    titles = {"chair": "主席", "vice_chair": "副主席", "secretary_general": "秘书长"}
    for member in members:
        seat = member.mandate(assembly.slug)
        if seat is None or seat.ends_on:
            continue
        for role in seat.posts:
            if role in titles:
                yield Officer(member.person.code, role, titles[role], assembly.slug, None)
        if "committee_chair" in seat.posts and seat.committee == f"{assembly.slug}-proposals":
            title = "提案委员会主任"
            yield Officer(member.person.code, "proposals_chair", title, assembly.slug, None)


def _office(
    die: Random, registry: Registry, assembly: Assembly, rows: tuple[tuple[str, str, int], ...]
) -> Iterator[Officer]:
    for role, title, count in rows:
        for _ in range(count):
            person = registry.person(die, WOMEN)
            yield Officer(person.code, role, title, assembly.slug, None)


def _of_unit(die: Random, registry: Registry, unit: Unit) -> Iterator[Officer]:
    """Each unit has a leader who signs and a named clerk who handles."""
    head = next((title for end, title in HEADS.items() if unit.name.endswith(end)), "主任")
    section = unit.sections[0]
    yield Officer(registry.person(die, 0.2).code, "unit_leader", head, None, unit.code)
    yield Officer(registry.person(die, WOMEN).code, "unit_clerk", f"{section}科员", None, unit.code)
