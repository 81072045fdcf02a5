"""Minutes out of the records: right, editable, and made anew without losing what was edited."""

from datetime import date, datetime, timedelta

import pytest

from tests.factories.papers import StoredFileFactory
from tongxin.accounts.permissions import can
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.gatherings.actions.close_gathering import keep_version
from tongxin.gatherings.actions.decide_items import note_decisions
from tongxin.gatherings.actions.draft_minutes import draft_minutes, renew_minutes
from tongxin.gatherings.actions.edit_minutes import save_minutes
from tongxin.gatherings.lifecycle import MINUTES, QUESTION
from tongxin.gatherings.models import Minutes, MinutesLine
from tongxin.gatherings.queries.minutes import Page
from tongxin.gatherings.terms import MinutesPart as Part
from tongxin.lifecycle.perform import perform

AFTER = datetime(2026, 1, 16, 9, 0)


def drafted(meeting) -> Minutes:
    return draft_minutes(meeting.again(), actor=meeting.office)


def again(minutes: Minutes) -> Minutes:
    return Minutes._base_manager.select_related("gathering__kind").get(pk=minutes.pk)


def said(minutes: Minutes, part: Part) -> list[str]:
    return [line.words for line in minutes.lines.filter(part=part)]


def line(minutes: Minutes, part: Part) -> MinutesLine:
    return minutes.lines.get(part=part)


def saved(meeting, minutes: Minutes, lines: dict | None = None, added: dict | None = None):
    now = again(minutes)
    told = {"lines": lines or {}, "added": added or {}}
    return save_minutes(now, actor=meeting.office, seen=now.version, **told)


def full(meeting) -> Minutes:
    """A meeting of which every part says something."""
    for number in (0, 1):
        meeting.come(number)
    meeting.leave(2, substitute="李强")
    item = meeting.item("审议工作报告", speaker="孙主席")
    note_decisions(meeting.row, actor=meeting.office, decisions={item.pk: "原则通过"})
    meeting.chosen(0)
    meeting.chosen(1, form="written", title="书面题目")
    answer = {"answer": "年内建成", "answered_by": "张局长", "answered_on": date(2026, 1, 14)}
    perform(QUESTION.answer, meeting.question(), meeting.office, **answer)
    meeting.outcome(person=meeting.city.members[0].person, organisation=meeting.city.units[0])
    return drafted(meeting)


def test_every_part_is_made_from_its_records(meeting):
    minutes = full(meeting)
    first, second, third, fourth = (one.name for one in meeting.invitations)
    unit = meeting.city.units[0]
    assert {part: said(minutes, part) for part in Part} == {
        Part.HEAD: [
            f"2026年1月15日，{meeting.row.assembly}在大剧院举行五次全会。应到4人，实到2人，请假1人，缺席1人。",
            "开幕会：2026年1月15日09:00—11:30，应到4人，实到2人。",
            "分组讨论·第一组：2026年1月15日14:30—17:00，应到2人，实到0人。",
        ],
        Part.PRESENT: [f"第一组（2人）：{first}、{second}"],
        Part.EXCUSED: [f"{third}（因病，李强代会）"],
        Part.ABSENT: [fourth],
        Part.OBSERVERS: [],
        Part.AGENDA: ["审议工作报告（孙主席）"],
        Part.SPEAKERS: [
            f"{first}：《加强校园周边停车治理》（口头发言）",
            f"{second}：《书面题目》（书面发言）",
        ],
        Part.QUESTIONS: [f"{first}向市住建局提问：停车场何时建成？张局长答复：年内建成。"],
        Part.DECISIONS: ["审议工作报告：原则通过"],
        Part.OUTCOMES: [f"意见建议（{first}）：建议增设停车位。送{unit}办理。"],
    }


def test_reason_of_leave_stays_out(meeting):
    assert all("住院" not in one.words for one in full(meeting).lines.all())


def test_every_made_line_leads_to_its_record(meeting):
    minutes = full(meeting)
    pages = [one for part in Page(minutes).parts for one in part.lines]
    assert all(one.row.record_type and one.row.record_id and one.url for one in pages)
    by_type = {one.row.record_type: one.url for one in pages}
    assert by_type["gatherings.outcome"].endswith("/outcomes/")
    assert "/speeches/" in by_type["gatherings.speech"]
    assert "/leaves/" in by_type["gatherings.leaverequest"]


