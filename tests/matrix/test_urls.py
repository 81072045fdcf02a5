"""Every address answers every role as `urls.txt` says; the file is written by this test and reviewed by people."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from tests.matrix.acts import ACTS_ON
from tests.matrix.addresses import ACT, Line, lines, routes
from tests.matrix.browsers import Browsers, answer, find_ways_once, read_askers_once
from tests.matrix.people import COLUMNS
from tests.matrix.world import World
from tongxin.accounts import permissions
from tongxin.lifecycle.table import lifecycles
from tongxin.proposals.models import Handling

pytestmark = pytest.mark.once

WRITTEN = Path(__file__).parent / "urls.txt"
HIDDEN, AWAY = "404", "in"
SIGNED_IN = [code for code in COLUMNS if code != "public"]
MOST_NAMED = 6
"""Up to so many are named as exceptions: `all but …`."""
WIDTH = 44
HEADER = """\
Which answer each address gives to whom. Written by
`bin/test tests/matrix/test_urls.py --rewrite-permissions`, reviewed by people, asserted by the suite.

An address, and below it one line per method and record (see world.py): each answer with those who get it.
Whoever is not named gets 404: the page does not exist for them. The public is sent to the sign-in.
Routes that only take a POST answer a GET with 405 and stand with their POST only; every act of a lifecycle is
tried on a record that waits for it.

200 422 204  opened, or asked to correct a form      302  done, or sent on
in           sent to the sign-in                     405  takes no such request
403          refused with a reason                   all  everybody who is signed in

{columns}
"""


def written() -> str:
    return WRITTEN.read_text(encoding="utf-8")


def table(rows: list[tuple[Line, list[str]]]) -> str:
    """The file: a block per first part of the address, in it the addresses with their lines."""
    columns = "\n".join(f"{code:<9}{words}" for code, words in COLUMNS.items())
    blocks = [HEADER.format(columns=columns)]
    for place, group in groupby(rows, key=lambda row: block_of(row[0])):
        blocks.append(f"== {place}\n")
        for route, lines_ in groupby(group, key=lambda row: row[0].route):
            blocks.append("\n".join([route, *(line_of(*one) for one in lines_), ""]))
    return "\n".join(blocks)


def block_of(line: Line) -> str:
    """What stands after the slug, or first: `proposals`, `people`."""
    parts = [part for part in line.route.split("/") if part and part != "<slug:assembly>"]
    return parts[0] if parts else "front"


def line_of(line: Line, answers: list[str]) -> str:
    """`GET  draft    200 lead`: the answers with their readers, without what the head of the file says of all."""
    readers: dict[str, list[str]] = {}
    for code, one in zip(COLUMNS, answers, strict=True):
        readers.setdefault(one, []).append(code)
    if readers.get(AWAY) == ["public"]:
        del readers[AWAY]
    readers.pop(HIDDEN, None)
    told = "   ".join(f"{one} {in_short(codes)}" for one, codes in sorted(readers.items()))
    return f"  {line.method:<5}{line.which:<{WIDTH}} {told or 'nobody'}".rstrip()


def in_short(codes: list[str]) -> str:
    """Names, or all of them but a few."""
    missing = [code for code in SIGNED_IN if code not in codes]
    if len(missing) > MOST_NAMED:
        return " ".join(codes)
    everybody = "all" + (" and public" if "public" in codes else "")
    return f"{everybody} but {' '.join(missing)}" if missing else everybody


def asked(world: World, browsers: Browsers) -> list[tuple[Line, list[str]]]:
    """Every row with the answer to every column."""
    return [
        (line, [answer(browsers.ask(name, line.method, line.url, line.data)) for name in COLUMNS])
        for line in lines(world)
    ]


@pytest.fixture
def only_statuses(monkeypatch):
    """Pages are not drawn, who asks and the way to the view are found once: tests of leaks and of accounts look at both."""
    monkeypatch.setattr(
        "django.template.backends.django.Template.render", lambda *_args, **_named: ""
    )
    read_askers_once(monkeypatch)
    find_ways_once(monkeypatch)


@pytest.mark.django_db
def test_every_address_answers_as_written(world, browsers, only_statuses, pytestconfig, caplog):
    caplog.set_level("CRITICAL", logger="django.request")
    text = table(asked(world, browsers))
    if pytestconfig.getoption("--rewrite-permissions"):
        WRITTEN.write_text(text, encoding="utf-8")
    assert written().splitlines() == text.splitlines()


def test_no_address_answers_with_an_error():
    assert [line for line in written().splitlines() if "500" in line.split()] == []


def test_every_route_stands_in_the_file():
    listed = {line for line in written().splitlines() if line.startswith("/")}
    assert set(routes()) - listed == set()


def test_route_without_a_row_would_be_found():
    assert "/planted/" not in written().splitlines()
    assert "/<slug:assembly>/proposals/" in written().splitlines()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("permission", "view"),
    [
        ("proposals.view", "proposals:thread"),
        ("handlings.view", "proposals:handling"),
        ("urgings.view", "proposals:urging"),
        ("evaluations.view", "proposals:evaluation"),
    ],
)
def test_an_opened_door_would_be_found(
    world, browsers, only_statuses, monkeypatch, permission, view
):
    declared = permissions.permission(permission)
    opened = replace(declared, rule=lambda actor: permissions.EVERYTHING)
    monkeypatch.setitem(permissions._permissions, permission, opened)
    route = next(route for route, name in routes().items() if name == view)
    rows = [line for line in lines(world) if line.route == route and line.method == "GET"]
    found = [
        line_of(line, [answer(browsers.ask(name, line.method, line.url)) for name in COLUMNS])
        for line in rows
    ]
    assert set(found) - set(written().splitlines()) != set()


@pytest.mark.django_db
def test_what_could_leak_is_there(world):
    handlings = Handling._base_manager.select_related("unit")
    here = {row.unit_id for row in handlings.filter(assembly=world.city.assembly)}
    assert handlings.filter(assembly=world.elsewhere.assembly).exists()
    assert world["elsewhere"].assembly_id == world.elsewhere.assembly.pk
    assert here and world.actors["unitX"].organisation_id not in here
    assert world.actors["public"].person is None


def test_the_public_opens_only_what_is_open():
    opened = {
        route
        for route, line in rows_of(written())
        if any(told.startswith("200") and "public" in told for told in line.split("   "))
    }
    assert {block_of(Line("GET", route, "", "")) for route in opened} <= {
        "open",
        "sign-in",
        "preferences",
    }


def test_another_city_opens_only_its_own_records():
    rows = [line for route, line in rows_of(written()) if "<slug:public_id>" in route]
    others = [line for line in rows if "elsewhere" not in line and AFFIXES.search(line)]
    assert others == []


AFFIXES = re.compile(r"200[^0-9]*(?:officeB|memberB)")


def rows_of(text: str) -> Iterator[tuple[str, str]]:
    """The lines of the file with the address above them."""
    route = ""
    for line in text.splitlines():
        route = line if line.startswith("/") else route
        if line.startswith("  ") and route:
            yield route, line.strip()


@pytest.mark.parametrize("lifecycle", lifecycles(), ids=lambda one: one.noun)
def test_every_act_is_tried(lifecycle):
    acts = {act.code for act in lifecycle.acts.values() if not act.is_consequence}
    by_clock = {act.code for act in lifecycle.acts.values() if act.by[0].code == "clock"}
    assert acts - by_clock - set(ACTS_ON[lifecycle.noun]) == set()
    assert ACT in routes().values()
