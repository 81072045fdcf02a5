"""A draft goes its way: pasted, opened, remarked on, reworded, closed; every remark gets its answer."""

from datetime import date, datetime

import pytest

from tests.deliberation.ground import preparer
from tests.factories.accounts import RoleAssignmentFactory
from tests.factories.cities import City
from tongxin.accounts.actor import Actor, acting_as
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.deliberation.actions.prepare_draft import (
    change_draft,
    close_due_drafts,
    paragraphs_in,
    prepare_draft,
)
from tongxin.deliberation.actions.remark import make_remark, reply_to
from tongxin.deliberation.actions.reword_paragraph import reword_paragraph
from tongxin.deliberation.lifecycle import DRAFT, REMARK
from tongxin.deliberation.models import DraftText, Paragraph, Remark, RemarkReply
from tongxin.deliberation.papers.remarks import describe, worksheet
from tongxin.deliberation.queries.drafts import places_in, tally
from tongxin.deliberation.terms import Admission
from tongxin.lifecycle.perform import perform
from tongxin.members.models import SpecialCommittee
from tongxin.notifications.models import Notice

TEXT = "一、摸清底数。\r\n二、错时共享。\n\n　　三、公开收支。　"
FIELDS = {
    "title": "停车建议案",
    "lead": "",
    "admission": Admission.MEMBERS,
    "committee": None,
    "body": None,
    "closes_on": date(2026, 1, 30),
}


@pytest.fixture
def office(city) -> Actor:
    return preparer(city)


@pytest.fixture
def draft(city, office) -> DraftText:
    return prepare_draft(city.assembly, actor=office, text=TEXT, **FIELDS)


@pytest.fixture
def opened(draft, office) -> DraftText:
    return perform(DRAFT.open, draft, office, closes_on=date(2026, 1, 30))


@pytest.fixture
def member(city: City) -> Actor:
    return city.member_actor()


def first(draft: DraftText) -> Paragraph:
    return draft.paragraphs.filter(replaced_by=None).select_related("draft").first()


def told(act: str) -> set[int]:
    """Whom notices of an act were written for."""
    return set(Notice.objects.filter(act=act).values_list("person_id", flat=True))


def test_pasted_lines_become_paragraphs():
    assert paragraphs_in(TEXT) == ["一、摸清底数。", "二、错时共享。", "三、公开收支。"]


def test_draft_keeps_its_paragraphs_in_order(draft):
    assert [one.words for one in draft.paragraphs.all()] == paragraphs_in(TEXT)


@pytest.mark.parametrize("text", ["", " \n ", "字" * 5001, "\n".join(["段"] * 501), "机密★一年"])
def test_unusable_text_is_refused(city, office, text):
    with pytest.raises(Refused):
        prepare_draft(city.assembly, actor=office, text=text, **FIELDS)
    assert not DraftText.objects.exists()


def test_repeat_of_a_request_prepares_once(city, office):
    for _time in range(2):
        prepare_draft(city.assembly, actor=office, text=TEXT, request_key="same", **FIELDS)
    assert (DraftText.objects.count(), Paragraph.objects.count()) == (1, 3)


def test_members_prepare_nothing(city, member):
    with pytest.raises(Refused):
        prepare_draft(city.assembly, actor=member, text=TEXT, **FIELDS)


def test_whole_text_changes_before_anybody_is_asked(draft, office):
    changed = change_draft(draft, actor=office, seen=0, text="只有一段。", **FIELDS)
    assert [one.words for one in changed.paragraphs.all()] == ["只有一段。"]
    with pytest.raises(Conflict):
        change_draft(draft, actor=office, seen=0, text="另一段。", **FIELDS)


def test_afterwards_only_paragraph_by_paragraph(opened, office):
    with pytest.raises(Conflict):
        change_draft(opened, actor=office, seen=opened.version, text="全换。", **FIELDS)


def test_opening_tells_those_who_are_asked(opened):
    notice = Notice.objects.get(act=DRAFT.open.name)
    assert (notice.role, notice.person_id) == (Role.MEMBER, None)


def test_nobody_remarks_before_it_is_open(draft, member):
    with pytest.raises(Refused):
        make_remark(first(draft), actor=member, words="早了。")


def test_remark_tells_whoever_drafted(opened, member, office):
    make_remark(first(opened), actor=member, words="有出处吗？")
    assert told(REMARK.beginning.name) == {office.person_id}


def test_reply_tells_the_author_and_who_answered(city, opened, member, office):
    remark = make_remark(first(opened), actor=member, words="有出处吗？")
    reply_to(remark, actor=office, words="普查。")
    reply_to(remark, actor=city.member_actor(1), words="我也见过。")
    assert told("remarks.reply") == {member.person_id, office.person_id}
    assert RemarkReply.objects.count() == 2


