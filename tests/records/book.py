"""Short ways into the record book: an office that records, a county that submits, a piece that is reviewed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import City, make_city, staff
from tests.factories.organisations import AssemblyFactory
from tests.matrix.browsers import whole
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.figures import value
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.lifecycle.perform import perform
from tongxin.organisations.models import Assembly
from tongxin.records.actions.enter_record import enter_record
from tongxin.records.actions.send_submission import compile_submission
from tongxin.records.lifecycle import SUBMISSION
from tongxin.records.models import Intake, Record, RecordKind, Submission
from tongxin.records.queries.kinds import Kind, kind_of
from tongxin.records.values import Entry

YEAR = 2025
GOOD: dict[str, dict[str, Any]] = {
    "award": {
        "title": "冲锋一线",
        "happened_on": date(YEAR, 5, 6),
        "variety": "news",
        "prize": "政协好新闻",
        "level": "province",
        "grade": "second",
        "edition": 25,
    },
    "donation": {
        "title": "捐赠防护服",
        "happened_on": date(YEAR, 2, 3),
        "variety": "goods",
        "amount_fen": 1_200_000,
        "receiver": "市中心医院",
        "receipt": "0042",
    },
    "coverage": {
        "title": "委员在行动",
        "happened_on": date(YEAR, 3, 1),
        "variety": "newspaper",
        "medium": "日报",
    },
    "candidates": {
        "title": "推荐提名",
        "happened_on": date(YEAR, 3, 1),
        "variety": "proposed",
        "quantity": 9,
        "source": "组织部〔2025〕3号",
    },
    "staffing": {
        "title": "增加编制",
        "happened_on": date(YEAR, 6, 1),
        "variety": "added",
        "quantity": 26,
        "source": "编办〔2025〕1号",
    },
}


@dataclass
class Book:
    """A city with its offices, one county and the ways in."""

    city: City
    general: Actor
    research: Actor
    liaison: Actor
    committee: Actor
    secretary: Actor
    county: Assembly
    county_office: Actor

    @property
    def here(self) -> Assembly:
        return self.city.assembly

    def kind(self, code: str, assembly: Assembly | None = None) -> Kind:
        row = RecordKind.objects.get(code=code, assembly__isnull=True)
        return kind_of(row, assembly or self.here)

    def record(self, code: str, actor: Actor | None = None, **changes: Any) -> Record:
        """A recorded line of a kind, good unless `changes` says otherwise; in the actor's own assembly."""
        actor = actor or self.general
        named = {name: changes.pop(name) for name in NAMES if name in changes}
        return enter_record(
            self.kind(code, actor.assembly),
            actor=actor,
            entry=Entry({**GOOD[code], **changes}, **named),
        )

    def compiled(self, *kinds: str, supersedes: Submission | None = None) -> Submission:
        """What the county recorded of these kinds in the year, frozen."""
        return compile_submission(
            self.county,
            actor=self.county_office,
            starts_on=date(YEAR, 1, 1),
            ends_on=date(YEAR + 1, 1, 1),
            kinds=kinds,
            supersedes=supersedes,
        )

    def sent(self, *kinds: str, supersedes: Submission | None = None) -> Intake:
        """The same, signed and sent: as it lies on the city's desk."""
        submission = self.compiled(*kinds, supersedes=supersedes)
        signed = {"signer": "赵主席", "signed_on": date(2026, 1, 10)}
        perform(SUBMISSION.send, submission, self.county_office, **signed)
        return Intake._base_manager.get(submission=submission)

    def counted(self, code: str, assembly: Assembly | None = None, as_of=None) -> int:
        return value(code, Scope(assembly or self.here), Period.year(YEAR), as_of).value

    def get(self, client: Client, reader: Actor, name: str, /, *args: str, **query) -> HttpResponse:
        slug = reader.assembly.slug
        return whole(
            sign_in(client, reader).get(reverse(f"records:{name}", args=[slug, *args]), query)
        )

    def post(self, client: Client, actor: Actor, name: str, /, *args: str, **data) -> HttpResponse:
        slug = actor.assembly.slug
        return sign_in(client, actor).post(reverse(f"records:{name}", args=[slug, *args]), data)


NAMES = ("people", "organisations", "county")


def make_book(city: City) -> Book:
    here = city.assembly
    county = AssemblyFactory(county=True, parent=here)
    return Book(
        city,
        staff(Role.GENERAL_OFFICE, here),
        staff(Role.RESEARCH_OFFICE, here),
        staff(Role.MEMBER_LIAISON, here),
        staff(Role.COMMITTEE_STAFF, here),
        staff(Role.SECRETARY_GENERAL, here),
        county,
        staff(Role.COUNTY_OFFICE, county),
    )


def another_book() -> Book:
    """The same somewhere else, with rows that nobody here may see."""
    return make_book(make_city(members=1, units=1))


def fresh(record):
    """The row as it now stands."""
    return type(record)._base_manager.get(pk=record.pk)
