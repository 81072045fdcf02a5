"""Opinion groups and common ground, computed from votes: the mathematics of the deliberation, without Django.

    >>> from tongxin.deliberation.maths import analyse
    >>> result = analyse(participants, statements, votes)
    >>> result["circle"]["score"]

`canonical` votes -> `components` and `factors` (positions) -> `groups`, `stability` -> `circle`, `representative`,
`slate` -> `routing`, `alarms`; `analysis` strings them together, `polis` reproduces the published reference. Formulas
and sources stand in docs/deliberation.md.
"""

from .analysis import analyse

__all__ = ["analyse"]
