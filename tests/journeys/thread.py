"""One proposal's way in chapters, each from somebody's desk to the next: what (a) tells in full."""

from dataclasses import dataclass
from datetime import datetime

from tests.journeys.steps import Screen, Story
from tests.journeys.town import second_reviewer

MATTER = "关于缓解学校周边停车难的建议"
SITUATION = "全市二十三所小学门口在上下学时段平均拥堵四十分钟,家长占道等候,公交车无法进站。"
ANALYSIS = "临时停车位不足,错时放学没有推开,周边机关院内的车位下午四点后空置过半。"
SUGGESTIONS = ["在三所学校试行错时放学。", "开放周边机关停车场供家长临停。"]
REMARK = "第二条请写明开放的时间和单位名单。"
PLEA = "停车场只开放了一处,情况没有改变。"


@dataclass
class Tale:
    """What the chapters hand on: the story and the proposal's address."""

    story: Story
    address: str = ""
    assisting: tuple[int, int] = (1, 3)

    @property
    def city(self):
        return self.story.city

    def member(self, number: int = 0) -> Screen:
        return self.story.on_phone(self.city.member_actor(number))

    def office(self) -> Screen:
        return self.story.at_desk(self.city.office)

    def assigner(self) -> Screen:
        return self.story.at_desk(self.city.assigner)

    def unit(self, number: int) -> Screen:
        return self.story.at_desk(self.city.clerks[number])

    def handling(self, number: int) -> Screen:
        """The unit's clerk at the page of the unit's part."""
        return self.unit(number).opens("/me/").presses_task(MATTER)


def written(tale: Tale) -> None:
    """A member drafts on the phone, two colleagues confirm on theirs, the member hands in."""
    wang = tale.member().opens("/me/").reads("现在没有要您办的事")
    wang.presses("写提案")
    write = wang.path
    wang.fills("案由", MATTER).fills("情况", SITUATION).fills("分析", ANALYSIS)
    wang.fills("第 1 条建议", SUGGESTIONS[0])
    wang.page.get_by_role("button", name="再加一条").click()
    wang.fills("第 2 条建议", SUGGESTIONS[1])
    wang.unfolds("类别、希望承办单位、是否公开").ticks("同意公开提案和答复")
    wang.waits_for("[data-draft-status]", "已保存")
    wang.unfolds("邀请委员联名").chooses("邀请联名的委员", "李国强 · 教育界", "周雅琴 · 教育界")
    wang.presses("发出邀请").reads("已邀请 2 名委员联名")
    for colleague in (1, 2):
        phone = tale.member(colleague).opens("/me/").presses_task(MATTER)
        phone.reads(ANALYSIS).presses("确认联名").reads("已联名")
    wang.opens(write).presses("提交提案").reads("已收到您的提案").presses("看这件提案")
    tale.address = wang.reads("审查中").path


def examined(tale: Tale) -> None:
    """Two examiners note opinions; list, chair, meeting; told to all only when released."""
    city, here = tale.city, tale.story.here
    for examiner in (city.reviewer, second_reviewer(city)):
        desk = tale.story.at_desk(examiner).opens(f"{here}/examination/").presses("审下一件")
        desk.reads(ANALYSIS).taps("意见", "拟立案").presses("提出审查意见").reads("审查")
    office = tale.office().opens(f"{here}/decision_lists/")
    office.fills("清单名称", "第一批(大会提案)").presses("汇总").reads(MATTER)
    chair = tale.story.at_desk(city.chair).opens(office.path).presses("主任审核通过")
    chair.presses("登记会议审定").fills("审定会议", "提案审查委员会第一次会议")
    chair.fills("审定日期", "2026-01-14").presses("登记会议审定").reads("已审定")
    wang = tale.member().opens(tale.address).reads("审查中")
    wang.reads_no("已立案", "第0001号", "许文", "孙倩")
    wang.opens("/me/messages/").reads_no("审查结果", "立案")
    office.opens(office.path).presses("统一下发").reads("已统一下发")
    wang.opens("/me/messages/").reads("下发审查结果")
    wang.opens(tale.address).reads("第0001号").reads("已立案").reads_no("许文", "孙倩")


def assigned(tale: Tale) -> None:
    """Drafted, tried out, assigned; an assisting unit asks for another unit and gets its wish."""
    here = tale.story.here
    office = tale.office().opens(tale.address).presses("拟定承办单位")
    office.chooses("市教育局", "主办").chooses("市公安局", "会办").chooses("市交通运输局", "会办")
    office.presses("拟定承办单位").reads("市交通运输局")
    assigner = tale.assigner()
    for act in ("预交办", "交办"):
        assigner.opens(f"{here}/assigning/").ticks(MATTER).presses(f"{act}所选")
        assigner.reads("1 件可以办理")
        if act == "交办":
            assigner.fills("交办会议", "全市交办会").fills("交办文号", "澜政办发〔2026〕5号")
        assigner.presses(act).reads("已办理 1 件")
        if act == "预交办":
            tale.handling(0).presses("同意承办")
    tale.handling(2).presses("申请改办").fills("理由", "机关停车场不归本单位管理。").chooses(
        "建议改由", "市机关事务管理局"
    ).presses("申请改办").reads("申请改办")
    tale.office().opens("/me/").presses_task(MATTER).presses("对改办提意见").fills(
        "提案委办公室意见", "情况属实,建议同意。"
    ).presses("对改办提意见")
    assigner.opens("/me/").presses_task(MATTER).presses("同意改办").presses("同意改办")
    for number in (0, 1, 3):
        tale.handling(number).presses("签收").presses("签收").reads("办理中")
    tale.unit(2).opens("/me/").reads_no(MATTER)


