"""What is to go out under the assembly's name: its text, its three reviews, and when it went out."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.core.digests import canonical, digest
from tongxin.lifecycle.models import MachineRecord
from tongxin.organisations.models import TenantModel
from tongxin.records.models.records import Record
from tongxin.records.terms import PublicationState, Review


class Publication(MachineRecord):
    """A piece for the public (拟发布信息). `round` grows when it is sent back; reviews of earlier rounds stay.

    `record` is the line of the record book that it became when it went out. `account_draft` and `account_job` are the
    official account's own numbers for it.
    """

    state = models.CharField(
        max_length=10, choices=PublicationState, default=PublicationState.DRAFTED
    )
    title = models.CharField(_("标题"), max_length=64)
    summary = models.CharField(_("摘要"), max_length=120, blank=True)
    body = models.TextField(_("正文"), max_length=20_000)
    author_name = models.CharField(_("作者"), max_length=40, blank=True)
    written_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("撰写人")
    )
    round = models.PositiveSmallIntegerField(default=1)
    went_out_on = models.DateField(_("发布日期"), null=True)
    went_out_at = models.DateTimeField(_("发布时间"), null=True)
    retracted_on = models.DateField(_("撤下日期"), null=True)
    record = models.OneToOneField(Record, models.PROTECT, null=True, related_name="publication")
    account_draft = models.CharField(max_length=120, blank=True)
    account_job = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("拟发布信息")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("records:publication", args=[self.assembly.slug, self.public_id])

    @property
    def text_digest(self) -> str:
        """Stands for the words that a review passed."""
        return digest(canonical([self.title, self.summary, self.body, self.author_name]))

    @staticmethod
    def drafts() -> models.Q:
        return models.Q(state=PublicationState.DRAFTED)

    @staticmethod
    def out() -> models.Q:
        return models.Q(state=PublicationState.OUT)

    @property
    def is_draft(self) -> bool:
        return self.state == PublicationState.DRAFTED

    @property
    def is_approved(self) -> bool:
        return self.state == PublicationState.APPROVED

    @property
    def is_out(self) -> bool:
        return self.state == PublicationState.OUT


class PublicationReview(TenantModel):
    """One review: who passed it or sent it back, and what was said of each mark and word found."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="reviews")
    round = models.PositiveSmallIntegerField()
    step = models.CharField(_("审次"), max_length=10, choices=Review)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on = models.DateField(_("审核日期"))
    passed = models.BooleanField(_("通过"))
    found = models.JSONField(_("查到的字词"), default=list)
    found_ruling = models.CharField(_("对查到字词的处理"), max_length=200, blank=True)
    note = models.CharField(_("意见"), max_length=200, blank=True)
    text_digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        verbose_name = _("发布审核")

    def __str__(self):
        return f"{self.publication} · {self.get_step_display()}"
