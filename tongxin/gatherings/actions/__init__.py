"""What is written: each module registers its effects with the acts of the tables."""

from tongxin.gatherings.actions import (
    announce,
    answer,
    cancel_gathering,
    close_gathering,
    correct_gathering,
    decide_leave,
    keep_kinds,
    plan_gathering,
    set_sittings,
)

__all__ = [
    "announce",
    "answer",
    "cancel_gathering",
    "close_gathering",
    "correct_gathering",
    "decide_leave",
    "keep_kinds",
    "plan_gathering",
    "set_sittings",
]
