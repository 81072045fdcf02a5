"""Made conversations with a known truth, and the slow dense mathematics they are checked against."""

from dataclasses import dataclass, field

import numpy as np

from tongxin.deliberation.maths.stability import contingency, rand


@dataclass
class Made:
    """Rows of votes as `analyse` takes them, and who was put into which camp."""

    participants: np.ndarray
    statements: np.ndarray
    votes: np.ndarray
    camps: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=int))

    @property
    def rows(self):
        return self.participants, self.statements, self.votes

    def permuted(self, order):
        return self.participants[order], self.statements[order], self.votes[order]


def camps(people=60, statements=30, groups=2, each=None, loyal=0.9, seed=0) -> Made:
    """Camps that vote along their line with probability `loyal`; `each`: how many statements a person votes on."""
    draw = np.random.default_rng(seed)
    camp = np.arange(people) % groups
    lines = np.array([np.roll([1] * (groups - 1) + [-1], shift) for shift in range(groups)])
    line = lines[:, np.arange(statements) % groups] if groups > 2 else two_lines(statements)
    each = each or statements
    who = np.repeat(np.arange(people), each)
    what = np.concatenate([draw.choice(statements, each, replace=False) for _ in range(people)])
    vote = line[camp[who], what] * np.where(draw.random(len(who)) < loyal, 1, -1)
    return Made(who, what, vote.astype(np.int8), camp)


def two_lines(statements):
    """Two camps: a third of the statements is common ground, the rest divides."""
    common = np.where(np.arange(statements) % 3 == 0, 1, -1)
    return np.stack([np.ones(statements, dtype=int), common])


def noise(people=60, statements=30, seed=0) -> Made:
    """Everybody votes on everything at random."""
    draw = np.random.default_rng(seed)
    who, what = (one.ravel() for one in np.mgrid[:people, :statements])
    return Made(who, what, draw.integers(-1, 2, len(who)).astype(np.int8))


def some(seed, people=12, statements=8, share=0.6) -> Made:
    """A small conversation with gaps."""
    draw = np.random.default_rng(seed)
    seen = draw.random((people, statements)) < share
    who, what = np.nonzero(seen)
    return Made(who, what, draw.integers(-1, 2, len(who)).astype(np.int8))


def shuffled_votes(made: Made, seed) -> Made:
    """Votes dealt out anew within each statement."""
    draw = np.random.default_rng(seed)
    votes = made.votes.copy()
    for statement in np.unique(made.statements):
        mine = made.statements == statement
        votes[mine] = draw.permutation(votes[mine])
    return Made(made.participants, made.statements, votes)


def dense(made: Made) -> np.ndarray:
    """The matrix of votes with nan where there is none: what the engine never builds (n, m)."""
    people, things = np.unique(made.participants), np.unique(made.statements)
    matrix = np.full((len(people), len(things)), np.nan)
    for who, what, vote in zip(*made.rows, strict=True):
        matrix[np.searchsorted(people, who), np.searchsorted(things, what)] = vote
    return matrix


def dense_components(matrix, hidden=()):
    """Means, and eigenvectors of the centred Gram matrix by falling eigenvalue."""
    means = np.nan_to_num(np.nanmean(matrix, axis=0))
    means[list(hidden)] = 0.0
    centred = np.where(np.isnan(matrix), 0.0, matrix - means)
    centred[:, list(hidden)] = 0.0
    values, vectors = np.linalg.eigh(centred.T @ centred)
    return means, values[::-1], vectors[:, ::-1].T, centred


def adjusted_rand(one, other):
    """Adjusted Rand index of two partitions of the same people, labels from -1."""
    one, other = np.asarray(one) + 1, np.asarray(other) + 1
    size = int(max(one.max(), other.max())) + 1
    return float(rand(contingency(one[None], other[None], size))[0])
