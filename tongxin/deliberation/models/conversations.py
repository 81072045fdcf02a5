"""A conversation on one question, opened by the leading group: who takes part, its phases, its codes."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.accounts.sealed import EncryptedField
from tongxin.deliberation.terms import Admission, ConversationState, Parting
from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models import Body, SpecialCommittee
from tongxin.organisations.models import TenantModel

ONE_DAY = timedelta(days=1)


class Conversation(MachineRecord):
    """An online deliberation of one question (网络协商). Nothing begins before the leading group's paper is named.

    Phases begin on their days. `secret` makes voices out of people: without it nobody finds a person's stance again,
    and it is wiped when the conversation ends. `invited`: how many may take part, 0 where anybody may. `seeds`: views
    of the organisers, one a line, from which people begin; they become statements with the approval. `closes_on` is
    the last day. `analysis_due_at`: when the analysis ordered last begins; stances until then are in it. `ended_on` is
    noted at the end; `spoke`, how many took a stance, there and where it is stopped.
    """

    state = models.CharField(
        max_length=12, choices=ConversationState, default=ConversationState.DRAFTED
    )
    question = models.CharField(_("议题"), max_length=120)
    background = models.TextField(_("背景"), max_length=5000, blank=True)
    admission = models.CharField(_("谁可以参加"), max_length=10, choices=Admission)
    committee = models.ForeignKey(
        SpecialCommittee, models.PROTECT, null=True, blank=True, related_name="+"
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    parting = models.CharField(
        _("可以按哪些既有单位看"), max_length=12, choices=Parting, default=Parting.NONE
    )
    collects_on = models.DateField(_("开始征集观点"))
    votes_on = models.DateField(_("开始表态"))
    discusses_on = models.DateField(_("开始看圈讨论"))
    closes_on = models.DateField(_("最后一天"))
    seeds = models.TextField(_("引子观点"), max_length=8000, blank=True)
    adds_while_voting = models.BooleanField(_("表态时仍可提观点"), default=True)
    invited = models.PositiveIntegerField(_("邀请人数"), default=0)
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    paper_number = models.CharField(_("批准文号"), max_length=60, blank=True)
    approved_on = models.DateField(_("批准日期"), null=True)
    stop_reason = models.CharField(_("停止的理由"), max_length=200, blank=True)
    secret = EncryptedField(_("化名密钥"), blank=True)
    analysis_due_at = models.DateTimeField(null=True, editable=False)
    ended_on = models.DateField(_("结束日期"), null=True, editable=False)
    spoke = models.PositiveIntegerField(_("参与人数"), default=0, editable=False)
    seal_secret: Callable[[str], None]
    unseal_secret: Callable[[], str]

    class Meta:
        ordering = ["-id"]
        verbose_name = _("网络协商")
        constraints = [
            models.CheckConstraint(
                condition=Q(votes_on__gte=F("collects_on"))
                & Q(discusses_on__gt=F("votes_on"))
                & Q(closes_on__gt=F("discusses_on")),
                name="deliberation_phases_in_order",
            )
        ]

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return reverse("deliberation:conversation", args=[self.assembly.slug, self.public_id])

    @property
    def tone(self) -> str:
        return ConversationState(self.state).tone

    @property
    def who(self) -> str:
        """Who takes part, with the name of the committee or body."""
        place = self.committee or self.body
        named = f"（{place}）" if place else ""
        return f"{self.get_admission_display()}{named}"

    @property
    def open_url(self) -> str:
        """The citizens' door."""
        return reverse("deliberation:door", args=[self.assembly.slug, self.public_id])

    @property
    def seed_lines(self) -> list[str]:
        """What the organisers begin with, one view each."""
        return [line.strip() for line in self.seeds.splitlines() if line.strip()]

    @property
    def is_draft(self) -> bool:
        return self.state == ConversationState.DRAFTED

    @property
    def is_under_way(self) -> bool:
        return self.state in ConversationState.under_way()

    @property
    def is_over(self) -> bool:
        """Whether it ended: nobody's voice can be found again."""
        return self.state in (ConversationState.CLOSED, ConversationState.STOPPED)

    @staticmethod
    def drafts() -> Q:
        return Q(state=ConversationState.DRAFTED)

    @staticmethod
    def is_told() -> Q:
        """What citizens may know of: those that began, and in which they take part."""
        return Q(admission__in=Admission.public()) & Conversation.has_begun()

    @staticmethod
    def has_begun() -> Q:
        """Those known to whoever may take part; of stopped ones, those in which somebody had spoken."""
        begun = (*ConversationState.under_way(), ConversationState.CLOSED)
        return Q(state__in=begun) | Q(state=ConversationState.STOPPED, spoke__gt=0)

    @staticmethod
    def is_dated() -> Q:
        """Those whose next phase begins on its day."""
        return Q(state__in=[ConversationState.APPROVED, *ConversationState.under_way()])

    @staticmethod
    def running() -> Q:
        return Q(state__in=ConversationState.under_way())

    @property
    def is_public(self) -> bool:
        """Whether citizens take part."""
        return self.admission in Admission.public()

    @property
    def is_by_code(self) -> bool:
        """Whether citizens come by printed codes: `invited` counts these then."""
        return self.admission == Admission.CODE

    @property
    def takes_statements(self) -> bool:
        """Whether statements may be offered now."""
        if self.state == ConversationState.COLLECTING:
            return True
        return self.adds_while_voting and self.state == ConversationState.VOTING

    @property
    def takes_stances(self) -> bool:
        return self.state == ConversationState.VOTING

    @property
    def invites(self) -> bool:
        """Whether somebody who is let in now can still say something."""
        return self.takes_stances or self.state in (
            ConversationState.APPROVED,
            ConversationState.COLLECTING,
        )

    @property
    def stances_until(self) -> date:
        """The last day on which stances are taken: the discussion begins the morning after."""
        return self.discusses_on - ONE_DAY

    @property
    def phase_ends_on(self) -> date:
        """The last day of the phase that runs; of all of them, where none does."""
        if self.takes_stances:
            return self.stances_until
        is_collecting = self.state == ConversationState.COLLECTING
        return self.votes_on - ONE_DAY if is_collecting else self.closes_on

    @property
    def is_closed(self) -> bool:
        """Whether it came to its end; a stopped one did not."""
        return self.state == ConversationState.CLOSED

    @property
    def has_voted(self) -> bool:
        """Whether the stances began."""
        return self.takes_stances or self.shows_result

    @property
    def shows_result(self) -> bool:
        """Whether whoever takes part sees the picture: before that it would sway them."""
        return self.state in (ConversationState.DISCUSSING, ConversationState.CLOSED)


class Ticket(TenantModel):
    """A code that lets one citizen in, once. Kept as a digest; nobody notes who received it."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="tickets")
    digest = models.CharField(max_length=64)
    batch = models.CharField(_("发放批次"), max_length=40, blank=True)
    is_used = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("邀请码")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "digest"], name="deliberation_ticket_once"
            )
        ]

    def __str__(self):
        return self.batch


class ContactCheck(TenantModel):
    """A code sent to a citizen's phone. The number is kept as a keyed digest only, and the row is pruned by the clock."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="checks")
    contact_digest = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    is_used = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("手机验证")
        indexes = [models.Index(fields=["conversation", "contact_digest"])]

    def __str__(self):
        return f"{self.conversation_id}"
