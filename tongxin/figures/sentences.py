"""How this app's events read."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.trail import sentences, taking
from tongxin.trail.models import Event


def declare() -> None:
    """Called once, when the app is ready."""
    sentences.declare("figures.freeze", _frozen)
    taking.declare("figures", gettext_lazy("数字"))


def _frozen(event: Event) -> str:
    return _("固定了一个数字 %(code)s = %(value)s") % {
        "code": event.facts["code"],
        "value": event.facts["value"],
    }
