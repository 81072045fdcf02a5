"""The engine with one kind of list registered, and somebody who may import it."""

import dataclasses
import io
from collections.abc import Callable

import pytest

from tests.factories.accounts import actor
from tests.papers.imports.people import PEOPLE, PERMISSION
from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import Permission, roles
from tongxin.accounts.terms import Role
from tongxin.organisations.scope import scope
from tongxin.papers.actions.match_import import match_import
from tongxin.papers.actions.start_import import start_import
from tongxin.papers.imports import kinds
from tongxin.papers.imports.layouts import read_layouts
from tongxin.papers.models import ImportBatch


@pytest.fixture
def people(monkeypatch, settings, tmp_path):
    """The kind `tests.people`; member liaison may import it. Files go to a folder of this test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setitem(kinds._kinds, PEOPLE.code, PEOPLE)
    rule = roles(Role.MEMBER_LIAISON)
    monkeypatch.setitem(
        permissions._permissions, PERMISSION, Permission(PERMISSION, None, rule, "导入人员")
    )
    return PEOPLE


@pytest.fixture
def liaison(db, people) -> Actor:
    """A clerk of the office that keeps the members' roster, at work in their assembly."""
    clerk = actor(Role.MEMBER_LIAISON)
    with scope(clerk.assembly_ids):
        yield clerk


@pytest.fixture
def start(liaison, people) -> Callable[..., ImportBatch]:
    """Upload a CSV text, or bytes under a name."""

    def start(content: str | bytes, name: str = "名单.csv", **options) -> ImportBatch:
        data = content.encode() if isinstance(content, str) else content
        return start_import(
            people, io.BytesIO(data), name, assembly=liaison.assembly, actor=liaison, **options
        )

    return start


@pytest.fixture
def long(people, monkeypatch):
    """The kind with such a low limit that two rows are left to the worker."""
    kind = dataclasses.replace(people, at_once=1)
    monkeypatch.setitem(kinds._kinds, kind.code, kind)
    return kind


@pytest.fixture
def checked(start, liaison) -> Callable[..., ImportBatch]:
    """Upload, accept the proposed columns, check."""

    def checked(content: str | bytes, name: str = "名单.csv") -> ImportBatch:
        batch = start(content, name)
        return match_import(batch, read_layouts(batch.layouts), {}, actor=liaison)

    return checked
