"""How those events of gatherings read that come from no lifecycle's table, and the notices they bring."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import formats
from tongxin.gatherings.actions.speeches import CALL
from tongxin.notifications import words
from tongxin.notifications.words import Words
from tongxin.trail import sentences
from tongxin.trail.sentences import Sentence

PLAIN = {
    CALL: gettext_lazy("征集发言"),
    "gatherings.order_speeches": gettext_lazy("排发言次序"),
    "gatherings.attach": gettext_lazy("附上活动材料"),
    "gatherings.detach": gettext_lazy("去掉活动材料"),
    "gatherings.take_notes": gettext_lazy("记录小组讨论"),
    "gatherings.correct_note": gettext_lazy("改写讨论记录"),
    "gatherings.decide": gettext_lazy("登记议定结果"),
    "gatherings.add_outcomes": gettext_lazy("登记活动成果"),
    "gatherings.correct_outcome": gettext_lazy("更正活动成果"),
    "gatherings.withdraw_outcome": gettext_lazy("撤销活动成果"),
    "gatherings.settle_outcome": gettext_lazy("登记办理结果"),
    "gatherings.link": gettext_lazy("关联到另一件"),
    "gatherings.unlink": gettext_lazy("取消关联"),
}


def declare_all() -> None:
    """Make the sentences known."""
    for act, told in PLAIN.items():
        sentences.declare(act, _saying(told))
    words.declare(CALL, _called)
    words.declare("minutes.pass_minutes", _passed)


def _saying(told: Promise) -> Sentence:
    return lambda event: str(told)


def _called(notice, record) -> Words:
    """Until when speeches are wanted, and for what."""
    day = formats.day(date.fromisoformat(notice.facts["due_on"]))
    title = _("请在 %(day)s前提交发言") % {"day": day}
    return Words(title, str(record) if record else "")


def _passed(notice, record) -> Words:
    """What may be read now, and of which meeting."""
    return Words(_("有一份会议纪要已审定，可以查看"), str(record.gathering) if record else "")
