"""The kinds that come with the program: one readable file per part."""

import tomllib
from functools import cache
from pathlib import Path

from tongxin.gatherings.declaration import Declaration, declaration_from

FOLDER = Path(__file__).parent


@cache
def shipped() -> tuple[Declaration, ...]:
    """All of them, in the order of the files and of each file; ValueError for a code that is there twice."""
    read = (
        tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))
    )
    found = tuple(
        declaration_from({"group": one["group"], **kind}) for one in read for kind in one["kinds"]
    )
    codes = [kind.code for kind in found]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"shipped twice: {', '.join(sorted(twice))}")
    return found


def shipped_kind(code: str) -> Declaration:
    """The kind with this code; KeyError for another one."""
    return {kind.code: kind for kind in shipped()}[code]
