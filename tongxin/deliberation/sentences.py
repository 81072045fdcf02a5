"""How those events and notices of deliberation read that come from no lifecycle's table."""

from functools import partial

from django.db import models
from django.utils.functional import Promise
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


TOLD = {
    "remarks.begin": gettext_lazy("征求意见稿收到一条意见"),
    "remarks.take_up": gettext_lazy("您提的意见已采纳"),
    "remarks.take_up_partly": gettext_lazy("您提的意见部分采纳，请看说明"),
    "remarks.set_aside": gettext_lazy("您提的意见没有采纳，请看说明"),
    "statements.show": gettext_lazy("您提的观点已公开，大家可以表态"),
    "statements.hold_back": gettext_lazy("您提的观点没有公开，请看理由"),
    "appeals.begin": gettext_lazy("有一条没有公开的观点请复核"),
    "appeals.uphold": gettext_lazy("您的申诉已复核：维持不公开"),
    "appeals.reverse": gettext_lazy("您的申诉已复核：改为公开"),
    "deliberation.note_result": gettext_lazy("您提的观点有了去向"),
}
"""What the addressee of a notice reads first; the words of the record stand below."""


def declare_all() -> None:
    """Make the sentences known."""
    for act, said in PLAIN.items():
        sentences.declare(act, partial(_plain, said))
    for act, said in TOLD.items():
        words.declare(act, partial(_told, said))


def _plain(said: str | Promise, _event: object) -> str:
    return str(said)


def _told(said: str | Promise, _notice: Notice, record: models.Model | None) -> Words:
    return Words(str(said), "" if record is None else str(record))
