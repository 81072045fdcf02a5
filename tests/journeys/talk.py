"""A committee's conversation in chapters, from its question to what became of a view; told by the people at their screens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import numpy as np

from tests.deliberation.conferring import Conferring
from tests.factories.accounts import RoleAssignmentFactory
from tests.factories.members import AppointmentFactory, MemberFactory, SpecialCommitteeFactory
from tests.journeys.steps import Screen, Story
from tests.proposals import thread as short
from tongxin import search
from tongxin.accounts.actor import Actor, acting_as
from tongxin.accounts.terms import Role
from tongxin.core import clock, jobs
from tongxin.deliberation import clockwork
from tongxin.deliberation.actions.join import voice_of
from tongxin.deliberation.actions.take_stance import take_stance
from tongxin.deliberation.models import Conversation, Statement, Voice
from tongxin.members.models import SpecialCommittee

QUESTION = "社区养老服务怎样办得更好？"
BACKGROUND = "全市六十岁以上老人占四分之一，八成愿意在家门口养老。"
SHARED = (
    "每个社区都要有一处老年助餐点",
    "助餐的价格应当公示，由街道每年核一次",
    "家庭医生每月上门一次，列入考核",
)
DIVIDING = (
    "社区养老用房由政府统一购买",
    "服务应当主要交给企业，政府只管标准",
    "不足的经费由福利彩票公益金解决",
    "给照顾老人的子女发补贴，比建机构更划算",
    "每个街道建一家五十张床位的小机构",
    "老旧小区先装电梯，再谈别的",
    "由社区居委会直接经营助餐点",
)
OWN = "每个社区都要有一处老年食堂"
HARSH = "街道的人只会推来推去，先把助餐点的账公开"
PLEA = "账目公开是我的意思，前半句愿意不计较。"
PEOPLE = 60
NOISE, SILENCE = 0.1, 0.15
"""How often somebody does not say what people who think like them say, and how often nothing."""

DAYS = {
    "开始征集观点": "2026-01-15",
    "开始表态": "2026-01-19",
    "开始看圈讨论": "2026-01-26",
    "最后一天": "2026-01-29",
}


@dataclass
class Talk:
    """What the chapters hand on: who is on the committee, the addresses of the conversation and of a view."""

    story: Story
    conferring: Conferring
    committee: SpecialCommittee
    members: list[Actor]
    address: str = ""
    views: dict[str, str] = field(default_factory=dict)

    def phone(self, number: int = 0) -> Screen:
        return self.story.on_phone(self.members[number])

    def office(self) -> Screen:
        return self.story.at_desk(self.conferring.general)

    def comes(self, day: str) -> None:
        """A morning comes: the clock moves the phases, the worker does what was ordered."""
        self.story.moves_to(datetime.fromisoformat(f"{day}T09:00"))
        with clock.frozen(self.story.site.moment):
            clockwork.tick()
        self.works()

    def works(self) -> None:
        with clock.frozen(self.story.site.moment):
            while jobs.turn("worker:journey") + search.index_due():
                pass

    @property
    def conversation(self) -> Conversation:
        return Conversation.objects.get(question=QUESTION)


def make_talk(story: Story, conferring: Conferring) -> Talk:
    """A committee of sixty."""
    assembly = conferring.assembly
    committee = SpecialCommitteeFactory(
        assembly=assembly, name="社会和法制委员会", short_name="社法委"
    )
    own = story.city.members
    members = [*own, *(MemberFactory(assembly=assembly) for _one in range(PEOPLE - len(own)))]
    for member in members:
        AppointmentFactory(member=member, committee=committee, body=None, assembly=assembly)
    first = [story.city.member_actor(number) for number in range(len(own))]
    others = [
        acting_as(RoleAssignmentFactory(person=one.person, role=Role.MEMBER, assembly=assembly))
        for one in members[len(own) :]
    ]
    return Talk(story, conferring, committee, [*first, *others])


def prepared(talk: Talk) -> None:
    """The office writes it down, the secretary-general enters the leading group's paper; members know nothing yet."""
    office = talk.office().opens(f"{talk.story.here}/conversations/").presses("筹备一项")
    office.fills("议题", QUESTION).fills("背景", BACKGROUND).taps("谁可以参加", "专委会委员")
    office.chooses("哪个专委会", talk.committee.short_name)
    for label, day in DAYS.items():
        office.fills(label, day)
    office.fills("引子观点", "\n".join([*SHARED, *DIVIDING])).presses("存好筹备").reads("筹备中")
    talk.address = office.path
    secretary = talk.story.at_desk(talk.conferring.secgen).opens("/me/").presses_task(QUESTION)
    secretary.presses("登记领导小组批准").reads(DIVIDING[0]).fills("批准文号", "澜协组〔2026〕3号")
    secretary.presses("登记领导小组批准").reads("已批准，待开始").reads("60 人")
    talk.phone().opens(f"{talk.story.here}/conversations/").reads_no(QUESTION)


