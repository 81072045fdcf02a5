"""Units that stay in their own system: packages handed to them, files that came back, what was entered for them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.organisations.models import Organisation, TenantModel
from tongxin.organisations.terms import Channel
from tongxin.papers.models import ImportBatch, StoredFile
from tongxin.proposals.models.handling import Handling


class Package(TenantModel):
    """One file for units that work on paper, made from one cut-off; a later download gives the same bytes (practice 19)."""

    cut_off = models.DateTimeField(_("截止时刻"))
    channel = models.CharField(_("交办渠道"), max_length=20, choices=Channel, blank=True)
    is_repeat = models.BooleanField(_("重新下载"), default=False)
    made_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("制作人")
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("交换包文件")
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("交换包")

    def __str__(self):
        return self.file.name

    def get_absolute_url(self):
        return reverse("proposals:package", args=[self.assembly.slug, self.public_id])


class PackedHandling(TenantModel):
    """A unit's part in a proposal that went out in a package, in which round."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="contents")
    handling = models.ForeignKey(Handling, models.PROTECT, related_name="packings")
    round = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        verbose_name = _("交换包内容")
        constraints = [
            models.UniqueConstraint(
                fields=["package", "handling"], name="proposals_packed_once_a_package"
            )
        ]

    def __str__(self):
        return f"{self.package} · {self.handling}"


class ReturnedFile(TenantModel):
    """A sealed reply that came back beside a return sheet; the row that names it makes it the reply."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=160)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = _("回件文件")
        constraints = [
            models.UniqueConstraint(fields=["batch", "name"], name="proposals_returned_file_once")
        ]

    def __str__(self):
        return self.name


class PaperEntry(TenantModel):
    """What an office entered for a unit that works on paper (代录): which act, dated when, on what grounds."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="paper_entries")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    act = models.CharField(_("动作"), max_length=60)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("代录人")
    )
    entered_on = models.DateField(_("代录日期"))
    paper_on = models.DateField(_("纸上日期"))
    basis = models.CharField(_("代录依据"), max_length=200)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = _("代录记录")

    def __str__(self):
        return f"{self.handling} · {self.act}"
