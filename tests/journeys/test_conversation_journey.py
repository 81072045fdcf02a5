"""Journeys (f): a conversation from its question to the last answer; citizens join by a code, on a phone."""

import pytest

from tests.accessibility.inspector import assert_sound
from tests.chromium import PHONE
from tests.deliberation.conferring import SEEDS, Conferring
from tests.factories.organisations import AssemblyFactory
from tests.journeys.steps import Screen, Story
from tests.journeys.talk import (
    CHAPTERS,
    DIVIDING,
    SHARED,
    make_talk,
    says_in_two_camps,
    statements_of,
    touches,
)
from tests.journeys.town import rename
from tongxin.core import clock, jobs
from tongxin.deliberation.actions.join import enter_by_code, print_codes
from tongxin.deliberation.actions.take_stance import take_stance
from tongxin.deliberation.lifecycle import CONVERSATION
from tongxin.deliberation.models import Conversation, StanceRow, Statement, Voice
from tongxin.lifecycle.perform import perform
from tongxin.organisations.scope import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def conferring(story):
    made = Conferring(story.city)
    for actor, name in ((made.general, "林岚"), (made.second, "许文"), (made.secgen, "郭正")):
        rename(actor.person, name)
    with scope([made.assembly.pk]):
        yield made


def test_a_committee_of_sixty_from_question_to_summary(story, conferring, inspector):
    talk = make_talk(story, conferring)
    for chapter in CHAPTERS:
        chapter(talk)
    assert_sound(inspector)


def test_citizens_join_by_code_and_need_no_scripts(story, conferring):
    conversation = conferring.voting(admission="code")
    code = print_codes(conversation, actor=conferring.general, batch="城南街道", count=5)[0]
    citizen = story.in_public({**PHONE, "java_script_enabled": False})
    citizen.opens(conversation.open_url).fills("邀请码", code.upper()).presses("进入")
    for _statement in SEEDS:
        citizen.presses("赞成")
    citizen.reads("都表态了，谢谢").presses("撤回上一条").reads("已表态 4 / 5 条")
    citizen.presses("不赞成").unfolds("提一条自己的观点")
    citizen.fills("您的观点", "夜间免费停放两小时").presses("提出这条观点").reads("已收到")
    citizen.opens(conversation.open_url).reads("接着表态").presses("这部手机换人用").reads("邀请码")
    assert Statement.objects.get(Statement.offered()).author is None
    assert StanceRow.objects.count() == len(SEEDS)


def test_the_slips_picture_fills_in_the_code(story, conferring):
    conversation = conferring.voting(admission="code")
    office = story.at_desk(conferring.general).opens(conversation.get_absolute_url())
    office.presses("打印邀请码").fills("发放批次", "城南街道").fills("张数", "6").presses(
        "生成并打印"
    )
    code = office.page.locator(".slip__code").first.inner_text()
    citizen = story.in_public()
    citizen.opens(f"{conversation.open_url}#{code}")
    assert citizen.page.get_by_label("邀请码").input_value() == code
    assert "#" not in citizen.page.url
    citizen.presses("进入").reads("已表态 0 / 5 条")


def test_a_conversation_that_is_over_says_so(story, conferring):
    conversation = conferring.voting(admission="code")
    perform(CONVERSATION.stop, conversation, conferring.secgen, reason="议题有变")
    office = story.at_desk(conferring.general).opens(conversation.get_absolute_url())
    office.reads("议题有变")
    office.reads("已停止")


def test_citizens_by_code_and_a_brigade_that_raises_the_alarm(story, conferring):
    """Two quarters as they think, twelve accounts that push one view, three people of a county that is not shown alone."""
    counties = [AssemblyFactory(county=True, parent=conferring.assembly) for _one in range(2)]
    conversation = conferring.voting(
        admission="code", parting="counties", seeds="\n".join([*SHARED, *DIVIDING])
    )
    office = story.at_desk(conferring.general).opens(conversation.get_absolute_url())
    quarters = [prints(office, f"{place}街道", 26) for place in ("城南", "城北")]
    for number, code in enumerate(quarters[0][:3]):
        enters(story, conversation, code, number + 1)
    with clock.frozen(story.site.moment):
        for place, codes in enumerate(quarters):
            voices = [
                enter_by_code(conversation, code, part=counties[place and number < 3].pk)
                for number, code in enumerate(codes)
            ]
            says_in_two_camps(voices[3 - 3 * place :], statements_of(conversation), place)
        brigade = prints(office, "网上转发", 12)
        for voice in [enter_by_code(conversation, code) for code in brigade]:
            pushes(voice, statements_of(conversation))
    works(story)
    office.opens(f"{conversation.get_absolute_url()}circle/").reads("需要留意的迹象")
    office.reads("有 12 份表态几乎相同").reads("发出 64 个邀请码，64 人表态")
    office.opens(conversation.get_absolute_url()).presses("开始看圈讨论")
    works(story)
    citizen = story.in_public().opens(f"{conversation.open_url}circle/").reads("共识清单")
    citizen.reads_no("需要留意的迹象", "网上转发").presses("县（市）区").reads("其余合并")
    citizen.reads(counties[0].short_name).reads_no(counties[1].short_name)


def prints(office: Screen, batch: str, count: int) -> list[str]:
    """A sheet of codes for one occasion; they are seen this once."""
    home = office.path
    office.presses("打印邀请码").fills("发放批次", batch).fills("张数", str(count))
    codes = office.presses("生成并打印").page.locator(".slip__code").all_inner_texts()
    office.opens(home)
    return codes


def enters(story: Story, conversation: Conversation, code: str, answers: int) -> None:
    """A citizen on a phone of their own: so many answers, the first for, the second against, then pass."""
    citizen = story.in_public().opens(conversation.open_url).fills("邀请码", code).presses("进入")
    for said, answer in enumerate(("赞成", "不赞成", "跳过")[:answers], start=1):
        touches(citizen, answer, f"已表态 {said} / 10 条")
    citizen.page.close()


def pushes(voice: Voice, statements: list[Statement]) -> None:
    """Agrees with one view and with what everybody agrees with; passes everything else."""
    for statement in statements:
        wanted = statement.words in SHARED or statement.words == DIVIDING[0]
        take_stance(voice, statement, 1 if wanted else 0)


def works(story: Story) -> None:
    with clock.frozen(story.site.moment):
        while jobs.turn("worker:journey"):
            pass
