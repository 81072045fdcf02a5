"""A second opinion on common ground: what support a statement keeps when the main divide is taken out.

    x_ij = c + a_i + b_j + f_i f_j + e_ij

by ridge regression in turns over participants and statements; the ridge is 0.15 on intercepts and 0.03 on factors, as
in Community Notes (Wojcik et al. 2022, Birdwatch, arXiv 2210.15723). b_j is high when people on both sides of the
divide f agree more than people agree with statements at large. It ranks nothing here: it is printed beside the circle.

Votes cannot tell apart a constant in f_i from b_j, nor one in f_j from a_i, nor the scale of f_i from that of f_j; only
the ridges can, and turns alone would need hundreds of rounds for it. So after each round all these go to where the
ridges are least, in closed form
(parameter expansion: Liu, Rubin, Wu 1998, doi 10.1093/biomet/85.4.755).
"""

import numpy as np

from .canonical import Bools, Floats, Votes

INTERCEPTS = 0.15
FACTORS = 0.03
STILL, MOST_ROUNDS = 0.004, 50
"""Turns end when no b_j moves by more than this, or after so many rounds."""


def bridging(votes: Votes, hidden: Bools, direction: Floats) -> Floats:
    """b_j for every statement, 0 where hidden (m). direction: the first component, where the search begins (m)."""
    tally = votes.tally * ~hidden[:, None]
    seen, visible = tally.sum(axis=1), (~hidden).astype(np.float64)
    middle = float((tally[:, 2] - tally[:, 0]).sum() / max(seen.sum(), 1))
    support = np.zeros(votes.m)
    slopes = direction * np.sqrt(votes.m)
    for _ in range(MOST_ROUNDS):
        before = support
        leanings, sides = _people(votes, middle, support, slopes, visible)
        support, slopes = _statements(votes, middle, leanings, sides, seen, visible)
        support, slopes = _eased(leanings, sides, support, slopes, visible)
        if np.abs(support - before).max(initial=0.0) <= STILL:
            break
    return support


def _people(
    votes: Votes, middle: float, support: Floats, slopes: Floats, visible: Floats
) -> tuple[Floats, Floats]:
    """a_i and f_i, the statements' numbers held fixed (n), (n)."""
    table = np.empty((3 * votes.m, 5))
    table[:, :3] = np.repeat(np.stack([visible, slopes, slopes * slopes], axis=1), 3, axis=0)
    for place, vote in enumerate((-1.0, 0.0, 1.0)):
        rest = (vote - middle - support) * visible
        table[place::3, 3], table[place::3, 4] = rest, rest * slopes
    ones, first, second, plain, sloped = votes.gather(table).T
    return _two_by_two(ones + INTERCEPTS, first, second + FACTORS, plain, sloped)


def _statements(
    votes: Votes, middle: float, leanings: Floats, sides: Floats, seen: Floats, visible: Floats
) -> tuple[Floats, Floats]:
    """b_j and f_j, the people's numbers held fixed (m), (m)."""
    columns = np.stack([np.ones(votes.n), leanings, sides, sides * sides, leanings * sides], axis=1)
    sums = votes.scatter(columns)
    balance = sums[2::3] - sums[0::3]
    _ones, leaning, first, second, both = (sums[0::3] + sums[1::3] + sums[2::3]).T
    plain = balance[:, 0] - middle * seen - leaning
    sloped = balance[:, 2] - middle * first - both
    support, slopes = _two_by_two(seen + INTERCEPTS, first, second + FACTORS, plain, sloped)
    return support * visible, slopes * visible


def _eased(
    leanings: Floats, sides: Floats, support: Floats, slopes: Floats, visible: Floats
) -> tuple[Floats, Floats]:
    """b_j and f_j with constants and scales where the ridges are least; no vote that they foretell changes."""
    if not (len(leanings) and visible.any()):
        return support, slopes
    people, statements = len(leanings), float(visible.sum())
    over = _constant(support, slopes, sides, people)
    sides, support = sides - over, support + over * slopes
    over = _constant(leanings, sides, slopes, statements)
    slopes, leanings = (slopes - over) * visible, leanings + over * sides
    over = (support.sum() - leanings.sum()) / (people + statements)
    return (support - over) * visible, slopes * _balance(slopes, sides)


def _constant(intercepts: Floats, factors: Floats, others: Floats, count: float) -> float:
    """How much of all `count` factors of the other side is better said by these intercepts."""
    ridge = FACTORS * count + INTERCEPTS * (factors @ factors)
    return (FACTORS * others.sum() - INTERCEPTS * (intercepts @ factors)) / ridge


def _balance(slopes: Floats, sides: Floats) -> float:
    """What the slopes are multiplied by, and the sides divided by, so that both weigh the same."""
    one, other = float(slopes @ slopes), float(sides @ sides)
    return (other / one) ** 0.25 if one > 0 and other > 0 else 1.0


def _two_by_two(a: Floats, b: Floats, d: Floats, one: Floats, two: Floats) -> tuple[Floats, Floats]:
    over = 1.0 / (a * d - b * b)
    return (d * one - b * two) * over, (a * two - b * one) * over
