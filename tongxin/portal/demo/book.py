"""Plays the year 2020 of the record book through the actions: the city records, counties submit, the city accepts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.lifecycle.perform import perform
from tongxin.portal.demo.found import Cast
from tongxin.records.actions.enter_many import enter_many
from tongxin.records.actions.enter_record import enter_record
from tongxin.records.actions.send_submission import compile_submission
from tongxin.records.lifecycle import INTAKE, SUBMISSION
from tongxin.records.models import RecordKind
from tongxin.records.queries.kinds import Kind, kind_of
from tongxin.records.values import Entry

MATERIAL = Path(__file__).parent / "material" / "book.toml"
DONATION = "donation"
SIGNED_AFTER = timedelta(days=20)


@dataclass(frozen=True)
class Offices:
    """Who keeps the book: the city's general office, and each county's by the county's code."""

    city: Actor
    counties: Mapping[str, Actor]


def offices_of(cast: Cast) -> Offices:
    """The general offices of the invented city and its counties."""
    city, *counties = cast.city.assemblies
    return Offices(
        cast.holders(Role.GENERAL_OFFICE, city.slug)[0],
        {one.slug: cast.holders(Role.GENERAL_OFFICE, one.slug)[0] for one in counties},
    )


def play_book(offices: Offices) -> None:
    """The whole year, entered late: its days are those of the year, the entry's are today's."""
    material = tomllib.loads(MATERIAL.read_text(encoding="utf-8"))
    for one in material["records"]:
        _record(offices.city, one["kind"], one["entry"], one)
    for one in material["series"]:
        _series(offices.city, one, material["year"])
    for one in material["donations"]:
        _donate(offices, one, material["year"])


def _kind(code: str, actor: Actor) -> Kind:
    return kind_of(RecordKind.objects.get(assembly__isnull=True, code=code), actor.assembly)


def _record(actor: Actor, code: str, values: Mapping[str, Any], named: Mapping[str, Any]) -> None:
    entry = Entry(values, named.get("people", ()), named.get("organisations", ()))
    enter_record(_kind(code, actor), actor=actor, entry=entry)


def _series(actor: Actor, series: Mapping[str, Any], year: int) -> None:
    """Many of a kind, spread over the year."""
    count, first = series["count"], date(year, 1, 1)
    entries = [
        Entry(
            {
                "title": series["title"].format(n=number + 1),
                "happened_on": first + timedelta(days=360 * number // count),
                **series["entry"],
            }
        )
        for number in range(count)
    ]
    enter_many(_kind(series["kind"], actor), entries, actor=actor)


def _donate(offices: Offices, told: Mapping[str, Any], year: int) -> None:
    """The city's own gifts, or a county's: those count for the city once their submission is accepted."""
    county = offices.counties.get(told["place"])
    giver = county or offices.city
    for number, (title, variety, amount) in enumerate(told["gifts"]):
        day = date(year, 2, 3) + timedelta(days=11 * number)
        values = {"title": title, "variety": variety, "amount_fen": amount, "happened_on": day}
        _record(giver, DONATION, values | {"receiver": "红十字会"}, {})
    if county is not None:
        _submit(county, offices.city, year)


def _submit(county: Actor, desk: Actor, year: int) -> None:
    submission = compile_submission(
        county.assembly,
        actor=county,
        starts_on=date(year, 1, 1),
        ends_on=date(year + 1, 1, 1),
        kinds=[DONATION],
    )
    signed_on = date(year + 1, 1, 1) + SIGNED_AFTER
    perform(SUBMISSION.send, submission, county, signer="县政协主席", signed_on=signed_on)
    perform(INTAKE.accept, submission.intake, desk)
