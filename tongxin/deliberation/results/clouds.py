"""The map of positions without anybody on it: cells of several people each, and a cloud around every group."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from tongxin.deliberation.maths.canonical import Floats, Ints

GRID = 24
"""Lines on which the map may be cut, each way."""
WITHIN = 1.51
"""Deviations within which two thirds of a cloud lie, in two directions together."""
DIGITS = 4


def mapped(result: Mapping[str, Any], least: int) -> dict[str, Any]:
    """What the map shows, in a square from -1 to 1; nothing of it belongs to fewer than `least` people.

    cells: [left, bottom, width, height, people]; clouds: one for each group of {x, y, wide, narrow, turn}; doubt: the same for
    how uncertain one person's place is, on the average.
    """
    if not len(result["participants"]):
        return {"cells": [], "clouds": [], "doubt": None}
    reach = result["factors"]["reach"]
    places, scale = _in_square(result["positions"] * reach)
    doubt = (result["position_cov"] * np.outer(reach, reach)).mean(axis=0) * scale**2
    group = result["group"]
    sizes = np.bincount(group[group >= 0], minlength=len(result["group_labels"]))
    clouds = [
        _ellipse(places[group == one], doubt) if sizes[one] >= least else None
        for one in range(len(sizes))
    ]
    return {
        "cells": parted(places, least),
        "clouds": clouds,
        "doubt": _shape(np.zeros(2), doubt),
    }


def _in_square(spread: Floats) -> tuple[Floats, float]:
    low, high = spread.min(axis=0), spread.max(axis=0)
    scale = 1.6 / max(float((high - low).max()), 1e-9)
    return (spread - (low + high) / 2) * scale, scale


def parted(places: Floats, least: int) -> list[list[float]]:
    """Cells of at least `least` people each, on the lines of a grid: a cell is cut in two wherever both parts keep enough."""
    found: list[list[float]] = []
    cells = np.floor((places + 1) / 2 * GRID).astype(int).clip(0, GRID - 1)

    def cut(rows: Ints) -> None:
        here = cells[rows]
        best = _best_cut(here, least)
        if best is None:
            low, high = here.min(axis=0), here.max(axis=0) + 1
            corner, size = low / GRID * 2 - 1, (high - low) / GRID * 2
            found.append([*corner.round(DIGITS).tolist(), *size.round(DIGITS).tolist(), len(rows)])
            return
        axis, line = best
        below = here[:, axis] < line
        cut(rows[below])
        cut(rows[~below])

    if len(places) >= least:
        cut(np.arange(len(places)))
    return found


def _best_cut(cells: Ints, least: int) -> tuple[int, int] | None:
    """The axis and grid line that halve these people most evenly; None where one half would be too few."""
    lines = [
        (min(below, len(cells) - below), -axis, -line)
        for axis in (0, 1)
        for line in range(1, GRID)
        if (below := int((cells[:, axis] < line).sum())) >= least and len(cells) - below >= least
    ]
    if not lines:
        return None
    _fewer, axis, line = max(lines)
    return -axis, -line


def _ellipse(places: Floats, doubt: Floats) -> dict[str, float]:
    spread = np.cov(places.T, bias=True) if len(places) > 1 else np.zeros((2, 2))
    return _shape(places.mean(axis=0), spread + doubt)


def _shape(middle: Floats, covariance: Floats) -> dict[str, float]:
    values, axes = np.linalg.eigh(covariance)
    narrow, wide = WITHIN * np.sqrt(np.maximum(values, 0))
    turn = float(np.degrees(np.arctan2(axes[1, 1], axes[0, 1])))
    told = {"x": middle[0], "y": middle[1], "wide": wide, "narrow": narrow, "turn": turn}
    return {name: round(float(value), DIGITS) for name, value in told.items()}


def axes(result: Mapping[str, Any], most: int = 2) -> list[list[list[Any]]]:
    """For each direction of the map the statements that part people most along it: [number, whether agreed to on the far side]."""
    weights = result["factors"]["loadings"] * result["factors"]["reach"]
    listed = np.flatnonzero(result["next"]["allowed"])
    told = []
    for axis in (0, 1):
        ordered = listed[np.argsort(-np.abs(weights[listed, axis]), kind="stable")][:most]
        told.append(
            [
                [int(result["statements"][column]), bool(weights[column, axis] > 0)]
                for column in ordered
                if abs(weights[column, axis]) > 1e-6
            ]
        )
    return told
