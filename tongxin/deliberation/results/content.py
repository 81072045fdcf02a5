"""Turns an answer of the mathematics into what pages, exports and the summary tell: numbers of groups, never of a voice."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np

from tongxin.deliberation.maths.canonical import Bools, Floats
from tongxin.deliberation.maths.circle import Counts
from tongxin.deliberation.maths.intervals import clopper_pearson, finite, lowest
from tongxin.deliberation.queries.votes import Cast
from tongxin.deliberation.results.alarms import alarms_of
from tongxin.deliberation.results.clouds import axes, mapped

SCHEMA = 1
DIGITS = 6
HALF = 0.5
"""What all share is what at least half of every group agrees with."""
TENTHS = 10
FARTHEST = 1000


@dataclass(frozen=True)
class Telling:
    """An answer with the rules for telling it.

    least: how few people may stand behind a number. in_bands: the groups are known by name, so that their shares are
    told in tenths only: an exact one could say what each of them thinks. population: how many could have taken part.
    """

    result: Mapping[str, Any]
    least: int
    population: int | None
    in_bands: bool


def content_of(
    result: Mapping[str, Any],
    *,
    least: int,
    population: int | None,
    in_bands: bool,
    cast: Cast | None = None,
) -> dict[str, Any]:
    """The content of an analysis as JSON; with the stances (`cast`) the alarms tell doors and consequences, too.

    people, statements (how many), groups, ungrouped, lines (statements by rank), views, stability, slate, map, axes,
    alarms; `results.reading` says how each reads.
    """
    telling = Telling(result, least, population, in_bands)
    lines = _lines(telling)
    return {
        "schema": SCHEMA,
        "least": least,
        "in_bands": in_bands,
        "people": len(result["participants"]),
        "population": population,
        "groups": _groups(telling, lines),
        "ungrouped": int((result["group"] < 0).sum()),
        "lines": lines,
        "views": _views(result),
        "stability": _stability(result),
        "slate": _slate(result),
        "map": mapped(result, least),
        "axes": axes(result),
        "alarms": alarms_of(result, least, cast, _silent_bound(telling, _counts(result))),
    }


def next_of(result: Mapping[str, Any], keys: Mapping[int, int]) -> dict[str, Any]:
    """What `maths.routing.choose` needs to say which statement is put before somebody next; of statements only.

    keys: {statement number: its key}, by which the statements are named here.
    """
    plan = result["next"]
    return {
        "statements": [keys[number] for number in result["statements"].tolist()],
        "loadings": plan["loadings"].tolist(),
        "noise": float(plan["noise"]),
        "widths": plan["widths"].tolist(),
        "exposures": plan["exposures"].tolist(),
        "least_exposures": int(plan["least_exposures"]),
        "allowed": plan["allowed"].tolist(),
    }


def _lines(telling: Telling) -> list[dict[str, Any]]:
    """The statements, innermost first; what a group says of one is hidden where too few of it did."""
    result, counts = telling.result, _counts(telling.result)
    hidden = counts.seen < telling.least
    silent = _silent_bound(telling, counts)
    low = np.where(hidden, silent[:, None], result["interval"][..., 0])
    score, weakest = low.min(axis=0), low.argmin(axis=0)
    allowed = result["circle"]["ranking"]
    lines = [
        {
            **_overall(telling, counts, hidden, column),
            "score": _tenth(score[column]) if telling.in_bands else _round(score[column]),
            "weakest": int(weakest[column]),
            "cells": [
                None if hidden[group, column] else _cell(telling, counts, group, column)
                for group in range(len(counts.sizes))
            ],
            "turns": _turns(telling, counts, hidden, column, float(score[column])),
        }
        for column in allowed.tolist()
    ]
    return sorted(lines, key=lambda line: (-line["score"], -line["low"], line["number"]))


def _counts(result: Mapping[str, Any]) -> Counts:
    votes, group = result["group_votes"], result["group"]
    sizes = np.bincount(group[group >= 0], minlength=len(votes["seen"])).astype(np.int64)
    return Counts(votes["agree"], votes["disagree"], votes["seen"], sizes)


def _silent_bound(telling: Telling, counts: Counts) -> Floats:
    """What stands for a group of which nothing is told: as if nobody in it had said anything (k)."""
    nobody = np.zeros_like(counts.sizes)
    members = telling.result["members"]
    return lowest(nobody, nobody) if members is None else finite(nobody, nobody, members)[:, 0]


def _overall(telling: Telling, counts: Counts, hidden: Bools, column: int) -> dict[str, Any]:
    """What all said. Where subtracting the groups that are told would show a few others, these few are left out."""
    overall = telling.result["overall"]
    whole = [int(overall[key][column]) for key in ("agree", "disagree", "seen")]
    told = ~hidden[:, column]
    rows = (counts.agree, counts.disagree, counts.seen)
    part = [int(row[told, column].sum()) for row in rows]
    leaves_out = 0 < whole[2] - part[2] < telling.least and told.any()
    agree, disagree, seen = part if leaves_out else whole
    low, high = _interval(agree, seen, telling.population)
    return {
        "number": int(telling.result["statements"][column]),
        "agree": agree,
        "disagree": disagree,
        "passed": seen - agree - disagree,
        "seen": seen,
        "low": _round(low),
        "high": _round(high),
    }


def _interval(agree: int, seen: int, population: int | None) -> Floats:
    if population is None:
        return clopper_pearson(agree, seen)
    return finite(agree, seen, population)


def _cell(telling: Telling, counts: Counts, group: int, column: int) -> dict[str, Any]:
    agree, seen = int(counts.agree[group, column]), int(counts.seen[group, column])
    low, high = telling.result["interval"][group, column]
    if telling.in_bands:
        return {"low": _tenth(low), "share": _tenth(agree / seen)}
    return {"agree": agree, "seen": seen, "low": _round(low), "high": _round(high)}


def _turns(
    telling: Telling, counts: Counts, hidden: Bools, column: int, score: float
) -> dict[str, int] | None:
    """For what all share: in which group how few more people who do not agree would end that. None for the others."""
    if score < HALF or telling.in_bands:
        return None
    nearest = min(
        (_needed(telling, counts, group, column), group)
        for group in range(len(counts.sizes))
        if not hidden[group, column]
    )
    return {"people": nearest[0], "group": nearest[1]} if nearest[0] <= FARTHEST else None


def _needed(telling: Telling, counts: Counts, group: int, column: int) -> int:
    """How many more people of a group who do not agree take a statement below one half there; by doubling, then halving."""
    agree, seen = int(counts.agree[group, column]), int(counts.seen[group, column])
    members = telling.result["members"]

    def falls(more: int) -> bool:
        known = None if members is None else max(int(members[group]), seen + more)
        return bool(_interval(agree, seen + more, known)[0] < HALF)

    high = 1
    while high <= FARTHEST and not falls(high):
        high *= 2
    low = high // 2 + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if falls(middle) else (middle + 1, high)
    return high


def _groups(telling: Telling, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Size, how surely it would be found again, and what is special to it."""
    result = telling.result
    sizes = np.bincount(
        result["group"][result["group"] >= 0], minlength=len(result["group_labels"])
    )
    stability = result["stability"]
    told = {line["number"]: line for line in lines}
    return [
        {
            "part": int(label) if telling.in_bands else None,
            "size": int(sizes[place]),
            "label": stability["labels"][place] if stability and len(sizes) > 1 else None,
            "special": [
                one
                for number, way in result["representative"][place]
                if (one := _special(telling, told.get(int(number)), place, way))
            ],
        }
        for place, label in enumerate(result["group_labels"])
    ]


