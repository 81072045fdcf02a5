"""One Chromium for a whole run; whoever sits down at it has an address of their own, which keeps cookies and copies apart."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PATIENCE = 30_000
PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")
"""The first that is there: the same Chromium, but without a frame around the page it needs two thirds of the time."""

FLAGS = ["--no-sandbox", "--disable-gpu", "--lang=zh-CN"]
ONE_PROCESS = ["--renderer-process-limit=1", "--disable-site-isolation-trials"]
"""Pages share a process: starting another takes as long as opening five pages."""


class Chromium:
    """Hands out tabs; a window of each kind stays open for the run, as opening one is what takes long."""

    def __init__(self, browser):
        self.browser = browser
        self._windows: dict[str, Any] = {}
        self._numbers = count()

    def tab(self, options: dict, hears: Callable[[str], None]):
        """A new page in the window of this kind; `hears` is told script errors and what the console calls errors."""
        key = str(sorted(options.items()))
        if key not in self._windows:
            self._windows[key] = self.window(options)
        return heard(self._windows[key].new_page(), hears)

    def window(self, options: dict):
        """A window of one's own, to be closed by the caller: what is done to it would be felt in every tab."""
        context = self.browser.new_context(locale="zh-CN", reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        context.new_page()  # keeps the window's process alive between one page and the next
        return context

    def home(self, port: int) -> str:
        """The site's address for one person: nobody before came under this name."""
        return f"http://p{next(self._numbers)}.town.localhost:{port}"


def heard(page, hears: Callable[[str], None]):
    """The same page; answers other than 200 are the story's own business."""

    def listen(line) -> None:
        if line.type == "error" and "Failed to load resource" not in line.text:
            hears(f"{page.url} {line.text}")

    page.on("pageerror", lambda error: hears(f"{page.url} {error}"))
    page.on("console", listen)
    return page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """Playwright's loop runs in this thread, where Django would refuse the database without being told."""
    path = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not path:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS + ONE_PROCESS)
        yield Chromium(browser)
        browser.close()
