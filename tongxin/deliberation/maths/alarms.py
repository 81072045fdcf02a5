"""Signs that a result was pushed: reported for people to look at, nothing is ever deleted for them.

*Radius*: for each of the ten innermost statements, how few added or departing participants would drop it out of the
ten, where they hurt most, everything else standing still. A small number is a warning about the list, not about anyone.

*Copies*: vote rows that are equal or nearly so (nine tenths of what either voted), more of them than voters of one
group answering independently would give; `together` says that they also arrived one after the other.

*Cohorts*: people who arrived together, a twentieth of all by default. Told is a cohort of which more members agree with
a statement than chance gives, and a larger share of those who voted on it, when its rank falls without them. The first
alone can come of a statement being new, the second alone of a few friends.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from . import chance
from .canonical import AGREE, Bools, Ints, Votes, side_by_side
from .circle import Counts
from .intervals import at_least, finite, is_lower, lowest

TOP = 10
SLICES = 20
CROWDED = 0.05
"""How often so many members of any cohort would agree with any statement by chance, if all were shown everything alike."""
FALSE_ALARMS = 0.1
"""How often, among crowded statements, the members who voted would agree so much by chance."""
COPIES, COPIED_VOTES, ALIKE, UNLIKELY, MOST_SETS = 5, 4, 0.9, 1e-3, 50
BANDS, ROWS = 3, 2
MOST_HASHED = 2_000_000
"""Above this many votes only equal rows are looked for, not nearly equal ones."""
COMPARED = 1000
"""Candidate sets whose members are compared at once."""
FARTHEST = 1 << 20


def radii(counts: Counts, members: Ints | None, circle: Mapping[str, Any]) -> dict[int, int | None]:
    """For each of the first ten columns the smallest number of people that drops it out; None where none can."""
    ranking, score = circle["ranking"], circle["score"]
    if len(ranking) <= TOP:
        return {int(column): None for column in ranking}
    limit = float(score[ranking[TOP]])
    top = ranking[:TOP]
    reach = _reach(counts.agree[:, top], counts.seen[:, top], members, limit).min(axis=(0, 1))
    return {
        int(column): int(q) if q < FARTHEST else None for column, q in zip(top, reach, strict=True)
    }


def _reach(agree: Ints, seen: Ints, members: Ints | None, limit: float) -> Ints:
    """How many newcomers who do not agree a group needs to pull a statement below the limit, and how many who agree
    must leave it for that (2, k, top).

    Where the share itself is below the limit the interval's lower end is: nobody need look further.
    """
    enough = np.ceil(agree / limit).astype(np.int64) - seen + 1 if limit > 0 else 0 * agree
    most = np.stack([np.clip(enough, 0, FARTHEST - 1), agree])
    size = None if members is None else members[:, None] + 0 * agree

    def below(q: Ints) -> Bools:
        come, gone = q[0], np.minimum(q[1], agree)
        everybody = None if size is None else np.stack([size + come, size])
        voted = np.stack([seen + come, seen - gone])
        return _below(np.stack([agree, agree - gone]), voted, everybody, limit)

    return _fewest(below, most)


def _below(agree: Ints, seen: Ints, members: Ints | None, limit: float) -> Bools:
    """Whether the lower end of the interval is below the limit."""
    if members is None:
        return is_lower(agree, seen, limit)
    return finite(agree, seen, np.maximum(members, 1))[..., 0] < limit


def _fewest(below: Callable[[Ints], Bools], most: Ints) -> Ints:
    """The smallest q from 1 to `most` with below(q), `FARTHEST` where there is none; by halving."""
    low, high = np.ones_like(most), np.maximum(most, 1)
    never = ~below(high) | (most < 1)
    while (low < high).any():
        middle = (low + high) // 2
        fell = below(middle)
        high = np.where(fell, middle, high)
        low = np.where(fell, low, np.minimum(middle + 1, high))
    return np.where(never, FARTHEST, low)


@dataclass(frozen=True, eq=False)
class Cohorts:
    """Who came together: the cohorts' names, how many people each holds, and their votes.

    votes: by cohort (the last one: in none), group (the last one: in none) and code (cohorts + 1, k + 1, 3m).
    """

    names: list[Any]
    people: Ints
    votes: Ints


def cohorts_of(votes: Votes, given: Mapping[int, Any] | None, labels: Ints, k: int) -> Cohorts:
    """Cohorts as given, {participant: cohort}, else twentieths in the order of ids; labels: groups (n)."""
    place, names = _places(votes, given)
    box = np.where(place < 0, len(names), place) * (k + 1) + np.where(labels < 0, k, labels)
    size = (len(names) + 1) * (k + 1) * 3 * votes.m

    def one(cut: tuple[int, int]) -> Ints:
        low, high = cut
        codes = votes.codes[votes.starts[low] : votes.starts[high]].astype(np.int64)
        codes += np.repeat(box[low:high] * (3 * votes.m), votes.per_participant[low:high])
        return np.bincount(codes, minlength=size)

    total = np.zeros(size, dtype=np.int64)
    for part in side_by_side(one, votes.cuts):
        total += part
    people = np.bincount(place[place >= 0], minlength=len(names))
    return Cohorts(names, people, total.reshape(len(names) + 1, k + 1, 3 * votes.m))


def _places(votes: Votes, given: Mapping[int, Any] | None) -> tuple[Ints, list[Any]]:
    """A cohort number for everybody, -1 for none (n), and the cohorts' names."""
    if given is None:
        slices = min(SLICES, votes.n)
        number = np.arange(votes.n) * slices // max(votes.n, 1)
        ends = [np.flatnonzero(number == at)[[0, -1]] for at in range(slices)]
        return number, [tuple(votes.participants[end].tolist()) for end in ends]
    names = sorted(set(given.values()), key=str)
    place = {name: at for at, name in enumerate(names)}
    people = votes.participants.tolist()
    return np.array([place.get(given.get(one), -1) for one in people], dtype=np.int64), names


