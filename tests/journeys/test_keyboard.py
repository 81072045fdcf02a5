"""Whole errands without a mouse: a member answers, asks leave; a clerk filters the list and carries out an act."""

import pytest

from tests.deliberation.conferring import SEEDS, Conferring
from tests.factories.accounts import PASSWORD, UserFactory
from tests.gatherings.doors.door import make_door
from tests.journeys.keys import Keys
from tests.proposals.thread import submitted
from tongxin import search
from tongxin.deliberation.models import StanceRow
from tongxin.gatherings.models import LeaveRequest
from tongxin.organisations.scope import scope
from tongxin.proposals.models import ExaminerOpinion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def conferring(story):
    made = Conferring(story.city)
    with scope([made.assembly.pk]):
        yield made


def test_member_signs_in_and_answers_three_statements(story, conferring):
    conversation = conferring.voting()
    actor = story.city.member_actor()
    UserFactory(person=actor.person, username="wangmin")
    keys = Keys(story.in_public().opens("/sign-in/password/"))
    keys.types("用户名", "wangmin").types("密码", PASSWORD).follows("登录", "BUTTON")
    keys.follows(conversation.question).follows("去表态")
    for said, (answer, key) in enumerate(
        (("赞成", "Enter"), ("不赞成", "Space"), ("跳过", "Enter")), 1
    ):
        keys.presses(answer, key).reads(f"已表态 {said} / {len(SEEDS)} 条").is_somewhere()
    assert StanceRow.objects.count() == 3


def test_member_asks_leave_from_a_meeting(story):
    door = make_door(story.city)
    keys = Keys(story.at_desk(door.actor()).opens("/me/gatherings/"))
    keys.follows("请假").to("参加上级会议或活动").to("因病", key="ArrowDown")
    keys.types("具体情况", "住院").follows("请假", "BUTTON").reads("等待批复")
    assert LeaveRequest.objects.count() == 1


def test_clerk_filters_the_list_and_takes_a_proposal_through_an_act(story):
    proposal = submitted(story.city)
    while search.index_due():
        pass
    keys = Keys(story.at_desk(story.city.office).opens(f"{story.here}/proposals/"))
    keys.to("查找", "INPUT").types("查找", proposal.matter[:6])
    keys.board.press("Enter")
    keys.screen.page.wait_for_url("**q=*")
    keys.reads(proposal.matter).is_somewhere()
    keys.follows(proposal.matter, "A").follows("提出审查意见").to("拟立案", "INPUT")
    keys.board.press("Space")
    keys.follows("提出审查意见", "BUTTON")
    assert ExaminerOpinion.objects.count() == 1
