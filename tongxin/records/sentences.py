"""How those events of the record book read that come from no lifecycle's table."""

from django.utils.translation import gettext_lazy as _

from tongxin.records.queries.kinds import LISTS, name_of_list
from tongxin.trail import sentences, taking

PLAIN = {
    "records.attach": _("附上佐证材料"),
    "records.detach": _("去掉佐证材料"),
    "records.link": _("关联到另一件"),
    "records.unlink": _("取消关联"),
    "record_kinds.lay_over": _("改变种类的本级设置"),
    "publications.account": _("送到公众号"),
}


def declare_all() -> None:
    """Make the sentences known."""
    for act, words in PLAIN.items():
        sentences.declare(act, lambda event, words=words: str(words))
    taking.declare_family(LISTS, name_of_list)
