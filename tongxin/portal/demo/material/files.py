"""Reads the data files that lie beside this package's modules, each one once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def table(name: str) -> Mapping:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
