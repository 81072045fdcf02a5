"""What a person reads after an act: what happened to what, and who is next."""

from tests.gatherings.people.meeting import make_meeting
from tongxin.gatherings.lifecycle import GATHERING, INVITATION
from tongxin.lifecycle import waiting
from tongxin.lifecycle.sentences import after


def test_any_of_several_offices_go_by_the_name_they_have_together(city):
    gathering = make_meeting(city).gathering
    waiting.refresh(GATHERING, gathering)
    assert after(GATHERING.announce, gathering).endswith("下一步：主办的办公室 办结。")


def test_answer_names_what_was_answered(city):
    meeting = make_meeting(city)
    assert after(INVITATION.come, meeting.come()) == (
        f"已答复“{meeting.gathering}”：参加。主办的办公室看得到。"
    )
