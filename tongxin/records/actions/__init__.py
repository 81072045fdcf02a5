"""Writes of the record book; each action registers itself with its act."""

from tongxin.records.actions import (
    correct_record,
    decide_intake,
    enter_record,
    keep_kinds,
    put_out,
    review_publication,
    send_submission,
    withdraw_record,
)

__all__ = [
    "correct_record",
    "decide_intake",
    "enter_record",
    "keep_kinds",
    "put_out",
    "review_publication",
    "send_submission",
    "withdraw_record",
]
