"""Finding by words, numbers, names and initials; never what the actor may not see."""

import pytest

from tests.factories.accounts import PersonFactory
from tests.factories.cities import make_city, staff
from tests.proposals.thread import (
    acknowledged,
    assigned,
    co_signed,
    decided,
    docketed,
    draft,
    fresh,
    handling_of,
    replied,
    submitted,
)
from tests.search.conftest import index
from tongxin import search
from tongxin.accounts.actor import PUBLIC
from tongxin.accounts.terms import Role
from tongxin.lifecycle.perform import perform
from tongxin.proposals.lifecycle import DECISION_LIST, PROPOSAL
from tongxin.proposals.models import Proposal
from tongxin.search import finding, queue
from tongxin.search.kinds import kind_of


def rename(member, name):
    member.person = PersonFactory(name=name)
    member.save()


@pytest.mark.parametrize(
    "text",
    [
        "停车难",
        "错时放学",
        "错",
        "拥堵四十分钟",
        "停车 放学",
        "关于缓解学校周边停车难的建议",
        "流水",
    ],
)
def test_words_of_matter_and_text(city, found, text):
    submitted(city)
    expected = [] if text == "流水" else ["关于缓解学校周边停车难的建议"]
    assert found(city.office, text) == expected


def test_all_words_must_be_there(city, found):
    submitted(city)
    assert found(city.office, "停车 养老") == []


@pytest.mark.parametrize("text", ["1", "0001", "第0001号", "第1号"])
def test_case_number_however_written(city, found, text):
    docketed(city, matter="一号")
    submitted(city, matter="二号")
    expected = [] if text == "第1号" else ["一号"]
    assert found(city.office, text) == expected


def test_number_stands_before_texts_that_mention_it(city, found):
    docketed(city, matter="真的一号")
    submitted(city, matter="提到的", situation="参见去年的 0001 号提案。")
    assert found(city.office, "0001") == ["真的一号", "提到的"]


@pytest.mark.parametrize("text", ["王敏", "wm", "wangmin", "WangMin", "wang min", "敏"])
def test_proposer_by_name_reading_and_initials(city, found, text):
    rename(city.members[0], "王敏")
    rename(city.members[1], "李娜")
    submitted(city, matter="王敏的")
    submitted(city, number=1, matter="李娜的")
    assert found(city.office, text) == ["王敏的"]


def test_co_signers_and_units_are_found_once_they_stand(city, found):
    rename(city.members[1], "欧阳慧")
    joint = co_signed(city, draft(city), 1)
    perform(PROPOSAL.hand_in, joint, city.member_actor())
    assert found(city.office, "oyh") == [joint.matter]
    unit = assigned(city, matter="交办的").handlings.get().unit
    assert found(city.office, unit.name) == ["交办的"]


def test_titles_stand_before_texts_and_later_before_earlier(city, found):
    submitted(city, matter="关于发展养老服务的建议")
    submitted(city, matter="关于社区食堂的建议", situation="养老服务不足。")
    submitted(city, matter="关于养老床位的建议")
    assert found(city.office, "养老") == [
        "关于养老床位的建议",
        "关于发展养老服务的建议",
        "关于社区食堂的建议",
    ]
    assert found(city.office, "养老", limit=1) == ["关于养老床位的建议"]


def test_drafts_are_not_indexed_and_corrections_are_followed(city, found):
    written = draft(city)
    assert found(city.member_actor(), "停车难") == []
    handed_in = perform(PROPOSAL.hand_in, written, city.member_actor())
    assert found(city.member_actor(), "停车难") == [handed_in.matter]
    words = {**handed_in.text(), "matter": "关于校门口交通的建议"}
    perform(PROPOSAL.correct_text, handed_in, city.office, reason="笔误", **words)
    assert found(city.office, "停车难的建议") == []
    assert found(city.office, "校门口") == ["关于校门口交通的建议"]


