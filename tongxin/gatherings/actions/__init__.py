"""What is written: each module registers its effects with the acts of the tables."""

from tongxin.gatherings.actions import (
    announce,
    answer,
    ask_again,
    cancel_gathering,
    close_gathering,
    correct_gathering,
    decide_leave,
    edit_minutes,
    keep_kinds,
    plan_gathering,
    questions,
    set_sittings,
    speeches,
)

__all__ = [
    "announce",
    "answer",
    "ask_again",
    "cancel_gathering",
    "close_gathering",
    "correct_gathering",
    "decide_leave",
    "edit_minutes",
    "keep_kinds",
    "plan_gathering",
    "questions",
    "set_sittings",
    "speeches",
]