def _special(
    telling: Telling, line: dict[str, Any] | None, group: int, way: str
) -> dict[str, Any] | None:
    """What a group says more than the others; nothing where its own count, or that of the others, is not told."""
    if line is None or line["cells"][group] is None:
        return None
    column = int(np.searchsorted(telling.result["statements"], line["number"]))
    votes, seen = (telling.result["group_votes"][key][:, column] for key in (way, "seen"))
    others = [one for one, cell in enumerate(line["cells"]) if cell and one != group]
    if not others:
        return None
    share = _tenth if telling.in_bands else _round
    return {
        "number": line["number"],
        "agrees": way == "agree",
        "own": share(votes[group] / seen[group]),
        "others": share(votes[others].sum() / seen[others].sum()),
    }


def _views(result: Mapping[str, Any]) -> dict[str, Any]:
    test = result["structure"]
    return {
        "count": len(result["group_labels"]),
        "tested": test is not None,
        "reached": test["reached"] if test else None,
        "tried": test["tried"] if test else None,
        "p": None if result["structure_p"] is None else _round(result["structure_p"]),
    }


def _stability(result: Mapping[str, Any]) -> dict[str, Any] | None:
    found = result["stability"]
    if found is None or len(result["group_labels"]) < 2:
        return None
    return {"total": _round(found["total"]), "label": found["label"]}


def _slate(result: Mapping[str, Any]) -> dict[str, Any]:
    found = result["slate"]
    return {"numbers": [int(one) for one in found["ids"]], "covered": _round(found["covered"])}


def _round(value: float) -> float:
    return round(float(value), DIGITS)


def _tenth(share: float) -> float:
    """A share in tenths, downwards, between none and nine: neither all nor nobody can be read from it."""
    return min(floor(float(share) * TENTHS + 1e-9), TENTHS - 1) / TENTHS
