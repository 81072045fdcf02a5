"""Lists are declared: columns, filters, named tabs with counts, acts on many rows; one engine shows and exports them."""

from tongxin.core.lists.declare import (
    Bulk,
    Column,
    DateRange,
    EmptyPlace,
    Filter,
    Kind,
    Tab,
    with_related,
)
from tongxin.core.lists.memory import Memory, SessionMemory, use_memory
from tongxin.core.lists.page import ListPage
from tongxin.core.lists.pager import Pager

__all__ = [
    "Bulk",
    "Column",
    "DateRange",
    "EmptyPlace",
    "Filter",
    "Kind",
    "ListPage",
    "Memory",
    "Pager",
    "SessionMemory",
    "Tab",
    "use_memory",
    "with_related",
]
