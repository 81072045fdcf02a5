"""The words of proposals: states with their groups, labels per audience and tones, kinds, outcomes, scales."""

from django.db import models
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class ProposalState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审查")
    RETURNED = "returned", pgettext_lazy("state", "退回修改")
    DOCKETED = "docketed", _("已立案")
    DECLINED = "declined", pgettext_lazy("state", "不予立案")
    MERGED = "merged", _("已并案")
    WITHDRAWN = "withdrawn", _("已撤案")
    HANDLING = "handling", _("办理中")
    REPLIED = "replied", _("已答复")
    DISSATISFIED = "dissatisfied", _("不满意待听取")
    TRACKING = "tracking", _("跟踪落实")
    CLOSED = "closed", pgettext_lazy("state", "办结")

    @classmethod
    def writable(cls) -> tuple[str, ...]:
        """The proposer may still change the text."""
        return (cls.DRAFT, cls.RETURNED)

    @classmethod
    def decided(cls) -> tuple[str, ...]:
        """Where a decision has put it; untold until released."""
        return (cls.DOCKETED, cls.DECLINED, cls.MERGED, cls.RETURNED)

    @classmethod
    def docketed_ones(cls) -> tuple[str, ...]:
        """Docketed and not merged away."""
        return (
            cls.DOCKETED,
            cls.HANDLING,
            cls.REPLIED,
            cls.DISSATISFIED,
            cls.TRACKING,
            cls.CLOSED,
        )

    @classmethod
    def settled(cls) -> tuple[str, ...]:
        """Answered and evaluated: only promises may still be open."""
        return (cls.TRACKING, cls.CLOSED)

    @classmethod
    def final(cls) -> tuple[str, ...]:
        return (cls.WITHDRAWN, cls.CLOSED)


PROPOSAL_TONES = {
    ProposalState.DRAFT: "grey",
    ProposalState.SUBMITTED: "blue",
    ProposalState.RETURNED: "amber",
    ProposalState.DOCKETED: "blue",
    ProposalState.DECLINED: "grey",
    ProposalState.MERGED: "grey",
    ProposalState.WITHDRAWN: "grey",
    ProposalState.HANDLING: "blue",
    ProposalState.REPLIED: "blue",
    ProposalState.DISSATISFIED: "red",
    ProposalState.TRACKING: "violet",
    ProposalState.CLOSED: "green",
}

PROPOSER_LABELS = {
    ProposalState.SUBMITTED: _("审查中"),
    ProposalState.REPLIED: _("已答复，待评价"),
    ProposalState.DISSATISFIED: _("正在听取意见"),
}
PUBLIC_LABELS = {
    ProposalState.DOCKETED: _("已立案"),
    ProposalState.REPLIED: _("已答复"),
    ProposalState.DISSATISFIED: _("已答复"),
    ProposalState.TRACKING: _("已答复，跟踪落实"),
}


class ProposerKind(models.TextChoices):
    INDIVIDUAL = "individual", _("委员个人")
    JOINT = "joint", _("委员联名")
    PARTY = "party", _("党派")
    PEOPLES_ORGANISATION = "peoples_organisation", _("人民团体")
    COMMITTEE = "committee", _("专委会")
    SECTOR = "sector", _("界别")
    GROUP = "group", _("委员小组")
    COUNTY = "county", _("县（市）区政协")

    @classmethod
    def of_members(cls) -> tuple[str, ...]:
        return (cls.INDIVIDUAL, cls.JOINT)

    @classmethod
    def collective(cls) -> tuple[str, ...]:
        return (
            cls.PARTY,
            cls.PEOPLES_ORGANISATION,
            cls.COMMITTEE,
            cls.SECTOR,
            cls.GROUP,
            cls.COUNTY,
        )


class AttachmentKind(models.TextChoices):
    ANNEX = "annex", _("附件")
    SEAL_PAGE = "seal_page", _("盖章页")
    PAPER_SCAN = "paper_scan", _("纸质提案扫描件")


class CoSignatureState(models.TextChoices):
    INVITED = "invited", _("待确认")
    CONFIRMED = "confirmed", _("已联名")
    REFUSED = "refused", _("未联名")
    LAPSED = "lapsed", pgettext_lazy("state", "逾期未复")


class Outcome(models.TextChoices):
    """What an examiner suggests and a list decides."""

    DOCKET = "docket", _("立案")
    RETURN = "return", _("退回修改")
    MERGE = "merge", _("并案")
    DECLINE = "decline", _("不予立案")

    @property
    def suggestion(self) -> str:
        """As an examiner's opinion, which decides nothing: 拟立案, 拟退回修改 …"""
        return gettext("拟%(outcome)s") % {"outcome": self.label}


class Stage(models.TextChoices):
    FIRST = "first", _("初审")
    SECOND = "second", _("复审")


