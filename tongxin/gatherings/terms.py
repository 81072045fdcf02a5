"""The words of meetings and activities: kinds, states, invitations, leave, sign-in, presence, what comes out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.terms import Role


class Group(models.TextChoices):
    """The parts in which kinds are offered."""

    MEETINGS = "meetings", _("会议协商")
    STUDY = "study", _("学习培训")
    PARTY = "party", _("党的建设")
    FIELD = "field", _("调研视察和监督")
    CONTACT = "contact", _("联系和帮扶")
    EXCHANGE = "exchange", _("接待和交流")
    OWN = "own", _("本级自设")


class KindState(models.TextChoices):
    DRAFT = "draft", _("拟定中")
    IN_USE = "in_use", _("启用")
    CLOSED = "closed", _("停用")


class Seen(models.TextChoices):
    """Who reads a gathering of a kind; whoever is invited always does, once it is announced."""

    MEMBERS = "members", _("委员、各办公室和领导")
    OFFICES = "offices", _("被邀请的人、各办公室和领导")
    INVITED = "invited", _("被邀请的人、主办的办公室和领导")


class Approver(models.TextChoices):
    """Who grants leave."""

    ORGANISER = "organiser", _("主办的办公室")
    SECRETARY_GENERAL = "secretary_general", _("秘书长")
    CHAIR = "chair", _("主席")

    @property
    def roles(self) -> frozenset[Role]:
        """Beside the organising office's own, which the gathering's kind names."""
        return {
            Approver.ORGANISER: frozenset[Role](),
            Approver.SECRETARY_GENERAL: frozenset({Role.SECRETARY_GENERAL}),
            Approver.CHAIR: frozenset({Role.CHAIR}),
        }[self]


class Measure(models.TextChoices):
    """What a figure of a kind counts. People (人数) and attendances (人次) are never the same."""

    TIMES = "times", _("次数")
    ATTENDANCES = "attendances", _("人次")
    PEOPLE = "people", _("人数")
    SUGGESTIONS = "suggestions", _("意见建议条数")
    QUANTITY = "quantity", _("数量合计")


class Output(models.TextChoices):
    """What a gathering of a kind may leave."""

    MINUTES = "minutes", _("纪要")
    SPEECHES = "speeches", _("发言")
    NOTES = "notes", _("小组讨论记录")
    QUESTIONS = "questions", _("提问和答复")
    OUTCOMES = "outcomes", _("意见建议和成果")


class GatheringState(models.TextChoices):
    """Only what is closed counts."""

    DRAFTED = "drafted", _("筹备中")
    ANNOUNCED = "announced", _("已通知")
    CLOSED = "closed", _("已办结")
    CANCELLED = "cancelled", _("已取消")

    @property
    def tone(self) -> str:
        return {"drafted": "amber", "announced": "blue", "closed": "green", "cancelled": "grey"}[
            self.value
        ]


class Source(models.TextChoices):
    """By which rule people are invited."""

    MEMBERS = "members", _("全体委员")
    STANDING = "standing", _("常务委员会组成人员")
    LEADERS = "leaders", _("主席、副主席、秘书长")
    PARTY_MEMBERS = "party_members", _("中共党员委员")
    COMMITTEE = "committee", _("专委会委员")
    SECTOR = "sector", _("界别委员")
    BODY = "body", _("机构或小组成员")
    NAMED = "named", _("点名")


class Duty(models.TextChoices):
    """Whether one is expected."""

    MUST = "must", _("应到")
    MAY = "may", _("可到")


class Capacity(models.TextChoices):
    """As what one is there; only those who attend as members are counted into a quorum."""

    MEMBER = "member", _("出席")
    OBSERVER = "observer", _("列席")
    LEADER = "leader", _("应邀领导")
    SPEAKER = "speaker", _("主讲")
    GUEST = "guest", _("来宾")
    STAFF = "staff", _("工作人员")


class InvitationState(models.TextChoices):
    """What somebody who is invited has answered."""

    INVITED = "invited", _("待答复")
    COMING = "coming", _("参加")
    LEAVE_ASKED = "leave_asked", _("请假待批")
    EXCUSED = "excused", _("准假")
    UNABLE = "unable", _("不参加")
    WITHDRAWN = "withdrawn", _("已撤回邀请")

    @property
    def tone(self) -> str:
        return {
            "invited": "amber",
            "coming": "green",
            "leave_asked": "amber",
            "excused": "blue",
            "unable": "grey",
            "withdrawn": "grey",
        }[self.value]


class LeaveState(models.TextChoices):
    ASKED = "asked", _("待批")
    GRANTED = "granted", _("准假")
    REFUSED = "refused", _("不准假")
    WITHDRAWN = "withdrawn", _("已销假")


class LeaveGround(models.TextChoices):
    """Why one cannot come. What the superior level calls one to is no absence (Weihai 2013)."""

    SUPERIOR = "superior", _("参加上级会议或活动")
    SENT = "sent", _("组织派出学习、考察")
    OFFICIAL = "official", _("本职公务")
    ILLNESS = "illness", _("因病")
    PRIVATE = "private", _("因事")

    @classmethod
    def no_absence(cls) -> frozenset["LeaveGround"]:
        return frozenset({cls.SUPERIOR, cls.SENT})


class SignInWay(models.TextChoices):
    """How somebody's coming was noted; all of them are equal (practice 21)."""

    CODE = "code", _("手机扫会场码")
    DESK = "desk", _("签到台")
    LIST = "list", _("联络员点名")
    GATE = "gate", _("门禁导入")


