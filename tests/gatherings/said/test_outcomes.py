"""What came out: entered many at once, counted from closing, put right by a new row."""

from datetime import date

import pytest

from tests.factories.gatherings import GatheringFactory, SittingFactory
from tongxin.core.errors import Conflict, Refused
from tongxin.core.models import Link
from tongxin.gatherings.actions.decide_items import note_decisions
from tongxin.gatherings.actions.outcomes import (
    Found,
    add_outcomes,
    correct_outcome,
    link_outcome,
    settle_outcome,
    unlink_outcome,
    withdraw_outcome,
)
from tongxin.gatherings.actions.settle_outcomes import settle_outcomes
from tongxin.gatherings.models import AgendaItem, Outcome, OutcomeFacts
from tongxin.gatherings.queries.outcomes import lines_of, withdrawn
from tongxin.gatherings.terms import OutcomeKind

TODAY = date(2026, 1, 14)
SUGGESTION = OutcomeKind.SUGGESTION


def found(*words: str) -> list[Found]:
    return [Found(SUGGESTION, one) for one in words]


def closed(meeting):
    """Closed today, with what came out counted."""
    row = meeting.put("closed", closed_on=TODAY)
    settle_outcomes(row)
    return row


def counted() -> set[str]:
    rows = OutcomeFacts.objects.present().filter(
        counted_on__isnull=False, withdrawn_on=None, replaced_by=None
    )
    return set(
        Outcome.objects.filter(pk__in=rows.values("record_id")).values_list("words", flat=True)
    )


def test_many_are_entered_at_once_each_of_them_once(meeting):
    first = add_outcomes(meeting.row, actor=meeting.office, found=found("甲", " 乙 ", "甲", ""))
    again = add_outcomes(meeting.row, actor=meeting.office, found=found("甲", "丙"))
    assert ([one.words for one in first], [one.words for one in again]) == (["甲", "乙"], ["丙"])
    assert {one.happened_on for one in first} == {date(2026, 1, 15)}


def test_nothing_counts_before_closing_everything_that_stands_after(meeting):
    meeting.outcome("甲")
    withdraw_outcome(meeting.outcome("乙"), actor=meeting.office)
    assert counted() == set()
    assert settle_outcomes(meeting.put("closed", closed_on=TODAY)) == 1
    assert settle_outcomes(meeting.again()) == 0
    assert counted() == {"甲"}


def test_closing_costs_the_same_for_one_and_for_three(meeting, django_assert_max_num_queries):
    add_outcomes(meeting.row, actor=meeting.office, found=found("甲", "乙", "丙"))
    with django_assert_max_num_queries(9):
        closed(meeting)


def test_after_closing_a_reason_is_asked_and_it_counts_at_once(meeting):
    row = closed(meeting)
    with pytest.raises(Refused, match="更正理由"):
        add_outcomes(row, actor=meeting.office, found=found("补"))
    add_outcomes(row, actor=meeting.office, found=found("补"), reason="会后补报")
    assert counted() == {"补"}


def test_correction_is_a_new_row_that_counts_in_place_of_the_old_one(meeting):
    outcome = meeting.outcome("增设车位")
    link_outcome(outcome, GatheringFactory(assembly=meeting.row.assembly), actor=meeting.office)
    closed(meeting)
    outcome = Outcome.objects.select_related("gathering__kind").get()
    with pytest.raises(Refused, match="更正理由"):
        correct_outcome(outcome, actor=meeting.office, found=found("增设停车位")[0])
    later = correct_outcome(
        outcome, actor=meeting.office, found=found("增设停车位")[0], reason="错字"
    )
    outcome.refresh_from_db()
    assert (outcome.words, outcome.replaced_by, later.reason) == ("增设车位", later, "错字")
    assert (counted(), Link.objects.get().source_id) == ({"增设停车位"}, later.pk)
    with pytest.raises(Conflict):
        correct_outcome(outcome, actor=meeting.office, found=found("别的")[0], reason="再改")


