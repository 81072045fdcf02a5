"""Remarks on drafts, and what was taken up of them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.deliberation.figures import bases
from tongxin.deliberation.models import Remark
from tongxin.figures.declare import Figure
from tongxin.figures.question import Question


def _standing(question: Question) -> Q:
    return Remark.standing()


def _taken_up(question: Question) -> Q:
    return Remark.adopted()


REMARKS = Figure(
    "deliberation.remarks",
    _("对征求意见稿的意见"),
    bases.REMARKS,
    _standing,
    _("期内对征求意见稿的段落提出、没有撤回的意见"),
    unit=_("条"),
)
TAKEN_UP = Figure(
    "deliberation.remarks_taken_up",
    _("采纳的意见"),
    bases.REMARKS,
    _taken_up,
    _("期内提出的段落意见中，全部或者部分采纳的"),
    unit=_("条"),
)
FIGURES = (REMARKS, TAKEN_UP)
