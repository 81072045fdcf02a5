"""Until when a role that is given for a plenary may last; plenaries are known to a higher app (practice 16)."""

from collections.abc import Callable
from datetime import date

Closing = Callable[[int, date], date | None]

_closings: list[Closing] = []


def use_plenaries(closing: Closing) -> None:
    """Name what knows on which day the plenary closes for which a role in an assembly is given from a day on."""
    _closings[:] = [closing]


def closes_on(assembly_id: int, starts_on: date) -> date | None:
    """The last day of such a role; None while no plenary is entered for which it could be."""
    return _closings[0](assembly_id, starts_on) if _closings else None
