"""How the events of this app read."""

from django.utils.translation import gettext as _

from tongxin.notifications.terms import Channel
from tongxin.trail import sentences
from tongxin.trail.models import Event


def declare() -> None:
    """Make the sentences known."""
    sentences.declare("notifications.stop_sending", _stopped)
    sentences.declare("notifications.resume_sending", _resumed)
    sentences.declare("notifications.choose_channels", lambda event: _("选择消息渠道"))
    sentences.declare("notifications.bind_channel", _bound)
    sentences.declare("notifications.unbind_channel", _unbound)


def _bound(event: Event) -> str:
    return _("绑定%(channel)s") % {"channel": Channel(event.facts["channel"]).label}


def _unbound(event: Event) -> str:
    return _("解除%(channel)s绑定") % {"channel": Channel(event.facts["channel"]).label}


def _stopped(event: Event) -> str:
    return _("停发全部对外消息") if event.facts["everybody"] else _("停发本级对外消息")


def _resumed(event: Event) -> str:
    if event.facts["dropped"]:
        return _("恢复发送，%(n)d 条积压消息不再补发") % {"n": event.facts["dropped"]}
    return _("恢复发送")