def collected(talk: Talk) -> None:
    """Two members offer views; one is held back by a rule, its author appeals, somebody else decides."""
    talk.comes("2026-01-15")
    talk.phone().opens("/me/messages/").reads(QUESTION)
    talk.views["own"] = offers_a_view_like_another(talk.phone().opens(talk.address))
    phone = talk.phone(1).opens(talk.address).presses("提观点").fills("您的观点", HARSH)
    phone.presses("提出这条观点").reads("已收到，这是第 12 条").opens(talk.address)
    phone.presses(f"12. {HARSH}").reads("待审核")
    talk.views["harsh"] = phone.path
    moderates(talk.office().opens(talk.address))
    phone.opens("/me/messages/").reads("您提的观点没有公开").opens(talk.views["harsh"]).reads(
        "涉及个人信息"
    )
    phone.presses("申诉").fills("申诉理由", PLEA).presses("提出申诉").reads("已提出申诉")
    other = talk.story.at_desk(talk.conferring.second).opens(f"{talk.address}queue/")
    other.presses(f"12. {HARSH}").presses("改为公开").fills("复核意见", "批评做法，没有指名道姓。")
    other.presses("改为公开").reads("已公开")
    phone.opens(talk.views["harsh"]).reads("批评做法，没有指名道姓。").reads("已公开")


def offers_a_view_like_another(wang: Screen) -> str:
    wang.presses("提观点").fills("您的观点", OWN).presses("提出这条观点")
    wang.reads("已经有相近的观点").reads(SHARED[0]).presses("意思不同，仍然提出")
    wang.reads("已收到，这是第 11 条").presses("议题和背景").presses(f"11. {OWN}")
    return wang.path


def moderates(office: Screen) -> None:
    """One after the other, the rules in view."""
    office.presses("审核观点").reads("只有这些理由可以不公开").presses("审下一条").reads(OWN)
    office.presses("公开观点").reads("已公开").presses("审下一条").reads(HARSH).presses("不公开")
    office.taps("依据哪一条", "涉及个人信息或人身攻击").fills("说明", "去掉前半句就可以公开。")
    office.presses("不公开").reads("未公开")


def answered(talk: Talk) -> None:
    """On the phone with a thumb, at a desk by keys, and fifty-odd others; the office sees it come in."""
    talk.comes("2026-01-19")
    wang = talk.phone().opens(talk.address).presses("去表态").reads("已表态 0 / 12 条")
    for said, answer in enumerate(("赞成", "不赞成", "跳过"), start=1):
        touches(wang, answer, f"已表态 {said} / 12 条")
    touches(wang, "撤回上一条", "已表态 2 / 12 条")
    asked = wang.page.inner_text("#asked")
    talk.story.closes()
    wang = talk.phone().opens(talk.address).presses("去表态").reads("已表态 2 / 12 条")
    assert wang.page.inner_text("#asked") == asked, "the same view stands there as before"
    types(talk.story.at_desk(talk.members[1]).opens(f"{talk.address}take-part/"))
    office = talk.office().opens(f"{talk.address}circle/").reads("还没有可以看的结果")
    others = talk.members[2:-6]
    with clock.frozen(talk.story.site.moment):
        voices = [voice_of(talk.conversation, one.person) for one in others]
        says_in_two_camps(voices, statements_of(talk.conversation), PEOPLE)
    talk.works()
    office.waits_for("#result", "共识清单").reads("邀请 60 人，54 人表态，6 人没有表态")
    talk.phone(5).opens(talk.address).reads_no("看结果")


