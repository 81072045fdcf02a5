"""Statements on which people take a stance, their moderation, appeals, and what became of them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.deliberation.models.conversations import Conversation
from tongxin.deliberation.terms import AppealState, HoldRule, ResultKind, StatementState
from tongxin.lifecycle.models import MachineRecord
from tongxin.organisations.models import TenantModel


class Statement(MachineRecord):
    """One view in one sentence (观点). `author` is who offered it and hears what became of it; never a voice.

    `is_seed`: written by the organisers. `claimed_by`: who moderates it at the moment. `same_as`: the one it repeats.
    `shown_on`: since when it stands before all, empty while it does not.
    """

    state = models.CharField(max_length=12, choices=StatementState, default=StatementState.OFFERED)
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField(_("序号"))
    words = models.CharField(_("观点"), max_length=140)
    is_seed = models.BooleanField(_("引子"), default=False)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    offered_on = models.DateField(_("提出日期"))
    claimed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    moderated_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    moderated_on = models.DateField(_("审核日期"), null=True)
    shown_on = models.DateField(_("公开日期"), null=True)
    rule = models.CharField(_("依据"), max_length=10, choices=HoldRule, blank=True)
    reason = models.CharField(_("说明"), max_length=200, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        verbose_name = _("观点")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="deliberation_statement_once"
            )
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("deliberation:statement", args=[self.assembly.slug, self.public_id])

    @property
    def tone(self) -> str:
        return StatementState(self.state).tone

    @property
    def is_offered(self) -> bool:
        return self.state == StatementState.OFFERED

    @property
    def is_shown(self) -> bool:
        return self.state == StatementState.SHOWN

    @property
    def is_held_back(self) -> bool:
        return self.state == StatementState.HELD_BACK

    @staticmethod
    def shown() -> models.Q:
        return models.Q(state=StatementState.SHOWN)

    @staticmethod
    def offered() -> models.Q:
        return models.Q(state=StatementState.OFFERED)

    @staticmethod
    def held_back() -> models.Q:
        return models.Q(state=StatementState.HELD_BACK)


class Appeal(MachineRecord):
    """The author asks somebody else to look at a statement that was held back."""

    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.ASKED)
    statement = models.OneToOneField(Statement, models.PROTECT, related_name="appeal")
    words = models.CharField(_("申诉理由"), max_length=200)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("复核日期"), null=True)
    answer = models.CharField(_("复核意见"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("申诉")

    def __str__(self):
        return str(self.statement)

    def get_absolute_url(self):
        return self.statement.get_absolute_url()

    @staticmethod
    def asked() -> models.Q:
        return models.Q(state=AppealState.ASKED)


class StatementResult(TenantModel):
    """What became of a statement; its author is told. What it was taken into hangs on it by a link."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="results")
    kind = models.CharField(_("去向"), max_length=10, choices=ResultKind)
    words = models.CharField(_("说明"), max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on = models.DateField(_("日期"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("观点去向")

    def __str__(self):
        return f"{self.statement} · {self.get_kind_display()}"


class CircleComment(TenantModel):
    """What somebody writes while all look at the circle, under the own name: a talk, not a stance."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="comments")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="comments")
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    words = models.CharField(_("意见"), max_length=500)
    hidden_on = models.DateField(null=True)
    hidden_rule = models.CharField(max_length=10, choices=HoldRule, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("看圈意见")

    def __str__(self):
        return self.words[:30]
