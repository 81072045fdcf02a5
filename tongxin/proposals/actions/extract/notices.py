"""How the notice of a request reads: that one waits, never whom it asks about."""

from django.utils.translation import gettext as _

from tongxin.notifications import words
from tongxin.notifications.words import Words
from tongxin.proposals.lifecycle import EXTRACT


def declare() -> None:
    """Called once by the app's `ready`."""
    words.declare(EXTRACT.beginning.name, _entered)
    words.declare(EXTRACT.produce.name, _produced)
    words.declare(EXTRACT.refuse.name, _refused)


def _entered(_notice, record) -> Words:
    return Words(_("有一项调阅等待审批"), "" if record is None else str(record))


def _produced(_notice, record) -> Words:
    return Words(_("调阅的摘录已做好"), "" if record is None else str(record))


def _refused(_notice, record) -> Words:
    return Words(_("一项调阅未获同意"), "" if record is None else str(record))
