"""The summary of a conversation: every number in it is one that the analysis, or the decision, tells."""

import re
from datetime import date

import pytest

from tests.deliberation.ground import talked
from tongxin.deliberation.actions.analyse_conversation import analyse_conversation
from tongxin.deliberation.models import StatementResult
from tongxin.deliberation.papers.summary import describe
from tongxin.deliberation.queries.readings import reading_of
from tongxin.deliberation.results.reading import Reading
from tongxin.deliberation.terms import ResultKind
from tongxin.papers.documents import Format, Heading, Official, Paragraph, Table, render

pytestmark = pytest.mark.once

NUMBER = re.compile(r"\d+")
FIXED = {"95", "1"}
"""The interval's level, and what silence says of the first statement."""


@pytest.fixture
def conversation(city):
    found = talked(city)
    analyse_conversation(found)
    return found


def texts(paper: Official) -> list[str]:
    """Everything that the paper says."""
    said = [paper.title, *paper.byline]
    for block in paper.blocks:
        if isinstance(block, Paragraph | Heading):
            said.append(block.text)
        elif isinstance(block, Table):
            said += [str(cell) for row in block.rows for cell in row]
    return said


def numbers_of(reading: Reading) -> set[str]:
    """Every number that the analysis tells, as it is printed."""
    told = [reading.lead, reading.response, reading.ungrouped, reading.views, reading.stability]
    told += [
        *reading.names,
        *reading.changes,
        reading.analysis.digest,
        str(reading.content["least"]),
    ]
    for line in reading.lines:
        told += [str(line.rank), line.words, line.at_least, line.agree_share, str(line.seen)]
    for group in reading.groups:
        told += [
            str(group.size),
            *(f"{one.own} {one.others} {one.words}" for one in group.specials),
        ]
    return {number for text in told for number in NUMBER.findall(text)}


def test_every_number_comes_from_the_analysis_or_the_decision(conversation):
    reading = reading_of(conversation)
    decided = f"{conversation.paper_number} 2026 年 1 月 5 日 20 日 14 日"
    known = numbers_of(reading) | set(NUMBER.findall(decided)) | FIXED
    for text in texts(describe(conversation, reading)):
        if text != conversation.assembly.name:
            assert set(NUMBER.findall(text)) <= known, text


def test_other_stances_make_another_paper(city, conversation):
    other = talked(city, people=30, statements=8)
    analyse_conversation(other)
    assert texts(describe(other, reading_of(other))) != texts(
        describe(conversation, reading_of(conversation))
    )


def test_it_says_by_which_decision_and_with_which_fingerprint(conversation):
    said = "".join(texts(describe(conversation, reading_of(conversation))))
    assert conversation.paper_number in said
    assert conversation.analyses.get().digest in said


def test_what_became_of_a_statement_stands_in_it(conversation):
    statement = conversation.statements.first()
    StatementResult(
        assembly=conversation.assembly,
        statement=statement,
        kind=ResultKind.PROPOSAL,
        words="第12号提案",
        on=date(2026, 1, 14),
    ).save()
    said = texts(describe(conversation, reading_of(conversation)))
    assert {"形成提案", "第12号提案", statement.words} <= set(said)


@pytest.mark.parametrize("form", list(Format))
def test_it_is_printed(conversation, form):
    made = render(describe(conversation, reading_of(conversation)), form)
    assert made.startswith(b"%PDF" if form is Format.PDF else b"PK")
