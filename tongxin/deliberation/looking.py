"""What the circle and the drafts declare to the engines; `apps` calls it once."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import periodic
from tongxin.core.periodic import Duty
from tongxin.deliberation import papers, suppression
from tongxin.deliberation.actions.analyse_conversation import order_after, order_missing
from tongxin.deliberation.actions.prepare_draft import close_due_drafts
from tongxin.deliberation.actions.remark import REPLIED
from tongxin.lifecycle.perform import on_change
from tongxin.lifecycle.table import Text
from tongxin.notifications import words
from tongxin.notifications.words import Words
from tongxin.trail import sentences

PLAIN = {
    "circle.speak": gettext_lazy("在看圈讨论中发言"),
    "circle.hide": gettext_lazy("隐去一条看圈发言"),
    "circle.note_alarm": gettext_lazy("记下对异常迹象的处理"),
    "drafts.reword": gettext_lazy("改写征求意见稿的一段"),
    REPLIED: gettext_lazy("回复一条段落意见"),
}


def declare() -> None:
    """Called once, when the app is ready."""
    suppression.declare()
    papers.declare()
    for act, said in PLAIN.items():
        sentences.declare(act, _saying(said))
    words.declare(REPLIED, lambda notice, remark: Words(_("您的意见有了回复"), str(remark or "")))
    on_change(order_after)
    periodic.declare(Duty("deliberation.analyses", timedelta(minutes=1), order_missing))
    periodic.declare(Duty("deliberation.drafts", timedelta(hours=1), close_due_drafts))


def _saying(said: Text) -> sentences.Sentence:
    return lambda event: str(said)
