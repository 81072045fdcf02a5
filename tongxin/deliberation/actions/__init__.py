"""Writes of deliberation; each action registers itself with its act."""

from tongxin.deliberation.actions import (
    appeal,
    moderate,
    open_conversation,
    prepare_draft,
    remark,
)

__all__ = ["appeal", "moderate", "open_conversation", "prepare_draft", "remark"]
