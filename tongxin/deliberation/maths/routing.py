"""Which statement a participant is shown next, so that each answer tells as much as it can, and so that it can be replayed.

    weight_ij = expected fall of trace(position_cov_i) when i votes on j + 0.1 x width of the weakest group's interval of j

In the factor model the fall does not depend on the answer: with covariance C and loading w it is
w'CCw / (s2 + w'Cw) (Kalman gain; MacKay 1992, Information-based objective functions for active data selection).
Statements shown to fewer than max(5, 10 % of the active participants) come before all others. The draw depends only on
seed, participant and the number of answers given, and `Choice` says what it was made of: the same inputs give it again.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from . import chance
from .canonical import Bools, Floats, Ints

WIDTH_WEIGHT = 0.1
LEAST_EXPOSURES, EXPOSED_SHARE = 5, 0.10


@dataclass(frozen=True)
class Choice:
    """A choice as it is logged: who, after how many answers, with which seed, out of how many, and what was shown."""

    participant: int
    answered: int
    seed: int
    candidates: int
    draw: float
    weight: float
    statement: int
    digest: str

    def as_record(self) -> dict[str, Any]:
        """For a log."""
        return asdict(self)


def plan(
    loadings: Floats, noise: float, widths: Floats, seen: Ints, allowed: Bools, active: int
) -> dict[str, Any]:
    """What `weights` and `choose` need of an analysis, and the weights for a newcomer (m)."""
    prepared = {
        "loadings": loadings,
        "noise": noise,
        "widths": widths,
        "exposures": seen,
        "least_exposures": max(LEAST_EXPOSURES, int(np.ceil(EXPOSED_SHARE * active))),
        "allowed": allowed,
    }
    return {"weights": _weights(prepared, np.eye(2)), **prepared}


def weights(result: Mapping[str, Any], answered: Collection[int]) -> Floats:
    """The weight of every statement for somebody who answered these statement ids (m); 0 where he did or may not."""
    plan_of = result["next"]
    done = np.isin(result["statements"], np.fromiter(answered, np.int64, len(answered)))
    own = plan_of["loadings"][done]
    noise = plan_of["noise"]
    covariance = noise * np.linalg.inv(own.T @ own + noise * np.eye(2))
    return np.where(done, 0.0, _weights(plan_of, covariance))


def choose(
    result: Mapping[str, Any], participant: int, answered: Collection[int], seed: int = 0
) -> Choice | None:
    """The next statement for a participant, drawn in proportion to weight; None when nothing is left to ask."""
    weight = weights(result, answered)
    fresh = (result["next"]["exposures"] < result["next"]["least_exposures"]) & (weight > 0)
    weight = np.where(fresh, weight, 0.0) if fresh.any() else weight
    total = weight.sum()
    if not total > 0:
        return None
    draw = float(chance.uniforms(1, seed, 7, participant, len(answered))[0])
    column = int(np.searchsorted(np.cumsum(weight), draw * total, side="right"))
    column = min(column, int(np.flatnonzero(weight)[-1]))
    return Choice(
        participant,
        len(answered),
        seed,
        int((weight > 0).sum()),
        draw,
        float(weight[column]),
        int(result["statements"][column]),
        result["digest"],
    )


def replay(result: Mapping[str, Any], choice: Choice, answered: Collection[int]) -> bool:
    """Whether the analysis it names gives the same choice again."""
    return choose(result, choice.participant, answered, choice.seed) == choice


def _weights(prepared: Mapping[str, Any], covariance: Floats) -> Floats:
    loadings = prepared["loadings"]
    through = loadings @ covariance
    fall = (through * through).sum(axis=1) / (prepared["noise"] + (through * loadings).sum(axis=1))
    return np.where(prepared["allowed"], fall + WIDTH_WEIGHT * prepared["widths"], 0.0)
