"""How the events of organisations read."""

from django.utils.translation import gettext_lazy as _

from tongxin.trail import sentences

PLAIN = {
    "organisations.change_rule": _("修改规则"),
    "organisations.found_assembly": _("设立政协组织"),
    "organisations.register": _("登记单位"),
    "organisations.begin_service": _("登记承办关系"),
    "organisations.reorganise": _("登记机构改革"),
}


def declare_all() -> None:
    """Make the sentences known."""
    for act, words in PLAIN.items():
        sentences.declare(act, lambda event, words=words: str(words))
