"""Whoever holds the stances without names finds the same fingerprint; they are offered only where the rulebook says so."""

import csv

import numpy as np
import pytest

from tests.deliberation.ground import says, statements_in, talked, two_views
from tongxin.core import clock
from tongxin.deliberation.actions.analyse_conversation import analyse_conversation
from tongxin.deliberation.maths import analyse
from tongxin.deliberation.maths.reading import read
from tongxin.deliberation.models import Analysis, Conversation
from tongxin.deliberation.queries.analyses import latest
from tongxin.deliberation.results.voting import offers_votes, recipe_of, rows_of
from tongxin.deliberation.suppression import LEAST_IN_VOTES, OFFERS_VOTES
from tongxin.deliberation.terms import ConversationState
from tongxin.organisations.models import RulebookEntry


@pytest.fixture
def ended(city) -> Conversation:
    conversation = talked(city, state=ConversationState.CLOSED)
    analyse_conversation(conversation)
    return conversation


def rule(city, **values) -> None:
    for code, value in values.items():
        RulebookEntry.objects.create(
            assembly=city.assembly, code=code, value=value, valid_from=clock.today()
        )


def test_recipe_gives_the_fingerprint_again(ended):
    final = latest(ended)
    people, statements, stances = (list(column) for column in zip(*rows_of(final), strict=True))
    recipe = recipe_of(final)
    again = eval(  # noqa: S307 — the very call that the page prints
        recipe.call,
        {"analyse": analyse, "people": people, "statements": statements, "stances": stances},
    )
    assert again["digest"] == recipe.digest


@pytest.mark.parametrize(
    ("asked", "call"),
    [
        ({}, "analyse(people, statements, stances)"),
        ({"population": 60}, "analyse(people, statements, stances, population=60)"),
        (
            {"everybody": True, "groups": 2},
            "analyse(people, statements, stances, keep=set(people), force_k=2)",
        ),
        ({"groups": 1}, "analyse(people, statements, stances, groups=dict.fromkeys(people, 0))"),
    ],
)
def test_recipe_names_the_settings(asked, call):
    plain = {"population": None, "groups": None, "everybody": False}
    assert recipe_of(Analysis(content={"settings": plain | asked}, digest="d")).call == call


def test_rows_name_nobody(ended):
    people = {person for person, _statement, _stance in rows_of(latest(ended))}
    assert people == set(range(1, 41))


def test_changed_stances_are_not_handed_out_under_the_old_fingerprint(ended):
    final = latest(ended)
    extra = statements_in(ended, 1)
    says(list(ended.voices.all()), extra, np.ones((40, 1)))
    assert list(rows_of(final)) == []


def test_offered_only_where_the_rulebook_says_and_people_are_many(city, ended):
    assert not offers_votes(ended)
    rule(city, **{OFFERS_VOTES: True})
    assert not offers_votes(ended)
    rule(city, **{LEAST_IN_VOTES: 40})
    assert offers_votes(ended)


def test_not_offered_before_the_end(city):
    conversation = talked(city)
    analyse_conversation(conversation)
    rule(city, **{OFFERS_VOTES: True, LEAST_IN_VOTES: 20})
    assert not offers_votes(conversation)


def test_table_of_two_views_is_readable_as_a_vote_file(ended, tmp_path):
    path = tmp_path / "votes.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("participant", "statement", "vote"), *rows_of(latest(ended))])
    found = read(path)
    assert len(found.votes) == two_views(40, 12).size
