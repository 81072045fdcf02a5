"""The journeys' town and site."""

from tests.journeys.conftest import site, story

__all__ = ["site", "story"]