class DeclineReason(models.TextChoices):
    """Why a proposal is not docketed: the ten of the national regulation, and two that cities add."""

    SECRETS = "secrets", _("涉及党和国家秘密")
    PROHIBITED = "prohibited", _("国家明令禁止的事项")
    PARTY_AFFAIRS = "party_affairs", _("中共党员反映党内组织、人事问题")
    OWN_PARTY = "own_party", _("民主党派成员反映本组织内部事务")
    PROCEEDINGS = "proceedings", _("进入民事、刑事、行政诉讼或仲裁程序")
    ACADEMIC = "academic", _("学术研讨")
    PERSONAL = "personal", _("为本人或亲属解决个人问题")
    PROMOTION = "promotion", _("宣传、推介具体作品、产品")
    DENUNCIATION = "denunciation", _("指名举报")
    EMPTY = "empty", _("内容空泛、没有具体建议")
    BEYOND_POWERS = "beyond_powers", _("超出本市职权范围")
    SEVERAL_MATTERS = "several_matters", _("一案多事")


class DeclineRoute(models.TextChoices):
    """What becomes of what is not docketed (practice 2)."""

    OPINION = "opinion", _("转社情民意信息")
    SUGGESTION = "suggestion", _("转意见建议")
    LETTER = "letter", _("作委员来信处理")
    REVISE = "revise", _("请修改后再提")


class ListState(models.TextChoices):
    OPEN = "open", _("汇总中")
    PASSED = "passed", _("主任已审核")
    DECIDED = "decided", _("已审定")
    RELEASED = "released", _("已统一下发")


class HandlingState(models.TextChoices):
    DRAFTED = "drafted", _("拟办")
    TRIED = "tried", pgettext_lazy("state", "预交办")
    ASSIGNED = "assigned", _("待签收")
    OBJECTING = "objecting", pgettext_lazy("state", "申请改办")
    ACKNOWLEDGED = "acknowledged", _("办理中")
    REVIEWING = "reviewing", _("送审中")
    CLEARED = "cleared", _("待签发")
    REPLIED = "replied", _("已答复")
    OPINED = "opined", _("已提协办意见")
    SILENT = "silent", _("未提协办意见")
    ENDED = "ended", _("已改办他单位")

    @classmethod
    def before_assignment(cls) -> tuple[str, ...]:
        return (cls.DRAFTED, cls.TRIED)

    @classmethod
    def hidden_from_unit(cls) -> tuple[str, ...]:
        """A draft is nobody's business but the office's; what went to another unit is no longer this one's."""
        return (cls.DRAFTED, cls.ENDED)

    @classmethod
    def at_work(cls) -> tuple[str, ...]:
        return (cls.ASSIGNED, cls.OBJECTING, cls.ACKNOWLEDGED, cls.REVIEWING, cls.CLEARED)

    @classmethod
    def finished(cls) -> tuple[str, ...]:
        return (cls.REPLIED, cls.OPINED, cls.SILENT)


HANDLING_TONES = {
    HandlingState.DRAFTED: "grey",
    HandlingState.TRIED: "grey",
    HandlingState.ASSIGNED: "amber",
    HandlingState.OBJECTING: "amber",
    HandlingState.ACKNOWLEDGED: "blue",
    HandlingState.REVIEWING: "blue",
    HandlingState.CLEARED: "blue",
    HandlingState.REPLIED: "green",
    HandlingState.OPINED: "green",
    HandlingState.SILENT: "grey",
    HandlingState.ENDED: "grey",
}


class UnitRole(models.TextChoices):
    """A unit's part in a proposal: roles of a unit, not states."""

    SOLE = "sole", _("单办")
    LEAD = "lead", _("主办")
    ASSIST = "assist", _("会办")
    PARALLEL = "parallel", _("分办")
    REFERENCE = "reference", _("参阅")

    @classmethod
    def replying(cls) -> tuple[str, ...]:
        """Those that owe the proposer a reply of their own."""
        return (cls.SOLE, cls.LEAD, cls.PARALLEL)


class ContactForm(models.TextChoices):
    VISIT = "visit", _("走访面谈")
    MEETING = "meeting", _("座谈会")
    PHONE = "phone", _("电话")
    MAIL = "mail", _("邮件")
    LETTER = "letter", _("书信")

    @classmethod
    def face_to_face(cls) -> tuple[str, ...]:
        return (cls.VISIT, cls.MEETING)


class Contacted(models.TextChoices):
    """How the unit spoke with the proposer, as the proposer remembers it; that it did not is an answer, too."""

    VISIT = ContactForm.VISIT.value, ContactForm.VISIT.label
    MEETING = ContactForm.MEETING.value, ContactForm.MEETING.label
    PHONE = ContactForm.PHONE.value, ContactForm.PHONE.label
    MAIL = ContactForm.MAIL.value, ContactForm.MAIL.label
    LETTER = ContactForm.LETTER.value, ContactForm.LETTER.label
    NONE = "none", _("没有沟通")


