"""How those events of gatherings read that come from no lifecycle's table, and what may be taken out."""

from django.utils.translation import gettext_lazy as _

from tongxin.trail import sentences, taking

PLAIN = {
    "gatherings.set_agenda": _("改议程"),
    "gatherings.attend": _("补录出席名单"),
    "gathering_kinds.lay_over": _("改变活动种类的本级设置"),
}


def declare_all() -> None:
    """Make the sentences known."""
    for act, words in PLAIN.items():
        sentences.declare(act, lambda event, words=words: str(words))
    taking.declare("gatherings", _("会议与活动清单"))
