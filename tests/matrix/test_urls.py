"""Every address answers every role as `urls.txt` says; the file is written by this test and reviewed by people."""

from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from tests.matrix.addresses import ACT, ACTS_ON, Line, lines, routes
from tests.matrix.browsers import Browsers, answer
from tests.matrix.people import COLUMNS
from tests.matrix.world import World
from tongxin.accounts import middleware
from tongxin.lifecycle.table import lifecycles

WRITTEN = Path(__file__).parent / "urls.txt"
HIDDEN = "404"
DOT = "·"
WIDTH = 8
HEADER = """\
Which answer each address gives to whom. Written by
`bin/test tests/matrix/test_urls.py --rewrite-permissions`, reviewed by people, asserted by the suite.

200 422 204  opened, or asked to correct a form      302  done, or sent on
in           sent to the sign-in                     ·    404: does not exist for them
403          refused with a reason                   405  takes no such request

{columns}

A row: method, route, and after · the record it is asked about (see world.py). Routes that only take a POST
answer a GET with 405 and stand with their POST only; every act of a lifecycle is tried on a record that waits for it.
"""


def written() -> str:
    return WRITTEN.read_text(encoding="utf-8")


def table(rows: list[tuple[Line, list[str]]]) -> str:
    """The file: a block per first part of the address, each with the heads of the columns."""
    columns = "\n".join(f"{code:<9}{words}" for code, words in COLUMNS.items())
    blocks = [HEADER.format(columns=columns)]
    for place, group in groupby(rows, key=lambda row: block_of(row[0])):
        blocks.append("\n".join([place, _heads(), *(_row(*one) for one in group), ""]))
    return "\n".join(blocks)


def block_of(line: Line) -> str:
    """What stands after the slug, or first: `proposals`, `people`."""
    parts = [part for part in line.route.split("/") if part and part != "<slug:assembly>"]
    return f"== {parts[0] if parts else 'front'}"


def _heads() -> str:
    return "".join(f"{code:<{WIDTH}}" for code in COLUMNS).rstrip()


def _row(line: Line, answers: list[str]) -> str:
    shown = [DOT if one == HIDDEN else one for one in answers]
    return "".join(f"{one:<{WIDTH}}" for one in shown) + line.title


def asked(world: World, browsers: Browsers) -> list[tuple[Line, list[str]]]:
    """Every row with the answer to every column."""
    return [
        (line, [answer(browsers.ask(name, line.method, line.url, line.data)) for name in COLUMNS])
        for line in lines(world)
    ]


@pytest.fixture
def only_statuses(monkeypatch):
    """Pages are not drawn and each identity is read once: tests of leaks and of accounts look at both."""
    monkeypatch.setattr(
        "django.template.backends.django.Template.render", lambda *_args, **_named: ""
    )
    monkeypatch.setattr(middleware, "actor_of", cache(middleware.actor_of))


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
    rows = [line for line in written().splitlines() if " /" in line]
    listed = {part for row in rows for part in row.split() if part.startswith("/")}
    assert set(routes()) - listed == set()


def test_route_without_a_row_would_be_found():
    assert "/planted/" not in written()
    assert "/<slug:assembly>/proposals/" in written().split()


@pytest.mark.parametrize("lifecycle", lifecycles(), ids=lambda one: one.noun)
def test_every_act_is_tried(lifecycle):
    acts = {act.code for act in lifecycle.acts.values() if not act.is_consequence}
    by_clock = {act.code for act in lifecycle.acts.values() if act.by[0].code == "clock"}
    assert acts - by_clock - set(ACTS_ON[lifecycle.noun]) == set()
    assert ACT in routes().values()