class Direction(models.TextChoices):
    IN = "in", _("到")
    OUT = "out", _("离")


class PresenceState(models.TextChoices):
    """What stands of somebody once the gathering is closed."""

    PRESENT = "present", _("出席")
    LATE = "late", _("迟到")
    LEFT_EARLY = "left_early", _("早退")
    SHORT = "short", _("到会时间不足，按缺席计")
    EXCUSED = "excused", _("请假")
    ABSENT = "absent", _("缺席")

    @classmethod
    def there(cls) -> frozenset["PresenceState"]:
        """Those that count as attendances (人次)."""
        return frozenset({cls.PRESENT, cls.LATE, cls.LEFT_EARLY})

    @property
    def tone(self) -> str:
        return {
            "present": "green",
            "late": "amber",
            "left_early": "amber",
            "short": "red",
            "excused": "blue",
            "absent": "red",
        }[self.value]


class SpeechForm(models.TextChoices):
    """Oral and written speeches are counted apart."""

    ORAL = "oral", _("口头发言")
    WRITTEN = "written", _("书面发言")


class SpeechState(models.TextChoices):
    DRAFTED = "drafted", _("撰写中")
    SUBMITTED = "submitted", _("已提交")
    CHOSEN = "chosen", _("已选用")
    NOT_CHOSEN = "not_chosen", _("未选用")
    DELIVERED = "delivered", _("已发言")
    WITHDRAWN = "withdrawn", _("已撤回")


class QuestionState(models.TextChoices):
    ASKED = "asked", _("待答复")
    ANSWERED = "answered", _("已答复")
    FOLLOWED = "followed", _("跟踪中")
    SETTLED = "settled", _("已了结")
    WITHDRAWN = "withdrawn", _("已撤回")


class MinutesState(models.TextChoices):
    DRAFTED = "drafted", _("起草中")
    PASSED = "passed", _("已审定")


class MinutesPart(models.TextChoices):
    """The parts of minutes, in their order."""

    HEAD = "head", _("基本情况")
    PRESENT = "present", _("出席")
    EXCUSED = "excused", _("请假")
    ABSENT = "absent", _("缺席")
    OBSERVERS = "observers", _("列席")
    AGENDA = "agenda", _("议程")
    SPEAKERS = "speakers", _("发言")
    QUESTIONS = "questions", _("提问和答复")
    DECISIONS = "decisions", _("议定事项")
    OUTCOMES = "outcomes", _("意见建议和成果")


class OutcomeKind(models.TextChoices):
    """What came out of a gathering."""

    SUGGESTION = "suggestion", _("意见建议")
    PROBLEM = "problem", _("发现的问题")
    DECISION = "decision", _("议定事项")
    REPORT = "report", _("形成的报告")
    HELP = "help", _("办成的实事")


class MaterialUse(models.TextChoices):
    """What a file of a gathering is for."""

    READING = "reading", _("会议材料")
    PHOTO = "photo", _("照片")
    EVIDENCE = "evidence", _("佐证材料")
