"""The engine of figures: each is a query over dated facts; its rows are what the number links to."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tongxin.figures.answers import split, value, values

__all__ = ["split", "value", "values"]


def __getattr__(name: str) -> Any:
    """Offer the answers as `figures.value(...)`; they need the app registry, so they load late."""
    if name in __all__:
        return getattr(import_module("tongxin.figures.answers"), name)
    raise AttributeError(name)
