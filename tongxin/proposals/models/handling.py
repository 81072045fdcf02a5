"""Handling: one row per proposal and unit, with contacts, objections, extensions and replies."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.lifecycle.models import MachineRecord
from tongxin.organisations.models import Organisation, TenantModel
from tongxin.organisations.terms import Channel
from tongxin.papers.models import StoredFile
from tongxin.proposals.models.proposals import Proposal
from tongxin.proposals.terms import (
    ContactForm,
    ExtensionState,
    HandlingState,
    ItemAnswer,
    ReplyClass,
    UnitRole,
)


class Handling(MachineRecord):
    """A unit's part in a proposal (件次). The addressee stays answerable, however it passes the work on inside."""

    state = models.CharField(max_length=20, choices=HandlingState, default=HandlingState.DRAFTED)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="handlings")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="handlings")
    role = models.CharField(_("办理分工"), max_length=10, choices=UnitRole)
    channel = models.CharField(_("交办渠道"), max_length=20, choices=Channel)
    round = models.PositiveSmallIntegerField(_("第几次办理"), default=1)
    handler_name = models.CharField(_("经办人"), max_length=40, blank=True)
    handler_phone = models.CharField(_("经办电话"), max_length=30, blank=True)
    passed_on_to = models.CharField(_("内部转办至"), max_length=80, blank=True)
    trial_accepted_on = models.DateField(_("预交办同意日期"), null=True)
    assigned_on = models.DateField(_("交办日期"), null=True)
    acknowledged_on = models.DateField(_("签收日期"), null=True)
    replied_on = models.DateField(_("答复日期"), null=True)
    first_replied_on = models.DateField(_("首次答复日期"), null=True)
    due_on = models.DateField(_("答复期限"), null=True)
    reply_class = models.CharField(_("办理结果"), max_length=1, choices=ReplyClass, blank=True)
    opinion = models.TextField(_("协办意见"), blank=True)
    opined_on = models.DateField(_("协办意见日期"), null=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    ended_on = models.DateField(_("终止日期"), null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("办理")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "unit"],
                condition=~models.Q(state="ended"),
                name="proposals_unit_once",
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(role__in=["lead", "sole"]) & ~models.Q(state="ended"),
                name="proposals_one_lead",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["assembly", "state"]),
        ]

    def __str__(self):
        return f"{self.proposal} · {self.unit} · {self.get_role_display()}"

    @property
    def was_declined(self) -> bool:
        """Back on the drafting table with the unit's reason (asks the objections that were fetched with it)."""
        return self.state == HandlingState.DRAFTED and bool(self.objections.all())

    @property
    def awaits_signing(self) -> bool:
        """Assigned, and not signed for yet."""
        return self.state == HandlingState.ASSIGNED

    @property
    def is_objecting(self) -> bool:
        return self.state == HandlingState.OBJECTING

    @property
    def is_replied(self) -> bool:
        return self.state == HandlingState.REPLIED

    @property
    def has_opined(self) -> bool:
        return self.state == HandlingState.OPINED

    @property
    def takes_entries(self) -> bool:
        """Where what a unit did on paper can be entered: assigned or at work, not looked at or decided upon."""
        return self.state in (HandlingState.ASSIGNED, HandlingState.ACKNOWLEDGED)

    @staticmethod
    def at_work() -> models.Q:
        return models.Q(state__in=HandlingState.at_work())

    @staticmethod
    def finished() -> models.Q:
        return models.Q(state__in=HandlingState.finished())

    @staticmethod
    def known_to_unit() -> models.Q:
        """No draft, and not gone to another unit."""
        return ~models.Q(state__in=HandlingState.hidden_from_unit())

    @staticmethod
    def given() -> models.Q:
        """Assigned to a unit, and still that unit's."""
        return ~models.Q(state__in=[*HandlingState.before_assignment(), HandlingState.ENDED])

    @property
    def is_given(self) -> bool:
        """The same of a row in hand."""
        return self.state not in (*HandlingState.before_assignment(), HandlingState.ENDED)

    @property
    def owes_reply(self) -> bool:
        return self.role in UnitRole.replying()

    def get_absolute_url(self):
        return reverse("proposals:handling", args=[self.assembly.slug, self.public_id])


