"""What was said and what came out: speeches, group notes, questions, minutes with their lines, outcomes."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.gatherings.models.gatherings import AgendaItem, Gathering, Material, Sitting
from tongxin.gatherings.models.invitations import Invitation
from tongxin.gatherings.terms import (
    MinutesPart,
    MinutesState,
    OutcomeKind,
    QuestionState,
    SpeechForm,
    SpeechState,
)
from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models import Collective
from tongxin.organisations.models import Organisation, TenantModel
from tongxin.papers.models import StoredFile


class Speech(MachineRecord):
    """A speech handed in for a gathering (大会发言), chosen as oral or written, put in order, and delivered.

    `collective`: the party, organisation, committee or sector in whose name it is given.
    """

    state = models.CharField(max_length=12, choices=SpeechState, default=SpeechState.DRAFTED)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="speeches")
    sitting = models.ForeignKey(Sitting, models.PROTECT, null=True, related_name="speeches")
    speaker = models.ForeignKey(Person, models.PROTECT, related_name="speeches")
    collective = models.ForeignKey(
        Collective,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("代表哪个集体"),
    )
    title = models.CharField(_("题目"), max_length=120)
    body = models.TextField(_("正文"), max_length=20_000)
    wish = models.CharField(_("希望的形式"), max_length=8, choices=SpeechForm)
    form = models.CharField(_("形式"), max_length=8, choices=SpeechForm, blank=True)
    position = models.PositiveSmallIntegerField(_("顺序"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("分钟"), null=True, blank=True)
    handed_in_on = models.DateField(_("提交日期"), null=True)
    delivered_on = models.DateField(_("发言日期"), null=True)
    remark = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        ordering = [models.F("position").asc(nulls_last=True), "id"]
        verbose_name = _("发言")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("gatherings:speech", args=[self.assembly.slug, self.public_id])


class DiscussionNote(TenantModel):
    """What somebody said in a group's room, as the recorder wrote it down (小组讨论记录)."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="notes")
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, related_name="+", verbose_name=_("发言人")
    )
    words = models.TextField(_("要点"), max_length=2000)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        ordering = ["id"]
        verbose_name = _("小组讨论记录")

    def __str__(self):
        return self.words[:30]


class Question(MachineRecord):
    """A question to a leader or on a material, its answer, and what is followed up."""

    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.ASKED)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="questions")
    material = models.ForeignKey(Material, models.PROTECT, null=True, related_name="questions")
    asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("提问人")
    )
    asked_of = models.CharField(_("问谁"), max_length=80, blank=True)
    words = models.CharField(_("问题"), max_length=500)
    asked_on = models.DateField(_("提问日期"))
    answer = models.CharField(_("答复"), max_length=2000, blank=True)
    answered_by = models.CharField(_("答复人"), max_length=80, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True)
    follow_up = models.CharField(_("跟踪事项"), max_length=200, blank=True)
    follow_up_by = models.DateField(_("跟踪期限"), null=True, blank=True)
    result = models.CharField(_("结果"), max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("提问")

    def __str__(self):
        return self.words[:40]

    def get_absolute_url(self):
        return reverse("gatherings:question", args=[self.assembly.slug, self.public_id])


class Minutes(MachineRecord):
    """The minutes of a gathering (会议纪要): made from its records, edited, passed; then the sealed file is kept."""

    state = models.CharField(max_length=8, choices=MinutesState, default=MinutesState.DRAFTED)
    gathering = models.OneToOneField(Gathering, models.PROTECT, related_name="minutes")
    number = models.CharField(_("文号"), max_length=60, blank=True)
    passed_on = models.DateField(_("审定日期"), null=True)
    passed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("会议纪要")

    def __str__(self):
        return str(self.gathering)

    def get_absolute_url(self):
        return reverse("gatherings:minutes", args=[self.assembly.slug, self.gathering.public_id])


class MinutesLine(TenantModel):
    """One line of minutes. `made` is what the records said, `words` what stands there after editing.

    `record_type` and `record_id` lead to the record it was made from; a line written by hand has none.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="lines")
    part = models.CharField(max_length=10, choices=MinutesPart)
    position = models.PositiveIntegerField()
    made = models.TextField(blank=True)
    words = models.TextField(_("内容"), max_length=5000)
    record_type = models.CharField(max_length=60, blank=True)
    record_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("纪要的一行")

    def __str__(self):
        return self.words[:40]


class Outcome(TenantModel):
    """Something that came out of a gathering: a suggestion, a problem, a decision, a report, help given.

    `counted_on` is set when the gathering is closed. Corrected by a new row with a reason (`replaced_by`).
    """

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="outcomes")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("类别"), max_length=12, choices=OutcomeKind)
    words = models.CharField(_("内容"), max_length=1000)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("送哪个单位")
    )
    due_on = models.DateField(_("期限"), null=True, blank=True)
    result = models.CharField(_("办理结果"), max_length=500, blank=True)
    settled_on = models.DateField(_("了结日期"), null=True, blank=True)
    happened_on = models.DateField(_("日期"))
    counted_on = models.DateField(_("计入日期"), null=True)
    withdrawn_on = models.DateField(_("撤销日期"), null=True)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaces")
    reason = models.CharField(_("更正理由"), max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("活动成果")
        indexes = [models.Index(fields=["assembly", "kind", "happened_on"])]

    def __str__(self):
        return self.words[:40]

    @staticmethod
    def in_force() -> Q:
        """Those that were not replaced or taken back."""
        return Q(withdrawn_on__isnull=True, replaced_by__isnull=True)
