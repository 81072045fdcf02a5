"""The words of the record book: states, who records and who reads, levels, grades, what a figure measures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.terms import Role

OFFICES = (
    frozenset(
        {
            Role.GENERAL_OFFICE,
            Role.RESEARCH_OFFICE,
            Role.MEMBER_LIAISON,
            Role.COMMITTEE_STAFF,
            Role.COUNTY_OFFICE,
        }
    )
    | Role.proposals_staff()
)
KEEPERS = frozenset({Role.GENERAL_OFFICE, Role.COUNTY_OFFICE})
"""The offices that keep the book itself: kinds, submissions, what only few read."""

LEADERS = Role.leaders()
MEMBERS = frozenset({Role.MEMBER, Role.COLLECTIVE})


class Recorders(models.TextChoices):
    """Who records of a kind; the offices that keep the book always may."""

    OFFICES = "offices", _("各办公室和专委会")
    GENERAL = "general", _("办公室")
    RESEARCH = "research", _("研究室、办公室")
    LIAISON = "liaison", _("委员联络部门、办公室")
    COMMITTEES = "committees", _("专委会、办公室")

    @property
    def roles(self) -> frozenset[Role]:
        return _RECORDING[self]

    @classmethod
    def open_to(cls, role: str) -> "list[Recorders]":
        """The kinds' choices under which this role records."""
        return [one for one in cls if role in one.roles]


class Readers(models.TextChoices):
    """Who reads what is recorded of a kind; counts are read by whoever reads figures."""

    MEMBERS = "members", _("委员、各办公室和领导")
    OFFICES = "offices", _("各办公室和领导")
    LEADERS = "leaders", _("办公室和领导")

    @property
    def roles(self) -> frozenset[Role]:
        return _READING[self]

    @classmethod
    def open_to(cls, role: str) -> "list[Readers]":
        """The kinds' choices under which this role reads."""
        return [one for one in cls if role in one.roles]


_RECORDING = {
    Recorders.OFFICES: OFFICES,
    Recorders.GENERAL: KEEPERS,
    Recorders.RESEARCH: KEEPERS | {Role.RESEARCH_OFFICE},
    Recorders.LIAISON: KEEPERS | {Role.MEMBER_LIAISON},
    Recorders.COMMITTEES: KEEPERS | {Role.COMMITTEE_STAFF},
}
_READING = {
    Readers.MEMBERS: OFFICES | LEADERS | MEMBERS,
    Readers.OFFICES: OFFICES | LEADERS,
    Readers.LEADERS: KEEPERS | LEADERS,
}


class Group(models.TextChoices):
    """The parts of the book."""

    RULES = "rules", _("制度和党建")
    THEORY = "theory", _("理论、文史和获奖")
    PUBLICITY = "publicity", _("宣传")
    CARE = "care", _("奉献和帮扶")
    COOPERATION = "cooperation", _("联络和合作")
    OFFICE = "office", _("机关和队伍")
    OWN = "own", _("本级自设")


class KindState(models.TextChoices):
    DRAFT = "draft", _("拟定中")
    IN_USE = "in_use", _("启用")
    CLOSED = "closed", _("停用")


class RecordState(models.TextChoices):
    """Only what is recorded counts."""

    DRAFT = "draft", _("草稿")
    RECORDED = "recorded", _("已登记")
    WITHDRAWN = "withdrawn", _("已撤销")

    @property
    def tone(self) -> str:
        return {"draft": "amber", "recorded": "green", "withdrawn": "grey"}[self.value]


class Level(models.TextChoices):
    NATION = "nation", _("国家级")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    OTHER = "other", _("其他")


class Grade(models.TextChoices):
    SPECIAL = "special", _("特等奖")
    FIRST = "first", _("一等奖")
    SECOND = "second", _("二等奖")
    THIRD = "third", _("三等奖")
    MERIT = "merit", _("优秀奖")
    NAMED = "named", _("表彰（不分等）")


class Measure(models.TextChoices):
    """What a figure of a kind adds up; the value is the column, nothing for a count."""

    COUNT = "count", _("条数")
    QUANTITY = "quantity", _("数量合计")
    AMOUNT = "amount_fen", _("金额合计")


class SubmissionState(models.TextChoices):
    """A county's submission as the county sees it."""

    DRAFTED = "drafted", _("待签报")
    SENT = "sent", _("已报送")
    ACCEPTED = "accepted", _("已接收")
    RETURNED = "returned", _("已退回")
    SUPERSEDED = "superseded", _("已由更正代替")
    DROPPED = "dropped", _("已作废")


class IntakeState(models.TextChoices):
    """The same at the city's desk."""

    WAITING = "waiting", _("待接收")
    ACCEPTED = "accepted", _("已接收")
    RETURNED = "returned", _("已退回")
    SUPERSEDED = "superseded", _("已由更正代替")


class PublicationState(models.TextChoices):
    """Three reviews by three people before anything goes out."""

    DRAFTED = "drafted", _("撰写中")
    FIRST = "first", _("待初审")
    SECOND = "second", _("待复审")
    FINAL = "final", _("待终审")
    APPROVED = "approved", _("待发布")
    OUT = "out", _("已发布")
    RETRACTED = "retracted", _("已撤下")
    DROPPED = "dropped", _("已作废")


class Review(models.TextChoices):
    FIRST = "first", _("初审")
    SECOND = "second", _("复审")
    FINAL = "final", _("终审")
