"""A town of people with names and its site on a socket."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.accessibility.inspector import Inspector
from tests.journeys.site import serve
from tests.journeys.steps import Screen, Story
from tests.journeys.town import make_town


@pytest.fixture
def site(transactional_db, settings):
    settings.ALLOWED_HOSTS = ["*"]
    yield from serve()


@pytest.fixture
def story(city, site, chromium):
    """Nobody has sat down yet; a script error or a breach of the content policy fails the test."""
    story = Story(make_town(city), site, chromium, look=camera())
    yield story
    story.closes()
    assert story.complaints == []


@pytest.fixture
def inspector(story) -> Iterator[Inspector]:
    """Looks at every page that the story reaches."""
    made, camera = Inspector(story.site, story.chromium), story.look

    def look(screen: Screen) -> None:
        camera(screen)
        made(screen)

    story.look = look
    yield made
    made.closes()


def camera():
    """Photographs every page into the folder that TONGXIN_SHOTS names; without it, looks away."""
    folder = os.environ.get("TONGXIN_SHOTS")
    number = count(1)

    def photograph(screen: Screen) -> None:
        if folder:
            path = Path(folder) / f"{next(number):03}.png"
            screen.page.screenshot(path=path, full_page=True)

    return photograph
