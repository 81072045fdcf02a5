"""What is written: each module registers its effects with the acts of the tables."""

from tongxin.gatherings.actions import (
    announce,
    cancel_gathering,
    close_gathering,
    correct_gathering,
    edit_minutes,
    keep_kinds,
    plan_gathering,
    questions,
    set_sittings,
    speeches,
)

__all__ = [
    "announce",
    "cancel_gathering",
    "close_gathering",
    "correct_gathering",
    "edit_minutes",
    "keep_kinds",
    "plan_gathering",
    "questions",
    "set_sittings",
    "speeches",
]
