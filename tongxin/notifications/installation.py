"""What `tongxin check` asks about sending."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongxin.core import checks, clock
from tongxin.core.checks import NOTE, UNSAFE, Check, Finding
from tongxin.notifications import channels, outbox
from tongxin.notifications.models import Delivery
from tongxin.notifications.terms import DeliveryStatus

RECENT = timedelta(days=1)


def declare() -> None:
    """Called once by the app's `ready`."""
    checks.declare(Check("notifications.channels", gettext_lazy("消息渠道"), ways_out))
    checks.declare(Check("notifications.outbox", gettext_lazy("待发消息"), waiting))


def ways_out() -> list[Finding]:
    configured = channels.configured()
    findings = []
    if not configured:
        advice = _("按 README 设置短信、企业微信、公众号或邮件中的一种。")
        findings.append(Finding(UNSAFE, _("没有任何对外渠道，只有站内消息。"), advice))
    if configured and not settings.DEMO and not channels.site().startswith("https://"):
        advice = _("把 TONGXIN_SITE 设为外部访问地址，例如 https://zx.example.gov.cn。")
        findings.append(Finding(UNSAFE, _("消息里的链接没有网址，收到的人打不开。"), advice))
    return findings


def waiting() -> list[Finding]:
    findings = []
    if stuck := outbox.stuck().count():
        sentence = ngettext(
            "%(n)d 条消息十分钟前就该发出。", "%(n)d 条消息十分钟前就该发出。", stuck
        )
        findings.append(
            Finding(UNSAFE, sentence % {"n": stuck}, _("请确认 tongxin worker 在运行。"))
        )
    failed = Delivery.objects.filter(
        status=DeliveryStatus.FAILED, created_at__gt=clock.now() - RECENT
    ).count()
    if failed:
        sentence = ngettext(
            "一天内有 %(n)d 条消息未发成。", "一天内有 %(n)d 条消息未发成。", failed
        )
        findings.append(Finding(NOTE, sentence % {"n": failed}, _("原因见“发送记录”。")))
    if outbox.stopped_assemblies():
        advice = _("不再需要时在“停发与恢复”中恢复。")
        findings.append(Finding(NOTE, _("有对外消息处于停发状态。"), advice))
    return findings
