"""Figures of kinds: own and both levels, sums and counts, past answers, rows behind a number."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import sign_in
from tests.records.book import GOOD, YEAR, another_book
from tongxin.core import clock
from tongxin.figures.book import FilledChapter
from tongxin.figures.declare import all_figures, figure
from tongxin.figures.history import drifted
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.lifecycle.perform import perform
from tongxin.records.figures.chapter import chapter_for
from tongxin.records.lifecycle import RECORD
from tongxin.records.models import RecordFacts
from tongxin.records.shipped import shipped
from tongxin.records.values import Entry

NOW = datetime(2026, 1, 14, 9, 30, tzinfo=clock.SHANGHAI)


def test_every_shipped_kind_has_a_figure_for_each_level_it_counts():
    codes = {one.code for one in all_figures()}
    for kind in shipped():
        assert kind.figures, kind.code
        mine = {code for code in codes if code.split(".")[:2] == ["records", kind.code]}
        assert len(mine) == len(kind.figures) * (2 if kind.both_levels else 1)


def test_sum_and_count_of_the_same_records(book):
    book.record("donation")
    book.record("donation", amount_fen="0.8万")
    assert book.counted("records.donation") == 2_000_000
    assert book.counted("records.donation.times") == 2


def test_figure_counts_the_varieties_and_levels_that_it_names(book):
    book.record("award")
    book.record("award", variety="report", grade="first")
    book.record("coverage")
    book.record("coverage", level="province")
    assert [book.counted(f"records.award{part}") for part in ("", ".news", ".reports")] == [2, 1, 1]
    assert (book.counted("records.coverage"), book.counted("records.coverage.collected")) == (2, 1)


def test_drafts_withdrawn_ones_other_years_and_other_assemblies_do_not_count(book):
    other = another_book()
    other.record("award")
    book.record("award", happened_on=f"{YEAR - 1}-12-31")
    perform(RECORD.withdraw, book.record("award"), book.general, reason="重复")
    assert book.counted("records.award") == 0
    assert other.counted("records.award") == 1


def test_counties_are_never_counted_live(book):
    book.record("donation", book.county_office)
    assert book.counted("records.donation.both") == 0
    assert book.counted("records.donation", book.county) == 1_200_000


def test_past_answers_can_be_given_again(book):
    with clock.frozen(NOW - timedelta(days=3)):
        record = book.record("donation")
    with clock.frozen(NOW - timedelta(days=2)):
        entry = Entry({**GOOD["donation"], "amount_fen": "5万"})
        perform(RECORD.correct, record, book.general, reason="票据", entry=entry)
    with clock.frozen(NOW - timedelta(days=1)):
        perform(RECORD.withdraw, record, book.general, reason="重复")
    moments = [NOW - timedelta(days=days, hours=-1) for days in (4, 3, 2, 1)]
    answers = [book.counted("records.donation", as_of=moment) for moment in moments]
    assert answers == [0, 1_200_000, 5_000_000, 0]
    assert book.counted("records.donation") == 0


def test_facts_follow_each_act(book):
    record = book.record("award")
    perform(RECORD.withdraw, record, book.general, reason="重复")
    assert list(drifted(RecordFacts)) == []


@pytest.mark.parametrize("extra", [0, 4])
def test_chapter_asks_as_much_for_one_record_as_for_five(book, extra):
    for number in range(1 + extra):
        book.record("award", title=f"第{number}项")
    question = Question(Scope(book.here), Period.year(YEAR))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        filled = FilledChapter(chapter_for(book.here), question)
        list(filled.sentences), filled.charts, filled.tables
    assert len(asked) == 6


def test_rows_of_a_sum_say_what_they_add_up_to_and_narrow_by_level(book, client):
    book.record("donation")
    book.record("award")
    url = f"/{book.here.slug}/figures/{{}}/{YEAR}-01-01_{YEAR + 1}-01-01/"
    reader = sign_in(client, book.general)
    page = reader.get(url.format("records.donation")).content.decode()
    assert all(words in page for words in ("1.2万元", '共 <b class="number">1</b> 条'))
    assert (
        "冲锋一线"
        in reader.get(url.format("records.award"), {"level": "province"}).content.decode()
    )
    assert (
        "冲锋一线"
        not in reader.get(url.format("records.award"), {"level": "city"}).content.decode()
    )


def test_money_is_said_in_yuan_and_labels_in_the_readers_language(book):
    declared = figure("records.donation")
    assert (declared.is_money, str(declared.label), str(declared.unit)) == (True, "捐款捐物", "元")
    assert str(figure("records.donation.both").label) == "捐款捐物（两级）"
