"""Percentages as offices publish them: rounded half up in decimals, never through binary fractions."""

from decimal import ROUND_HALF_UP, Decimal


def percent(over: int, under: int, digits: int = 1) -> str:
    """`over` of `under` as 79.4 (without the sign); a dash where there is nothing to divide by."""
    if not under:
        return "—"
    share = Decimal(over) * 100 / Decimal(under)
    return str(share.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))
