"""Asks the mathematics so that no group, and nobody outside the groups, is too few to be told of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tongxin.deliberation.maths import analyse
from tongxin.deliberation.queries.votes import Cast
from tongxin.deliberation.suppression import pooled

SEED = 0
OTHERS = 0
"""The part of those who belong to none, and of parts that are too small to be told of."""


@dataclass(frozen=True)
class Settings:
    """How the votes were asked, so that anybody can ask them again.

    groups: at most so many, None where the votes decide. everybody: people with few stances are grouped as well.
    """

    population: int | None
    groups: int | None = None
    everybody: bool = False


def by_views(cast: Cast, population: int | None, least: int) -> tuple[dict[str, Any], Settings]:
    """Groups as the votes show them.

    One that would be below `least` people is not told: the votes are asked for fewer groups. When fewer would be left
    in no group, they are grouped as well.
    """
    settings = Settings(population)
    while True:
        result = asked(cast, settings)
        sizes = np.bincount(result["group"] + 1, minlength=2)
        if 0 < sizes[0] < least and not settings.everybody:
            settings = Settings(population, settings.groups, everybody=True)
        elif len(sizes) > 2 and sizes[1:].min() < least:
            settings = Settings(population, len(sizes) - 2, settings.everybody)
        else:
            return result, settings


def asked(cast: Cast, settings: Settings) -> dict[str, Any]:
    """One question to the mathematics; the same settings give the same answer."""
    return analyse(
        cast.people,
        cast.statements,
        cast.stances,
        seed=SEED,
        population=settings.population,
        cohorts=cast.cohorts,
        keep=list(cast.parts) if settings.everybody else (),
        force_k=settings.groups if settings.groups != 1 else None,
        groups=dict.fromkeys(cast.parts, 0) if settings.groups == 1 else None,
    )


def by_parts(cast: Cast, population: int | None, least: int) -> dict[str, Any] | None:
    """The assembly's own parts as groups, small ones as one; None where that leaves fewer than two."""
    groups = _told_parts(cast.parts, least)
    if len(set(groups.values())) < 2:
        return None
    return analyse(
        cast.people,
        cast.statements,
        cast.stances,
        seed=SEED,
        population=population,
        groups=groups,
        cohorts=cast.cohorts,
        resample=False,
    )


def _told_parts(parts: Mapping[int, int], least: int) -> dict[int, int]:
    """{person: part}, with `OTHERS` for what is put together."""
    numbers, counts = np.unique(list(parts.values()), return_counts=True)
    sizes = dict(zip(numbers.tolist(), counts.tolist(), strict=True))
    together = pooled(sizes, least, frozenset({OTHERS}))
    return {person: OTHERS if part in together else part for person, part in parts.items()}
