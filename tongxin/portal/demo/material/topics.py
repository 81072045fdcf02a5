"""The topics that the invented members write about, read from topics/*.toml and common.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from .files import FOLDER, table
from .shapes import Assembly


@dataclass(frozen=True, slots=True)
class Point:
    """A problem, what is asked for, what a unit would do about it, and what stands in the way."""

    head: str
    problem: str
    ask: str
    measure: str
    limit: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    code: str
    theme: str
    category: str
    lead: str
    assist: tuple[str, ...]
    setting: str
    tiers: str
    local: bool
    weight: int
    sectors: tuple[str, ...]
    matters: tuple[str, ...]
    situations: tuple[str, ...]
    points: tuple[Point, ...]

    def suits(self, assembly: Assembly) -> bool:
        return self.tiers in ("both", assembly.tier)


@cache
def topics() -> tuple[Topic, ...]:
    found = []
    for path in sorted((FOLDER / "topics").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [_topic(row, data["theme"]) for row in data["topics"]]
    return tuple(found)


@cache
def by_code() -> dict[str, Topic]:
    return {topic.code: topic for topic in topics()}


@cache
def common_points() -> tuple[Point, ...]:
    return tuple(Point(**row) for row in table("common.toml")["points"])


def _topic(row: dict, theme: str) -> Topic:
    return Topic(
        code=row["code"],
        theme=theme,
        category=row["category"],
        lead=row["lead"],
        assist=tuple(row["assist"]),
        setting=row["setting"],
        tiers=row.get("tiers", "both"),
        local=row.get("local", False),
        weight=row.get("weight", 2),
        sectors=tuple(row.get("sectors", ())),
        matters=tuple(row["matters"]),
        situations=tuple(row["situations"]),
        points=tuple(Point(**point) for point in row["points"]),
    )
