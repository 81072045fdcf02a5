"""Declarations that cannot work are refused when they are made."""

import dataclasses

import pytest

from tests.papers.imports.people import PEOPLE
from tongxin.papers.imports.kinds import ImportColumn, kind, register


def test_unknown_column_kinds_are_refused():
    with pytest.raises(ValueError, match="unknown kind"):
        ImportColumn("a", "甲", kind="colour")


def test_choices_belong_to_choice_columns():
    with pytest.raises(ValueError, match="choices"):
        ImportColumn("a", "甲", kind="choice")


def test_a_kind_is_registered_once(people):
    with pytest.raises(ValueError, match="already registered"):
        register(PEOPLE)


def test_a_kind_that_can_be_undone_says_what_forbids_it():
    with pytest.raises(ValueError, match="come together"):
        register(dataclasses.replace(PEOPLE, code="tests.other", touched=None))


def test_a_kind_has_one_way_to_be_undone():
    both = dataclasses.replace(
        PEOPLE, code="tests.other", prepare_undo=lambda context, results: None
    )
    with pytest.raises(ValueError, match="either undo or prepare_undo"):
        register(both)


@pytest.mark.parametrize(
    "ways",
    [
        {"apply": None},
        {"prepare": lambda context, rows: None},
        {"parts": lambda context, rows, actor: []},
    ],
)
def test_a_kind_has_one_way_to_write_its_rows(ways):
    with pytest.raises(ValueError, match="either apply, prepare or parts"):
        register(dataclasses.replace(PEOPLE, code="tests.other", **ways))


def test_unregistered_kinds_are_unknown():
    with pytest.raises(KeyError):
        kind("tests.nothing")
