"""A text that is discussed line by line: its paragraphs, remarks on them, replies, and what was taken up."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.deliberation.terms import Admission, DraftState, RemarkState
from tongxin.lifecycle.models import MachineRecord
from tongxin.members.models import Body, SpecialCommittee
from tongxin.organisations.models import TenantModel


class DraftText(MachineRecord):
    """A draft (征求意见稿): a report, a recommendation, a rule."""

    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.PREPARED)
    title = models.CharField(_("标题"), max_length=120)
    lead = models.CharField(_("说明"), max_length=500, blank=True)
    admission = models.CharField(_("向谁征求意见"), max_length=10, choices=Admission)
    committee = models.ForeignKey(
        SpecialCommittee, models.PROTECT, null=True, blank=True, related_name="+"
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    closes_on = models.DateField(_("截止日期"))
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("征求意见稿")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deliberation:draft", args=[self.assembly.slug, self.public_id])

    @staticmethod
    def in_state(*states: DraftState) -> models.Q:
        return models.Q(state__in=states)

    @property
    def tone(self) -> str:
        return DraftState(self.state).tone

    @property
    def is_prepared(self) -> bool:
        """Whether nobody was asked yet, so that the whole text may be changed."""
        return self.state == DraftState.PREPARED

    @property
    def is_open(self) -> bool:
        return self.state == DraftState.OPEN


class Paragraph(TenantModel):
    """A paragraph in one of its wordings; a new wording replaces it and keeps the remarks on the old one."""

    draft = models.ForeignKey(DraftText, models.PROTECT, related_name="paragraphs")
    position = models.PositiveIntegerField()
    words = models.TextField(_("段落"), max_length=5000)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("段落")

    def __str__(self):
        return self.words[:30]


class Remark(MachineRecord):
    """What somebody says of a paragraph, under the own name; taken up or not, with the reason."""

    state = models.CharField(max_length=14, choices=RemarkState, default=RemarkState.OPEN)
    draft = models.ForeignKey(DraftText, models.PROTECT, related_name="remarks")
    paragraph = models.ForeignKey(Paragraph, models.PROTECT, related_name="remarks")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.CharField(_("意见"), max_length=1000)
    wording = models.CharField(_("建议改为"), max_length=2000, blank=True)
    made_on = models.DateField(_("提出日期"), default=clock.today)
    reason = models.CharField(_("处理说明"), max_length=300, blank=True)
    decided_on = models.DateField(_("处理日期"), null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("段落意见")

    def __str__(self):
        return self.words[:30]

    def get_absolute_url(self):
        return f"{self.draft.get_absolute_url()}#r{self.public_id}"

    @property
    def tone(self) -> str:
        return RemarkState(self.state).tone

    @staticmethod
    def standing() -> models.Q:
        """Those that were not taken back."""
        return ~models.Q(state=RemarkState.WITHDRAWN)

    @staticmethod
    def adopted() -> models.Q:
        """Taken up wholly or in part."""
        return models.Q(state__in=[RemarkState.TAKEN_UP, RemarkState.PARTLY])

    @property
    def is_withdrawn(self) -> bool:
        return self.state == RemarkState.WITHDRAWN


class RemarkReply(TenantModel):
    """An answer to a remark, by whoever may read it."""

    remark = models.ForeignKey(Remark, models.PROTECT, related_name="replies")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.CharField(_("回复"), max_length=500)

    class Meta:
        ordering = ["id"]
        verbose_name = _("回复")

    def __str__(self):
        return self.words[:30]
