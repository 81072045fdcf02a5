"""Journey (b), as far as paper goes today: a member's paper proposal and a paper evaluation, entered on behalf."""

import pytest

from tests.journeys import shortcuts
from tests.journeys.thread import ANALYSIS, MATTER, SITUATION, SUGGESTIONS, Tale

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_paper_proposal_is_entered_on_behalf(story):
    tale = Tale(story)
    office = (
        tale.office().opens(f"{story.here}/proposals/new/").chooses("第一提案人", "王敏 · 教育界")
    )
    office.presses("开始录入").fills("案由", MATTER).fills("情况", SITUATION)
    office.fills("分析", ANALYSIS).fills("第 1 条建议", SUGGESTIONS[0])
    office.unfolds("类别、希望承办单位、是否公开").ticks("同意公开提案和答复")
    office.presses("提交提案").reads("已收到您的提案").presses("看这件提案").reads("王敏")
    tale.member().opens(office.path).reads("审查中").reads(ANALYSIS)


def test_paper_evaluation_is_entered_by_the_office(story):
    tale = Tale(story)
    tale.address = shortcuts.replied(tale).get_absolute_url()
    office = tale.office().opens(tale.address).presses("王敏")
    office.taps("办理态度", "满意").taps("办理结果", "满意").presses("代录纸质征询表")
    office.reads("跟踪落实")
    tale.member().opens(tale.address).reads("跟踪落实")
