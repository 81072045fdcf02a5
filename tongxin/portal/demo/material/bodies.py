"""Sectors, special committees and collective proposers of the invented assemblies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from .files import table
from .shapes import Assembly, Collective, Committee, Member, Sector

COUNTY_COMMITTEES = ("proposals", "economy", "education", "social")


@cache
def sectors() -> tuple[Sector, ...]:
    """The thirty-four sectors (界别) with their seats in the city's assembly."""
    rows = table("bodies.toml")["sectors"]
    return tuple(
        Sector(f"s{number:02d}", row["name"], row["seats"]) for number, row in enumerate(rows, 1)
    )


def committees(assembly: Assembly) -> tuple[Committee, ...]:
    """Seven in the city; a county has four of them."""
    return tuple(
        Committee(f"{assembly.slug}-{row['code']}", assembly.slug, row["name"], row["name_en"])
        for row in table("bodies.toml")["committees"]
        if assembly.tier == "city" or row["code"] in COUNTY_COMMITTEES
    )


def collectives(assembly: Assembly, members: Sequence[Member]) -> tuple[Collective, ...]:
    """Those who propose in their own name, each with a member as contact."""
    parties = [
        row
        for row in table("bodies.toml")["collectives"]
        if assembly.tier == "city" or row.get("counties")
    ]
    return tuple(
        [_organisation(row, assembly, members) for row in parties]
        + [_as_proposer(committee, assembly, members) for committee in committees(assembly)]
    )


def _organisation(row: dict, assembly: Assembly, members: Sequence[Member]) -> Collective:
    name = row["name"].format(assembly=assembly.name, short=assembly.short)
    if assembly.tier == "county":
        name = name.replace("市委会", f"{assembly.suffix}总支")
    sector = next(sector for sector in sectors() if sector.name == row["sector"])
    return Collective(
        code=f"{assembly.slug}-{row['code']}",
        assembly=assembly.slug,
        kind=row["kind"],
        name=name,
        name_en=row["name_en"].format(en=assembly.name_en),
        sector=sector.code,
        contact=_contact(_in_sector(members, assembly, sector.code) or members),
    )


def _as_proposer(committee: Committee, assembly: Assembly, members: Sequence[Member]) -> Collective:
    chosen = [
        member
        for member in members
        if (seat := member.mandate(assembly.slug)) and seat.committee == committee.code
    ]
    return Collective(
        code=f"{committee.code}-body",
        assembly=assembly.slug,
        kind="committee",
        name=f"政协{assembly.name}委员会{committee.name}",
        name_en=committee.name_en,
        sector=None,
        contact=_contact(chosen or members),
    )


def _in_sector(members: Iterable[Member], assembly: Assembly, sector: str) -> list[Member]:
    return [
        member
        for member in members
        if (seat := member.mandate(assembly.slug)) and seat.sector == sector
    ]


def _contact(members: Sequence[Member]) -> str:
    sitting = [
        member for member in members if all(seat.ends_on is None for seat in member.mandates)
    ]
    return (sitting or members)[0].person.code
