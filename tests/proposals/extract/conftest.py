"""The office that enters, the secretary general who decides, and a letter that asks."""

import io
from collections.abc import Callable

import pytest

from tests.factories.cities import City, staff
from tests.proposals.thread import fresh
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle.perform import perform
from tongxin.proposals.actions.extract import enter_extract
from tongxin.proposals.actions.extract.entering import Letter, Question
from tongxin.proposals.actions.extract.producing import produce
from tongxin.proposals.lifecycle import EXTRACT
from tongxin.proposals.models import Extract

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NUMBER = "澜纪函〔2026〕3号"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def secretary(city: City) -> Actor:
    return staff(Role.SECRETARY_GENERAL, city.assembly)


@pytest.fixture
def security(city: City) -> Actor:
    return staff(Role.SECURITY_MANAGER, city.assembly)


def letter(number: str = NUMBER) -> Letter:
    """A scanned letter of the discipline team."""
    return Letter("派驻纪检监察组", "周明", number, clock.today(), io.BytesIO(PDF), "来函.pdf")


@pytest.fixture
def ask(city: City, secretary: Actor) -> Callable[..., Extract]:
    """Enter a request: `ask("member", member=…)`."""

    def asked(kind: str, *, number: str = NUMBER, actor: Actor | None = None, **about) -> Extract:
        return enter_extract(
            city.assembly,
            actor=actor or city.office,
            letter=letter(number),
            question=Question(kind, **about),
            reason="了解办理情况",
        )

    return asked


@pytest.fixture
def given(ask, secretary: Actor) -> Callable[..., Extract]:
    """Entered, granted and written."""

    def written(kind: str, **about) -> Extract:
        granted = perform(EXTRACT.grant, ask(kind, **about), secretary)
        assert produce(granted)
        return fresh(granted)

    return written
