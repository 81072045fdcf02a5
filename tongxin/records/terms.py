"""The words of the record book: its parts, states, levels, grades, what a figure measures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
