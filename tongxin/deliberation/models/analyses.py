"""What was computed of a conversation, as the worker left it, and what was decided about its alarms."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.deliberation.models.conversations import Conversation
from tongxin.deliberation.terms import Verdict
from tongxin.organisations.models import TenantModel


class Analysis(TenantModel):
    """One run over the stances given so far. `content` is what pages show, sealed by `digest`; it holds no voice.

    `by`: found groups, or one of the assembly's own partings. `stances`, `voices`, `invited`: beside every share.
    """

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="analyses")
    by = models.CharField(max_length=12)
    stances = models.PositiveIntegerField(_("表态次数"))
    voices = models.PositiveIntegerField(_("参与人数"))
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    is_final = models.BooleanField(default=False)
    made_at = models.DateTimeField(_("计算时间"))

    class Meta:
        verbose_name = _("分析结果")
        indexes = [models.Index(fields=["conversation", "by", "-id"])]

    def __str__(self):
        return self.digest[:12]


class AlarmNote(TenantModel):
    """What the organisers found out about an alarm and decided; it stands on the result page and in the summary."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="alarm_notes")
    verdict = models.CharField(_("结论"), max_length=10, choices=Verdict)
    words = models.CharField(_("说明"), max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on = models.DateField(_("日期"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("异常迹象的处理")

    def __str__(self):
        return self.words[:30]
