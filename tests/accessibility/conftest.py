"""The journeys' town and site."""

from tests.journeys.conftest import inspector, site, story

__all__ = ["inspector", "site", "story"]
