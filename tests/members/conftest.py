"""A city whose liaison office keeps the roster, and somebody to bring lists in for it."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.factories.accounts import PersonFactory, RoleAssignmentFactory, UserFactory
from tests.factories.cities import staff
from tests.factories.lists import bring
from tests.factories.members import MemberFactory
from tongxin.accounts.actions.merge_people import merge_people
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


@pytest.fixture
def kept(city):
    return city.members[0]


@pytest.fixture
def gone(city, kept):
    """The same person, brought in again under another number."""
    person = PersonFactory(name=kept.person.name, phone=kept.person.phone)
    RoleAssignmentFactory(
        person=person, role=Role.MEMBER, assembly=city.assembly, starts_on=date(2022, 1, 10)
    )
    UserFactory(person=person)
    member = MemberFactory(assembly=city.assembly, person=person, born_in=date(1980, 1, 1))
    city.members.append(member)
    return member


@pytest.fixture
def merge(kept, gone, liaison):
    """Merges the two; gives the record."""
    return lambda: merge_people(kept.person, gone.person, actor=liaison)
