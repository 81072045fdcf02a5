"""The journeys' town, site and Chromium."""

from tests.journeys.conftest import chromium, site, story

__all__ = ["chromium", "site", "story"]