def test_page_asks_the_same_number_of_questions(meeting, django_assert_num_queries):
    full(meeting)
    meeting.chosen(2)
    minutes = drafted(meeting)
    page = Page(Minutes.objects.select_related("gathering__assembly").get(pk=minutes.pk))
    with django_assert_num_queries(4):
        assert [one for part in page.said for one in part.said if not one.url] == []


def test_drafting_costs_the_same_for_few_and_for_many_lines(meeting, django_assert_num_queries):
    minutes = full(meeting)
    with django_assert_num_queries(16):
        renew_minutes(again(minutes), actor=meeting.office)


def test_drafting_again_changes_nothing_when_nothing_changed(meeting):
    minutes = full(meeting)
    before = list(minutes.lines.values_list("pk", "words", "position"))
    assert renew_minutes(again(minutes), actor=meeting.office) == 0
    assert list(minutes.lines.values_list("pk", "words", "position")) == before
    assert Minutes.objects.count() == 1


def test_untouched_lines_follow_their_record_and_go_with_it(meeting):
    outcome = meeting.outcome("旧")
    minutes = drafted(meeting)
    type(outcome)._base_manager.filter(pk=outcome.pk).update(words="新")
    renew_minutes(again(minutes), actor=meeting.office)
    assert said(minutes, Part.OUTCOMES) == ["意见建议：新"]
    type(outcome)._base_manager.filter(pk=outcome.pk).update(withdrawn_on=clock.today())
    renew_minutes(again(minutes), actor=meeting.office)
    assert said(minutes, Part.OUTCOMES) == []


def test_edited_line_keeps_its_words_and_shows_what_the_record_says_now(meeting):
    outcome = meeting.outcome("旧")
    minutes = drafted(meeting)
    row = line(minutes, Part.OUTCOMES)
    saved(meeting, minutes, {row.pk: "改过的话"})
    assert not line(minutes, Part.OUTCOMES).is_stale
    type(outcome)._base_manager.filter(pk=outcome.pk).update(words="新")
    assert renew_minutes(again(minutes), actor=meeting.office) == 1
    row = line(minutes, Part.OUTCOMES)
    assert (row.words, row.made, row.is_stale) == ("改过的话", "意见建议：新", True)
    saved(meeting, minutes, {row.pk: "改过的话"})
    assert not line(minutes, Part.OUTCOMES).is_stale


def test_edited_line_outlives_its_record_until_it_is_emptied(meeting):
    outcome = meeting.outcome("旧")
    minutes = drafted(meeting)
    saved(meeting, minutes, {line(minutes, Part.OUTCOMES).pk: "改过的话"})
    type(outcome)._base_manager.filter(pk=outcome.pk).update(withdrawn_on=clock.today())
    renew_minutes(again(minutes), actor=meeting.office)
    row = line(minutes, Part.OUTCOMES)
    assert (row.words, row.made, row.is_stale) == ("改过的话", "", True)
    saved(meeting, minutes, {row.pk: ""})
    renew_minutes(again(minutes), actor=meeting.office)
    assert not minutes.lines.filter(part=Part.OUTCOMES).exists()


def test_emptied_line_stays_left_out(meeting):
    meeting.outcome("甲")
    minutes = drafted(meeting)
    saved(meeting, minutes, {line(minutes, Part.OUTCOMES).pk: "  "})
    renew_minutes(again(minutes), actor=meeting.office)
    assert said(minutes, Part.OUTCOMES) == [""]
    assert Part.OUTCOMES not in {part.part for part in Page(again(minutes)).said}


def test_lines_by_hand_stand_at_the_end_of_their_part_and_stay(meeting):
    meeting.outcome("甲")
    minutes = drafted(meeting)
    saved(meeting, minutes, added={Part.OUTCOMES: "手写一\n\n手写二", Part.OBSERVERS: "记者"})
    meeting.outcome("乙")
    renew_minutes(again(minutes), actor=meeting.office)
    by_hand = [one for one in said(minutes, Part.OUTCOMES) if "手写" in one]
    assert (by_hand, said(minutes, Part.OBSERVERS)) == (["手写一", "手写二"], ["记者"])
    row = minutes.lines.get(words="手写一")
    saved(meeting, minutes, {row.pk: ""})
    assert not minutes.lines.filter(pk=row.pk).exists()


