"""How the events of a door read, which come from no lifecycle's table."""

from django.utils.translation import gettext_lazy, ngettext

from tongxin.trail import sentences
from tongxin.trail.models import Event

PLAIN = {
    "gatherings.open_desk": gettext_lazy("开了一个签到台"),
    "gatherings.close_desk": gettext_lazy("收回了一个签到台"),
    "gatherings.correct_presence": gettext_lazy("更正了出席结果"),
    "sittings.take_back": gettext_lazy("撤回了一条签到"),
}


def declare_all() -> None:
    """Make the sentences known."""
    for act in PLAIN:
        sentences.declare(act, lambda event: str(PLAIN[event.act]))
    sentences.declare("sittings.call_roll", _called)


def _called(event: Event) -> str:
    people = event.facts["people"]
    return ngettext("点名：%(n)d 人到会", "点名：%(n)d 人到会", people) % {"n": people}
