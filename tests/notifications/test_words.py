"""How notices read: by their app's words, else by the act's label and the record's headline."""

import pytest

from tests.factories.notifications import NoticeFactory
from tests.proposals.thread import draft
from tongxin.notifications import queries, words
from tongxin.notifications.words import Words
from tongxin.organisations.scope import all_assemblies

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_words_declared(monkeypatch):
    monkeypatch.setattr(words, "_speakers", {})


def notice_about(proposal, **fields):
    return NoticeFactory(
        assembly=proposal.assembly,
        record_type=proposal._meta.label_lower,
        record_id=proposal.pk,
        act="proposals.docket",
        **fields,
    )


def said(notice):
    (line,) = queries.lines([notice])
    return line.words


def test_act_and_headline_speak_by_default(city):
    proposal = draft(city)
    assert said(notice_about(proposal)) == Words("立案", proposal.matter)


def test_words_of_the_app_take_precedence(city):
    words.declare("proposals.docket", lambda notice, record: Words("已立案", record.public_id))
    proposal = draft(city)
    assert said(notice_about(proposal)) == Words("已立案", proposal.public_id)


def test_record_that_is_gone_leaves_the_title(city):
    notice = notice_about(draft(city))
    notice.record_id = 0
    assert said(notice) == Words("立案", "")


def test_words_are_declared_once():
    words.declare("proposals.docket", lambda notice, record: Words("x"))
    with pytest.raises(ValueError, match=r"proposals\.docket"):
        words.declare("proposals.docket", lambda notice, record: Words("x"))


def test_lines_ask_once_per_kind_of_record(city, django_assert_num_queries):
    notices = [notice_about(draft(city)) for _number in range(5)]
    with django_assert_num_queries(1), all_assemblies(reason="the test looks at all"):
        assert len(queries.lines(notices)) == 5
