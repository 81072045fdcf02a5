"""Extracts for the discipline team: who asked by which paper, what about, who decided, and the files that were made."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models import Member
from tongxin.organisations.models import Organisation
from tongxin.papers.models import StoredFile
from tongxin.proposals.models.proposals import Proposal
from tongxin.proposals.terms import ExtractQuestion, ExtractState


def _about(question: str, subject: str = "") -> Q:
    """A question with its one subject, and no other."""
    others = {f"{name}__isnull": name != subject for name in ("member", "unit", "proposal")}
    return Q(question=question, **others)


class Extract(MachineRecord):
    """One written request of the discipline team and the extract it was given (纪检调阅, practice 16).

    `starts_on` and `ends_on` narrow by the day of handing in, both included; `proposals`: which ones the files tell of.
    """

    state = models.CharField(max_length=10, choices=ExtractState, default=ExtractState.ASKED)
    body = models.CharField(_("来函单位"), max_length=80)
    contact = models.CharField(_("来函联系人"), max_length=40)
    paper_number = models.CharField(_("来函文号"), max_length=40)
    paper_on = models.DateField(_("来函日期"))
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("来函扫描件")
    )
    question = models.CharField(_("查询对象"), max_length=10, choices=ExtractQuestion)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="+", verbose_name=_("委员")
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("承办单位")
    )
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, related_name="+", verbose_name=_("提案")
    )
    starts_on = models.DateField(_("提交日期自"), null=True)
    ends_on = models.DateField(_("提交日期至"), null=True)
    reason = models.CharField(_("调阅事由"), max_length=200)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    entered_on = models.DateField(_("登记日期"))
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人")
    )
    decided_on = models.DateField(_("审批日期"), null=True)
    refusal = models.CharField(_("不同意的理由"), max_length=500, blank=True)
    cut_off = models.DateTimeField(_("数据截至"), null=True)
    workbook = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("电子表格")
    )
    document = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("PDF 文件")
    )
    proposals = models.ManyToManyField(
        Proposal, related_name="extracts", verbose_name=_("所涉提案")
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("纪检调阅")
        constraints = [
            models.CheckConstraint(
                condition=_about(ExtractQuestion.MEMBER, "member")
                | _about(ExtractQuestion.UNIT, "unit")
                | _about(ExtractQuestion.PROPOSAL, "proposal")
                | _about(ExtractQuestion.PERIOD)
                & Q(starts_on__isnull=False, ends_on__isnull=False),
                name="proposals_extract_about_one",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="proposals_extract_ends_after_start",
            ),
        ]

    def __str__(self):
        return self.paper_number

    def get_absolute_url(self):
        return reverse("proposals:extract", args=[self.assembly.slug, self.public_id])

    @property
    def is_asked(self) -> bool:
        return self.state == ExtractState.ASKED

    @property
    def is_granted(self) -> bool:
        """Decided upon, and not yet written."""
        return self.state == ExtractState.GRANTED

    @staticmethod
    def granted() -> Q:
        return Q(state=ExtractState.GRANTED)

    @property
    def subject(self) -> str:
        """Whom or what the question is about; nothing where it is about a stretch of time."""
        return str(self.member or self.unit or self.proposal or "")

    @property
    def files(self) -> list[StoredFile]:
        """What was made, as long as it was not cleared."""
        made = (self.workbook, self.document)
        return [stored for stored in made if stored and not stored.cleared_at]
