"""Reads the kinds that come with the program: readable files, one per part."""

import tomllib
from pathlib import Path
from typing import TypeVar

from tongxin.kinds.declaration import Declaration

Declared = TypeVar("Declared", bound=Declaration)


def shipped_in(folder: Path, declaration: type[Declared]) -> tuple[Declared, ...]:
    """All of them, in the order of the files and of each file; ValueError for a code that is there twice."""
    parts = [tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))]
    found = tuple(
        declaration.of({"group": part["group"], **kind}) for part in parts for kind in part["kinds"]
    )
    codes = [kind.code for kind in found]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"shipped twice: {', '.join(sorted(twice))}")
    return found
