"""How shares are written here: downwards, because 「至少」 must stay true."""

from math import floor


def percent(share: float) -> str:
    """72 %; number and sign stay on one line."""
    return f"{floor(share * 100 + 1e-9)}\N{NO-BREAK SPACE}%"
