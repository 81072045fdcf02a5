"""What was computed of a conversation, as the worker left it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.deliberation.models.conversations import Conversation
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
