"""Which statement a voice is asked next: by the weights of the latest analysis, and before there is one, the least seen.

The draw follows from the voice's number and how many it answered, so that whoever holds the analysis can make it again.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from django.db.models import Count

from tongxin.deliberation.maths import chance, routing
from tongxin.deliberation.models import Analysis, StanceRow, Voice

FOUND = "found"
"""The analyses by found groups; only these route."""

KEPT = 8
STREAM = 7

Plan = Mapping[str, Any]


def next_for(
    voice: Voice, shown: Sequence[int], answered: Collection[int]
) -> tuple[int, str] | None:
    """The statement to ask (its key) and the digest of the analysis it follows from; None when all are answered.

    `shown`, `answered`: keys of statements. What the analysis has not met yet comes first: nobody has seen it.
    """
    left = [one for one in shown if one not in answered]
    if not left:
        return None
    plan = plan_for(voice.conversation_id)
    if plan is None:
        return _least_seen(voice, left, len(answered)), ""
    unmet = [one for one in left if one not in plan["met"]]
    if unmet:
        return _drawn(voice, unmet, len(answered)), plan["digest"]
    choice = routing.choose(_only(plan, left), voice.number, answered)
    statement = choice.statement if choice else _drawn(voice, left, len(answered))
    return statement, plan["digest"]


def plan_for(conversation_id: int) -> Plan | None:
    """What routing needs of the latest analysis; one small query, the plan itself is kept in memory."""
    latest = Analysis._base_manager.filter(conversation_id=conversation_id, by=FOUND)
    found = latest.order_by("-pk").values_list("pk", "digest").first()
    return None if found is None else _plan(*found)


@lru_cache(maxsize=KEPT)
def _plan(analysis_id: int, digest: str) -> Plan | None:
    """The plan of one analysis as arrays; an analysis never changes."""
    row = Analysis._base_manager.values("content__next").get(pk=analysis_id)
    kept = row["content__next"]
    if not kept:
        return None
    return {
        "digest": digest,
        "met": frozenset(kept["statements"]),
        "statements": np.array(kept["statements"], dtype=np.int64),
        "next": {
            "loadings": np.array(kept["loadings"], dtype=np.float64).reshape(-1, 2),
            "noise": kept["noise"],
            "widths": np.array(kept["widths"], dtype=np.float64),
            "exposures": np.array(kept["exposures"], dtype=np.int64),
            "least_exposures": kept["least_exposures"],
            "allowed": np.array(kept["allowed"], dtype=bool),
        },
    }


def _only(plan: Plan, left: Collection[int]) -> Plan:
    """The plan without what was hidden since."""
    still = np.isin(plan["statements"], np.fromiter(left, np.int64, len(left)))
    return {**plan, "next": {**plan["next"], "allowed": plan["next"]["allowed"] & still}}


def _least_seen(voice: Voice, left: Sequence[int], answered: int) -> int:
    rows = StanceRow.objects.filter(statement__in=left).order_by()
    seen = dict(rows.values_list("statement").annotate(Count("pk")))
    fewest = min(seen.get(one, 0) for one in left)
    return _drawn(voice, [one for one in left if seen.get(one, 0) == fewest], answered)


def _drawn(voice: Voice, among: Sequence[int], answered: int) -> int:
    draw = float(chance.uniforms(1, 0, STREAM, voice.number, answered)[0])
    return sorted(among)[int(draw * len(among))]
