"""The platform's own profile: the same questions as Polis asks, with uncertainty, order independence and guarantees."""

from typing import Any

import numpy as np

from . import alarms, selection
from .bridging import bridging
from .canonical import Bools, Floats, Ints, Votes
from .circle import Counts, circle, group_informed, intervals, members_of
from .components import Components
from .factors import Factors, Posterior, fit, posterior, upright
from .groups import FINE, Clustering, cloud, clusterings, least_size, most_groups, nearest, oriented
from .intervals import clopper_pearson, finite
from .membership import membership
from .question import FEWEST_GROUPED, Question, outline
from .representative import chosen, cross_fitted, special
from .routing import plan
from .slate import slate
from .stability import Stability, Structure, label, sample, stability, structure
from .stacks import alone

FITTED_VOTES = 1_000_000
"""The model, the cross-fitted tests and the bridging score are fitted to the first people, in the order of what they
voted, who cast this many votes together; everybody gets his position under that model."""


def native(votes: Votes, question: Question, found: Components) -> dict[str, Any]:
    """The profile `native`, digest aside.

    Beside the keys of both profiles (see `analyse`): membership (n, k), position_cov (n, 2, 2), stability {total,
    groups [k], label, labels [k]} or None, structure_p or None, structure {silhouette, reached, tried} or None,
    interval (k, m, 2), circle {score (m), bounds (k, m), weakest (m), ranking (columns)}, overall {agree, disagree,
    seen (m), interval (m, 2)}, members (k) or None, groups_given, bridging (m), special {p, stands, difference: (k, m, 2)}, slate, next, alarms, and
    factors {center (m), loadings (m, 2), noise, reach (2)}.
    """
    some = _fitted_people(votes)
    question.progress("positions")
    factors = _factors(some, question.hidden)
    where = posterior(votes, factors)
    spread = where.positions * factors.reach
    question.progress("groups")
    group, labels, tried = _groups(votes, question, spread)
    k = len(labels)
    question.progress("stability")
    again = _stability(votes, question, group, k)
    question.progress("counts")
    cohorts = alarms.cohorts_of(votes, question.cohorts, group, k)
    counts = _counts(cohorts.votes.sum(axis=0)[:k].reshape(k, votes.m, 3), group)
    answer = outline(votes, group, labels, counts, where.positions, found)
    answer["groups_given"] = question.given is not None
    answer |= _people(where, factors, spread, group, k)
    answer |= _certainty(again, tried, question.resample)
    answer |= _common_ground(votes, question, counts)
    question.progress("tests")
    answer |= _lists(votes, some, question, counts, group)
    answer["bridging"] = bridging(some, question.hidden, found.directions[0])
    question.progress("slate")
    answer["slate"] = slate(votes, _voted(votes, question))
    answer["next"] = _next(votes, question, factors, answer)
    question.progress("alarms")
    answer["alarms"] = _alarms(votes, counts, answer, cohorts)
    return answer


def _fitted_people(votes: Votes) -> Votes:
    order = votes.by_content
    reach = int(np.searchsorted(np.cumsum(votes.per_participant[order]), FITTED_VOTES)) + 1
    return votes.take(order[:reach])


def _factors(some: Votes, hidden: Bools) -> Factors:
    if not some.size:
        return Factors(np.zeros(some.m), np.zeros((some.m, 2)), 1.0)
    return upright(fit(alone(some, hidden)).one())


def _groups(
    votes: Votes, question: Question, spread: Floats
) -> tuple[Ints, list[Any], Structure | None]:
    """Everybody's group (n), the groups' labels, and how the test whether there are any came out."""
    people = np.flatnonzero(question.grouped)
    split = _split(spread[people], question)
    tried = None
    if question.resample and split is not None:
        question.progress("structure")
        some = sample(votes, question.grouped)
        tried = structure(some, question.hidden, question.seed, k=question.force_k)
    if question.given is not None:
        return question.given, question.labels, tried
    group = np.full(votes.n, -1, dtype=np.int64)
    group[people] = 0
    if split is not None and (tried is None or tried.is_clear or question.force_k):
        group[people] = split
    return group, list(range(int(group.max(initial=-1)) + 1)), tried


def _split(spread: Floats, question: Question) -> Ints | None:
    """The best valid groups of people at these places, numbered by size; None when no split is valid."""
    if len(spread) < FEWEST_GROUPED or np.ptp(spread.round(9), axis=0).max() == 0:
        return None
    turned = oriented(spread[None])
    most = most_groups(len(spread))
    counts = [question.force_k] if question.force_k else range(2, most + 1)
    found = clusterings(cloud(turned, FINE), counts, question.seed)
    by_score = sorted(found, key=lambda one: (-round(float(one.silhouette[0]), 12), one.k))
    for one in by_score:
        labels = _by_size(one, turned)
        if one.valid[0] and np.bincount(labels, minlength=one.k).min() >= least_size(
            np.array(len(labels))
        ):
            return labels
    return None


def _by_size(found: Clustering, turned: Floats) -> Ints:
    """Everybody's nearest center, groups numbered by size, the larger first; by place where sizes are equal."""
    labels = nearest(turned, found.centers)[0]
    sizes = np.bincount(labels, minlength=found.k)
    place = found.centers[0].round(6)
    order = np.lexsort((place[:, 1], place[:, 0], -sizes))
    return np.argsort(order)[labels]


