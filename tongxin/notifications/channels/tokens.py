"""Access tokens of providers: fetched once, kept in memory until shortly before they expire."""

import threading
import time
from collections.abc import Callable

Fetch = Callable[[], tuple[str, int]]


class Token:
    """One token; `fetch` gives it with its life in seconds."""

    def __init__(self, fetch: Fetch):
        self._fetch = fetch
        self._lock = threading.Lock()
        self._value = ""
        self._good_until = 0.0

    def get(self) -> str:
        """The token in force, fetched when there is none."""
        with self._lock:
            if not self._value or time.monotonic() >= self._good_until:
                self._value, life = self._fetch()
                self._good_until = time.monotonic() + life - min(300, life / 10)
            return self._value

    def forget(self, refused: str) -> None:
        """The provider refused this one; another thread may have fetched a new one already."""
        with self._lock:
            if self._value == refused:
                self._value = ""
