"""Every address that opens for somebody, as the first who may reads it: nothing for axe to find, valid HTML, light."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.accessibility.inspector import BRIEFLY, Inspector
from tests.accessibility.test_thread_pages import HEAVIEST
from tests.conftest import PLENARY_MORNING
from tests.factories.accounts import sign_in
from tests.journeys.steps import Story
from tests.matrix.addresses import lines
from tests.matrix.browsers import whole
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
PORTIONS = 3


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_every_page_is_accessible_valid_and_light(site, chromium, portion):
    with clock.frozen(PLENARY_MORNING), all_assemblies(reason="tests build a whole city"):
        world = build()
    inspector = Inspector(site, runs=BRIEFLY)
    story = Story(world.city, site, chromium, look=inspector)
    opened = list(pages(world, addresses(world)[portion::PORTIONS]))
    for actor, url in opened:
        screen = story.at_desk(actor) if actor.person else story.in_public()
        screen.opens(url)
    story.closes()
    assert len(opened) > 20
    assert "\n".join(sorted(inspector.faults)) == ""
    assert "\n".join(sorted(inspector.invalid)) == ""
    assert {name: size for name, size in inspector.weights.items() if size > HEAVIEST} == {}
    assert story.complaints == []


def addresses(world: World) -> list[str]:
    """One address of every route and act."""
    kinds = {
        line.title if line.route.endswith("act/<slug:act>/") else line.route: line.url
        for line in lines(world)
    }
    return list(kinds.values())


def pages(world: World, urls: list[str]) -> Iterator[tuple[Actor, str]]:
    """Those that answer with a page of their own, with the first for whom they do."""
    clients = {name: client_of(world.actors[name]) for name in (*READERS, *KEEPERS)}
    for url in urls:
        readers = ("public",) if url.startswith(DOORS) else clients
        for name in readers:
            response = whole(clients[name].get(url))
            is_page = response.get("Content-Type", "").startswith("text/html")
            if response.status_code == 200 and is_page and b"<!doctype" in response.content[:20]:
                yield world.actors[name], url
                break


def client_of(actor: Actor) -> Client:
    client = Client(raise_request_exception=False)
    return sign_in(client, actor) if actor.person else client
