"""Every figure of proposals: its value is the number of its rows, its parts add up, its past answers stay."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.db import transaction

from tests.conftest import PLENARY_MORNING
from tests.factories.cities import make_city
from tests.proposals.season import SPRING_ENDS, SUMMER, Season, spring, summer
from tongxin import figures
from tongxin.core import clock
from tongxin.figures import history
from tongxin.figures.answers import Answer, answer, parted
from tongxin.figures.declare import Ratio, Sum, all_breakdowns, all_figures, figure
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.organisations.scope import all_assemblies

pytestmark = pytest.mark.django_db

COUNTED = [one for one in all_figures() if not isinstance(one, Ratio)]
YEAR = Period.year(2026)
ROLL = {
    "members.own": 4,
    "members.own_private": 4,
    "members.outside": 4,
    "members.age_unknown": 4,
}
"""What the register's own figures say of the city's four members."""


@dataclass
class Story:
    """A season up to summer, and what the figures said in spring, before anything was taken back."""

    season: Season
    spring_ended: datetime
    values_then: dict[str, int]
    rows_then: dict[str, int]
    told_then: dict[str, int]

    def ask(self, moment: datetime | None = None, *, told: bool = False) -> Question:
        return Question(Scope(self.season.city.assembly), YEAR, moment, told)


@pytest.fixture(scope="module")
def story(django_db_setup, django_db_blocker):
    """Built once: the tests of this module only read it."""
    with (
        django_db_blocker.unblock(),
        all_assemblies(reason="tests look at the whole database"),
        transaction.atomic(),
    ):
        with clock.frozen(PLENARY_MORNING):
            season = spring(make_city())
        with clock.frozen(SPRING_ENDS):
            then = Story(season, clock.now(), {}, {}, {})
            then.values_then, then.rows_then = values(then.ask()), row_counts(then.ask())
            then.told_then = values(then.ask(told=True))
        with clock.frozen(SUMMER):
            summer(season)
            history.catch_up()
        yield then
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def in_summer(story):
    with clock.frozen(SUMMER):
        yield


def values(question: Question) -> dict[str, int]:
    answers = answer(question, COUNTED)
    return {code: answered.value for code, answered in answers.items()}


def row_counts(question: Question) -> dict[str, int]:
    return {one.code: one.rows_of(question).count() for one in COUNTED}


def test_spring_reads_as_it_happened(story):
    assert {code: value for code, value in story.values_then.items() if value} == {
        "proposals.received": 11,
        "proposals.docketed": 7,
        "proposals.docketed_main": 7,
        "proposals.merged": 1,
        "proposals.declined": 1,
        "proposals.returned": 1,
        "proposals.examined": 1,
        "proposals.outcomes": 11,
        "proposals.session": 7,
        "proposals.by_members": 7,
        "proposals.assigned": 4,
        "proposals.replied": 3,
        "proposals.replied_in_time": 3,
        "proposals.talked": 3,
        "proposals.class_a": 1,
        "proposals.class_b": 1,
        "proposals.class_c": 1,
        "handlings.lead": 4,
        "handlings.assist": 1,
        "handlings.acknowledged": 3,
        "handlings.replied": 3,
        "handlings.replied_in_time": 3,
        "handlings.class_a": 1,
        "handlings.class_b": 1,
        "handlings.class_c": 1,
        "proposals.to_evaluate": 3,
        "proposals.evaluated": 2,
        "proposals.silent": 1,
        "proposals.satisfied": 1,
        "proposals.dissatisfied": 1,
        "proposals.content": 1,
        "evaluations.due": 3,
        "evaluations.given": 2,
        "evaluations.attitude_given": 2,
        "evaluations.attitude_silent": 1,
        "evaluations.result_given": 2,
        "evaluations.result_silent": 1,
        "evaluations.attitude_satisfied": 2,
        "evaluations.result_satisfied": 1,
        "evaluations.result_dissatisfied": 1,
        "evaluations.attitude_content": 2,
        "evaluations.result_content": 1,
        "commitments.drawn": 2,
        "commitments.confirmed": 2,
        "commitments.overdue": 2,
        "members.on_roll": 4,
        "members.took_part": 4,
        **ROLL,
    }


def test_every_value_is_the_number_of_its_rows(story):
    assert story.values_then == story.rows_then
    assert values(story.ask()) == row_counts(story.ask())
    assert values(story.ask(told=True)) == row_counts(story.ask(told=True))


def test_past_answers_are_given_again(story):
    assert values(story.ask(story.spring_ended)) == story.values_then
    assert row_counts(story.ask(story.spring_ended)) == story.rows_then
    assert values(story.ask(story.spring_ended, told=True)) == story.told_then
    assert values(story.ask(clock.now())) == values(story.ask())


def test_late_entries_change_todays_answer(story):
    after = values(story.ask())
    changed = {code for code, value in story.values_then.items() if value != after[code]}
    assert {
        "proposals.docketed",
        "proposals.examined",
        "proposals.withdrawn",
        "proposals.replied",
        "proposals.class_b",
        "proposals.rehandled",
        "proposals.basically",
        "proposals.priority",
        "proposals.excellent",
        "handlings.replied",
        "handlings.opined",
        "evaluations.result_basically",
        "commitments.kept",
        "commitments.overdue",
    } <= changed


def test_parts_of_every_breakdown_add_up(story):
    for by in all_breakdowns():
        of_base = [one for one in COUNTED if one.base == by.base]
        whole = answer(story.ask(), of_base)
        parts = parted(story.ask(), of_base, by)
        for one in of_base:
            found = {part.key: answers[one.code].value for part, answers in parts}
            rows = {
                part.key: one.rows_of(story.ask(), part.condition).count() for part, _a in parts
            }
            assert found == rows, (one.code, by.code)
            assert sum(found.values()) == whole[one.code].value, (one.code, by.code)


def test_parts_of_past_answers_add_up(story):
    for by in all_breakdowns():
        of_base = [one for one in COUNTED if one.base == by.base]
        parts = parted(story.ask(story.spring_ended), of_base, by)
        for one in of_base:
            assert (
                sum(answers[one.code].value for _part, answers in parts)
                == (story.values_then[one.code])
            ), (one.code, by.code)


def test_parts_of_sums_share_no_row(story):
    found = values(story.ask())
    for one in (one for one in COUNTED if isinstance(one, Sum)):
        assert found[one.code] == sum(found[part.code] for part in one.parts), one.code


def test_outcomes_are_what_was_received_and_silence_completes_the_census(story):
    for found in (values(story.ask()), story.values_then, story.told_then):
        assert found["proposals.outcomes"] == found["proposals.received"]
        assert (
            found["proposals.evaluated"] + found["proposals.silent"] == (found["proposals.replied"])
        )
        for axis in ("attitude", "result"):
            given, silent = (found[f"evaluations.{axis}_{one}"] for one in ("given", "silent"))
            assert given + silent == found["evaluations.due"]


def test_held_results_count_for_examiners_only(story):
    codes = ("proposals.docketed", "proposals.declined", "proposals.examined")
    assert [story.values_then[code] for code in codes] == [7, 1, 1]
    assert [story.told_then[code] for code in codes] == [6, 0, 5]


def test_cases_and_units_parts_are_never_added(story):
    then = story.values_then
    assert (then["proposals.assigned"], then["handlings.lead"], then["handlings.assist"]) == (
        4,
        4,
        1,
    )


def test_rehandled_case_stays_replied_and_waits_for_a_new_form(story):
    found = values(story.ask())
    codes = ("proposals.replied", "proposals.rehandled", "proposals.dissatisfied")
    assert [found[code] for code in codes] == [4, 1, 0]


def test_overdue_counts_units_whose_day_has_passed(story):
    """Three months from assignment: the contested case has a new clock, the late one has replied."""
    with clock.frozen(datetime(2026, 8, 1, 9)):
        late = figure("handlings.overdue").rows_of(story.ask())
        assert [row.proposal_id for row in late] == [story.season["contested"].pk]


def test_other_assemblies_are_not_counted(story):
    found = values(Question(Scope(make_city().assembly), YEAR))
    assert {code for code, value in found.items() if value} == {"members.on_roll", *ROLL}


def test_period_is_half_open(story):
    scope = Scope(story.season.city.assembly)
    day = date(2026, 1, 14)

    def received(period: Period) -> int:
        return figures.value("proposals.received", scope, period).value

    assert received(Period(date(2026, 1, 1), day)) == 0
    assert received(Period.between(day, day)) == 11


def test_many_figures_cost_one_query_per_base(story, django_assert_num_queries):
    """Nineteen bases: six of the register, three of meetings, four of deliberation, one of the record book; two rules."""
    with django_assert_num_queries(21):
        found = answer(story.ask(), all_figures())
    assert all(isinstance(found[one.code], Answer) for one in COUNTED)
