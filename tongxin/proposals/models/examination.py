"""Examination: opinions are records, lists decide, a named officer releases (practice 1-3)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Organisation, TenantModel
from tongxin.proposals.models.proposals import Category, Proposal
from tongxin.proposals.terms import DeclineReason, DeclineRoute, ListState, Outcome, Stage


class ExaminerClaim(TenantModel):
    """One examiner has one proposal open; nobody else examines it until the claim runs out."""

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="claim")
    examiner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    until = models.DateTimeField(_("保留至"))

    def __str__(self):
        return f"{self.proposal} · {self.examiner}"


class ExaminerOpinion(TenantModel):
    """What an examiner thinks should become of a proposal: an opinion, never a decision. Proposers never see it."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="opinions")
    stage = models.CharField(_("审次"), max_length=10, choices=Stage)
    examiner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    outcome = models.CharField(_("意见"), max_length=10, choices=Outcome)
    decline_reason = models.CharField(max_length=20, choices=DeclineReason, blank=True)
    decline_route = models.CharField(max_length=20, choices=DeclineRoute, blank=True)
    merge_into = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("说明"), blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    intended_units = models.ManyToManyField(Organisation, blank=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("审查意见")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "stage"],
                condition=models.Q(superseded_at__isnull=True),
                name="proposals_opinion_one_in_force",
            )
        ]

    @property
    def suggestion(self) -> str:
        """What the examiner suggests, worded as an opinion."""
        return Outcome(self.outcome).suggestion

    def __str__(self):
        return f"{self.proposal} · {self.get_stage_display()} · {self.get_outcome_display()}"


class DecisionList(MachineRecord):
    """A list that a meeting decides as one (审定清单): collected, passed by the chair, decided, released."""

    state = models.CharField(max_length=20, choices=ListState, default=ListState.OPEN)
    session = models.ForeignKey(PlenarySession, models.PROTECT, related_name="+")
    title = models.CharField(_("清单名称"), max_length=80)
    meeting = models.CharField(_("审定会议"), max_length=80, blank=True)
    decided_on = models.DateField(_("审定日期"), null=True)
    released_at = models.DateTimeField(_("下发时间"), null=True)
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("审定清单")

    def __str__(self):
        return self.title

    @property
    def takes_more(self) -> bool:
        """Whether what is examined meanwhile may still be put on it."""
        return self.state == ListState.OPEN

    def get_absolute_url(self):
        return reverse("proposals:decision_list", args=[self.assembly.slug, self.public_id])


class DecisionItem(TenantModel):
    """What the list says of one proposal."""

    list = models.ForeignKey(DecisionList, models.PROTECT, related_name="items")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("结论"), max_length=10, choices=Outcome)
    decline_reason = models.CharField(max_length=20, choices=DeclineReason, blank=True)
    decline_route = models.CharField(max_length=20, choices=DeclineRoute, blank=True)
    merge_into = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("告知提案者的话"), blank=True)
    taken_back_on = models.DateField(_("收回日期"), null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(taken_back_on__isnull=True),
                name="proposals_on_one_list",
            )
        ]

    def __str__(self):
        return f"{self.list} · {self.proposal}"