def test_withdrawn_outcome_counts_no_more_and_says_why(meeting):
    outcome = meeting.outcome("甲")
    closed(meeting)
    outcome = Outcome.objects.select_related("gathering__kind").get(pk=outcome.pk)
    with pytest.raises(Refused, match="理由"):
        withdraw_outcome(outcome, actor=meeting.office)
    gone = withdraw_outcome(outcome, actor=meeting.office, reason="重复")
    assert (counted(), gone.withdrawn_on, withdrawn(meeting.row, meeting.office)) == (
        set(),
        TODAY,
        [gone],
    )
    with pytest.raises(Conflict):
        settle_outcome(gone, actor=meeting.office, result="办成")


def test_outcome_is_settled_with_a_result(meeting):
    outcome = meeting.outcome()
    with pytest.raises(Refused, match="办理结果"):
        settle_outcome(outcome, actor=meeting.office, result=" ")
    done = settle_outcome(outcome, actor=meeting.office, result="已增设 30 个")
    assert (done.result, done.settled_on) == ("已增设 30 个", TODAY)


def test_tie_is_noted_once_and_taken_off(meeting):
    outcome, target = meeting.outcome(), GatheringFactory(assembly=meeting.row.assembly)
    for _time in range(2):
        link_outcome(outcome, target, actor=meeting.office)
    assert Link.objects.count() == 1
    with pytest.raises(Refused, match="本级"):
        link_outcome(outcome, GatheringFactory(), actor=meeting.office)
    with pytest.raises(Refused, match="本级"):
        link_outcome(outcome, meeting.row, actor=meeting.office)
    unlink_outcome(outcome, target, actor=meeting.office)
    assert not Link.objects.exists()


def test_marks_and_strangers_are_refused(meeting):
    with pytest.raises(Refused, match="国家秘密"):
        add_outcomes(meeting.row, actor=meeting.office, found=found("绝密★长期"))
    for stranger in (meeting.member(), meeting.secretary):
        with pytest.raises(Refused):
            add_outcomes(meeting.row, actor=stranger, found=found("甲"))
    meeting.put("cancelled")
    with pytest.raises(Refused, match="已取消"):
        meeting.outcome()


def test_line_shows_every_earlier_wording(meeting):
    outcome = meeting.outcome("一")
    for words in ("二", "三"):
        outcome = correct_outcome(outcome, actor=meeting.office, found=found(words)[0])
    (line,) = lines_of(meeting.row, meeting.office)
    assert (line.outcome.words, [one.words for one in line.earlier]) == ("三", ["二", "一"])


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions(meeting, count, django_assert_num_queries):
    people = [one.person for one in meeting.invitations]
    told = [Found(SUGGESTION, f"第{n}条", people[n]) for n in range(count)]
    add_outcomes(meeting.row, actor=meeting.office, found=told)
    with django_assert_num_queries(2):
        lines = lines_of(meeting.row, meeting.office)
        assert len([str(one.outcome.person) for one in lines]) == count


def test_decisions_are_noted_on_their_items(meeting):
    first, second = meeting.item("审议报告"), meeting.item("人事事项")
    typed = {first.pk: " 原则通过 ", second.pk: ""}
    assert note_decisions(meeting.row, actor=meeting.office, decisions=typed) == 1
    assert note_decisions(meeting.row, actor=meeting.office, decisions=typed) == 0
    assert AgendaItem.objects.get(pk=first.pk).decision == "原则通过"


def test_decisions_on_items_of_others_and_after_closing_are_not_noted(meeting):
    other = meeting.item("别处")
    AgendaItem.objects.filter(pk=other.pk).update(sitting=SittingFactory(assembly=other.assembly))
    assert note_decisions(meeting.row, actor=meeting.office, decisions={other.pk: "通过"}) == 0
    row = meeting.put("closed")
    with pytest.raises(Refused, match="已办结"):
        note_decisions(row, actor=meeting.office, decisions={other.pk: "通过"})
