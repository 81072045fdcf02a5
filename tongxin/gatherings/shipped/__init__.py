"""The kinds that come with the program: one readable file per part."""

from functools import cache
from pathlib import Path

from tongxin.gatherings.declaration import Declaration
from tongxin.kinds.shipping import shipped_in


@cache
def shipped() -> tuple[Declaration, ...]:
    """All of them, in the order of the files and of each file."""
    return shipped_in(Path(__file__).parent, Declaration)


def shipped_kind(code: str) -> Declaration:
    """The kind with this code; KeyError for another one."""
    return {kind.code: kind for kind in shipped()}[code]
