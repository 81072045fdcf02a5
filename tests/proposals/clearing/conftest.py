"""Who asks and who confirms; files in a folder of the test's own."""

from collections.abc import Callable

import pytest

from tests.factories.cities import City, staff
from tests.journeys.conftest import site, story
from tests.proposals.thread import fresh
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.lifecycle.perform import perform
from tongxin.proposals.actions.clearing import ask_clearing, finishing
from tongxin.proposals.lifecycle import CLEARING
from tongxin.proposals.models import Clearing, Proposal

__all__ = ["site", "story"]

NUMBER = "澜政协办〔2026〕5号"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture(autouse=True)
def impatient(request, monkeypatch):
    """Who is held up by other processes of the suite does not wait, unless the test is about finishing."""
    if not request.node.get_closest_marker("alone"):
        monkeypatch.setattr(finishing, "PATIENCE", 0)


@pytest.fixture
def secretary(city: City) -> Actor:
    return staff(Role.SECRETARY_GENERAL, city.assembly)


@pytest.fixture
def security(city: City) -> Actor:
    return staff(Role.SECURITY_MANAGER, city.assembly)


@pytest.fixture
def ask(secretary: Actor) -> Callable[..., Clearing]:
    """Ask for the whole proposal, or for a part of it."""

    def asked(
        proposal: Proposal, part: str = "whole", part_id: int | None = None, **how
    ) -> Clearing:
        given = {"actor": secretary, "reason": "state_secret", "paper_number": NUMBER}
        return ask_clearing(proposal, part=part, part_id=part_id, **given | how)

    return asked


@pytest.fixture
def clear(ask, security: Actor) -> Callable[..., Clearing]:
    """Asked for and confirmed."""

    def cleared(proposal: Proposal, part: str = "whole", part_id: int | None = None) -> Clearing:
        return fresh(perform(CLEARING.confirm, ask(proposal, part, part_id), security))

    return cleared
