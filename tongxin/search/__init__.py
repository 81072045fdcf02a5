"""Finding records by words, numbers, names and initials, by what may be seen first of all."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tongxin.search.finding import find, matching, narrow
    from tongxin.search.kinds import declare
    from tongxin.search.likeness import similar
    from tongxin.search.queue import index_due, tasks_for, tasks_for_keys, touch, touch_keys

HOMES = {
    "declare": "kinds",
    "find": "finding",
    "index_due": "queue",
    "matching": "finding",
    "narrow": "finding",
    "similar": "likeness",
    "tasks_for": "queue",
    "tasks_for_keys": "queue",
    "touch": "queue",
    "touch_keys": "queue",
}
__all__ = [
    "declare",
    "find",
    "index_due",
    "matching",
    "narrow",
    "similar",
    "tasks_for",
    "tasks_for_keys",
    "touch",
    "touch_keys",
]


def __getattr__(name: str) -> Any:
    """Offer the usual doors as `search.find(...)`; they need the app registry, so they load late."""
    if name in HOMES:
        return getattr(import_module(f"tongxin.search.{HOMES[name]}"), name)
    raise AttributeError(name)
