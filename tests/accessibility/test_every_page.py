"""Every address that opens for somebody, as the first who may reads it: nothing for axe to find, valid HTML, light."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from tests.accessibility.inspector import Inspector, assert_sound
from tests.conftest import PLENARY_MORNING
from tests.factories.accounts import sign_in
from tests.journeys.steps import Story
from tests.matrix.addresses import Line, lines
from tests.matrix.browsers import whole
from tests.matrix.people import COLUMNS
from tests.matrix.test_urls import written
from tests.matrix.world import World, build
from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.organisations.scope import all_assemblies

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READERS = (
    "office",
    "lead",
    "unit",
    "assign",
    "cosign",
    "review",
    "chair",
    "secgen",
    "memlia",
    "general",
)
KEEPERS = (
    "county",
    "ctee",
    "grplia",
    "system",
    "secure",
    "audit",
    "plenary",
    "assist",
    "coll",
    "public",
)
DOORS = ("/sign-in/", "/sign-out/")
"""Pages of the way in and out: whoever opens them while signed in may be signed out."""
ACT_PAGE = "/act/<slug:code>/"
PARTS = re.compile(rb"<([a-z]+)(?=[\s>])|\b(?:class|type)=\"([^\"]*)\"")
PORTIONS = 4
"""The last is that of the acts: their forms are compared with one another."""


@dataclass
class Kept:
    """A world once built: who is who, and the whole database as it stood then."""

    world: World
    rows: sqlite3.Connection


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def kept() -> Iterator[list[Kept]]:
    """Empty until a test has built the world."""
    shelf: list[Kept] = []
    yield shelf
    for one in shelf:
        one.rows.close()


@pytest.fixture
def world(transactional_db, kept, files, settings) -> World:
    """Built by the first test of a process; the next ones find the database as it was then."""
    settings.MEDIA_ROOT = files
    if not kept:
        with clock.frozen(PLENARY_MORNING), all_assemblies(reason="tests build a whole city"):
            kept.append(Kept(build(), sqlite3.connect(":memory:")))
        connection.connection.backup(kept[0].rows)
    else:
        connection.ensure_connection()
        kept[0].rows.backup(connection.connection)
    return kept[0].world


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_every_page_is_accessible_valid_and_light(world, site, chromium, portion):
    inspector = Inspector(site, chromium, briefly=True)
    story = Story(world.city, site, chromium, look=inspector)
    opened = list(pages(world, part(addresses(world), portion)))
    for actor, url in opened:
        screen = story.at_desk(actor) if actor.person else story.in_public()
        screen.opens(url)
    story.closes()
    inspector.closes()
    assert len(opened) > 20
    assert_sound(inspector)
    assert story.complaints == []


def part(rows: list[tuple[str, list[str]]], portion: int) -> list[tuple[str, list[str]]]:
    """The rows of this portion."""
    acts = [row for row in rows if "/act/" in row[0]]
    pages = [row for row in rows if row not in acts]
    return acts if portion == PORTIONS - 1 else pages[portion :: PORTIONS - 1]


def addresses(world: World) -> list[tuple[str, list[str]]]:
    """One address of every route and act, with those for whom it opens."""
    rows = [row for row in written().splitlines() if row.startswith("  ")]
    kinds = {
        line.title if line.route.endswith(ACT_PAGE) else line.route: (
            line.url,
            who_opens(line, row),
        )
        for line, row in zip(lines(world), rows, strict=True)
        if line.method == "GET" or line.route.endswith(ACT_PAGE)
    }
    return list(kinds.values())


def who_opens(line: Line, row: str) -> list[str]:
    """Who gets an answer, as the matrix of addresses has it; an act's page opens for those who may carry it out."""
    if line.url.startswith(DOORS):
        return ["public"]
    told = re.findall(r"(?:200|302|422) (.+?)(?=   |$)", row)
    may = set().union(*map(names, told))
    return [name for name in (*READERS, *KEEPERS) if name in may]


def names(told: str) -> set[str]:
    """The columns that a line of the matrix names, or all but those."""
    named, _but, missing = told.partition(" but ")
    everybody = set(COLUMNS) - (set() if "and public" in named else {"public"})
    return everybody - set(missing.split()) if named.startswith("all") else set(told.split())


def pages(world: World, portion: list[tuple[str, list[str]]]) -> Iterator[tuple[Actor, str]]:
    """Those that answer with a page of their own, with the first for whom they do; of forms of acts, one of each make."""
    clients = {name: client_of(world.actors[name]) for name in (*READERS, *KEEPERS)}
    makes = set()
    for url, readers in portion:
        for name in readers:
            response = whole(clients[name].get(url))
            is_page = response.get("Content-Type", "").startswith("text/html")
            if response.status_code == 200 and is_page and b"<!doctype" in response.content[:20]:
                make = frozenset(PARTS.findall(response.content)) if "/act/" in url else url
                if make not in makes:
                    yield world.actors[name], url
                makes.add(make)
                break


def client_of(actor: Actor) -> Client:
    client = Client(raise_request_exception=False)
    return sign_in(client, actor) if actor.person else client
