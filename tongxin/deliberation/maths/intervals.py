"""What a share of votes says about those who did not vote: exact intervals and exact tests, never a normal curve.

*Unknown population*: Clopper, Pearson (1934), the shares that x agreeing among n votes do not reject. Without any vote
the interval is the middle 95 % of the uniform distribution: nothing is known.

*An assembly of known size N*: the numbers K of agreeing members that x agreeing among n votes, drawn without
replacement, do not reject (Wright 1991, Exact confidence bounds when sampling from small finite universes). When all N
voted, the interval is the share itself.

Both keep their 95 % at every true share and every number of votes, which costs them a little width.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from .canonical import Bools, Floats, Ints

TAIL = 0.025
"""What is left out on each side of a 95 % interval."""
LARGE = 1000
"""From this margin on the hypergeometric tail is taken from the normal curve, with continuity correction."""


def clopper_pearson(agree: ArrayLike, seen: ArrayLike) -> Floats:
    """95 % intervals of the share in an unlimited population; agree, seen: counts (…), gives (…, 2)."""
    x, n = np.broadcast_arrays(np.asarray(agree), np.asarray(seen))
    return np.stack([lowest(x, n), 1 - lowest(n - x, n)], axis=-1)


def lowest(agree: Ints, seen: Ints) -> Floats:
    """The lower ends alone (…); each different pair of counts is worked out once."""
    base = int(seen.max(initial=0)) + 1
    pairs, back = np.unique((agree.astype(np.int64) * base + seen).ravel(), return_inverse=True)
    x, n = pairs // base, pairs % base
    some = np.maximum(x, 1)
    low = np.where(x > 0, special.betaincinv(some, np.maximum(n, some) - some + 1, TAIL), 0.0)
    return np.where(n > 0, low, TAIL)[back].reshape(agree.shape)


def is_lower(agree: Ints, seen: Ints, limit: float) -> Bools:
    """Whether `lowest` is below a limit (…), without working it out; equal is not below."""
    some = np.maximum(agree, 1)
    tail = special.betainc(some, np.maximum(seen, some) - some + 1, limit)
    low = np.where(agree > 0, tail > TAIL * (1 + 1e-9), limit > 0)
    return np.where(seen > 0, low, limit > TAIL)


def finite(agree: ArrayLike, seen: ArrayLike, population: ArrayLike) -> Floats:
    """95 % intervals of the share among `population` members of whom `seen` voted (…, 2).

    Raises ValueError where more voted than there are members.
    """
    cells = np.broadcast_arrays(np.asarray(agree), np.asarray(seen), np.asarray(population))
    x, n, size = (np.asarray(cell, dtype=np.int64) for cell in cells)
    if (n > size).any() or (size < 1).any():
        raise ValueError("more votes than members: the population given is too small")
    distinct, back = np.unique(
        np.stack([x, n, size], axis=-1).reshape(-1, 3), axis=0, return_inverse=True
    )
    low = _fewest(*distinct.T)
    high = distinct[:, 2] - _fewest(distinct[:, 1] - distinct[:, 0], distinct[:, 1], distinct[:, 2])
    shares = np.stack([low, high], axis=1) / distinct[:, 2:]
    return shares[back.ravel()].reshape(*x.shape, 2)


def _fewest(x: Ints, n: Ints, size: Ints) -> Ints:
    """The smallest K among `size` for which x or more of n drawn is not too unlikely, by halving."""
    low, high = x.copy(), size - n + x
    while (low < high).any():
        middle = (low + high) // 2
        likely = at_least(x, size, middle, n) > TAIL
        high = np.where(likely, middle, high)
        low = np.where(likely, low, np.minimum(middle + 1, high))
    return low


def at_least(x: Ints, size: Ints, special_ones: Ints, drawn: Ints, enough: float = 1.0) -> Floats:
    """P(X >= x) of the hypergeometric distribution: `drawn` of `size`, of whom `special_ones` are special.

    At or below the expectation, where P is at least one half, 1 is given: no test needs more. From margins of 1000 on
    the normal curve with continuity correction is used. Where P(X = x) alone is above `enough`, that is given.
    """
    x, size, k, n = (np.asarray(one, dtype=float) for one in (x, size, special_ones, drawn))
    mean = np.divide(n * k, size, out=np.zeros_like(x), where=size > 0)
    above = (x > mean) & (x <= np.minimum(n, k))
    found = np.where(x > mean, 0.0, 1.0)
    large = above & (np.minimum.reduce([n, k, size - n, size - k]) >= LARGE)
    found[large] = _normal_tail(x[large], size[large], k[large], n[large])
    small = above & ~large
    found[small] = _summed_tail(x[small], size[small], k[small], n[small], enough)
    return found


def _normal_tail(x: Floats, size: Floats, k: Floats, n: Floats) -> Floats:
    variance = n * k / size * (1 - k / size) * (size - n) / (size - 1)
    return special.ndtr(-np.maximum(x - 0.5 - n * k / size, 0) / np.sqrt(variance))


def _summed_tail(x: Floats, size: Floats, k: Floats, n: Floats, enough: float) -> Floats:
    """Terms from x upwards; beyond the expectation each is smaller than the one before."""
    term = np.exp(_chosen(k, x) + _chosen(size - k, n - x) - _chosen(size, n))
    total = np.zeros_like(term)
    last = np.minimum(n, k)
    done = term > enough
    total[done] = term[done]
    active: Bools = (term > 0) & ~done
    while active.any():
        total = total + np.where(active, term, 0.0)
        ratio = (k - x) * (n - x) / ((x + 1) * np.maximum(size - k - n + x + 1, 1))
        term = term * ratio
        x = x + 1
        active = active & (x <= last) & (term > 1e-17 * total)
    return np.minimum(total, 1.0)


def _chosen(of: Floats, taken: Floats) -> Floats:
    """log of the binomial coefficient."""
    return special.gammaln(of + 1) - special.gammaln(taken + 1) - special.gammaln(of - taken + 1)


def binomial_at_least(x: ArrayLike, n: ArrayLike) -> Floats:
    """P(X >= x) for n votes that agree with probability 1/2."""
    hits, votes = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(n, dtype=float))
    tail = special.betainc(
        np.where(hits > 0, hits, 1), votes - np.where(hits > 0, hits, 1) + 1, 0.5
    )
    return np.where(hits > 0, tail, 1.0)


def discoveries(p_values: Floats, rate: float) -> Bools:
    """Which p values stand at this false discovery rate (Benjamini, Hochberg 1995); same shape."""
    flat = p_values.ravel()
    if not flat.size:
        return np.zeros(p_values.shape, dtype=bool)
    ordered = np.sort(flat)
    fine = ordered <= rate * np.arange(1, flat.size + 1) / flat.size
    limit = ordered[np.flatnonzero(fine)[-1]] if fine.any() else -1.0
    return p_values <= limit
