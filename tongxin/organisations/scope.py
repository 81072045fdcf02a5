"""The tenant scope: without one, a query for an assembly's rows fails instead of answering too much."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


class OutsideScope(RuntimeError):
    """A tenant query was made without saying for which assemblies."""


@dataclass(frozen=True)
class Scope:
    """The assemblies that may be read (None: all of them) and the reason for a scope over all."""

    assembly_ids: frozenset[int] | None
    reason: str = ""


_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current() -> Scope:
    """The scope in force; raises OutsideScope when nobody opened one."""
    scope_ = _scope.get()
    if scope_ is None:
        raise OutsideScope(
            "open organisations.scope.scope(...) before asking for an assembly's rows"
        )
    return scope_


@contextmanager
def scope(assembly_ids: Iterable[int]) -> Iterator[None]:
    """Within this context, tenant queries answer for these assemblies only."""
    with _entered(Scope(frozenset(assembly_ids))):
        yield


@contextmanager
def all_assemblies(*, reason: str) -> Iterator[None]:
    """Tenant queries answer for every assembly; `reason` is listed by the architecture test."""
    if not reason:
        raise ValueError("a scope over all assemblies needs a reason")
    with _entered(Scope(None, reason)):
        yield


@contextmanager
def _entered(scope_: Scope) -> Iterator[None]:
    token = _scope.set(scope_)
    try:
        yield
    finally:
        _scope.reset(token)