def test_saving_over_another_version_stores_nothing(meeting):
    minutes = drafted(meeting)
    seen = minutes.version
    renew_minutes(again(minutes), actor=meeting.office)
    added = {Part.AGENDA: "别的"}
    with pytest.raises(Conflict):
        save_minutes(minutes, actor=meeting.office, seen=seen, lines={}, added=added)
    assert said(minutes, Part.AGENDA) == []


def test_marks_of_secrecy_are_not_kept(meeting):
    minutes = drafted(meeting)
    with pytest.raises(Refused, match="国家秘密"):
        saved(meeting, minutes, added={Part.AGENDA: "机密★10年"})


def test_only_the_organisers_draft_and_edit(meeting):
    for actor in (meeting.member(), meeting.secretary, meeting.liaison):
        with pytest.raises(Refused):
            draft_minutes(meeting.again(), actor=actor)
    minutes = drafted(meeting)
    with pytest.raises(Refused):
        renew_minutes(minutes, actor=meeting.secretary)


@pytest.mark.parametrize("state", ["drafted", "cancelled"])
def test_there_are_no_minutes_of_what_was_not_announced(meeting, state):
    meeting.put(state)
    with pytest.raises(Refused, match="通知发出"):
        drafted(meeting)


def test_minutes_are_passed_after_the_last_sitting_only(meeting):
    minutes = drafted(meeting)
    with pytest.raises(Refused, match="17:00散会以后"):
        perform(MINUTES.pass_minutes, minutes, meeting.office, passed_on=date(2026, 1, 14))


def passed(meeting, minutes: Minutes) -> Minutes:
    with clock.frozen(AFTER):
        told = {"passed_on": date(2026, 1, 16), "number": "澜政协纪〔2026〕1号"}
        return perform(MINUTES.pass_minutes, again(minutes), meeting.office, **told)


def test_stale_lines_must_be_read_before_passing(meeting):
    outcome = meeting.outcome("旧")
    minutes = drafted(meeting)
    saved(meeting, minutes, {line(minutes, Part.OUTCOMES).pk: "改过的话"})
    type(outcome)._base_manager.filter(pk=outcome.pk).update(words="新")
    renew_minutes(again(minutes), actor=meeting.office)
    with pytest.raises(Refused, match="有 1 行"):
        passed(meeting, minutes)


def test_corrections_after_passing_are_pointed_out(meeting):
    minutes = passed(meeting, full(meeting))
    assert not Page(again(minutes)).was_corrected_since
    with clock.frozen(AFTER + timedelta(days=1)):
        keep_version(meeting.row, meeting.office, reason="地点写错了")
        assert Page(again(minutes)).was_corrected_since


def test_empty_minutes_are_not_passed(meeting):
    minutes = drafted(meeting)
    saved(meeting, minutes, {one.pk: "" for one in minutes.lines.all()})
    with pytest.raises(Refused, match="还没有内容"):
        passed(meeting, minutes)


def test_passed_minutes_are_read_by_those_invited_and_changed_by_nobody(meeting):
    minutes = full(meeting)
    assert not can(meeting.member(), "minutes.view", minutes)
    done = passed(meeting, minutes)
    assert can(meeting.member(), "minutes.view", done)
    for change in (
        lambda: renew_minutes(again(done), actor=meeting.office),
        lambda: saved(meeting, done),
    ):
        with pytest.raises(Refused, match="审定以后"):
            change()


def test_reopened_minutes_keep_what_was_passed_and_why(meeting):
    minutes = drafted(meeting)
    scan = StoredFileFactory(assembly=meeting.row.assembly, kind="gatherings.minutes")
    sealed = perform(MINUTES.seal, passed(meeting, minutes), meeting.office, scan=scan)
    assert sealed.scan == scan
    opened = perform(MINUTES.reopen, sealed, meeting.office, reason="人数有误")
    version = opened.versions.get()
    assert (opened.scan, opened.passed_on, version.reason) == (None, None, "人数有误")
    assert version.content[0][0] == "head"
    saved(meeting, opened, added={Part.AGENDA: "补一行"})
    passed(meeting, opened)
    assert list(opened.versions.values_list("number", "reason")) == [(1, "人数有误"), (2, "")]


def test_minutes_that_were_passed_meanwhile_are_not_made_anew(meeting):
    seen = drafted(meeting)
    passed(meeting, seen)
    with pytest.raises(Conflict):
        renew_minutes(seen, actor=meeting.office)
