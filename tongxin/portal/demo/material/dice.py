"""Random generators by name, so that one part of the city can change without moving another."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def dice(*path: object) -> Random:
    """A generator of its own for each path; the first part is the seed of the city."""
    return Random("/".join(map(str, path)))


def chance(die: Random, share: float) -> bool:
    return die.random() < share


def draw(die: Random, shares: Sequence[tuple[T, float]]) -> T:
    """One of the values, by their shares."""
    values, weights = zip(*shares, strict=True)
    return die.choices(values, weights)[0]