def pushes(cohorts: Cohorts, circle: Mapping[str, Any], statements: Ints) -> list[dict[str, Any]]:
    """Cohorts that carry a statement's rank and agree with it more, and in greater number, than chance explains.

    Each entry: cohort, statement, agree, seen, others (their share), p (already multiplied by the number of
    candidates), rank and rank_without, both in the circle and by group-informed consensus.
    """
    by_cohort, people = cohorts.votes, cohorts.people
    allowed = np.zeros(len(statements), dtype=bool)
    allowed[circle["ranking"]] = True
    votes = by_cohort.sum(axis=1).reshape(len(by_cohort), -1, 3)
    agree, seen = votes[..., AGREE], votes.sum(axis=2)
    total, hits = seen.sum(axis=0), agree.sum(axis=0)
    crowded = _crowded(agree[:-1], hits, people, allowed & (2 * people[:, None] < people.sum()))
    suspects = np.flatnonzero(crowded.any(axis=1))
    if not len(suspects):
        return []
    whole = by_cohort.sum(axis=0, keepdims=True)
    before, after = _ranks(whole, allowed)[0], np.zeros((len(people), 2, len(statements)), int)
    after[suspects] = _ranks(whole - by_cohort[suspects], allowed)
    cells = np.nonzero(crowded & (after > before).any(axis=1))
    mine, mine_seen, columns = agree[:-1][cells], seen[:-1][cells], cells[1]
    p = at_least(mine, total[columns], hits[columns], mine_seen) * len(columns)
    return [
        {
            "cohort": cohorts.names[cohort],
            "statement": int(statements[column]),
            "agree": int(mine[at]),
            "seen": int(mine_seen[at]),
            "others": float((hits[column] - mine[at]) / max(int(total[column] - mine_seen[at]), 1)),
            "p": float(p[at]),
            "rank": before[:, column].tolist(),
            "rank_without": after[cohort][:, column].tolist(),
        }
        for at, (cohort, column) in enumerate(zip(*cells, strict=True))
        if p[at] <= FALSE_ALARMS
    ]


def _crowded(agree: Ints, hits: Ints, people: Ints, tried: Bools) -> Bools:
    """Which cohorts have more members agreeing with a statement than chance gives, all cells counted as tests."""
    rows, columns = np.nonzero(tried)
    everybody = np.full(len(rows), people.sum())
    p = at_least(agree[rows, columns], everybody, hits[columns], people[rows], CROWDED / tried.size)
    crowded = np.zeros(tried.shape, dtype=bool)
    crowded[rows, columns] = p * tried.size <= CROWDED
    return crowded


def _ranks(by_group: Ints, allowed: Bools) -> Ints:
    """Ranks from 1 in the circle and by group-informed consensus (…, 2, m) out of votes (…, k + 1, 3m)."""
    votes = by_group[:, :-1].reshape(len(by_group), by_group.shape[1] - 1, -1, 3)
    agree, seen = votes[..., AGREE], votes.sum(axis=3)
    bounds = lowest(agree, seen).min(axis=1)
    scores = np.stack([bounds, ((agree + 1) / (seen + 2)).prod(axis=1)], axis=1)
    order = np.argsort(np.where(allowed, -scores, np.inf), axis=2, kind="stable")
    return np.argsort(order, axis=2, kind="stable") + 1


def without_cohorts(cohorts: Cohorts, columns: Ints) -> dict[int, tuple[float, Any]]:
    """For some columns the largest fall of the circle's score when one cohort is left out, and which cohort."""
    by_cohort, names = cohorts.votes, cohorts.names
    votes = by_cohort[:, :-1].reshape(len(by_cohort), by_cohort.shape[1] - 1, -1, 3)[:, :, columns]
    agree, seen = votes[..., AGREE], votes.sum(axis=3)
    if not len(names) or not len(columns):
        return {}
    whole = lowest(agree.sum(axis=0), seen.sum(axis=0)).min(axis=0)
    rest = lowest(agree.sum(axis=0) - agree[:-1], seen.sum(axis=0) - seen[:-1])
    falls = whole - rest.min(axis=1)
    worst = falls.argmax(axis=0)
    return {
        int(column): (float(falls[worst[at], at]), names[worst[at]])
        for at, column in enumerate(columns)
    }


