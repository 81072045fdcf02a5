"""What people do at their screens: sit down, open, read, fill in, press; the words are those on the page."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.test import Client

from tests.chromium import DESKTOP, PHONE, Chromium
from tests.factories.accounts import sign_in
from tests.factories.cities import City
from tests.journeys.site import Site
from tongxin.accounts.actor import Actor
from tongxin.core import clock

SEALED = {
    "name": "答复盖章件.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
}

Look = Callable[["Screen"], None]


class Screen:
    """One person's browser window; `look` is called at every page and after every click that changes it."""

    def __init__(self, page, look: Look, home: str = ""):
        self.page = page
        self.look = look
        self.home = home

    def opens(self, path: str) -> "Screen":
        answer = self.page.goto(f"{self.home}{path}")
        assert answer.ok, (answer.status, path, self.page.title())
        return self._arrived()

    def presses(self, name: str) -> "Screen":
        """The button or link of this name, and the page that follows."""
        with self.page.expect_navigation():
            self._named(name).click()
        return self._arrived()

    def presses_task(self, headline: str) -> "Screen":
        """The first thing that waits under this headline, then the page where it is done."""
        with self.page.expect_navigation():
            self.page.locator("#waiting .task", has_text=headline).first.click()
        return self._arrived()

    def unfolds(self, name: str) -> "Screen":
        self.page.locator("summary", has_text=name).first.click()
        self.look(self)
        return self

    def taps(self, group: str, answer: str) -> "Screen":
        """One of several answers to a question."""
        box = self.page.get_by_role("group", name=re.compile(f"^{re.escape(group)}"))
        box.get_by_label(answer, exact=True).check()
        return self

    def ticks(self, label: str) -> "Screen":
        self._labelled(label).check()
        return self

    def fills(self, label: str, words: str) -> "Screen":
        self._labelled(label).fill(words)
        return self

    def chooses(self, label: str, *options: str) -> "Screen":
        self._labelled(label).select_option(label=list(options))
        return self

    def attaches(self, label: str) -> "Screen":
        self._labelled(label).set_input_files(SEALED)
        return self

    def reads(self, words: str) -> "Screen":
        self.page.locator("body", has_text=words).wait_for()
        return self

    def reads_no(self, *words: str) -> "Screen":
        shown = self.page.inner_text("body")
        assert [one for one in words if one in shown] == []
        return self

    def waits_for(self, place: str, words: str) -> "Screen":
        self.page.locator(place, has_text=words).wait_for()
        return self

    @property
    def path(self) -> str:
        return self.page.evaluate("location.pathname")

    def _arrived(self) -> "Screen":
        self.page.wait_for_load_state("load")
        self.look(self)
        return self

    def _named(self, name: str):
        exact = re.compile(rf"^{re.escape(name)}\s*(?:[A-Za-z]+|回车)?$")  # its key may follow
        main = self.page.locator("#main")
        return (
            main.get_by_role("button", name=exact).or_(main.get_by_role("link", name=exact)).first
        )

    def _labelled(self, label: str):
        return self.page.get_by_label(re.compile(f"^{re.escape(label)}( 选填)?$")).first


class Story:
    """A city, its site and a browser; each person who sits down is signed in under their identity."""

    def __init__(
        self, city: City, site: Site, chromium: Chromium, look: Look = lambda screen: None
    ):
        self.city, self.site, self.chromium, self.look = city, site, chromium, look
        self.complaints: list[str] = []
        self._seated: dict[tuple[int, str], Screen] = {}
        self._passers_by: list[Screen] = []
        self._devices: list[Any] = []

    @property
    def here(self) -> str:
        return f"/{self.city.assembly.slug}"

    def on_phone(self, actor: Actor) -> Screen:
        return self.seats(actor, PHONE)

    def at_desk(self, actor: Actor) -> Screen:
        return self.seats(actor, DESKTOP)

    def in_public(self, options: dict = PHONE) -> Screen:
        """Somebody whom the site does not know."""
        self._passers_by.append(self._sits_down(options))
        return self._passers_by[-1]

    def device(self):
        """A window that the network can be taken from, apart from everybody's."""
        self._devices.append(self.chromium.window(DESKTOP))
        return self._devices[-1]

    def moves_to(self, moment: datetime) -> None:
        """Time passes; everybody has gone home and signs in again."""
        self.site.moment = moment
        self.closes()

    def closes(self) -> None:
        for screen in (*self._seated.values(), *self._passers_by):
            screen.page.close()
        for window in self._devices:
            window.close()
        for gone in (self._seated, self._passers_by, self._devices):
            gone.clear()

    def seats(self, actor: Actor, options: dict) -> Screen:
        """A screen of any kind, signed in."""
        key = (actor.assignment.pk, str(options))
        if key not in self._seated:
            screen = self._seated[key] = self._sits_down(options)
            screen.page.context.add_cookies([self._cookie(actor, screen.home)])
        return self._seated[key]

    def _sits_down(self, options: dict) -> Screen:
        page = self.chromium.tab(options, self.complaints.append)
        return Screen(page, self.look, self.chromium.home(self.site.port))

    def _cookie(self, actor: Actor, home: str) -> dict[str, str]:
        with clock.frozen(self.site.moment):
            client = sign_in(Client(), actor)
        return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": home}
