"""The words of deliberation: who takes part, the phases, statements and stances, moderation, comments on a draft."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Admission(models.TextChoices):
    """Who takes part."""

    MEMBERS = "members", _("全体委员")
    COMMITTEE = "committee", _("专委会委员")
    BODY = "body", _("小组成员")
    CODE = "code", _("凭邀请码的公众")
    OPEN = "open", _("验证手机号的公众")

    @classmethod
    def public(cls) -> frozenset["Admission"]:
        """Those under which citizens take part."""
        return frozenset({cls.CODE, cls.OPEN})


class Parting(models.TextChoices):
    """By which of the assembly's own parts the picture may be shown; never by ethnicity, religion, sector or party."""

    NONE = "none", _("不按既有单位")
    COMMITTEES = "committees", _("专委会")
    GROUPS = "groups", _("委员小组")
    COUNTIES = "counties", _("县（市）区")


class ConversationState(models.TextChoices):
    DRAFTED = "drafted", _("筹备中")
    APPROVED = "approved", _("已批准，待开始")
    COLLECTING = "collecting", _("征集观点")
    VOTING = "voting", _("表态")
    DISCUSSING = "discussing", _("看圈讨论")
    CLOSED = "closed", _("已结束")
    STOPPED = "stopped", _("已停止")

    @classmethod
    def under_way(cls) -> frozenset["ConversationState"]:
        return frozenset({cls.COLLECTING, cls.VOTING, cls.DISCUSSING})

    @property
    def tone(self) -> str:
        return {
            "drafted": "grey",
            "approved": "amber",
            "collecting": "blue",
            "voting": "blue",
            "discussing": "violet",
            "closed": "green",
            "stopped": "red",
        }[self.value]


class StatementState(models.TextChoices):
    OFFERED = "offered", _("待审核")
    SHOWN = "shown", _("已公开")
    HELD_BACK = "held_back", _("未公开")
    WITHDRAWN = "withdrawn", _("已撤回")

    @property
    def tone(self) -> str:
        return {"offered": "amber", "shown": "green", "held_back": "red", "withdrawn": "grey"}[
            self.value
        ]


class HoldRule(models.TextChoices):
    """Why a statement is not shown; the moderator names the rule, and the author may appeal."""

    SAME = "same", _("与已有观点相同")
    BESIDE = "beside", _("与议题无关")
    UNCLEAR = "unclear", _("一条里有几个意思，无法表态")
    PERSONAL = "personal", _("涉及个人信息或人身攻击")
    SECRET = "secret", _("可能涉密或不宜公开")
    UNLAWFUL = "unlawful", _("违反法律法规")


class AppealState(models.TextChoices):
    ASKED = "asked", _("待复核")
    UPHELD = "upheld", _("维持不公开")
    REVERSED = "reversed", _("改为公开")


class Stance(models.IntegerChoices):
    """What one thinks of a statement."""

    AGREE = 1, _("赞成")
    PASS = 0, _("跳过")
    DISAGREE = -1, _("不赞成")


class RemarkState(models.TextChoices):
    """A comment on a paragraph of a draft."""

    OPEN = "open", _("待处理")
    TAKEN_UP = "taken_up", _("已采纳")
    PARTLY = "partly", _("部分采纳")
    NOT_TAKEN_UP = "not_taken_up", _("未采纳")
    WITHDRAWN = "withdrawn", _("已撤回")

    @property
    def tone(self) -> str:
        return {"open": "amber", "taken_up": "green", "partly": "blue"}.get(self.value, "grey")


class DraftState(models.TextChoices):
    """A text that is discussed line by line."""

    PREPARED = "prepared", _("准备中")
    OPEN = "open", _("征求意见中")
    CLOSED = "closed", _("已截止")

    @property
    def tone(self) -> str:
        return {"prepared": "grey", "open": "blue", "closed": "green"}[self.value]


class ResultKind(models.TextChoices):
    """What became of a statement after the conversation."""

    TOPIC = "topic", _("列入协商议题")
    PROPOSAL = "proposal", _("形成提案")
    REPORT = "report", _("写入报告")
    SENT = "sent", _("转有关部门")
    NONE = "none", _("未采用")


class Verdict(models.TextChoices):
    """What the organisers found out about signs that a result was pushed; no stance is deleted for any of it."""

    GENUINE = "genuine", _("经了解属实，结果照常使用")
    CAREFUL = "careful", _("不能排除刷票，受影响的观点谨慎使用")
    UNDER_WAY = "under_way", _("还在了解")
