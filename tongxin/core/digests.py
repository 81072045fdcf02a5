"""Canonical bytes and named digests, so that anyone can recompute what the trail and receipts hold."""

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime
from typing import Any

DEFAULT_ALGORITHM = "sha256"
ALGORITHMS = ("sha256", "sm3")


def canonical(value: Any) -> bytes:
    """NFC text, sorted keys, no blanks, ISO dates; floats are refused because they do not round-trip."""
    return json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def digest(data: bytes, algorithm: str = DEFAULT_ALGORITHM) -> str:
    """Hex digest of `data` under a named algorithm (sha256 or sm3)."""
    if algorithm not in ALGORITHMS:
        raise ValueError(f"unknown digest algorithm {algorithm!r}")
    return hashlib.new(algorithm, data).hexdigest()


def plain(value: Any) -> Any:
    """The value as JSON can hold it: NFC text, ISO dates, lists; TypeError for anything without a canonical form."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case dict():
            return {plain(str(key)): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")
