"""Figures of evaluation: a census with silence. Cases (件) go by their least satisfied form, forms are 件次."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.figures.declare import Figure, Ratio, Sum, Text
from tongxin.proposals.figures.bases import EVALUATIONS
from tongxin.proposals.figures.examination import docketed_figure
from tongxin.proposals.figures.handling import REPLIED_ONCE, TIMES
from tongxin.proposals.terms import Satisfaction

EVALUATED_ONCE = REPLIED_ONCE & Q(evaluated_on__isnull=False)

# Cases (件): the result

TO_EVALUATE = docketed_figure(
    "proposals.to_evaluate", _("应评价"), REPLIED_ONCE, _("办复的提案，都请提案者评价。")
)
EVALUATED = docketed_figure(
    "proposals.evaluated", _("已评价"), EVALUATED_ONCE, _("办复提案中，应评价的提案者已评价的。")
)
SILENT = docketed_figure(
    "proposals.silent",
    _("未反馈"),
    REPLIED_ONCE & Q(evaluated_on__isnull=True),
    _("办复提案中，还没有评价的，包括逾期未反馈的。"),
)


def _rated(value: str, definition: Text) -> Figure:
    label = Satisfaction(value).label
    condition = EVALUATED_ONCE & Q(satisfaction=value)
    return docketed_figure(f"proposals.{value}", label, condition, definition)


SATISFIED = _rated(
    Satisfaction.SATISFIED, _("已评价提案中，对办理结果满意的；几个单位答复时取最不满意的一份。")
)
BASICALLY = _rated(
    Satisfaction.BASICALLY,
    _("已评价提案中，对办理结果基本满意的；几个单位答复时取最不满意的一份。"),
)
DISSATISFIED = _rated(
    Satisfaction.DISSATISFIED,
    _("已评价提案中，对办理结果不满意的；几个单位答复时取最不满意的一份。"),
)
CONTENT = Sum(
    "proposals.content",
    _("满意和基本满意"),
    (SATISFIED, BASICALLY),
    _("已评价提案中，满意与基本满意之和。"),
)
SATISFACTION = Ratio(
    "proposals.satisfaction",
    _("满意率"),
    CONTENT,
    EVALUATED,
    _("满意和基本满意占已评价数的比例；未反馈的另列，不作满意计。"),
    beside=(EVALUATED, TO_EVALUATE),
    silent=SILENT,
)

# Forms (件次): attitude and result, per unit


def _forms(code: str, label: Text, fact: Q, definition: Text) -> Figure:
    return Figure(code, label, EVALUATIONS, lambda question: fact, definition, unit=TIMES)


GIVEN_ONCE = Q(given_on__isnull=False)
DUE_FORMS = _forms(
    "evaluations.due",
    _("应评价"),
    Q(),
    _("每个答复单位一份应由提案者填写的征询表，不含附在后面的联名人意见。"),
)
GIVEN_FORMS = _forms("evaluations.given", _("已评价"), GIVEN_ONCE, _("应评价的件次中，已评价的。"))


class Axis:
    """The figures of one question of the form; early paper forms may have left it open."""

    def __init__(self, field: str, label: Text, rate: Text):
        self.field = field
        answered = GIVEN_ONCE & ~Q(**{field: ""})
        self.given = self._forms("given", _("已评价"), answered, _("对这一项作了评价的件次。"))
        self.silent = self._forms(
            "silent", _("未反馈"), ~answered, _("对这一项还没有评价的件次，包括逾期未反馈的。")
        )
        self.answers = tuple(
            self._forms(value, Satisfaction(value).label, GIVEN_ONCE & Q(**{field: value}), label)
            for value in Satisfaction.values
        )
        satisfied, basically, _dissatisfied = self.answers
        self.content = Sum(
            f"evaluations.{field}_content",
            _("满意和基本满意"),
            (satisfied, basically),
            _("满意与基本满意之和。"),
        )
        self.rate = Ratio(
            f"evaluations.{field}_rate",
            rate,
            self.content,
            self.given,
            _("满意和基本满意占已评价件次的比例；未反馈的另列，不作满意计。"),
            beside=(self.given, DUE_FORMS),
            silent=self.silent,
        )

    @property
    def figures(self) -> list[Figure | Sum | Ratio]:
        return [self.given, self.silent, *self.answers, self.content, self.rate]

    def _forms(self, code: str, label: Text, fact: Q, definition: Text) -> Figure:
        return _forms(f"evaluations.{self.field}_{code}", label, fact, definition)


ATTITUDE = Axis("attitude", _("对办理态度的评价。"), _("办理态度满意率"))
RESULT = Axis("result", _("对办理结果的评价。"), _("办理结果满意率"))

FIGURES = [
    TO_EVALUATE,
    EVALUATED,
    SILENT,
    SATISFIED,
    BASICALLY,
    DISSATISFIED,
    CONTENT,
    SATISFACTION,
    DUE_FORMS,
    GIVEN_FORMS,
    *ATTITUDE.figures,
    *RESULT.figures,
]
