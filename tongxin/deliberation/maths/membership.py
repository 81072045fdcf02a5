"""How surely somebody belongs to each group: the share of his posterior mass that lies nearest to each center."""

from functools import cache

import numpy as np
from scipy import special

from .canonical import Floats, Ints, side_by_side

TURNS = 16
NODES, COARSE_NODES, MANY = 15, 5, 50_000
"""Lines into which a posterior is cut when there are more than two groups; the second number above so many people."""
AT_ONCE = 4_000


def membership(spread: Floats, covariance: Floats, reach: Floats, group: Ints, k: int) -> Floats:
    """Shares over k groups, each row adding up to 1 (n, k).

    spread: positions in units of votes (n, 2); covariance: xx, xy, yy in units of positions (n, 3); reach: units of
    votes in one unit of position (2); group: who is in which group, whose means are the centers (n).
    """
    n = len(spread)
    if k < 2:
        return np.ones((n, k))
    centers = _centers(spread, group, k)
    scaled = covariance * np.array([reach[0] ** 2, reach[0] * reach[1], reach[1] ** 2])
    return _of_two(spread, scaled, centers) if k == 2 else _of_many(spread, scaled, centers)


def _centers(spread: Floats, group: Ints, k: int) -> Floats:
    """The mean place of each group; far away for a group without members."""
    sizes = np.bincount(group[group >= 0], minlength=k)
    sums = [np.bincount(group[group >= 0], spread[group >= 0, axis], k) for axis in (0, 1)]
    centers = np.column_stack(sums) / np.maximum(sizes, 1)[:, None]
    return np.where(sizes[:, None] > 0, centers, 1e6)


def _of_two(spread: Floats, covariance: Floats, centers: Floats) -> Floats:
    """Exactly, by the normal mass on either side of the line between two centers."""
    across = centers[1] - centers[0]
    ahead = (spread - centers.mean(axis=0)) @ across
    variance = covariance @ np.array([across[0] ** 2, 2 * across[0] * across[1], across[1] ** 2])
    second = special.ndtr(ahead / np.sqrt(np.maximum(variance, 1e-18)))
    return np.column_stack([1 - second, second])


def _of_many(spread: Floats, covariance: Floats, centers: Floats) -> Floats:
    """Exactly along one axis, by Gauss-Hermite nodes across it; no border between groups runs along that axis."""
    spread, covariance, centers = _turned(spread, covariance, centers)
    nodes, weights = _rule(NODES if len(spread) <= MANY else COARSE_NODES)
    found = np.empty((len(spread), len(centers)))

    def one(at: int) -> None:
        part = slice(at, at + AT_ONCE)
        x, y, along = _lines(spread[part], covariance[part], nodes)
        for group in range(len(centers)):
            low, high = _stretch(x, y, along, centers, group)
            mass = np.maximum(special.ndtr(high) - special.ndtr(low), 0.0)
            found[part, group] = mass @ weights / weights.sum()

    side_by_side(one, list(range(0, len(spread), AT_ONCE)))
    return found


@cache
def _rule(nodes: int) -> tuple[Floats, Floats]:
    """Nodes and weights of Gauss-Hermite quadrature."""
    return np.polynomial.hermite_e.hermegauss(nodes)


def _turned(spread: Floats, covariance: Floats, centers: Floats) -> tuple[Floats, Floats, Floats]:
    """Everything turned so that the centers differ as much as can be along the second axis, each pair of them."""
    apart = (centers[:, None] - centers)[np.triu_indices(len(centers), 1)]
    angles = np.arange(TURNS) * np.pi / TURNS
    across = np.abs(np.outer(apart[:, 0], np.sin(angles)) + np.outer(apart[:, 1], np.cos(angles)))
    lengths = np.maximum(np.sqrt((apart * apart).sum(axis=1, keepdims=True)), 1e-300)
    angle = angles[np.argmax((across / lengths).min(axis=0))]
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    full = turn.T @ covariance[:, [0, 1, 1, 2]].reshape(-1, 2, 2) @ turn
    return spread @ turn, full.reshape(-1, 4)[:, [0, 1, 3]], centers @ turn


def _lines(spread: Floats, covariance: Floats, nodes: Floats) -> tuple[Floats, Floats, Floats]:
    """Everybody's posterior cut into upright lines: where each crosses the middle (n, nodes), and its deviation (n, 1)."""
    xx, xy, yy = np.maximum(covariance[:, :1], 1e-18), covariance[:, 1:2], covariance[:, 2:]
    wide = np.sqrt(xx)
    slant = xy / wide
    along = np.sqrt(np.maximum(yy - slant * slant, 1e-18))
    return spread[:, :1] + wide * nodes, spread[:, 1:] + slant * nodes, along


def _stretch(
    x: Floats, y: Floats, along: Floats, centers: Floats, group: int
) -> tuple[Floats, Floats]:
    """From where to where a line lies nearest to one center, in deviations from its middle."""
    low, high = np.full(x.shape, -np.inf), np.full(x.shape, np.inf)
    mine = centers[group]
    for other in centers[np.arange(len(centers)) != group]:
        dx, dy = mine - other
        dy = dy if dy else 1e-300
        ahead = 2 * (x * dx + y * dy) + other @ other - mine @ mine
        border = -ahead / (2 * along * dy)
        low, high = (np.maximum(low, border), high) if dy > 0 else (low, np.minimum(high, border))
    return low, high