def touches(screen: Screen, name: str, progress: str) -> None:
    """A button that changes its part of the page only."""
    screen.page.locator("#talk button", has_text=name).first.click()
    screen.waits_for("#talk", progress)
    screen.look(screen)


def types(li: Screen) -> None:
    """Agree, undo, disagree, pass, and agree with the rest: the keys that stand beside the buttons."""
    li.reads("已表态 0 / 12 条")
    for key, said in [("1", 1), ("u", 0), ("2", 1), ("3", 2), *(("1", n) for n in range(3, 13))]:
        li.page.keyboard.press(key)
        li.waits_for("#talk", f"已表态 {said} / 12 条")
    li.reads("都表态了，谢谢")


def statements_of(conversation: Conversation) -> list[Statement]:
    rows = conversation.statements.filter(Statement.shown()).select_related("conversation")
    return list(rows.order_by("number"))


def says_in_two_camps(voices: Sequence[Voice], statements: list[Statement], seed: int) -> None:
    """All agree with what is shared, two camps part at every other view; some waver, some say nothing."""
    dice = np.random.default_rng(seed)
    for number, voice in enumerate(voices):
        for place, statement in enumerate(statements):
            agrees = statement.words not in DIVIDING or (place + number) % 2 == 0
            if dice.random() >= SILENCE:
                turned = dice.random() < NOISE
                take_stance(voice, statement, 1 if agrees != turned else -1)


def discussed(talk: Talk) -> None:
    """The result in words first, for all; two write what they think of it."""
    talk.comes("2026-01-26")
    wang = talk.phone().opens(talk.address).presses("看结果")
    shared = wang.page.locator(".shared__words").all_inner_texts()
    assert set(SHARED) | {OWN} <= set(shared)
    assert not set(shared) & set(DIVIDING)
    wang.reads("看法分成 2 组，每组都至少有").reads("大家的看法明显分成 2 种").reads(
        "什么会改变这个结果"
    )
    wang.reads_no("需要留意的迹象")
    wang.fills("我的意见", "助餐点先在三个街道试，账目每月贴出来。").presses("发表意见").reads(
        "已发表"
    )
    chair = talk.story.at_desk(talk.story.city.leader).opens(f"{talk.address}circle/")
    chair.reads("账目每月贴出来").presses("历次计算").reads("看法分成 2 组，每组都至少有")


def closed(talk: Talk) -> None:
    """The summary is opened, a view goes into a proposal, its author hears of it."""
    with clock.frozen(talk.story.site.moment):
        proposal = short.docketed(talk.story.city, matter="关于办好社区老年食堂的建议")
    talk.comes("2026-01-30")
    office = talk.office().opens(f"{talk.address}circle/").reads("这是结束时的最终结果")
    lead = office.page.inner_text(".lead")
    assert lead in words_of(download(office, "情况报告（DOCX）"))
    assert download(office, "情况报告（PDF）").startswith(b"%PDF")
    office.opens(talk.views["own"]).presses("登记去向")
    office.fills("写进了哪一件（可以不选）", "老年食堂").presses("查找")
    office.page.get_by_label(proposal.matter).check()
    office.taps("去向", "形成提案").fills("说明", "由社法委提出。").presses("登记去向").reads(
        "已登记去向"
    )
    office.reads(proposal.matter)
    wang = talk.phone().opens("/me/messages/").reads("您提的观点有了去向")
    wang.opens(talk.views["own"]).reads("形成提案").reads("由社法委提出。").reads(proposal.matter)


def download(screen: Screen, name: str) -> bytes:
    """The file behind a link."""
    with screen.page.expect_download() as coming:
        screen.page.get_by_role("link", name=name).click()
    return coming.value.path().read_bytes()


def words_of(document: bytes) -> str:
    """What a DOCX or XLSX says, without its markup."""
    with ZipFile(BytesIO(document)) as packed:
        parts = [packed.read(name).decode() for name in packed.namelist() if name.endswith("xml")]
    return "".join(one.partition(">")[2] for part in parts for one in part.split("<"))


CHAPTERS = (prepared, collected, answered, discussed, closed)
