"""A gathering with its sittings, their agenda, its files, and what it said before it was corrected."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.accounts.sealed import EncryptedField
from tongxin.gatherings.models.kinds import GatheringKind
from tongxin.gatherings.terms import GatheringState, MaterialUse
from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models import Body, PlenarySession, Sector, SpecialCommittee
from tongxin.organisations.models import TenantModel
from tongxin.papers.models import StoredFile


class Gathering(MachineRecord):
    """A meeting or activity (会议与活动) of one kind: one sitting, or a series of them such as a plenary's half days.

    It happened on its first sitting's day and counts from the day it was closed. At most one of committee, sector and
    body organises it, else the assembly. `guests`: how many came who are on no list; never added to attendances.
    """

    state = models.CharField(max_length=10, choices=GatheringState, default=GatheringState.DRAFTED)
    kind = models.ForeignKey(GatheringKind, models.PROTECT, related_name="gatherings")
    kind_revision = models.PositiveIntegerField(_("种类版次"), default=1)
    title = models.CharField(_("名称"), max_length=120)
    theme = models.CharField(_("主题"), max_length=200, blank=True)
    session = models.ForeignKey(
        PlenarySession, models.PROTECT, null=True, blank=True, related_name="+"
    )
    committee = models.ForeignKey(
        SpecialCommittee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("主办专委会"),
    )
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("主办界别")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("主办组织")
    )
    contact_words = models.CharField(_("联系人和电话"), max_length=80, blank=True)
    happened_on = models.DateField(_("日期"))
    ends_on = models.DateField(_("结束日期"))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    place_note = models.CharField(_("怎么去"), max_length=200, blank=True)
    dress = models.CharField(_("着装"), max_length=60, blank=True)
    transport = models.CharField(_("交通安排"), max_length=200, blank=True)
    programme = models.TextField(_("说明"), max_length=5000, blank=True)
    variety = models.CharField(_("类别"), max_length=40, blank=True)
    level = models.CharField(_("级别"), max_length=40, blank=True)
    quantity = models.PositiveIntegerField(_("数量"), null=True, blank=True)
    guests = models.PositiveIntegerField(_("名单外到场人数"), null=True, blank=True)
    details = models.JSONField(_("其他栏目"), default=dict)
    speeches_due_on = models.DateField(_("发言征集截止"), null=True, blank=True)
    speech_minutes = models.PositiveSmallIntegerField(_("每人发言分钟"), null=True, blank=True)
    planned_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    announced_on = models.DateField(_("通知日期"), null=True)
    closed_on = models.DateField(_("办结日期"), null=True)
    closing_words = models.CharField(_("办结说明"), max_length=500, blank=True)
    cancelled_on = models.DateField(_("取消日期"), null=True)
    cancel_reason = models.CharField(_("取消理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("活动")
        indexes = [
            models.Index(fields=["assembly", "kind", "happened_on"]),
            models.Index(fields=["assembly", "happened_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("happened_on")), name="gatherings_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(committee__isnull=True, sector__isnull=True)
                | Q(committee__isnull=True, body__isnull=True)
                | Q(sector__isnull=True, body__isnull=True),
                name="gatherings_one_organiser",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("gatherings:gathering", args=[self.assembly.slug, self.public_id])

    @staticmethod
    def in_state(state: GatheringState) -> Q:
        return Q(state=state)

    @property
    def is_draft(self) -> bool:
        return self.state == GatheringState.DRAFTED

    @property
    def is_announced(self) -> bool:
        return self.state == GatheringState.ANNOUNCED

    @property
    def is_closed(self) -> bool:
        return self.state == GatheringState.CLOSED

    @property
    def tone(self) -> str:
        return GatheringState(self.state).tone

    @property
    def organiser(self) -> models.Model:
        """Who organises it."""
        return self.committee or self.sector or self.body or self.assembly


class GatheringVersion(TenantModel):
    """What a gathering said when it was closed or corrected, and why; only ever added."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    values = models.JSONField(_("内容"))
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on = models.DateField(_("日期"))

    class Meta:
        ordering = ["number"]
        verbose_name = _("活动文本")
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="gatherings_version_once")
        ]

    def __str__(self):
        return f"{self.gathering} · {self.number}"


class Sitting(TenantModel):
    """One time that people of a gathering meet (场次): a half day, or one group's room. `group`: only its people.

    `secret` is what the door's changing code is made from; it never leaves the server.
    """

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="sittings")
    title = models.CharField(_("场次名称"), max_length=80, blank=True)
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    group = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("只请这个小组"),
    )
    liaison = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("小组联络员"),
    )
    secret = EncryptedField(_("会场码密钥"))

    class Meta:
        ordering = ["starts_at", "id"]
        verbose_name = _("场次")
        indexes = [models.Index(fields=["assembly", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="gatherings_sitting_has_length"
            )
        ]

    def __str__(self):
        return self.title or str(self.gathering)


class AgendaItem(TenantModel):
    """A point of a sitting's agenda, who speaks on it, and what was decided."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("序号"))
    words = models.CharField(_("议题"), max_length=200)
    speaker = models.CharField(_("报告人"), max_length=80, blank=True)
    minutes = models.PositiveSmallIntegerField(_("分钟"), null=True, blank=True)
    decision = models.CharField(_("议定结果"), max_length=500, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("议程")

    def __str__(self):
        return self.words


class Material(TenantModel):
    """A file of a gathering: to be read before it, or a picture of it, or evidence."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="materials")
    sitting = models.ForeignKey(
        Sitting, models.PROTECT, null=True, blank=True, related_name="materials"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(_("名称"), max_length=120)
    use = models.CharField(_("用途"), max_length=10, choices=MaterialUse)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("活动材料")

    def __str__(self):
        return self.title


class MaterialRead(TenantModel):
    """That somebody opened a material, and when first."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="reads")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("阅读时间"))

    class Meta:
        verbose_name = _("阅读记录")
        constraints = [
            models.UniqueConstraint(fields=["material", "person"], name="gatherings_read_once")
        ]

    def __str__(self):
        return f"{self.material} · {self.person}"
