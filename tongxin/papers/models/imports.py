"""Lists on their way in: a batch, its staged rows, what each row became, and the column matches people chose."""

import secrets

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person, RoleAssignment
from tongxin.organisations.models import TenantModel
from tongxin.papers.imports.terms import Decision, Stage
from tongxin.papers.models.files import StoredFile

LONGEST_TROUBLE = 300


def new_salt() -> str:
    return secrets.token_hex(16)


class ImportBatch(TenantModel):
    """One uploaded list. `run` counts its checks: rows of an earlier run are dead, a late worker's writes go nowhere.
    `version` counts decisions, so that a confirmation writes what its person saw. `basis` is the digest over what the
    check looked up: while it is the same, nothing needs to be looked up again.

    A long list is confirmed, or taken back, on order: the stage says that it is under way, `ordered_…` who wanted it
    under which identity, `order_key` by which request, `rows_prepared` how far the worker is. `basis` and decisions
    stand still meanwhile. `trouble` is why the last check or order came to nothing.
    """

    kind = models.CharField(_("表格种类"), max_length=60)
    stage = models.CharField(_("状态"), max_length=20, choices=Stage, default=Stage.UPLOADED)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("上传的文件")
    )
    layouts = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    run = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    rows_checked = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=LONGEST_TROUBLE, blank=True)
    basis = models.CharField(max_length=64, blank=True)
    salt = models.CharField(max_length=32, default=new_salt)
    started_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("经办人")
    )
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人")
    )
    confirmed_at = models.DateTimeField(_("导入时间"), null=True)
    ordered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ordered_as = models.ForeignKey(RoleAssignment, models.PROTECT, null=True, related_name="+")
    ordered_at = models.DateTimeField(null=True)
    order_key = models.CharField(max_length=40, blank=True)
    rows_prepared = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("导入批次")
        indexes = [models.Index(fields=["assembly", "kind", "stage"])]

    def __str__(self):
        return f"{self.kind} · {self.file.name}"

    def get_absolute_url(self) -> str:
        return reverse("papers:import", args=[self.public_id])


class ImportRow(models.Model):
    """One line of the list, staged. `raw` as written, `values` as read, `issues` and `duplicate` as found."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rows")
    run = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120)
    number = models.PositiveIntegerField(_("行号"))
    section = models.CharField(max_length=200, blank=True)
    raw = models.JSONField()
    values = models.JSONField()
    issues = models.JSONField(default=list)
    duplicate = models.JSONField(null=True)
    decision = models.CharField(_("处理"), max_length=10, choices=Decision)
    decided_by_person = models.BooleanField(default=False)
    has_warnings = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        verbose_name = _("导入行")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "run", "position"], name="papers_importrow_once"
            )
        ]
        indexes = [models.Index(fields=["batch", "run", "decision", "position"])]

    def __str__(self):
        return f"{self.sheet}:{self.number}"


class ImportResult(models.Model):
    """What a confirmed row became: which record, new or changed; the values before, with which it is taken back, and
    after, which must still stand then."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="results")
    row = models.ForeignKey(ImportRow, models.PROTECT, related_name="results")
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    is_new = models.BooleanField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("导入结果")
        indexes = [models.Index(fields=["record_type", "record_id"])]

    def __str__(self):
        return f"{self.record_type}:{self.record_id}"


class ColumnMemory(TenantModel):
    """How this assembly matched a header of this shape the last time."""

    kind = models.CharField(max_length=60)
    signature = models.CharField(max_length=64)
    matches = models.JSONField()

    class Meta:
        verbose_name = _("列名对应")
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "kind", "signature"], name="papers_columnmemory_once"
            )
        ]

    def __str__(self):
        return f"{self.kind}:{self.signature[:8]}"
