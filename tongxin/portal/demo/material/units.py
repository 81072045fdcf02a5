"""Handling units of the city and its counties, with those that were reorganised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from .dice import chance, dice
from .files import table
from .places import assemblies, city_assembly, county_assemblies
from .shapes import Assembly, Unit

OWN_SYSTEM = 0.16  # share of units that stay with packages and paper
ALWAYS_ONLINE = ("公安局", "教育局", "住建局")


@cache
def all_units(seed: int) -> tuple[Unit, ...]:
    city = city_assembly()
    rows = [*_listed(city), *_reorganised(city), *_governments(city)]
    for county in county_assemblies():
        rows += _county(county)
    return tuple(
        Unit(code=f"u{number:03d}", mode=_mode(seed, row["key"], number), **row)
        for number, row in enumerate(_linked(rows), 1)
    )


def _mode(seed: int, key: str, number: int) -> str:
    package = chance(dice(seed, "mode", number), OWN_SYSTEM) and key not in ALWAYS_ONLINE
    return "package" if package else "online"


def _row(assembly: Assembly, row: list[str], system: str, channel: str) -> dict:
    short, name, name_en, aliases, sections = row
    return {
        "key": short,
        "name": name.format(assembly=assembly.name, short=assembly.short),
        "short": short if assembly.tier == "city" else assembly.short + short,
        "name_en": name_en
        if name_en.startswith(assembly.short)
        else f"{assembly.name_en} {name_en}",
        "aliases": tuple(aliases.split()),
        "sections": tuple(sections.split()),
        "system": system,
        "channel": channel,
        "serves": (assembly.slug,),
        "starts_on": None,
        "ends_on": None,
        "successor": None,
    }


def _listed(city: Assembly) -> Iterator[dict]:
    everywhere = tuple(assembly.slug for assembly in assemblies())
    for group in table("units.toml")["groups"]:
        for row in group["rows"]:
            unit = _row(city, row, group["system"], group["channel"])
            yield unit | ({"serves": everywhere} if group.get("vertical") else {})


def _reorganised(city: Assembly) -> Iterator[dict]:
    for change in table("units.toml")["reorganised"]:
        after = [change["short"], change["name"], change["name_en"], "", change["sections"]]
        for row in change["before"]:
            before = _row(city, row, "政府", "government")
            yield before | {"ends_on": change["on"], "successor": change["short"]}
        aliases = tuple(row[0] for row in change["before"])
        yield _row(city, after, "政府", "government") | {
            "starts_on": change["on"],
            "aliases": aliases,
        }


def _governments(city: Assembly) -> Iterator[dict]:
    for county in county_assemblies():
        name = f"{county.name}人民政府"
        row = [
            f"{county.short}政府",
            name,
            f"{county.name_en} Government",
            f"{county.name}政府",
            "督查室",
        ]
        yield _row(city, row, "区县", "government") | {"name_en": row[2]}


def _county(county: Assembly) -> Iterator[dict]:
    rules = table("units.toml")["county"]
    listed = {
        row[0]: (row, group) for group in table("units.toml")["groups"] for row in group["rows"]
    }
    land = table("units.toml")["reorganised"][0]
    listed[land["short"]] = (
        [land["short"], land["name"], land["name_en"], "", land["sections"]],
        {"system": "政府", "channel": "government"},
    )
    for key in rules["own"]:
        row, group = listed[key]
        names = rules["renamed"].get(key, row[:3])
        sections = row[4].replace("支队", "大队").replace("科", "股")
        yield _row(county, [*names, "", sections], group["system"], group["channel"]) | {"key": key}


def _linked(rows: list[dict]) -> Iterator[dict]:
    """Successors are named by code, which only the finished order gives."""
    codes = {row["short"]: f"u{number:03d}" for number, row in enumerate(rows, 1)}
    for row in rows:
        yield row | {"successor": codes[row["successor"]] if row["successor"] else None}


class Directory:
    """Finds the unit that answers for a matter in an assembly on a given day."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self.by_code = {unit.code: unit for unit in units}
        self._before: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            if unit.successor:
                self._before[unit.successor].append(unit)
        self._by_key = {
            (unit.serves[0], unit.key): unit for unit in units if unit.successor is None
        }
        self._instead: Mapping[str, str] = table("units.toml")["county"]["instead"]

    def find(self, assembly: Assembly, key: str, day: date, topic: str = "") -> Unit:
        """The unit; before a reorganisation one of those it was made of, by the topic."""
        if assembly.tier == "county" and (assembly.slug, key) not in self._by_key:
            key = self._instead[key]
        unit = self._by_key[(assembly.slug, key)]
        if unit.works_on(day):
            return unit
        before = self._before[unit.code]
        return before[(len(topic) + day.day) % len(before)]

    def government(self, county: Assembly) -> Unit:
        return self._by_key[(city_assembly().slug, f"{county.short}政府")]

    def heir(self, code: str, day: date) -> Unit:
        """The unit itself, or its successor once it has been reorganised."""
        unit = self.by_code[code]
        while not unit.works_on(day) and unit.successor:
            unit = self.by_code[unit.successor]
        return unit