class ItemAnswer(models.TextChoices):
    """What a reply says to one numbered suggestion."""

    ADOPTED = "adopted", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NOT_ADOPTED = "not_adopted", _("未采纳")


class ReplyClass(models.TextChoices):
    """The usual four classes; what each means is in the rulebook."""

    A = "A", _("A 已解决或基本解决")
    B = "B", _("B 正在解决或列入计划")
    C = "C", _("C 受条件限制暂难解决")
    D = "D", _("D 留作参考")


class ExtensionState(models.TextChoices):
    ASKED = "asked", _("待批")
    GRANTED = "granted", _("已同意")
    REFUSED = "refused", _("未同意")


class EvaluationState(models.TextChoices):
    DUE = "due", _("待评价")
    GIVEN = "given", _("已评价")
    LAPSED = "lapsed", _("未反馈")


class Satisfaction(models.TextChoices):
    SATISFIED = "satisfied", _("满意")
    BASICALLY = "basically", _("基本满意")
    DISSATISFIED = "dissatisfied", _("不满意")


class CommitmentState(models.TextChoices):
    DRAWN = "drawn", _("待单位确认")
    ACTIVE = "active", _("落实中")
    REPORTED = "reported", _("已报完成，待确认")
    KEPT = "kept", _("已兑现")
    LIFTED = "lifted", _("不再执行")


COMMITMENT_TONES = {
    CommitmentState.DRAWN: "grey",
    CommitmentState.ACTIVE: "blue",
    CommitmentState.REPORTED: "amber",
    CommitmentState.KEPT: "green",
    CommitmentState.LIFTED: "grey",
}


class Relation(models.TextChoices):
    """How two proposals are related (lineage)."""

    MERGED_INTO = "merged_into", _("并入")
    SPLIT_FROM = "split_from", _("拆分自")
    FOLLOWS = "follows", _("续提")


class UrgingState(models.TextChoices):
    DRAFTED = "drafted", _("待签发")
    SENT = "sent", _("已发出")
    DROPPED = "dropped", pgettext_lazy("state", "不发")


class NominationState(models.TextChoices):
    """How a priority proposal comes about (practice 7)."""

    RECOMMENDED = "recommended", _("提案委推荐")
    ENDORSED = "endorsed", pgettext_lazy("state", "分管副主席同意")
    CONSIDERED = "considered", _("党组研究")
    DECIDED = "decided", _("主席会议确定")
    ISSUED = "issued", _("已印发督办")
    REPORTED = "reported", _("已报告督办情况")
    DROPPED = "dropped", _("未列入")


CLEARED = gettext_noop("〔已按规定清除〕")
"""What stands where something was cleared, in the records themselves: papers, lists and exports show it as it is,
pages in another language in its words (`middleware`)."""


class ClearingState(models.TextChoices):
    """One asks, another confirms (practice 14)."""

    ASKED = "asked", _("待确认清除")
    CLEARED = "cleared", _("已清除")
    DROPPED = "dropped", _("未清除")


class ClearingPart(models.TextChoices):
    """How much of a proposal is cleared."""

    WHOLE = "whole", _("整件提案")
    VERSION = "version", _("一个文本版本")
    REPLY = "reply", _("一份答复")
    FILE = "file", _("一个文件")


class ClearingReason(models.TextChoices):
    """Why something is cleared: a code, so that no sentence can repeat the secret."""

    STATE_SECRET = "state_secret", _("涉及国家秘密")
    WORK_SECRET = "work_secret", _("涉及工作秘密")
    INTERNAL = "internal", _("误传不得公开的内部文件")


class ExtractState(models.TextChoices):
    """One enters the discipline team's request, another decides, the program writes the extract (practice 16)."""

    ASKED = "asked", _("待审批")
    GRANTED = "granted", _("已同意，正在摘录")
    PRODUCED = "produced", _("已摘录")
    REFUSED = "refused", _("未同意")
    WITHDRAWN = "withdrawn", _("已撤回")


EXTRACT_TONES = {
    ExtractState.ASKED: "amber",
    ExtractState.GRANTED: "blue",
    ExtractState.PRODUCED: "green",
    ExtractState.REFUSED: "grey",
    ExtractState.WITHDRAWN: "grey",
}


class ExtractQuestion(models.TextChoices):
    """What the request asks about."""

    MEMBER = "member", _("一名委员")
    UNIT = "unit", _("一个承办单位")
    PROPOSAL = "proposal", _("一件提案")
    PERIOD = "period", _("一段时间的全部提案")