def copies(votes: Votes, labels: Ints, cohorts: Cohorts, arrival: Ints) -> list[dict[str, Any]]:
    """Sets of five or more alike vote rows that chance does not explain; what most people do is no copying.

    labels: groups (n); arrival: everybody's rank of coming (n).
    Each entry: participants, alike (statements on which they vote the same), expected (how many such rows independent
    voters of one group would give), together.
    """
    by_group = cohorts.votes.sum(axis=0)
    found, taken = [], np.zeros(votes.n, dtype=bool)
    for rows in _alike(votes):
        rows = rows[~taken[rows]]
        if len(rows) < COPIES or 2 * len(rows) > votes.n:
            continue
        alike, expected = _expected(votes, rows, labels, by_group)
        if special.pdtrc(len(rows) - 1, expected) > UNLIKELY:
            continue
        taken[rows] = True
        found.append(
            {
                "participants": votes.participants[np.sort(rows)].tolist(),
                "alike": alike,
                "expected": expected,
                "together": _together(arrival[rows]),
            }
        )
    return found


def _alike(votes: Votes) -> list[Ints]:
    """Candidate sets of alike rows, largest first, each compared with its first member."""
    enough = votes.per_participant >= COPIED_VOTES
    signs = [votes.fingerprints] if votes.size > MOST_HASHED else _bands(votes)
    sets: dict[bytes, Ints] = {}
    for sign in signs:
        candidates = _equal(sign, enough)
        for at in range(0, len(candidates), COMPARED):
            for near in _near(votes, candidates[at : at + COMPARED]):
                sets.setdefault(near.tobytes(), near)
    return sorted(sets.values(), key=lambda one: (-len(one), one.tolist()))[:MOST_SETS]


def _equal(sign: chance.Words, enough: Bools) -> list[Ints]:
    """Rows with equal signature, at least five of them."""
    order = np.argsort(sign, kind="stable")
    order = order[enough[order]]
    starts = np.flatnonzero(np.concatenate([[True], sign[order][1:] != sign[order][:-1]]))
    ends = np.append(starts[1:], len(order))
    large = np.flatnonzero(ends - starts >= COPIES)
    return [order[starts[at] : ends[at]] for at in large]


def _bands(votes: Votes) -> list[chance.Words]:
    """MinHash signatures (Broder 1997): rows alike in most of their votes are equal in some band."""
    bands = []
    for band in range(BANDS):
        sign = np.zeros(votes.n, dtype=np.uint64)
        for row in range(ROWS):
            table = chance.keys(3 * votes.m, 8, band, row)
            least = np.minimum.reduceat(table[votes.codes], votes.starts[:-1])
            sign = chance.mixed(sign ^ least)
        bands.append(sign)
    return bands


def _near(votes: Votes, candidates: list[Ints]) -> list[Ints]:
    """Of each set the members whose votes are nine tenths (Jaccard) those of its first, where there are enough."""
    sizes = np.array([len(one) for one in candidates])
    firsts = votes.take(np.array([one[0] for one in candidates]))
    held = np.zeros((len(candidates), 3 * votes.m))
    held[firsts.rows(), firsts.codes] = 1.0
    members = np.concatenate(candidates)
    part, of = votes.take(members), np.repeat(np.arange(len(candidates)), sizes)
    same = np.add.reduceat(held[of[part.rows()], part.codes], part.starts[:-1])
    near = same >= ALIKE * (part.per_participant + firsts.per_participant[of] - same)
    kept = np.split(near, np.cumsum(sizes)[:-1])
    found = [one[mine] for one, mine in zip(candidates, kept, strict=True)]
    return [one for one in found if len(one) >= COPIES]


def _expected(votes: Votes, rows: Ints, labels: Ints, by_group: Ints) -> tuple[int, float]:
    """How many codes nine tenths of some rows share, and how many of those who could would vote them by chance."""
    k, m = len(by_group) - 1, votes.m
    part = votes.take(rows)
    shared = np.flatnonzero(np.bincount(part.codes, minlength=3 * m) >= ALIKE * len(rows))
    box = np.repeat(np.where(labels[rows] < 0, k, labels[rows]), part.per_participant)
    own = np.bincount(box * 3 * m + part.codes, minlength=by_group.size).reshape(by_group.shape)
    others = by_group - own
    crowds = np.vstack([others.sum(axis=0), others[:k]])
    asked = crowds.reshape(k + 1, m, 3).sum(axis=2)[:, shared // 3]
    chance_of = ((crowds[:, shared] + 1) / (asked + 2)).prod(axis=1).max()
    return len(shared), float(chance_of * asked[0].min(initial=votes.n))


def _together(arrival: Ints) -> bool:
    """Whether four fifths of some people came within a stretch twice as long as they are many."""
    ranks = np.sort(arrival)
    most = int(np.ceil(0.8 * len(ranks)))
    return bool((ranks[most - 1 :] - ranks[: len(ranks) - most + 1]).min() < 2 * len(ranks))
