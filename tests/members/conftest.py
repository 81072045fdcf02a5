"""A city whose liaison office keeps the roster, and somebody to bring lists in for it."""

from collections.abc import Callable

import pytest

from tests.factories.cities import staff
from tests.factories.lists import bring
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.papers.models import ImportBatch


@pytest.fixture
def liaison(city) -> Actor:
    return staff(Role.MEMBER_LIAISON, city.assembly)


@pytest.fixture
def import_roster(city, liaison, settings, tmp_path) -> Callable[..., ImportBatch]:
    """A roster of the present term; unknown bodies are founded unless `bodies` says otherwise."""
    settings.MEDIA_ROOT = tmp_path / "files"

    def brought(text: str, *, actor=None, bodies="found", **options) -> ImportBatch:
        return bring(
            "members.roster",
            text,
            assembly=city.assembly,
            actor=actor or liaison,
            term=str(city.session.term_id),
            bodies=bodies,
            **options,
        )

    return brought
