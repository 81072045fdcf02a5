"""The invented city's geography: assemblies, and the scene of one proposal's places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from random import Random

from .calendar import sessions
from .files import table
from .shapes import Assembly

# singular slot, list in places.toml; a second draw gets the suffix 2
KINDS = {
    "town": "towns",
    "village": "villages",
    "community": "communities",
    "estate": "estates",
    "road": "roads",
    "school": "schools",
    "river": "rivers",
    "market": "markets",
    "park": "parks",
    "scenic": "scenics",
    "hospital": "hospitals",
    "company": "companies",
    "lake": "lakes",
}
CENTRES = {"市": "市区", "县": "县城", "区": "城区"}


@cache
def city_assembly() -> Assembly:
    data = table("places.toml")["city"]
    return _assembly(data, "city", None, 0, f"{data['name_en']} City")


@cache
def county_assemblies() -> tuple[Assembly, ...]:
    parent = city_assembly().slug
    return tuple(
        _assembly(data, "county", parent, place % 3, data["name_en"])
        for place, data in enumerate(table("places.toml")["counties"])
    )


def _assembly(data: Mapping, tier: str, parent: str | None, shift: int, name_en: str) -> Assembly:
    meetings = sessions(data["slug"], tier, shift)
    return Assembly(
        slug=data["slug"],
        name=data["name"],
        name_en=name_en,
        short=data["short"],
        suffix=data["suffix"],
        tier=tier,
        parent=parent,
        term=data["term"],
        term_started_on=meetings[0].opens_on,
        sessions=meetings,
    )


def assemblies() -> tuple[Assembly, ...]:
    return (city_assembly(), *county_assemblies())


@cache
def _county(slug: str) -> Mapping:
    return next(data for data in table("places.toml")["counties"] if data["slug"] == slug)


def pick_county(die: Random, assembly: Assembly, setting: str) -> str:
    """Where a proposal looks: a county's own ground, or some part of the city that fits."""
    if assembly.tier == "county":
        return assembly.slug
    counties = table("places.toml")["counties"]
    weights = [
        {"urban": county["urban"] ** 2, "rural": 4 - county["urban"]}.get(setting, 2)
        for county in counties
    ]
    return die.choices([county["slug"] for county in counties], weights)[0]


def scene(
    die: Random, assembly: Assembly, county: str, year: int, setting: str = "any"
) -> dict[str, str]:
    """The words for one proposal's slots; the same place keeps its name throughout the text."""
    data = _county(county)
    slots = {
        "city": assembly.short if assembly.tier == "city" else data["short"],
        "assembly": assembly.name,
        "our": assembly.our,
        "gov": assembly.suffix,
        "centre": CENTRES[assembly.suffix],
        "county": data["name"],
        "year": str(year),
        "last": str(year - 1),
        "next": str(year + 1),
    }
    for slot, kind in KINDS.items():
        names = die.sample(data[kind], min(2, len(data[kind])))
        slots[slot] = names[0]
        slots[f"{slot}2"] = names[-1]
    if setting == "rural":
        slots |= {"school": f"{slots['town']}中心校", "school2": f"{slots['town2']}中心校"}
    if assembly.tier == "city":
        slots["town"] = data["name"] + slots["town"]
    return slots


def workplace(die: Random, assembly: Assembly) -> dict[str, str]:
    """Slots for an employer's name: places of the assembly, for the city of any county."""
    county = pick_county(die, assembly, "any")
    slots = scene(die, assembly, county, assembly.term_started_on.year)
    return slots | {"town": _county(county)["name"] + slots["town"].removeprefix(slots["county"])}


def seat_ends(assembly: Assembly) -> tuple[date, ...]:
    """Days on which seats change hands: ten days before each later session."""
    return tuple(session.window_from for session in assembly.sessions[1:])
