"""Rules: shipped defaults, changed per assembly from a date on, checked before they are stored."""

from datetime import date

import pytest

from tests.factories.organisations import AssemblyFactory
from tongxin import trail
from tongxin.accounts.actor import SYSTEM
from tongxin.core.errors import Refused
from tongxin.organisations import rulebook
from tongxin.organisations.actions.change_rule import change_rule
from tongxin.organisations.rulebook import Length, Parameter, parameters, value

CODE = "proposals.acknowledge_within"


@pytest.fixture
def assembly(db):
    return AssemblyFactory()


def change(assembly, raw, valid_from, code=CODE, reason="办公室通知"):
    return change_rule(
        assembly, actor=SYSTEM, code=code, value=raw, valid_from=valid_from, reason=reason
    )


def test_default_holds_until_somebody_decides_otherwise(assembly):
    assert value(CODE, assembly.pk) == Length(5, "workdays")


def test_entry_holds_from_its_day_on(assembly):
    change(assembly, Length(3, "workdays").as_json(), date(2026, 2, 1))
    assert value(CODE, assembly.pk, date(2026, 1, 31)) == Length(5, "workdays")
    assert value(CODE, assembly.pk, date(2026, 2, 1)) == Length(3, "workdays")


def test_latest_entry_decides_and_earlier_ones_stay(assembly):
    change(assembly, Length(3, "workdays").as_json(), date(2026, 2, 1))
    change(assembly, Length(4, "workdays").as_json(), date(2026, 3, 1))
    change(assembly, Length(2, "workdays").as_json(), date(2026, 2, 1))
    assert value(CODE, assembly.pk, date(2026, 2, 15)).count == 2
    assert value(CODE, assembly.pk, date(2026, 3, 1)).count == 4


def test_entry_concerns_its_own_assembly_only(assembly):
    change(assembly, Length(3, "workdays").as_json(), date(2026, 1, 1))
    assert value(CODE, AssemblyFactory().pk) == Length(5, "workdays")


def test_change_needs_a_reason_and_leaves_an_event(assembly):
    with pytest.raises(Refused, match="理由"):
        change(assembly, Length(3, "workdays").as_json(), date(2026, 2, 1), reason=" ")
    entry = change(assembly, Length(3, "workdays").as_json(), date(2026, 2, 1))
    event = trail.events_of(entry).get()
    assert (event.act, event.facts["code"]) == ("organisations.change_rule", CODE)


@pytest.mark.parametrize(
    ("kind", "fits", "fails"),
    [
        ("int", [0, 7], [-1, 101, "7", 1.5, None]),
        ("flag", [True, False], [1, "yes", None]),
        ("text", ["", "第{number}号"], [1, None]),
        ("choice", ["a"], ["c", "", None]),
        ("codes", [[], ["a", "b"]], [["c"], "a", None]),
        (
            "length",
            [
                {"count": 5, "unit": "workdays", "by": None},
                {"count": 3, "unit": "months", "by": "05-31"},
            ],
            [
                {"count": 5, "unit": "weeks", "by": None},
                {"count": -1, "unit": "days", "by": None},
                {"count": 5, "unit": "days"},
                {"count": 5, "unit": "days", "by": "13-01"},
                {"count": "5", "unit": "days", "by": None},
                5,
            ],
        ),
    ],
)
def test_value_must_fit_its_kind(kind, fits, fails):
    declared = Parameter("tests.x", "试", kind, None, choices=[("a", "甲"), ("b", "乙")], most=100)
    for raw in fits:
        rulebook.check(declared, raw)
    for raw in fails:
        with pytest.raises(Refused):
            rulebook.check(declared, raw)


def test_every_default_fits_and_survives_storage():
    for declared in parameters():
        raw = rulebook.to_json(declared.default)
        rulebook.check(declared, raw)
        assert rulebook.from_json(declared, raw) == declared.default


def test_every_rule_has_words_and_a_source():
    assert [one.code for one in parameters() if not str(one.label) or not str(one.clause)] == []


def test_unknown_code_is_an_error(assembly):
    with pytest.raises(KeyError):
        value("proposals.unheard_of", assembly.pk)
    with pytest.raises(ValueError, match="already"):
        rulebook.declare(rulebook.parameter(CODE))
