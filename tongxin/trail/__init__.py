"""The append-only trail of every act."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tongxin.trail.recording import Acting, earlier, events_of, ready_all, record, record_all

__all__ = ["Acting", "earlier", "events_of", "ready_all", "record", "record_all"]


def __getattr__(name: str) -> Any:
    """Offer the recording functions as `trail.record(...)`; they need the app registry, so they load late."""
    if name in __all__:
        from tongxin.trail import recording

        return getattr(recording, name)
    raise AttributeError(name)