def replied(tale: Tale) -> None:
    """Opinions, contact, a draft looked at, sent back once, cleared, signed with the sealed file."""
    tale.story.moves_to(datetime(2026, 2, 10, 9, 0))
    for number in tale.assisting:
        tale.handling(number).presses("提交协办意见").fills(
            "协办意见", "同意配合,四月底前办妥。"
        ).presses("提交协办意见").reads("已提协办意见")
    answers(tale, "在三所学校试行。", "已开放一处停车场。")
    tale.assigner().opens("/me/").presses_task(MATTER).presses("退回修改").fills(
        "修改意见（提案者看不到）", REMARK
    ).presses("退回修改")
    unit = tale.handling(0).reads(REMARK).presses("起草答复")
    unit.fills("办理情况", "在三所学校试行,五月评估后推开。").presses("保存草稿")
    unit.presses("送审答复")
    tale.member().opens(tale.address).reads_no(REMARK, "送审中", "同意配合")
    signed(tale, "澜教提复〔2026〕3号")
    tale.member().opens(tale.address).reads("澜教提复〔2026〕3号").reads_no(REMARK, "同意配合")


def answers(tale: Tale, *texts: str) -> None:
    """The lead unit talks with the proposer, answers each suggestion and sends the draft for review."""
    unit = tale.handling(0).presses("登记沟通").taps("沟通方式", "走访面谈").presses("登记沟通")
    unit.presses("起草答复").fills("开头", "您提出的建议收悉。经会同有关单位研究,答复如下。")
    for number, text in enumerate(texts, start=1):
        unit.page.check(f"[name=answer-{number}][value=adopted]")
        unit.page.fill(f"[name=text-{number}]", text)
    unit.page.fill("[name=promised_for-2]", "2026-06-30")
    unit.chooses("办理结果", "B 正在解决或列入计划").ticks("同意公开这份答复")
    unit.waits_for("[data-draft-status]", "已保存")
    unit.presses("保存草稿").presses("送审答复").reads("送审中")


def signed(tale: Tale, number: str) -> None:
    """The inspection room looks, the leader signs, the sealed file goes up."""
    tale.assigner().opens("/me/").presses_task(MATTER).presses("审核通过").presses("审核通过")
    unit = tale.handling(0).presses("登记签发并答复").fills("签发人", "周明")
    unit.fills("发文字号", number).attaches("盖章件").presses("登记签发并答复").reads("已答复")


def evaluated(tale: Tale) -> None:
    """Dissatisfied with reason and confirmation; both heard; handled again; then satisfied."""
    tale.story.moves_to(datetime(2026, 3, 10, 9, 0))
    wang = tale.member().opens("/me/").presses_task(MATTER)
    wang.taps("办理态度", "满意").waits_for("[data-mark-status]", "已保存")
    wang.taps("办理结果", "不满意").presses("评价答复").reads("请写明意见")
    wang.fills("意见", PLEA).ticks("我确认评价为“不满意”").presses("评价答复")
    wang.reads("正在听取意见")
    tale.unit(0).opens(tale.address).reads_no(PLEA)
    office = tale.office().opens("/me/").presses_task(MATTER).presses("听取双方意见")
    office.fills("提案者的意见", PLEA).fills("承办单位的意见", "另一处正在改造,五月可以开放。")
    office.presses("听取双方意见").presses("重新办理")
    office.fills("意见和理由", "请补充开放第二处停车场。").presses("重新办理").reads("办理中")
    tale.unit(0).opens(tale.address).reads(PLEA)
    tale.story.moves_to(datetime(2026, 3, 31, 9, 0))
    answers(tale, "三所学校已经试行。", "两处停车场均已开放。")
    signed(tale, "澜教提复〔2026〕17号")
    wang = tale.member().opens("/me/").presses_task(MATTER)
    wang.taps("办理态度", "满意").taps("办理结果", "满意").presses("评价答复").reads("跟踪落实")


def kept(tale: Tale) -> None:
    """A promise is drawn, confirmed, worked on, reported done, found kept; the case is closed."""
    office = tale.office().opens(tale.address).presses("提取承诺事项")
    office.chooses("承诺单位", "市教育局").fills("承诺内容", "六月底前在全市推开错时放学。")
    office.fills("承诺完成日期", "2026-06-30").presses("提取承诺事项").reads("待单位确认")
    tale.unit(0).opens(tale.address).presses("确认承诺").reads("落实中")
    tale.story.moves_to(datetime(2026, 6, 15, 9, 0))
    unit = tale.unit(0).opens(tale.address).presses("登记进展")
    unit.fills("进度（%）", "60").fills("进展", "已有十四所学校推开。").presses("登记进展")
    unit.presses("报告已完成").fills("进度（%）", "100").fills("进展", "二十三所全部推开。")
    unit.attaches("证明材料").presses("报告已完成").reads("已报完成，待确认")
    tale.member().opens(tale.address).presses("确认已兑现").reads("已兑现")
    office = tale.office().opens(tale.address).presses("公开提案")
    office.presses("办结").reads("办结")
    shown_to_all(tale)


def shown_to_all(tale: Tale) -> None:
    """Citizens read matter, text and units that answer; nothing of how it came about."""
    public_id = tale.address.rstrip("/").rpartition("/")[2]
    page = tale.story.in_public().opens(f"/open{tale.story.here}/{public_id}/").reads(MATTER)
    page.reads(SITUATION).reads("市教育局").reads_no(REMARK, PLEA, "不满意", "市交通运输局", "满意")


CHAPTERS = [written, examined, assigned, replied, evaluated, kept]
