"""How those events and notices of deliberation read that come from no lifecycle's table."""

from functools import partial

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.notifications import words
from tongxin.notifications.models import Notice
from tongxin.notifications.words import Words
from tongxin.trail import sentences

PLAIN = {
    "deliberation.took_part": gettext_lazy("参加了网络协商"),
    "deliberation.print_codes": gettext_lazy("打印邀请码"),
    "deliberation.note_result": gettext_lazy("登记观点去向"),
}


def declare_all() -> None:
    """Make the sentences known."""
    for act, said in PLAIN.items():
        sentences.declare(act, partial(_plain, said))
    words.declare("deliberation.note_result", _became)


def _plain(said: str | Promise, _event: object) -> str:
    return str(said)


def _became(notice: Notice, record: models.Model | None) -> Words:
    """What the author of a statement reads when it went somewhere."""
    return Words(_("您提的观点有了去向"), "" if record is None else str(record))
