"""A record of the book with its versions, its people, organisations and evidence."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.lifecycle.models import MachineRecord
from tongxin.organisations.models import Assembly, Organisation, TenantModel
from tongxin.papers.models import StoredFile
from tongxin.records.models.kinds import RecordKind
from tongxin.records.models.submissions import Intake
from tongxin.records.terms import Grade, Level, RecordState


class Record(MachineRecord):
    """Something dated that counts (台账记录). Its kind's fields are columns where figures use them, else `details`.

    `intake` is set where the row came with a county's accepted submission: it is read and counted, never changed here.
    """

    state = models.CharField(max_length=10, choices=RecordState, default=RecordState.DRAFT)
    kind = models.ForeignKey(RecordKind, models.PROTECT, related_name="records")
    kind_revision = models.PositiveIntegerField(_("种类版次"), default=1)
    title = models.CharField(_("标题"), max_length=200)
    happened_on = models.DateField(_("日期"), null=True)
    ends_on = models.DateField(_("结束日期"), null=True)
    amount_fen = models.BigIntegerField(_("金额（分）"), null=True)
    quantity = models.PositiveIntegerField(_("数量"), null=True)
    edition = models.PositiveIntegerField(_("届次"), null=True)
    level = models.CharField(_("级别"), max_length=10, choices=Level, blank=True)
    grade = models.CharField(_("等次"), max_length=10, choices=Grade, blank=True)
    variety = models.CharField(_("类别"), max_length=40, blank=True)
    details = models.JSONField(_("其他栏目"), default=dict)
    county = models.ForeignKey(
        Assembly, models.PROTECT, null=True, related_name="+", verbose_name=_("县（市）区")
    )
    intake = models.ForeignKey(
        Intake, models.PROTECT, null=True, related_name="records", verbose_name=_("来自报送")
    )
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    recorded_on = models.DateField(_("登记日期"), null=True)
    withdrawn_on = models.DateField(_("撤销日期"), null=True)
    withdraw_reason = models.CharField(_("撤销理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("台账记录")
        indexes = [
            models.Index(fields=["assembly", "kind", "happened_on"]),
            models.Index(fields=["assembly", "happened_on"]),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("records:record", args=[self.assembly.slug, self.public_id])

    @classmethod
    def already_recorded(cls, **values: Any) -> "Record":
        """An unsaved row that stands in the book from the start: out of a list, or out of a county's submission."""
        return cls(state=RecordState.RECORDED, **values)

    @staticmethod
    def in_state(state: RecordState) -> models.Q:
        return models.Q(state=state)

    @property
    def is_draft(self) -> bool:
        return self.state == RecordState.DRAFT

    @property
    def is_recorded(self) -> bool:
        return self.state == RecordState.RECORDED

    @property
    def tone(self) -> str:
        return RecordState(self.state).tone


class RecordVersion(TenantModel):
    """What a record said when it was entered or corrected, and why; only ever added."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    values = models.JSONField(_("内容"))
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        verbose_name = _("记录文本")
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="records_version_once")
        ]

    def __str__(self):
        return f"{self.record} · {self.number}"


class RecordPerson(TenantModel):
    """Somebody named in a record; `person` where exactly one human being of the assembly bears the name."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=40)

    class Meta:
        ordering = ["id"]
        verbose_name = _("记录中的人")
        constraints = [
            models.UniqueConstraint(fields=["record", "name"], name="records_person_once")
        ]

    def __str__(self):
        return self.name


class RecordOrganisation(TenantModel):
    """A body named in a record; `organisation` where it is known here."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="organisations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("单位名称"), max_length=80)

    class Meta:
        ordering = ["id"]
        verbose_name = _("记录中的单位")
        constraints = [
            models.UniqueConstraint(fields=["record", "name"], name="records_organisation_once")
        ]

    def __str__(self):
        return self.name


class RecordFile(TenantModel):
    """Evidence of a record: a certificate, a receipt, a page of the paper."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("佐证材料")

    def __str__(self):
        return str(self.file)
