"""One fingerprint of a whole result: whoever recomputes it from the same votes gets the same 64 characters."""

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np

INTEGERS = ("participants", "statements", "group")
FLOATS = ("positions",)
LISTS = ("representative", "consensus")


def digest(result: Mapping[str, Any]) -> str:
    """sha256 over ids, groups, counts, lists and slate, and over positions rounded to 1e-6."""
    seal = hashlib.sha256()
    for name in INTEGERS:
        _add(seal, name, result[name])
    for name, counts in sorted(result["group_votes"].items()):
        _add(seal, name, counts)
    for name in FLOATS:
        _add(seal, name, np.round(result[name] * 1e6))
    for name in LISTS:
        seal.update(repr((name, _plain(result[name]))).encode())
    if "slate" in result:
        _add(seal, "slate", result["slate"]["ids"])
    return seal.hexdigest()


def _add(seal: Any, name: str, values: Any) -> None:
    seal.update(f"{name}{np.shape(values)}".encode())
    seal.update(np.ascontiguousarray(values, dtype="<i8").tobytes())


def _plain(lists: Mapping[Any, Any]) -> list[Any]:
    return [(key, list(values)) for key, values in sorted(lists.items())]
