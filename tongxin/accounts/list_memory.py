"""Lists remember per person, in the database; who is not signed in has the session."""

from typing import Any

from django.http import HttpRequest

from tongxin.accounts.actions.remember_list import remember_list
from tongxin.accounts.models import ListMemory, Person
from tongxin.core.lists.memory import SessionMemory


class PersonMemory:
    """One query per list and request, however often the list asks."""

    session = SessionMemory()

    def load(self, request: HttpRequest, code: str) -> dict[str, Any]:
        person = self._person(request)
        if person is None:
            return self.session.load(request, code)
        known = self._known(request)
        if code not in known:
            found = ListMemory.objects.filter(person=person, code=code)
            known[code] = found.values_list("remembered", flat=True).first() or {}
        return dict(known[code])

    def save(self, request: HttpRequest, code: str, remembered: dict[str, Any]) -> None:
        person = self._person(request)
        if person is None:
            return self.session.save(request, code, remembered)
        self._known(request)[code] = remembered
        return remember_list(person, code, remembered)

    @staticmethod
    def _person(request: HttpRequest) -> Person | None:
        actor = getattr(request, "actor", None)
        return actor.person if actor else None

    @staticmethod
    def _known(request: HttpRequest) -> dict[str, dict[str, Any]]:
        known: dict[str, dict[str, Any]] = request.__dict__.setdefault("_list_memory", {})
        return known
