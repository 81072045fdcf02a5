"""The words of sending: kinds of notices, channels, what became of a delivery."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    TOLD = "told", _("告知")
    REMINDER = "reminder", _("提醒")


class Channel(models.TextChoices):
    """The ways out of the house, in the order in which they are tried by default."""

    WECOM = "wecom", _("企业微信")
    OFFICIAL = "official", _("公众号")
    SMS = "sms", _("短信")
    MAIL = "mail", _("邮件")


class DeliveryStatus(models.TextChoices):
    QUEUED = "queued", _("待发")
    LEASED = "leased", _("发送中")
    SENT = "sent", _("已发出")
    FAILED = "failed", _("未发成")
    SUPPRESSED = "suppressed", _("不再发")

    @classmethod
    def waiting(cls) -> frozenset["DeliveryStatus"]:
        """Those that may still go out."""
        return frozenset({cls.QUEUED, cls.LEASED})

    @property
    def tone(self) -> str:
        return {"queued": "grey", "leased": "blue", "sent": "green", "failed": "red"}.get(
            self.value, "grey"
        )


ERRORS = {
    "no_address": _("没有可用的号码或地址"),
    "not_configured": _("这个渠道没有配置"),
    "expired": _("已过有效时间"),
    "discarded": _("停发期间积压，不再补发"),
    "address": _("对方号码或账号无效"),
    "timeout": _("服务商没有应答"),
    "rate": _("服务商限制了发送频率"),
    "unreachable": _("连不上服务商"),
    "bad_answer": _("服务商的应答无法识别"),
    "token": _("服务商不接受访问凭证"),
    "code": _("授权已失效，请重新绑定"),
    "outsider": _("您不是本单位企业微信的成员"),
}
