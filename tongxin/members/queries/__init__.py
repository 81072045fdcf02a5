"""Reads about members; the plain conditions that other apps use, too, are offered here."""

from tongxin.members.queries.sitting import (
    communists,
    in_force,
    leaders,
    merged_away,
    plenary_closes_on,
    posts_on,
    sitting,
)

__all__ = [
    "communists",
    "in_force",
    "leaders",
    "merged_away",
    "plenary_closes_on",
    "posts_on",
    "sitting",
]