class Contact(TenantModel):
    """That the unit spoke with the proposer: when, how, with whom, about what. No private notes (practice 15)."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="contacts")
    round = models.PositiveSmallIntegerField(default=1)
    on = models.DateField(_("沟通日期"))
    form = models.CharField(_("沟通方式"), max_length=10, choices=ContactForm)
    with_whom = models.CharField(_("沟通对象"), max_length=80)
    theme = models.CharField(_("沟通主题"), max_length=120, blank=True)
    showed_draft = models.BooleanField(_("已出示答复草稿"), default=False)

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("沟通记录")

    def __str__(self):
        return f"{self.handling} · {self.on}"


class Objection(TenantModel):
    """A unit's request that another unit be given the proposal (申请改办), and what was decided."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="objections")
    reason = models.TextField(_("理由"))
    suggested_unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    office_opinion = models.TextField(_("提案委意见"), blank=True)
    is_accepted = models.BooleanField(_("同意改办"), null=True)
    decision_note = models.TextField(_("答复"), blank=True)
    decided_on = models.DateField(_("决定日期"), null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("改办申请")

    def __str__(self):
        return str(self.handling)


class Extension(MachineRecord):
    """A unit's request for more time, decided by the assigner."""

    state = models.CharField(max_length=10, choices=ExtensionState, default=ExtensionState.ASKED)
    handling = models.ForeignKey(Handling, models.PROTECT, related_name="extensions")
    until = models.DateField(_("申请延至"))
    reason = models.CharField(_("理由"), max_length=200)
    decision_note = models.CharField(_("审批意见"), max_length=200, blank=True)
    decided_on = models.DateField(_("审批日期"), null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("延期申请")

    def __str__(self):
        return f"{self.handling} → {self.until}"

    def get_absolute_url(self):
        return self.handling.get_absolute_url()


class Reply(TenantModel):
    """One round's reply of one unit: drafted, looked at, signed, sealed. The sealed file is the reply (practice 5)."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField(default=1)
    opening = models.TextField(_("开头"), blank=True)
    closing = models.TextField(_("结尾"), blank=True)
    reply_class = models.CharField(_("办理结果"), max_length=1, choices=ReplyClass, blank=True)
    may_publish = models.BooleanField(_("单位同意公开"), default=True)
    no_publish_reason = models.CharField(_("不公开理由"), max_length=200, blank=True)
    send_back_remark = models.TextField(_("退改意见"), blank=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reviewed_on = models.DateField(_("审核日期"), null=True)
    signer = models.CharField(_("签发人"), max_length=40, blank=True)
    document_number = models.CharField(_("发文字号"), max_length=60, blank=True)
    sealed_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("盖章件")
    )
    replied_on = models.DateField(_("答复日期"), null=True)
    published_on = models.DateField(_("公开日期"), null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("答复")
        constraints = [
            models.UniqueConstraint(
                fields=["handling", "round"], name="proposals_reply_once_a_round"
            )
        ]

    def __str__(self):
        return f"{self.handling} · {self.round}"


class ReplyItem(TenantModel):
    """The answer to one numbered suggestion: adopted or not, what will be done, by when, by whom."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("建议序号"))
    answer = models.CharField(_("采纳情况"), max_length=15, choices=ItemAnswer, blank=True)
    text = models.TextField(_("办理情况"), blank=True)
    reason = models.TextField(_("未采纳理由"), blank=True)
    promise = models.TextField(_("承诺事项"), blank=True)
    promised_for = models.DateField(_("完成时限"), null=True, blank=True)
    responsible = models.CharField(_("责任人或科室"), max_length=80, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "number"], name="proposals_item_once")
        ]

    def __str__(self):
        return f"{self.reply} · {self.number}"
