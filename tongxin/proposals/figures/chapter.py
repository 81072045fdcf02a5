"""The proposals' chapter of the figures page: what is said first, what is drawn, what is tabled."""

from django.utils.translation import gettext_lazy as _

from tongxin.figures.declare import Chapter, FigurePanel, Panel, Table
from tongxin.proposals.figures import aftermath, breakdowns, evaluation, examination, handling

OF_CASES = (
    examination.RECEIVED,
    examination.DOCKETED,
    handling.REPLIED,
    *handling.CLASSES,
    evaluation.SATISFACTION,
)

CHAPTER = Chapter(
    "proposals",
    _("提案"),
    sentences=(
        (examination.RECEIVED, examination.DOCKETED, examination.FILING_RATE),
        (
            examination.SESSION,
            examination.ORDINARY,
            examination.BY_MEMBERS,
            examination.COLLECTIVE,
            examination.PRIORITY,
        ),
        (aftermath.ON_ROLL, aftermath.TOOK_PART, aftermath.PARTICIPATION),
        (handling.REPLIED, handling.REPLY_RATE, handling.IN_TIME_RATE, handling.TALK_RATE),
        (evaluation.SATISFACTION, evaluation.ATTITUDE.rate, evaluation.RESULT.rate),
        handling.CLASS_SHARES,
        (aftermath.DRAWN, aftermath.KEPT, aftermath.OVERDUE, handling.OVERDUE),
    ),
    panels=(
        FigurePanel(_("审查情况"), examination.OUTCOMES, examination.OUTCOMES.parts),
        Panel(examination.DOCKETED, breakdowns.CATEGORY),
        Panel(examination.DOCKETED, breakdowns.KIND),
        FigurePanel(_("办理结果"), handling.REPLIED, handling.CLASSES),
        FigurePanel(
            _("满意度"),
            evaluation.TO_EVALUATE,
            (
                evaluation.SATISFIED,
                evaluation.BASICALLY,
                evaluation.DISSATISFIED,
                evaluation.SILENT,
            ),
        ),
        Panel(examination.DOCKETED, breakdowns.PARTY),
        Panel(examination.DECLINED, breakdowns.REASON),
        Panel(examination.DECLINED, breakdowns.ROUTE),
        FigurePanel(
            _("承诺事项"),
            aftermath.DRAWN,
            (aftermath.CONFIRMED, aftermath.KEPT, aftermath.LIFTED, aftermath.OVERDUE),
        ),
    ),
    tables=(
        Table("category", _("按类别"), ((breakdowns.CATEGORY, OF_CASES),)),
        Table(
            "sector",
            _("按界别"),
            (
                (breakdowns.SECTOR, (examination.RECEIVED, examination.DOCKETED, handling.REPLIED)),
                (
                    breakdowns.MEMBER_SECTOR,
                    (aftermath.ON_ROLL, aftermath.TOOK_PART, aftermath.PARTICIPATION),
                ),
            ),
        ),
        Table("collective", _("按集体提案者"), ((breakdowns.COLLECTIVE, OF_CASES),)),
        Table(
            "unit",
            _("按承办单位"),
            (
                (
                    breakdowns.UNIT,
                    (
                        handling.LEAD,
                        handling.PARALLEL,
                        handling.ASSIST,
                        handling.ACKNOWLEDGED,
                        handling.UNIT_REPLIED,
                        *handling.UNIT_CLASSES,
                        handling.OVERDUE,
                    ),
                ),
                (
                    breakdowns.RATED_UNIT,
                    (evaluation.ATTITUDE.rate, evaluation.RESULT.rate),
                ),
            ),
        ),
    ),
)