def test_other_members_find_what_was_told_only(city, found):
    mine, theirs = city.member_actor(0), city.member_actor(1)
    proposal = submitted(city)
    listed = decided(city, proposal)
    assert (len(found(mine, "停车")), len(found(theirs, "停车"))) == (1, 0)
    perform(DECISION_LIST.release, listed, city.office)
    assert len(found(theirs, "停车")) == 1
    refused = submitted(city, matter="不公开的停车", may_publish=False, no_publish_reason="涉企")
    perform(DECISION_LIST.release, decided(city, refused), city.office)
    assert "不公开的停车" in found(mine, "停车")
    assert "不公开的停车" not in found(theirs, "停车")


def test_held_number_leads_nowhere_until_told(city, found):
    """The proposer may look for a number; finding it would tell the decision."""
    for number in range(1, 4):
        submitted(city, matter=f"流水{number}", situation="无", suggestions=["无"])
    last = Proposal.objects.get(serial_number=3)
    listed = decided(city, last)
    assert fresh(last).case_number == 1
    assert found(city.member_actor(), "第0001号") == []
    perform(DECISION_LIST.release, listed, city.office)
    assert found(city.member_actor(), "第0001号") == ["流水3"]


def test_unit_finds_only_what_it_has(city, found):
    assigned(city, matter="停车之一")
    submitted(city, matter="停车之二")
    assert found(city.clerks[0], "停车") == ["停车之一"]
    assert found(city.clerks[1], "停车") == []


@pytest.mark.parametrize("stranger", ["other_assembly", "manager", "public"])
def test_strangers_find_nothing(city, found, stranger):
    submitted(city)
    docketed(city)
    actors = {
        "other_assembly": lambda: make_city().office,
        "manager": lambda: staff(Role.AUDIT_MANAGER, city.assembly),
        "public": lambda: PUBLIC,
    }
    actor = actors[stranger]()
    assert found(actor, "停车", None) == []
    assert finding.count(actor, "停车", kind_of("proposals")) == 0


def test_replies_are_found_by_those_who_may_read_them(city, found):
    proposal = assigned(city)
    handling = acknowledged(handling_of(proposal), city.clerks[0])
    replied(city, fresh(handling), city.clerks[0])
    index()

    def readers(text):
        actors = {"office": city.office, "proposer": city.member_actor(), "unit": city.clerks[0]}
        actors |= {"reviewer": city.reviewer, "other_unit": city.clerks[1]}
        return {name for name, actor in actors.items() if search.find(actor, text, ["replies"])}

    assert readers("已经安排") == {"office", "proposer", "unit"}
    assert readers("澜教提复") == {"office", "proposer", "unit"}
    assert found(city.reviewer, "已经安排") == []


def test_members_and_units_are_found(city):
    rename(city.members[0], "欧阳慧")
    queue.catch_up()
    index()
    (member,) = search.find(city.office, "oyh", ["members"])
    assert (member.shown.title, member.kind.code) == ("欧阳慧", "members")
    (unit,) = search.find(city.office, city.units[0].name, ["units"])
    assert unit.shown.title == city.units[0].name


def test_excerpt_shows_where_the_words_stand(city):
    submitted(city)
    index()
    (hit,) = search.find(city.office, "平均拥堵", ["proposals"])
    assert hit.excerpt[1] == "平均拥堵"
    assert hit.excerpt[0].endswith("时段")
    assert hit.excerpt[2].startswith("四十分钟")


def test_narrow_keeps_the_lists_own_rows(city):
    submitted(city)
    other = submitted(city, matter="关于养老的建议", situation="床位少。", suggestions=["加床位。"])
    index()
    rows = Proposal.objects.order_by("id")
    assert list(search.narrow(rows, "养老", "proposals")) == [other]
    assert list(search.narrow(rows.filter(pk__lt=other.pk), "养老", "proposals")) == []
    assert search.narrow(rows, "", "proposals").count() == 2
    assert search.narrow(rows, "。。", "proposals").count() == 0


def test_queries_do_not_grow_with_finds(city, django_assert_num_queries):
    for number in range(3):
        docketed(city, matter=f"停车之{number}")
    index()
    with django_assert_num_queries(8):
        assert len(search.find(city.office, "停车之1", ["proposals"])) == 1
    with django_assert_num_queries(8):
        assert len(search.find(city.office, "停车", ["proposals"])) == 3
