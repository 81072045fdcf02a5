"""Invented people: names, sexes, months of birth, and telephone numbers that can ring nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from random import Random

from .dice import chance, draw
from .files import table
from .shapes import Person

# No number that begins with 154 exists: the national numbering plan leaves the block unassigned
# (15 is followed by 0-3 and 5-9 only), so none of these can ever reach anybody. It still has the
# shape of a mobile number (1, then 3-9, eleven digits), so that forms and masks accept it.
PHONES = "1540000"

SURNAMES = re.compile(r"(\D+?)(\d+)")
WORKING_AGES = ((1958, 1964, 0.12), (1965, 1972, 0.34), (1973, 1980, 0.32), (1981, 1992, 0.22))


def phone(number: int) -> str:
    return f"{PHONES}{number:04d}"


@cache
def _surnames() -> tuple[tuple[str, int], ...]:
    data = table("names.toml")["surnames"]
    return tuple(
        (name, int(share))
        for group in ("common", "rare", "compound")
        for name, share in SURNAMES.findall(data[group])
    )


def _given(die: Random, style: Mapping[str, str], year: int) -> str:
    if chance(die, 0.09):
        return die.choice(style["single"])
    generation = "older" if year < 1970 else "middle" if year < 1984 else "younger"
    return die.choice(style[f"{generation}_first"]) + die.choice(style[f"{generation}_last"])


def born(die: Random) -> str:
    first, last = draw(die, [((first, last), share) for first, last, share in WORKING_AGES])
    return f"{die.randint(first, last)}-{die.randint(1, 12):02d}"


def full_name(die: Random, gender: str, year: int) -> str:
    return draw(die, _surnames()) + _given(die, table("names.toml")["given"][gender], year)


class Registry:
    """Gives out people with codes and telephone numbers in order, and no name twice by chance."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._names: set[str] = set()

    def person(self, die: Random, women: float, like: Person | None = None) -> Person:
        """Somebody new; `like` makes a deliberate namesake (同名) of somebody else."""
        gender = like.gender if like else "female" if chance(die, women) else "male"
        month = born(die)
        name = like.name if like else self._unused(die, gender, int(month[:4]))
        number = len(self.people) + 1
        someone = Person(f"p{number:04d}", name, gender, month, phone(number))
        self.people.append(someone)
        self._names.add(name)
        return someone

    def _unused(self, die: Random, gender: str, year: int) -> str:
        name = full_name(die, gender, year)
        while name in self._names:
            name = full_name(die, gender, year)
        return name
