"""The proposal itself: its text, its proposers, and the dated facts that figures count."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models import Collective, Member, PlenarySession
from tongxin.organisations.models import Organisation, TenantModel
from tongxin.papers.models import StoredFile
from tongxin.proposals.terms import (
    AttachmentKind,
    DeclineReason,
    DeclineRoute,
    ProposalState,
    ProposerKind,
    Relation,
    ReplyClass,
    Satisfaction,
)


class Category(TenantModel):
    """One of the categories by which an assembly reports, with dates of validity."""

    code = models.CharField(_("代码"), max_length=20)
    name = models.CharField(_("名称"), max_length=40)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    valid_from = models.DateField(_("自何日起"), null=True, blank=True)
    valid_to = models.DateField(_("至何日止"), null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("类别")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "code"], name="proposals_category_once")
        ]

    def __str__(self):
        return self.name


class Proposal(MachineRecord):
    """A proposal (提案). Days ending in `_on` are the dated facts that figures count; acts alone set them."""

    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.DRAFT)
    session = models.ForeignKey(
        PlenarySession, models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    is_session = models.BooleanField(_("大会提案"), default=False)
    proposer_kind = models.CharField(_("提案者性质"), max_length=30, choices=ProposerKind)
    lead_proposer = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("第一提案人"),
    )
    collective = models.ForeignKey(
        Collective,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("集体提案者"),
    )
    proposer_name = models.CharField(_("提案者"), max_length=120)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    matter = models.CharField(_("案由"), max_length=120, blank=True)
    situation = models.TextField(_("情况"), blank=True)
    analysis = models.TextField(_("分析"), blank=True)
    suggestions = models.JSONField(_("建议"), default=list, blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("类别")
    )
    wished_units = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("希望承办单位")
    )
    may_publish = models.BooleanField(_("同意公开"), default=True)
    no_publish_reason = models.CharField(_("不公开理由"), max_length=200, blank=True)

    serial_number = models.PositiveIntegerField(_("流水号"), null=True)
    case_number = models.PositiveIntegerField(_("案号"), null=True)
    handed_in_at = models.DateTimeField(_("提交时间"), null=True)
    handed_in_on = models.DateField(_("提交日期"), null=True)
    receipt_digest = models.CharField(max_length=64, blank=True)
    decided_on = models.DateField(_("审定日期"), null=True)
    docketed_on = models.DateField(_("立案日期"), null=True)
    declined_on = models.DateField(_("不予立案日期"), null=True)
    decline_reason = models.CharField(max_length=20, choices=DeclineReason, blank=True)
    decline_route = models.CharField(max_length=20, choices=DeclineRoute, blank=True)
    decline_note = models.TextField(_("说明"), blank=True)
    return_note = models.TextField(_("修改意见"), blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    merged_on = models.DateField(_("并案日期"), null=True)
    released_at = models.DateTimeField(_("下发时间"), null=True)
    withdrawn_on = models.DateField(_("撤案日期"), null=True)
    assigned_on = models.DateField(_("交办日期"), null=True)
    replied_on = models.DateField(_("答复日期"), null=True)
    reply_class = models.CharField(_("办理结果"), max_length=1, choices=ReplyClass, blank=True)
    satisfaction = models.CharField(_("满意度"), max_length=15, choices=Satisfaction, blank=True)
    evaluated_on = models.DateField(_("评价日期"), null=True)
    closed_on = models.DateField(_("办结日期"), null=True)
    is_priority = models.BooleanField(_("重点提案"), default=False)
    is_excellent = models.BooleanField(_("优秀提案"), default=False)
    published_on = models.DateField(_("公开日期"), null=True)
    source_note = models.TextField(
        _("来源说明"), blank=True, help_text=_("历年提案导入时，原表里没有对应栏目的内容")
    )

    class Meta:
        verbose_name = _("提案")
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "session", "serial_number"],
                condition=models.Q(serial_number__isnull=False),
                name="proposals_serial_once",
            ),
            models.UniqueConstraint(
                fields=["assembly", "session", "case_number"],
                condition=models.Q(case_number__isnull=False),
                name="proposals_case_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(lead_proposer__isnull=False)
                | models.Q(collective__isnull=False)
                | ~models.Q(source_note=""),
                name="proposals_has_proposer",
            ),
        ]
        indexes = [
            models.Index(fields=["assembly", "state", "-id"]),
            models.Index(fields=["assembly", "session", "case_number"]),
            models.Index(fields=["assembly", "docketed_on"]),
            models.Index(fields=["assembly", "handed_in_on"]),
            models.Index(fields=["lead_proposer", "state"]),
            models.Index(fields=["assembly", "published_on"]),
        ]

    def __str__(self):
        return self.matter or str(_("未写案由"))

    def get_absolute_url(self):
        return reverse("proposals:thread", args=[self.assembly.slug, self.public_id])

    def get_writing_url(self):
        """The four boxes, for whoever the text is with."""
        return reverse("proposals:write", args=[self.assembly.slug, self.public_id])

    @property
    def is_collective(self) -> bool:
        return self.proposer_kind in ProposerKind.collective()

    @property
    def is_released(self) -> bool:
        """Whether the examination's result has been told (practice 2)."""
        return self.released_at is not None

    @property
    def is_held(self) -> bool:
        """Decided, but nobody outside the office may know."""
        return self.decided_on is not None and self.released_at is None

    def text(self) -> dict:
        """The words that co-signers confirm and the receipt's digest covers."""
        return {
            "matter": self.matter,
            "situation": self.situation,
            "analysis": self.analysis,
            "suggestions": list(self.suggestions),
        }


class ProposalVersion(TenantModel):
    """The text as it stood when it was handed in, handed in again, or corrected: never overwritten."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版本"))
    text = models.JSONField(_("正文"))
    digest = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=10)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposals_version_once")
        ]

    def __str__(self):
        return f"{self.proposal} v{self.number}"


class Attachment(TenantModel):
    """A file that came with the proposal: an annex, the seal page of a body, the scan of a paper original."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(_("类型"), max_length=10, choices=AttachmentKind)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("附件")

    def __str__(self):
        return f"{self.proposal} · {self.get_kind_display()}"


class Lineage(TenantModel):
    """How one proposal comes from another; an undone merge keeps its row with the day it ended."""

    source = models.ForeignKey(Proposal, models.PROTECT, related_name="descendants")
    target = models.ForeignKey(Proposal, models.PROTECT, related_name="ancestors")
    relation = models.CharField(_("关系"), max_length=20, choices=Relation)
    since_on = models.DateField(_("自何日起"))
    ended_on = models.DateField(_("至何日止"), null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.source} {self.relation} {self.target}"