def _stability(votes: Votes, question: Question, group: Ints, k: int) -> Stability | None:
    """How well subsamples find the groups again; groups that are one, or were given, are not looked for."""
    if not question.resample:
        return None
    if k < 2 or question.given is not None:
        return Stability(1.0, [1.0] * k)
    some = sample(votes, question.grouped)
    labels = group[np.searchsorted(votes.participants, some.participants)]
    return stability(some, question.hidden, labels, k, question.seed)


def _counts(by_group: Ints, group: Ints) -> Counts:
    sizes = np.bincount(group[group >= 0], minlength=len(by_group)).astype(np.int64)
    return Counts(by_group[..., 2], by_group[..., 0], by_group.sum(axis=2), sizes)


def _people(
    where: Posterior, factors: Factors, spread: Floats, group: Ints, k: int
) -> dict[str, Any]:
    return {
        "position_cov": where.matrices(),
        "membership": membership(spread, where.covariance, factors.reach, group, k),
        "factors": {
            "center": factors.center,
            "loadings": factors.loadings,
            "noise": factors.noise,
            "reach": factors.reach,
        },
    }


def _certainty(again: Stability | None, tried: Structure | None, resample: bool) -> dict[str, Any]:
    """The keys on structure and stability; where no split was possible p is 1."""
    said = None
    if again is not None:
        said = {
            "total": again.total,
            "groups": again.groups,
            "label": label(again.total),
            "labels": [label(one) for one in again.groups],
        }
    test = None
    if tried is not None:
        test = {"silhouette": tried.silhouette, "reached": tried.reached, "tried": tried.tried}
    p = (1.0 if tried is None else tried.p) if resample else None
    return {"stability": said, "structure_p": p, "structure": test}


def _common_ground(votes: Votes, question: Question, counts: Counts) -> dict[str, Any]:
    """Intervals, circle, group-informed consensus, and what everybody together said."""
    labels = question.labels if question.given is not None else list(range(len(counts.sizes)))
    members = members_of(question.population, labels, counts.sizes, votes.n)
    bounds = intervals(counts, members)
    agree, seen = votes.tally[:, 2], votes.tally.sum(axis=1)
    whole = question.population
    if whole is not None and not isinstance(whole, int):
        whole = max(sum(whole.values()), votes.n)
    overall = clopper_pearson(agree, seen) if whole is None else finite(agree, seen, max(whole, 1))
    return {
        "interval": bounds,
        "circle": circle(bounds[..., 0], _voted(votes, question)),
        "group_informed_consensus": group_informed(counts),
        "overall": {
            "agree": agree,
            "disagree": votes.tally[:, 0],
            "seen": seen,
            "interval": overall,
        },
        "members": members,
    }


def _voted(votes: Votes, question: Question) -> Bools:
    """Statements that may be listed: neither hidden nor without a vote."""
    return question.allowed & (votes.tally.sum(axis=1) > 0)


def _lists(
    votes: Votes, some: Votes, question: Question, counts: Counts, group: Ints
) -> dict[str, Any]:
    """What all agree on, and what is special to each group."""
    allowed, k = _voted(votes, question), len(counts.sizes)
    tested = counts
    if question.given is None and k > 1:
        labels = group[np.searchsorted(votes.participants, some.participants)]
        tested = cross_fitted(
            some.take(np.flatnonzero(labels >= 0)),
            question.hidden,
            labels[labels >= 0],
            k,
            question.seed,
        )
    proof = special(tested, allowed & (k > 1))
    return {
        "representative": chosen(proof, votes.statements),
        "special": {"p": proof.p, "stands": proof.stands, "difference": proof.difference},
        "consensus": selection.consensus(votes.tally, allowed, votes.statements),
    }


def _next(
    votes: Votes, question: Question, factors: Factors, answer: dict[str, Any]
) -> dict[str, Any]:
    bounds, weakest = answer["interval"], answer["circle"]["weakest"]
    widths = np.ones(votes.m)
    if len(bounds):
        held = bounds[weakest, np.arange(votes.m)]
        widths = held[:, 1] - held[:, 0]
    seen = votes.tally.sum(axis=1)
    return plan(factors.loadings, factors.noise, widths, seen, question.allowed, votes.n)


def _alarms(
    votes: Votes, counts: Counts, answer: dict[str, Any], cohorts: alarms.Cohorts
) -> dict[str, Any]:
    """Radii, copies, pushes; `raised` when there are copies or pushes."""
    ranked, ids = answer["circle"]["ranking"], votes.statements
    copied = pushed = []
    radii: dict[int, int | None] = {}
    falls: dict[int, tuple[float, Any]] = {}
    if len(counts.sizes):
        radii = alarms.radii(counts, answer["members"], answer["circle"])
        falls = alarms.without_cohorts(cohorts, ranked[: alarms.TOP])
        copied = alarms.copies(votes, answer["group"], cohorts, np.arange(votes.n))
        pushed = alarms.pushes(cohorts, answer["circle"], ids)
    return {
        "raised": bool(copied or pushed),
        "radius": {int(ids[column]): q for column, q in radii.items()},
        "without_cohort": {
            int(ids[column]): {"fall": fall, "cohort": cohort}
            for column, (fall, cohort) in falls.items()
        },
        "copies": copied,
        "pushes": pushed,
    }