def test_decision_with_its_reason_reaches_the_author(opened, member, office):
    remark = make_remark(first(opened), actor=member, words="不妥。")
    decided = perform(REMARK.set_aside, remark, office, reason="上位法已有规定。")
    assert (decided.state, decided.reason, decided.decided_on) == (
        "not_taken_up",
        "上位法已有规定。",
        clock.today(),
    )
    assert told(REMARK.set_aside.name) == {member.person_id}


def test_decision_may_turn_in_favour_later(opened, member, office):
    remark = make_remark(first(opened), actor=member, words="不妥。")
    perform(REMARK.take_up_partly, remark, office, reason="先改一半。")
    assert perform(REMARK.take_up, remark, office).state == "taken_up"


def test_taken_up_wording_enters_the_text(opened, member, office):
    remark = make_remark(first(opened), actor=member, words="太空。", wording="一、逐个登记。")
    perform(REMARK.take_up, remark, office, rewords=True)
    assert first(opened).words == "一、逐个登记。"


def test_new_wording_keeps_remarks_on_the_old_one(opened, member, office):
    old = first(opened)
    make_remark(old, actor=member, words="太空。")
    reword_paragraph(old, actor=office, words="一、逐个登记。")
    reword_paragraph(first(opened), actor=office, words="一、逐个登记造册。")
    place = places_in(opened, office)[0]
    assert place.paragraph.words == "一、逐个登记造册。"
    assert [one.words for one in place.earlier] == ["一、摸清底数。", "一、逐个登记。"]
    assert [(one.remark.words, one.on.words) for one in place.said] == [
        ("太空。", "一、摸清底数。")
    ]


def test_old_wording_is_replaced_once(opened, office):
    old = first(opened)
    reword_paragraph(old, actor=office, words="甲。")
    with pytest.raises(Conflict):
        reword_paragraph(old, actor=office, words="乙。")


def test_nobody_remarks_on_an_old_wording(opened, member, office):
    old = first(opened)
    reword_paragraph(old, actor=office, words="甲。")
    with pytest.raises(Refused):
        make_remark(Paragraph.objects.get(pk=old.pk), actor=member, words="晚了。")


def test_author_withdraws_and_it_leaves_the_page(opened, member, office):
    remark = make_remark(first(opened), actor=member, words="收回。")
    perform(REMARK.withdraw, remark, member)
    assert places_in(opened, office)[0].said == []
    assert tally(opened) == []


def test_another_member_withdraws_nothing(city, opened, member):
    remark = make_remark(first(opened), actor=member, words="留下。")
    with pytest.raises(Refused):
        perform(REMARK.withdraw, remark, city.member_actor(1))


def test_clock_closes_after_the_last_day(opened):
    with clock.frozen(datetime(2026, 1, 30, 23, 0)):
        assert close_due_drafts() == 0
    with clock.frozen(datetime(2026, 1, 31, 0, 5)):
        assert close_due_drafts() == 1
        assert close_due_drafts() == 0


def test_committee_draft_is_for_its_members(city, office, member):
    committee = SpecialCommittee.objects.create(
        assembly=city.assembly, name="经济委员会", short_name="经济委"
    )
    asked = FIELDS | {"admission": Admission.COMMITTEE, "committee": committee}
    draft = prepare_draft(city.assembly, actor=office, text=TEXT, **asked)
    opened = perform(DRAFT.open, draft, office, closes_on=date(2026, 1, 30))
    with pytest.raises(Refused):
        make_remark(first(opened), actor=member, words="我不是这个委的。")


def test_summary_lists_every_remark_with_what_became_of_it(opened, member, office):
    remark = make_remark(first(opened), actor=member, words="太空。", wording="一、逐个登记。")
    reply_to(remark, actor=office, words="同意。")
    perform(REMARK.take_up, remark, office, reason="更具体。")
    row = describe(opened).rows[0]
    assert row == [
        1,
        "一、摸清底数。",
        member.person.name,
        f"太空。\n{office.person.name}：同意。",
        "一、逐个登记。",
        "已采纳",
        "更具体。",
    ]
    assert worksheet(opened).notes == ["共 1 条意见：已采纳 1 条。"]


def test_leaders_comment_as_well(city, opened):
    make_remark(first(opened), actor=city.leader, words="很好。")
    assert Remark.objects.count() == 1


def test_group_liaison_does_not(city, opened):
    liaison = RoleAssignmentFactory(role=Role.GROUP_LIAISON, assembly=city.assembly)
    with pytest.raises(Refused):
        make_remark(first(opened), actor=acting_as(liaison), words="不该。")
