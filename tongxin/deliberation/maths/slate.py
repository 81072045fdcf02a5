"""A short list of statements that leaves no large like-minded part of the participants without one.

A missing vote is no approval, so what is promised holds for the votes cast.

*GreedyCC* takes the statement agreed to by most participants who agree with nothing on the slate yet, and so on. For a
slate of K statements and n participants it gives justified representation (JR): no n/K participants agree on one
statement and find nothing they agree with on the slate (Aziz et al. 2017, doi 10.1007/s00355-016-1019-3; for incomplete
votes Halpern et al., AAAI 2023). The *certificate* proves it for this slate: the largest group of unrepresented people
who agree on one left-out statement, as a share of n/K; JR holds when it is below 1.

*Method of Equal Shares* gives each participant K/n to spend on statements he agrees with and buys at the lowest price
per head; it gives extended justified representation (Peters, Skowron 2020). Seats it cannot sell go to GreedyCC.
"""

import heapq
from itertools import pairwise
from typing import Any

import numpy as np

from .canonical import AGREE, BLOCK, Bools, Floats, Ints, Votes

SEATS = 10
SHARED_VOTES = 1_000_000
"""Equal Shares looks at the first people, in the order of what they voted, who cast this many votes together."""


def slate(votes: Votes, allowed: Bools, seats: int = SEATS) -> dict[str, Any]:
    """Both slates and the certificate.

    Gives ids, covered (share of participants who agree with one of them), unrepresented {left-out statement: people},
    certificate (a float; JR holds when it is below 1), equal_shares (ids).
    """
    chosen, represented, wanting = greedy(votes, allowed, seats)
    left = np.flatnonzero(allowed & ~np.isin(np.arange(votes.m), chosen))
    quota = votes.n / seats
    largest = int(wanting[left].max(initial=0))
    return {
        "ids": votes.statements[chosen],
        "covered": float(represented.mean()) if votes.n else 0.0,
        "unrepresented": {int(votes.statements[j]): int(wanting[j]) for j in left},
        "certificate": largest / quota if quota else 0.0,
        "equal_shares": votes.statements[equal_shares(votes, allowed, seats, chosen)],
    }


def greedy(votes: Votes, allowed: Bools, seats: int) -> tuple[Ints, Bools, Ints]:
    """GreedyCC: columns chosen, who agrees with one of them (n), and how many of the others agree with each (m)."""
    wanting = np.where(allowed, votes.tally[:, AGREE], 0)
    popular = wanting.copy()
    represented, free = np.zeros(votes.n, dtype=bool), np.ones(votes.m, dtype=bool)
    chosen: list[int] = []
    while len(chosen) < seats:
        marks = wanting * free
        if marks.max(initial=0) <= 0:
            break
        chosen.append(int(np.argmax(marks)))
        free[chosen[-1]] = False
        new = supporters(votes, chosen[-1])
        new = new[~represented[new]]
        represented[new] = True
        wanting = wanting - np.where(allowed, agreed(votes, new), 0)
    popular = popular * free
    spare = np.argsort(-popular, kind="stable")[: seats - len(chosen)]
    return np.array([*chosen, *spare[popular[spare] > 0]], dtype=np.int64), represented, wanting


def supporters(votes: Votes, column: int) -> Ints:
    """The rows of those who agree with a statement."""
    places = np.flatnonzero(votes.codes == 3 * column + AGREE)
    return np.searchsorted(votes.starts, places, side="right") - 1


def agreed(votes: Votes, rows: Ints) -> Ints:
    """How many of some people agree with each statement (m)."""
    total = np.zeros(3 * votes.m, dtype=np.int64)
    for at in range(0, len(rows), BLOCK // 16):
        part = votes.take(rows[at : at + BLOCK // 16])
        total += np.bincount(part.codes, minlength=3 * votes.m)
    return total[AGREE::3]


def equal_shares(votes: Votes, allowed: Bools, seats: int, spare: Ints) -> Ints:
    """Columns bought by the Method of Equal Shares; seats that nobody can afford are filled from `spare`."""
    reach = int(np.searchsorted(np.cumsum(votes.per_participant[votes.by_content]), SHARED_VOTES))
    some = votes.take(votes.by_content[: max(reach, 1)])
    backers = _backers(some)
    money = np.full(some.n, seats / max(some.n, 1))
    offers = [(1 / len(backers[j]), int(j)) for j in np.flatnonzero(allowed) if len(backers[j])]
    heapq.heapify(offers)
    bought: list[int] = []
    while offers and len(bought) < seats:
        _price, column = heapq.heappop(offers)
        price = price_per_head(money[backers[column]])
        if not np.isfinite(price):
            continue
        if offers and (price, column) > offers[0]:
            heapq.heappush(offers, (price, column))
            continue
        money[backers[column]] -= np.minimum(money[backers[column]], price)
        bought.append(column)
    rest = [int(column) for column in spare if column not in bought]
    return np.array(bought + rest[: seats - len(bought)], dtype=np.int64)


def price_per_head(money: Floats) -> float:
    """The smallest rho with sum of min(money, rho) = 1, infinite when all the money together is less than 1."""
    ordered = np.sort(money)
    prices = (1.0 - np.cumsum(ordered) + ordered) / np.arange(len(ordered), 0, -1)
    fine = prices <= ordered * (1 + 1e-12)
    first = int(fine.argmax())
    return float(prices[first]) if fine[first] else np.inf


def _backers(votes: Votes) -> list[Ints]:
    """For each statement the rows of those who agree with it."""
    mine = np.flatnonzero(votes.codes % 3 == AGREE)
    order = np.argsort(votes.codes[mine], kind="stable")
    rows, ends = votes.rows()[mine[order]], np.cumsum(votes.tally[:, AGREE]).tolist()
    return [rows[low:high] for low, high in pairwise([0, *ends])]
