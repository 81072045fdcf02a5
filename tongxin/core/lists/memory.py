"""What a list remembers per person: sort, columns, saved filters. Kept in the session until a store takes over."""

from typing import Any, Protocol

from django.http import HttpRequest

KEY = "lists"


class Memory(Protocol):
    """Where the memory of lists is kept; values are plain JSON."""

    def load(self, request: HttpRequest, code: str) -> dict[str, Any]: ...

    def save(self, request: HttpRequest, code: str, remembered: dict[str, Any]) -> None: ...


class SessionMemory:
    """The session as memory: as long as the person stays signed in."""

    def load(self, request: HttpRequest, code: str) -> dict[str, Any]:
        session = getattr(request, "session", None)
        return dict(session.get(KEY, {}).get(code, {})) if session is not None else {}

    def save(self, request: HttpRequest, code: str, remembered: dict[str, Any]) -> None:
        request.session[KEY] = request.session.get(KEY, {}) | {code: remembered}


_memory: Memory = SessionMemory()


def use_memory(memory: Memory) -> None:
    """Keep what lists remember in another store."""
    global _memory
    _memory = memory


def load(request: HttpRequest, code: str) -> dict[str, Any]:
    return _memory.load(request, code)


def save(request: HttpRequest, code: str, remembered: dict[str, Any]) -> None:
    _memory.save(request, code, remembered)
