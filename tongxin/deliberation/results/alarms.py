"""What is told of signs that a result was pushed: how many, by which door they came, what hangs on them; never who.

Of no set below the least number of people is anything told, and of none whose rest would be below it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tongxin.deliberation.maths.canonical import Floats, Ints
from tongxin.deliberation.maths.circle import Counts, intervals
from tongxin.deliberation.queries.votes import Cast

TOP = 10
HALF = 0.5


def alarms_of(
    result: Mapping[str, Any], least: int, cast: Cast | None, silent: Floats
) -> dict[str, Any]:
    """The alarms of an answer as JSON.

    cast: the stances that were asked about, by which the doors are known; None where no doors and no consequences are
    told. silent: what stands for a group of which nothing is told (k).
    """
    return {
        "copies": [
            {"people": len(one["participants"]), "alike": one["alike"]}
            | (_traced(result, least, cast, silent, one["participants"]) if cast else {})
            for one in result["alarms"]["copies"]
            if _is_told(len(one["participants"]), len(result["participants"]), least)
        ],
        "pushes": list(_pushes(result, least)),
    }


def _is_told(people: int, of: int, least: int) -> bool:
    return least <= people <= of - least


def _pushes(result: Mapping[str, Any], least: int) -> Iterator[dict[str, Any]]:
    place = {int(one): at for at, one in enumerate(result["statements"])}
    for one in result["alarms"]["pushes"]:
        if _is_told(one["seen"], result["overall"]["seen"][place[one["statement"]]], least):
            yield {
                "cohort": int(one["cohort"]),
                "number": one["statement"],
                "agree": one["agree"],
                "seen": one["seen"],
                "others": round(float(one["others"]), 6),
                "rank": one["rank"][0],
                "rank_without": one["rank_without"][0],
            }


def _traced(
    result: Mapping[str, Any], least: int, cast: Cast, silent: Floats, people: list[int]
) -> dict[str, Any]:
    """By which doors they came, those of too few together, and what their stances move."""
    numbers, counts = np.unique([cast.cohorts[one] for one in people], return_counts=True)
    told = [
        [int(cohort), int(count)]
        for cohort, count in zip(numbers, counts, strict=True)
        if count >= least
    ]
    return {
        "came": told,
        "elsewhere": len(people) - sum(count for _cohort, count in told),
        "moves": _moves(result, least, cast, silent, people),
    }


def _moves(
    result: Mapping[str, Any], least: int, cast: Cast, silent: Floats, people: list[int]
) -> list[dict[str, Any]]:
    """The statements that would enter or leave the ten innermost, or what all share, had these people not come.

    The groups stay as they were found; one that consists of these people, but for too few, is no group without them.
    """
    votes, own = result["group_votes"], _own(result, cast, people)
    whole = Counts(votes["agree"], votes["disagree"], votes["seen"], _sizes(result["group"], votes))
    rest = Counts(
        whole.agree - own.agree,
        whole.disagree - own.disagree,
        whole.seen - own.seen,
        whole.sizes - own.sizes,
    )
    before, after = (_scores(result, counts, least, silent) for counts in (whole, rest))
    ranks = [_ranks(scores, result["circle"]["ranking"]) for scores in (before, after)]
    moved = [
        {
            "number": int(result["statements"][column]),
            "rank": ranks[0][column],
            "rank_without": ranks[1][column],
            "is_shared": bool(before[column] >= HALF),
            "is_shared_without": bool(after[column] >= HALF),
        }
        for column in result["circle"]["ranking"].tolist()
    ]
    return sorted((one for one in moved if _matters(one)), key=lambda one: one["rank"])[:TOP]


def _matters(move: Mapping[str, Any]) -> bool:
    crosses = (move["rank"] <= TOP) != (move["rank_without"] <= TOP)
    return crosses or move["is_shared"] != move["is_shared_without"]


def _own(result: Mapping[str, Any], cast: Cast, people: list[int]) -> Counts:
    """What these people said, by group and statement; whoever is in no group counts nowhere."""
    group = result["group"][np.searchsorted(result["participants"], cast.people)]
    column = np.searchsorted(result["statements"], cast.statements)
    mine = np.isin(cast.people, people) & (group >= 0)
    shape = result["group_votes"]["seen"].shape

    def counted(rows: Any) -> Ints:
        found = np.zeros(shape, dtype=np.int64)
        np.add.at(found, (group[rows], column[rows]), 1)
        return found

    agree, disagree = (counted(mine & (cast.stances == way)) for way in (1, -1))
    places = result["group"][np.isin(result["participants"], people)]
    return Counts(agree, disagree, counted(mine), _sizes(places, result["group_votes"]))


def _sizes(places: Ints, votes: Mapping[str, Ints]) -> Ints:
    return np.bincount(places[places >= 0], minlength=len(votes["seen"]))


def _scores(result: Mapping[str, Any], counts: Counts, least: int, silent: Floats) -> Floats:
    """The score of every statement (m); a group of which too few spoke counts as silent."""
    low = intervals(counts, result["members"])[..., 0]
    told = np.where(counts.seen < least, silent[:, None], low)
    standing = counts.sizes >= min(least, counts.sizes.max())
    scores: Floats = told[standing].min(axis=0)
    return scores


def _ranks(scores: Floats, allowed: Ints) -> dict[int, int]:
    order = allowed[np.argsort(-scores[allowed], kind="stable")]
    return {int(column): rank for rank, column in enumerate(order, start=1)}
