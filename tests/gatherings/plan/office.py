"""Short ways into planning: an office that plans, moves, announces, closes and corrects."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import City, make_city, staff
from tests.matrix.browsers import whole
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core.clock import SHANGHAI
from tongxin.gatherings.actions.plan_gathering import plan_gathering
from tongxin.gatherings.kinds import Kind, kind_of
from tongxin.gatherings.lifecycle import GATHERING
from tongxin.gatherings.models import Gathering, GatheringKind
from tongxin.gatherings.values import Plan, Slot
from tongxin.lifecycle.perform import perform
from tongxin.organisations.models import Assembly

SOON, LONG_AGO = date(2026, 2, 3), date(2025, 3, 4)
GOOD: dict[str, dict[str, Any]] = {
    "briefing": {"variety": "government", "speaker": "市政府副市长"},
    "three_entries": {"variety": "community"},
    "reception": {"visitors": "兄弟市政协", "level": "city", "quantity": 12},
    "training": {"level": "city", "teacher": "张教授"},
}


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=SHANGHAI)


def morning(day: date, **rest: Any) -> Slot:
    return Slot(at(day, 9), at(day, 11, 30), **rest)


@dataclass
class Office:
    """A city with the offices that plan, and the ways in."""

    city: City
    general: Actor
    committee: Actor
    liaison: Actor
    secretary: Actor

    @property
    def here(self) -> Assembly:
        return self.city.assembly

    def kind(self, code: str) -> Kind:
        return kind_of(GatheringKind.objects.get(code=code, assembly=None), self.here)

    def plan(
        self,
        code: str = "briefing",
        actor: Actor | None = None,
        *,
        day: date = SOON,
        slots: list[Slot] | None = None,
        **more: Any,
    ) -> Gathering:
        """A draft of a kind, good unless said otherwise."""
        rest = {name: more.pop(name) for name in ("like", "request_key") if name in more}
        organiser, values = (
            more.pop("organiser", None),
            {**GOOD.get(code, {}), **more.pop("values", {})},
        )
        words = {"title": "情况通报会", "place": "第一会议室", **more}
        return plan_gathering(
            self.kind(code),
            actor=actor or self.general,
            plan=Plan(words, values, organiser),
            slots=slots or [morning(day)],
            **rest,
        )

    def do(self, act: str, gathering: Gathering, actor: Actor | None = None, **data) -> Gathering:
        return perform(getattr(GATHERING, act), gathering, actor or self.general, **data)

    def announced(self, code: str = "briefing", **more: Any) -> Gathering:
        return self.do("announce", self.plan(code, **more))

    def closed(self, code: str = "briefing", *, day: date = LONG_AGO, **more: Any) -> Gathering:
        """A past gathering, entered and closed at once."""
        data = {name: more.pop(name) for name in ("attendance", "guests") if name in more}
        return self.do("close", self.plan(code, day=day, **more), **data)

    def get(self, client: Client, reader: Actor, name: str, /, *args: str, **query) -> HttpResponse:
        url = reverse(f"gatherings:{name}", args=[reader.assembly.slug, *args])
        return whole(sign_in(client, reader).get(url, query))

    def post(self, client: Client, actor: Actor, name: str, /, *args: str, **data) -> HttpResponse:
        url = reverse(f"gatherings:{name}", args=[actor.assembly.slug, *args])
        return sign_in(client, actor).post(url, data)

    def press(self, client: Client, act: str, gathering: Gathering, /, **data) -> HttpResponse:
        """Send an act's form as the general office."""
        url = f"/{self.here.slug}/gatherings/{gathering.public_id}/act/{act}/"
        return sign_in(client, self.general).post(url, {"version": gathering.version, **data})


def make_office(city: City) -> Office:
    here = city.assembly
    return Office(
        city,
        staff(Role.GENERAL_OFFICE, here),
        staff(Role.COMMITTEE_STAFF, here),
        staff(Role.MEMBER_LIAISON, here),
        staff(Role.SECRETARY_GENERAL, here),
    )


def another_office() -> Office:
    """The same somewhere else, with rows that nobody here may see."""
    return make_office(make_city(members=1, units=1))


def fresh(record):
    """The row as it now stands."""
    return type(record)._base_manager.get(pk=record.pk)
