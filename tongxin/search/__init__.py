"""Finding records by words, numbers, names and initials, by what may be seen first of all."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tongxin.search.finding import find, narrow
    from tongxin.search.kinds import declare
    from tongxin.search.likeness import similar
    from tongxin.search.queue import index_due, touch

HOMES = {
    "declare": "kinds",
    "find": "finding",
    "index_due": "queue",
    "narrow": "finding",
    "similar": "likeness",
    "touch": "queue",
}
__all__ = ["declare", "find", "index_due", "narrow", "similar", "touch"]


def __getattr__(name: str) -> Any:
    """Offer the usual doors as `search.find(...)`; they need the app registry, so they load late."""
    if name in HOMES:
        return getattr(import_module(f"tongxin.search.{HOMES[name]}"), name)
    raise AttributeError(name)
