"""What is written: each module registers its effects with the acts of the tables."""

from tongxin.gatherings.actions import (
    announce,
    cancel_gathering,
    close_gathering,
    correct_gathering,
    keep_kinds,
    plan_gathering,
    set_sittings,
)

__all__ = [
    "announce",
    "cancel_gathering",
    "close_gathering",
    "correct_gathering",
    "keep_kinds",
    "plan_gathering",
    "set_sittings",
]
