"""The map of positions without anybody on it: cells of several people each, and a cloud around every group."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from tongxin.deliberation.maths.canonical import Floats, Ints

DEEPEST = 5
"""How often the map is quartered at most: 32 x 32 cells."""
WITHIN = 1.51
"""Deviations within which two thirds of a cloud lie, in two directions together."""
DIGITS = 4


def mapped(result: Mapping[str, Any], least: int) -> dict[str, Any]:
    """What the map shows, in a square from -1 to 1; nothing of it belongs to fewer than `least` people.

    cells: [left, top, width, people]; clouds: one for each group of {x, y, wide, narrow, turn}; doubt: the same for
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
        "cells": quartered(places, least),
        "clouds": clouds,
        "doubt": _shape(np.zeros(2), doubt),
    }


def _in_square(spread: Floats) -> tuple[Floats, float]:
    low, high = spread.min(axis=0), spread.max(axis=0)
    scale = 1.6 / max(float((high - low).max()), 1e-9)
    return (spread - (low + high) / 2) * scale, scale


def quartered(places: Floats, least: int) -> list[list[float]]:
    """Cells of at least `least` people each: a square is quartered as long as no quarter holds fewer, but none."""
    found: list[list[float]] = []

    def cut(rows: Ints, left: float, top: float, width: float, depth: int) -> None:
        half = width / 2
        right, below = places[rows, 0] >= left + half, places[rows, 1] >= top + half
        quarters = [rows[(right == east) & (below == south)] for south in (0, 1) for east in (0, 1)]
        if depth < DEEPEST and all(len(part) == 0 or len(part) >= least for part in quarters):
            for at, part in enumerate(quarters):
                if len(part):
                    cut(part, left + half * (at % 2), top + half * (at // 2), half, depth + 1)
        else:
            found.append([round(left, DIGITS), round(top, DIGITS), round(width, DIGITS), len(rows)])

    if len(places) >= least:
        cut(np.arange(len(places)), -1.0, -1.0, 2.0, 0)
    return found


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
