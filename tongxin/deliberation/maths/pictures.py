"""The two pictures of a report as SVG: statements on concentric circles, and people where they stand."""

from collections.abc import Mapping
from html import escape
from typing import Any

import numpy as np

from .canonical import Floats, Ints

SIZE = 640
MIDDLE, EDGE = SIZE / 2, 280.0
RINGS = (0.25, 0.5, 0.75)
MOST_STATEMENTS = 30
MOST_PEOPLE, MOST_ELLIPSES = 1500, 250
GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
ONE_SIGMA = 1.0


def circles(result: Mapping[str, Any], names: list[str], title: str) -> str:
    """Statements by how far every group agrees: the middle is everybody, the rim nobody; numbers are ranks."""
    score, weakest = result["circle"]["score"], result["circle"]["weakest"]
    parts = [_ring(share) for share in (0.0, *RINGS)]
    for rank, column in enumerate(result["circle"]["ranking"][:MOST_STATEMENTS], start=1):
        radius = (1 - score[column]) * EDGE
        angle = rank * GOLDEN_ANGLE
        x, y = MIDDLE + radius * np.cos(angle), MIDDLE + radius * np.sin(angle)
        group = int(weakest[column])
        named = f"{rank}: {score[column]:.0%}, {names[group]}"
        parts.append(
            f'<g class="g{group % 5}"><title>{escape(named)}</title>'
            f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="13"/>'
            f'<text class="mark" x="{x:.1f}" y="{y + 4:.1f}">{rank}</text></g>'
        )
    return _svg(title, parts)


def _ring(share: float) -> str:
    radius = (1 - share) * EDGE
    return (
        f'<circle class="ring" cx="{MIDDLE}" cy="{MIDDLE}" r="{radius:.1f}"/>'
        f'<text class="scale" x="{MIDDLE + 4:.1f}" y="{MIDDLE - radius - 4:.1f}">{share:.0%}</text>'
    )


def people_shown(count: int) -> int:
    """How many of some people the map draws."""
    return min(count, MOST_PEOPLE)


def people(result: Mapping[str, Any], title: str) -> str:
    """People where they stand, each group with its own shape, ellipses of one standard deviation."""
    reach = result["factors"]["reach"]
    spread = result["positions"] * reach
    cov = result["position_cov"] * np.outer(reach, reach)
    rows = np.unique(np.linspace(0, len(spread) - 1, people_shown(len(spread))).astype(int))
    scale, middle = _scale(spread)
    places = (spread - middle) * scale * [1, -1] + MIDDLE
    drawn = rows if len(rows) <= MOST_ELLIPSES else rows[:: len(rows) // MOST_ELLIPSES]
    group = result["group"]
    parts = [_ellipse(places[row], cov[row] * scale**2, int(group[row])) for row in drawn]
    parts += [_shape(places[row], int(group[row])) for row in rows]
    return _svg(title, parts)


def _scale(spread: Floats) -> tuple[float, Floats]:
    if not len(spread):
        return 1.0, np.zeros(2)
    low, high = spread.min(axis=0), spread.max(axis=0)
    return 2 * EDGE / max(float((high - low).max()), 1e-9), (low + high) / 2


def _ellipse(place: Floats, cov: Floats, group: int) -> str:
    turned = cov * np.array([[1, -1], [-1, 1]])
    values, axes = np.linalg.eigh(turned)
    wide, narrow = np.minimum(ONE_SIGMA * np.sqrt(np.maximum(values[::-1], 0)), EDGE)
    angle = np.degrees(np.arctan2(axes[1, 1], axes[0, 1]))
    return (
        f'<ellipse class="doubt {_class(group)}" cx="{place[0]:.1f}" cy="{place[1]:.1f}" rx="{wide:.1f}" '
        f'ry="{narrow:.1f}" transform="rotate({angle:.0f} {place[0]:.1f} {place[1]:.1f})"/>'
    )


def mark(group: int) -> str:
    """The sign of a group for a legend."""
    box = '<svg class="sign" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">'
    return box + _shape(np.array([7.0, 7.0]), group) + "</svg>"


def _shape(place: Floats, group: int) -> str:
    """A dot, square, triangle, diamond or cross; people without a group are small dots."""
    x, y = place
    corners: dict[int, list[tuple[float, float]]] = {
        1: [(-4, -4), (4, -4), (4, 4), (-4, 4)],
        2: [(0, -5), (5, 4), (-5, 4)],
        3: [(0, -6), (5, 0), (0, 6), (-5, 0)],
        4: [
            (-5, -2),
            (-2, -2),
            (-2, -5),
            (2, -5),
            (2, -2),
            (5, -2),
            (5, 2),
            (2, 2),
            (2, 5),
            (-2, 5),
            (-2, 2),
            (-5, 2),
        ],
    }
    if group % 5 in corners and group >= 0:
        points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners[group % 5])
        return f'<polygon class="who {_class(group)}" points="{points}"/>'
    return f'<circle class="who {_class(group)}" cx="{x:.1f}" cy="{y:.1f}" r="{4.5 if group >= 0 else 2.5}"/>'


def _class(group: int) -> str:
    return f"g{group % 5}" if group >= 0 else "none"


def _svg(title: str, parts: list[str]) -> str:
    return (
        f'<svg class="picture" viewBox="0 0 {SIZE} {SIZE}" role="img" aria-label="{escape(title)}">'
        f"{''.join(parts)}</svg>"
    )


def ranks(result: Mapping[str, Any]) -> Ints:
    """The columns that picture and list show, innermost first."""
    found: Ints = result["circle"]["ranking"][:MOST_STATEMENTS]
    return found
