"""How the events of the roll read."""

from django.utils.translation import gettext_lazy as _

from tongxin.trail import sentences, taking

PLAIN = {
    "members.open_term": _("登记新一届"),
    "members.open_session": _("登记全体会议"),
    "members.seat": _("委员任职"),
    "members.end_mandate": _("终止委员任期"),
    "members.found_bodies": _("设立界别、专委会和集体提案者"),
    "members.represent": _("确定集体提案经办人"),
    "members.appoint": _("任命职务"),
}


def declare_all() -> None:
    """Make the sentences known."""
    for act, words in PLAIN.items():
        sentences.declare(act, lambda event, words=words: str(words))
    taking.declare("members", _("委员名册"))
