"""May this declaration follow that one? What is in use can only grow, so that every earlier value keeps its meaning."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from tongxin.core.fields.declare import Field


def what_narrows(before: Sequence[Field], after: Sequence[Field]) -> list[str]:
    """One sentence for each thing that may not be done to a declaration in use; none where it only grows.

    A field may not go, change its type, become required, take less, lose an option or gain readers; a new one may
    not be required. Names, help and order may change.
    """
    now = {one.code: one for one in after}
    known = {one.code for one in before}
    sentences = [sentence for one in before for sentence in _against(one, now.get(one.code))]
    sentences += [
        _("新的栏目“%(field)s”不能必填：已有的记录里没有它。") % {"field": one.label}
        for one in after
        if one.code not in known and one.required
    ]
    return sentences


def _against(before: Field, after: Field | None) -> Iterator[str]:
    named = {"field": before.label}
    if after is None:
        yield _("栏目“%(field)s”已经在用，不能去掉。") % named
        return
    if after.type != before.type:
        yield _("栏目“%(field)s”已经在用，不能改变类型。") % named
    if after.required and not before.required:
        yield _("栏目“%(field)s”原来可以不填，不能改为必填。") % named
    if after.limit < before.limit:
        yield _("栏目“%(field)s”原来可以填得更多，不能缩短。") % named
    if after.readers != before.readers:
        yield _("栏目“%(field)s”谁可以看，用起来以后不能再改。") % named
    if lost := [label for code, label in before.labels.items() if code not in after.labels]:
        told = {**named, "option": lost[0]}
        yield _("栏目“%(field)s”的选项“%(option)s”已经在用，不能去掉。") % told
