"""After the reply: evaluations, commitments, priority, urging."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models import Collective, Member
from tongxin.organisations.models import Organisation, TenantModel
from tongxin.papers.models import StoredFile
from tongxin.proposals.models.handling import Handling
from tongxin.proposals.models.proposals import Proposal
from tongxin.proposals.terms import (
    CommitmentState,
    Contacted,
    EvaluationState,
    NominationState,
    Satisfaction,
    UrgingState,
)


class Evaluation(MachineRecord):
    """One proposer's form on one unit's reply in one round. Only the lead proposer's counts; others are attached."""

    state = models.CharField(max_length=10, choices=EvaluationState, default=EvaluationState.DUE)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="evaluations")
    handling = models.ForeignKey(Handling, models.PROTECT, related_name="evaluations")
    round = models.PositiveSmallIntegerField(default=1)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="evaluations")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, related_name="+")
    counts = models.BooleanField(_("计入统计"), default=False)
    contacted = models.CharField(_("沟通方式"), max_length=10, choices=Contacted, blank=True)
    attitude = models.CharField(_("办理态度"), max_length=15, choices=Satisfaction, blank=True)
    result = models.CharField(_("办理结果"), max_length=15, choices=Satisfaction, blank=True)
    reason = models.TextField(_("意见"), blank=True)
    given_on = models.DateField(_("评价日期"), null=True)
    shown_to_unit_on = models.DateField(_("告知单位日期"), null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("评价")
        constraints = [
            models.UniqueConstraint(
                fields=["handling", "round", "member"],
                condition=models.Q(member__isnull=False),
                name="proposals_evaluation_once",
            ),
            models.UniqueConstraint(
                fields=["handling", "round", "collective"],
                condition=models.Q(collective__isnull=False),
                name="proposals_collective_evaluation_once",
            ),
        ]

    def __str__(self):
        return f"{self.handling} · {self.member or self.collective}"

    def get_absolute_url(self):
        return reverse("proposals:evaluation", args=[self.assembly.slug, self.public_id])


class Hearing(TenantModel):
    """Both sides heard after a dissatisfied evaluation, and the decision with the assigner (practice 6)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="hearings")
    round = models.PositiveSmallIntegerField(default=1)
    proposer_view = models.TextField(_("提案者意见"))
    unit_view = models.TextField(_("单位意见"))
    on = models.DateField(_("听取日期"))
    is_rehandled = models.BooleanField(_("重新办理"), null=True)
    decision_note = models.TextField(_("处理意见"), blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("听取意见")

    def __str__(self):
        return f"{self.proposal} · {self.on}"


class Commitment(MachineRecord):
    """A promise drawn out of a reply, followed until it is kept (承诺事项)."""

    state = models.CharField(max_length=10, choices=CommitmentState, default=CommitmentState.DRAWN)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="commitments")
    handling = models.ForeignKey(Handling, models.PROTECT, related_name="commitments")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="commitments")
    number = models.PositiveSmallIntegerField(_("序号"))
    text = models.TextField(_("承诺内容"))
    promised_for = models.DateField(_("承诺完成日期"))
    owner = models.CharField(_("责任人或科室"), max_length=80, blank=True)
    percent = models.PositiveSmallIntegerField(_("进度"), default=0)
    confirmed_on = models.DateField(_("单位确认日期"), null=True)
    reported_on = models.DateField(_("报完成日期"), null=True)
    kept_on = models.DateField(_("兑现日期"), null=True)
    lifted_on = models.DateField(_("终止日期"), null=True)
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        ordering = ["promised_for", "id"]
        verbose_name = _("承诺事项")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="proposals_commitment_once"
            ),
            models.CheckConstraint(
                condition=models.Q(percent__lte=100), name="proposals_commitment_percent"
            ),
        ]
        indexes = [models.Index(fields=["assembly", "state", "promised_for"])]

    def __str__(self):
        return self.text[:40]

    def get_absolute_url(self):
        return f"{self.proposal.get_absolute_url()}#commitments"


class Progress(TenantModel):
    """A dated step of a commitment, with evidence."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="steps")
    on = models.DateField(_("日期"))
    percent = models.PositiveSmallIntegerField(_("进度"))
    text = models.TextField(_("进展"))
    evidence = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["on", "id"]

    def __str__(self):
        return f"{self.commitment} {self.percent}"


class Nomination(MachineRecord):
    """How a proposal becomes a priority proposal and is supervised (practice 7)."""

    state = models.CharField(
        max_length=15, choices=NominationState, default=NominationState.RECOMMENDED
    )
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="nominations")
    reason = models.TextField(_("推荐理由"))
    leaders = models.CharField(_("领衔督办领导"), max_length=120, blank=True)
    committee_name = models.CharField(_("协助专委会"), max_length=80, blank=True)
    months = models.CharField(_("督办时间"), max_length=60, blank=True)
    document = models.CharField(_("印发文号"), max_length=80, blank=True)
    plan = models.TextField(_("督办方案"), blank=True)
    report = models.TextField(_("督办报告"), blank=True)
    decided_on = models.DateField(_("确定日期"), null=True)
    issued_on = models.DateField(_("印发日期"), null=True)
    reported_on = models.DateField(_("报告日期"), null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("重点提案")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=~models.Q(state="dropped"),
                name="proposals_nominated_once",
            )
        ]

    def __str__(self):
        return str(self.proposal)

    def get_absolute_url(self):
        return f"{self.proposal.get_absolute_url()}#nominations"


class SupervisionVisit(TenantModel):
    """One step of supervising a priority proposal: an inspection, seminar or talk."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="visits")
    on = models.DateField(_("日期"))
    way = models.CharField(_("方式"), max_length=40)
    leader = models.CharField(_("带队领导"), max_length=60)
    outcome = models.TextField(_("情况"), blank=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self):
        return f"{self.nomination} · {self.on}"


class Urging(MachineRecord):
    """An urging sheet (催办单): the system writes it, a person sends it (practice 9)."""

    state = models.CharField(max_length=10, choices=UrgingState, default=UrgingState.DRAFTED)
    handling = models.ForeignKey(Handling, models.PROTECT, related_name="urgings")
    act = models.CharField(_("催办事项"), max_length=80)
    due_on = models.DateField(_("原期限"))
    number = models.PositiveIntegerField(_("编号"), null=True)
    text = models.TextField(_("内容"))
    drop_reason = models.CharField(_("不发的理由"), max_length=500, blank=True)
    sent_on = models.DateField(_("发出日期"), null=True)
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("催办单")
        constraints = [
            models.UniqueConstraint(
                fields=["handling", "act", "due_on"], name="proposals_urged_once"
            )
        ]

    def __str__(self):
        return f"{self.handling} · {self.due_on}"

    def get_absolute_url(self):
        return reverse("proposals:urging", args=[self.assembly.slug, self.public_id])
