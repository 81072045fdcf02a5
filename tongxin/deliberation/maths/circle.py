"""The concentric circles: how large a share of every group, at least, agrees with a statement.

    circle_j = min over groups g of the lower end of the 95 % interval of g's agree share on j

It reads as a sentence, "in every group at least this share agrees", and weighs a small group like a large one. Another
agreeing vote never lowers it; silence never raises it: a group that was not asked holds a statement at 0.025.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .canonical import Bools, Floats, Ints
from .intervals import clopper_pearson, finite

Population = int | Mapping[Any, int] | None


@dataclass(frozen=True, eq=False)
class Counts:
    """Votes of each group on each statement: agree, disagree, seen (k, m); sizes: people in each group (k)."""

    agree: Ints
    disagree: Ints
    seen: Ints
    sizes: Ints


def intervals(counts: Counts, members: Ints | None) -> Floats:
    """The 95 % interval of every group's agree share on every statement (k, m, 2).

    members: how many people each group really has (k), where that is known.
    """
    if members is None:
        return clopper_pearson(counts.agree, counts.seen)
    return finite(counts.agree, counts.seen, members[:, None])


def members_of(population: Population, labels: list[Any], sizes: Ints, people: int) -> Ints | None:
    """How many people each group has (k): given by group, or at most what a whole assembly's size leaves room for.

    population: None where unknown; a size N of the assembly, when each group may hold all who are in no group as well;
    or {label: size}. Raises ValueError when a group is missing or fewer members are named than took part.
    """
    if population is None:
        return None
    if isinstance(population, Mapping):
        missing = [label for label in labels if label not in population]
        if missing:
            raise ValueError(f"population does not say how many members group {missing[0]!r} has")
        found = np.array([int(population[label]) for label in labels], dtype=np.int64)
    else:
        if population < people:
            raise ValueError(
                f"a population of {population} is smaller than the {people} who took part"
            )
        found = sizes + (int(population) - int(sizes.sum()))
    if (found < sizes).any():
        raise ValueError("a group has more participants than the members that population names")
    return np.maximum(found, 1)


def circle(bounds: Floats, allowed: Bools) -> dict[str, Any]:
    """Scores out of the intervals' lower ends (k, m): score (m), bounds (k, m), weakest group (m), columns by rank.

    `allowed` (m) are the statements that may be listed; equal scores keep the order of ids.
    """
    k, m = bounds.shape
    score = bounds.min(axis=0) if k else np.zeros(m)
    weakest = bounds.argmin(axis=0) if k else np.full(m, -1)
    ranked = np.argsort(-score, kind="stable")
    return {
        "score": np.minimum(score, np.nextafter(1.0, 0.0)),
        "bounds": bounds,
        "weakest": weakest.astype(np.int64),
        "ranking": ranked[allowed[ranked]],
    }


def group_informed(counts: Counts) -> Floats:
    """Group-informed consensus of Polis: the product over groups of (agree + 1) / (seen + 2) (m)."""
    return ((counts.agree + 1) / (counts.seen + 2)).prod(axis=0)
