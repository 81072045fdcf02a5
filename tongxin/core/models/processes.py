"""What running processes tell each other through the database: who is alive, which duty ran when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock


class Lease(models.Model):
    """A name that one process holds for a while: `clock`, or `worker:<id>`. It lapses when nobody renews it."""

    name = models.CharField(max_length=80, primary_key=True)
    holder = models.CharField(max_length=80)
    host = models.CharField(max_length=120)
    pid = models.IntegerField()
    taken_at = models.DateTimeField(_("取得时间"), default=clock.now)
    expires_at = models.DateTimeField(_("到期时间"), db_index=True)

    def __str__(self):
        return f"{self.name} ({self.host}, {self.pid})"


class DutyRun(models.Model):
    """When a periodic duty is due next and how it went last; a claim that lapses is taken again."""

    code = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField(_("下次时间"))
    claimed_until = models.DateTimeField(null=True)
    holder = models.CharField(max_length=80, blank=True)
    finished_at = models.DateTimeField(_("最近完成"), null=True)
    failures = models.PositiveIntegerField(_("连续失败次数"), default=0)
    error = models.CharField(_("最近错误"), max_length=120, blank=True)

    def __str__(self):
        return self.code
