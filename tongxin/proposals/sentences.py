"""How those events of proposals read that come from no lifecycle's table."""

from django.utils.translation import gettext_lazy as _

from tongxin.trail import sentences, taking

LISTS = {"proposals": _("提案列表"), "units": _("承办单位名单")}
"""Lists that are exported, by their codes."""

PLAIN = {
    "proposals.attach": _("附上文件"),
    "proposals.detach": _("去掉文件"),
    "proposals.reword": _("改动文字，重新征求联名"),
    "proposals.set_categories": _("设置提案类别"),
    "decision_lists.put_on": _("列入审定清单"),
    "decision_lists.settle": _("确定审定意见"),
    "units.choose_way": _("改变单位的办理方式"),
    "packages.make": _("制作交换包"),
}


def declare_all() -> None:
    """Make the sentences known."""
    for act, words in PLAIN.items():
        sentences.declare(act, lambda event, words=words: str(words))
    for code, words in LISTS.items():
        taking.declare(code, words)
