"""Writes of deliberation; each action registers itself with its act."""

from tongxin.deliberation.actions import (
    appeal,
    moderate,
    open_conversation,
)

__all__ = ["appeal", "moderate", "open_conversation"]
