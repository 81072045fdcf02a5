"""Several columns of a row set at once, with what they held before, so that it can be taken back."""

from collections.abc import Mapping
from typing import Any


def put(record: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Set the fields that differ, unsaved; gives their former values."""
    before = {
        name: getattr(record, name)
        for name, value in fields.items()
        if getattr(record, name) != value
    }
    for name in before:
        setattr(record, name, fields[name])
    return before
