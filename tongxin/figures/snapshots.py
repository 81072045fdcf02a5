"""Asks a frozen figure again."""

from tongxin.figures.declare import Figure, Ratio, Sum, definition_digest, figure
from tongxin.figures.models import FigureSnapshot, RowSet
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope


def question_of(snapshot: FigureSnapshot) -> Question:
    """The question that was frozen, at its moment."""
    scope = Scope(snapshot.assembly, tuple(snapshot.counties))
    return Question(scope, Period(snapshot.starts_on, snapshot.ends_on), snapshot.as_of)


def still_holds(snapshot: FigureSnapshot) -> bool:
    """Whether the same question, asked as of the same moment, still finds the same rows."""
    declared, question = figure(snapshot.code), question_of(snapshot)
    if not isinstance(declared, Ratio):
        return _same(snapshot.rows, declared, question)
    return _same(snapshot.rows, declared.over, question) and _same(
        snapshot.under_rows, declared.under, question
    )


def is_redefined(snapshot: FigureSnapshot) -> bool:
    """Whether the figure's definition reads differently from what was frozen."""
    return definition_digest(figure(snapshot.code)) != snapshot.definition_digest


def _same(stored: RowSet, counted: Figure | Sum, question: Question) -> bool:
    found = sorted(counted.rows_of(question).values_list("pk", flat=True))
    return stored.is_intact() and [key for key, _version in stored.rows()] == found
