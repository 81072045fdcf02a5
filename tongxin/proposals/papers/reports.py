"""The examination report and the yearly report: every number is a declared figure as known at the cut-off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.db.models import Min

from tongxin.figures.answers import Answered, Share, answer, parted
from tongxin.figures.declare import Breakdown, Declared
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.members.models import PlenarySession
from tongxin.papers.documents import (
    Align,
    Block,
    Column,
    Heading,
    Official,
    Paragraph,
    Table,
    Total,
)
from tongxin.papers.documents.numerals import chinese_date
from tongxin.proposals.figures import aftermath, breakdowns, evaluation, examination, handling
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.words import committee, session_name

CASES = (examination.RECEIVED, examination.DOCKETED)
BY_UNIT = (
    handling.LEAD,
    handling.PARALLEL,
    handling.ASSIST,
    handling.UNIT_REPLIED,
    handling.UNIT_IN_TIME,
    *handling.UNIT_CLASSES,
    handling.OVERDUE,
)


def examination_report(session: PlenarySession, order: Order) -> Official:
    """What was received and what became of it, from the opening of the window to the cut-off."""
    tables = _Tables(_question(session, order))
    told = tables.told
    return _report(
        f"关于{session_name(session)}提案审查情况的报告",
        session,
        order,
        [
            Paragraph(f"现将{session_name(session)}提案审查情况报告如下（{order.stamp}）。"),
            Heading("提案提交情况"),
            Paragraph(
                f"共收到提案{told(examination.RECEIVED)}件。"
                f"其中立案{told(examination.DOCKETED)}件，立案率为{told(examination.FILING_RATE)}。"
                f"立案提案中，大会提案{told(examination.SESSION)}件，平时提案{told(examination.ORDINARY)}件；"
                f"委员提案{told(examination.BY_MEMBERS)}件，占{told(examination.MEMBER_SHARE)}；"
                f"集体提案{told(examination.COLLECTIVE)}件，占{told(examination.COLLECTIVE_SHARE)}。"
            ),
            Heading("审查结果"),
            tables.listed("按审查结果", examination.OUTCOMES.parts, examination.OUTCOMES),
            tables.split("按提案者性质", breakdowns.KIND, CASES),
            tables.split("按类别", breakdowns.CATEGORY, CASES),
            tables.split("按界别", breakdowns.SECTOR, CASES),
            tables.listed(
                "大会提案与平时提案",
                (examination.SESSION, examination.ORDINARY),
                examination.DOCKETED,
            ),
            *_not_docketed(tables),
        ],
    )


def _not_docketed(tables: "_Tables") -> list[Block]:
    if not tables.answers[examination.DECLINED.code].value:
        return []
    told = tables.told(examination.DECLINED)
    return [
        Heading("未立案提案的处理"),
        Paragraph(f"未立案的{told}件已按去向分别处理，并告知提案者。"),
        tables.split("按去向", breakdowns.ROUTE, (examination.DECLINED,)),
    ]


def yearly_report(session: PlenarySession, order: Order) -> Official:
    """How the session's proposals were handled, with a table of units. 件 and 件次 are never added."""
    tables = _Tables(_question(session, order))
    told = tables.told
    return _report(
        f"{session_name(session)}以来提案工作情况的报告",
        session,
        order,
        [
            Paragraph(f"现将{session_name(session)}以来的提案工作情况报告如下（{order.stamp}）。"),
            Heading("基本情况"),
            Paragraph(
                f"共收到提案{told(examination.RECEIVED)}件，立案{told(examination.DOCKETED)}件。"
                f"在册委员{told(aftermath.ON_ROLL)}人，提出或参与提案{told(aftermath.TOOK_PART)}人，"
                f"参与率为{told(aftermath.PARTICIPATION)}。"
                f"确定重点提案{told(examination.PRIORITY)}件。"
            ),
            Heading("办理情况"),
            Paragraph(
                f"已交办{told(handling.ASSIGNED_CASES)}件，已办复{told(handling.REPLIED)}件，"
                f"办复率为{told(handling.REPLY_RATE)}，按期办复率为{told(handling.IN_TIME_RATE)}，"
                f"面商率为{told(handling.TALK_RATE)}。"
            ),
            tables.listed("按办理结果", handling.CLASSES, handling.REPLIED),
            tables.split("按类别", breakdowns.CATEGORY, (*CASES, handling.REPLIED)),
            Heading("评价情况"),
            Paragraph(_rated(tables)),
            Heading("承诺事项"),
            Paragraph(
                f"从答复中提取承诺事项{told(aftermath.DRAWN)}项，已兑现{told(aftermath.KEPT)}项，"
                f"逾期未兑现{told(aftermath.OVERDUE)}项。"
            ),
            Heading("各单位承办情况"),
            tables.split("按承办单位（件次）", breakdowns.UNIT, BY_UNIT),
        ],
    )


def _rated(tables: "_Tables") -> str:
    """Shares carry n, due and silent (practice 17); no bounds on letters."""
    told = tables.told
    if not tables.answers[evaluation.EVALUATED.code].value:
        return f"办复的{told(handling.REPLIED)}件，提案者尚未评价。"
    return (
        f"办复的{told(handling.REPLIED)}件中，已评价{told(evaluation.EVALUATED)}件，"
        f"未反馈{told(evaluation.SILENT)}件。已评价的提案中，满意{told(evaluation.SATISFIED)}件，"
        f"基本满意{told(evaluation.BASICALLY)}件，不满意{told(evaluation.DISSATISFIED)}件，"
        f"满意和基本满意占{told(evaluation.SATISFACTION)}。"
    )


def _report(title: str, session: PlenarySession, order: Order, blocks: list[Block]) -> Official:
    return Official(
        title=title,
        byline=(f"（{chinese_date(order.on)}）", committee(session.assembly)),
        blocks=blocks,
        issuers=(),
    )


def _question(session: PlenarySession, order: Order) -> Question:
    """From the opening of the session's window to the cut-off, or to the day before the next window opens."""
    later = PlenarySession._base_manager.filter(
        assembly=session.assembly_id, window_opens_on__gt=session.window_opens_on
    )
    last = max(order.on, session.window_opens_on)
    if following := later.aggregate(opens=Min("window_opens_on"))["opens"]:
        last = min(last, following - timedelta(days=1))
    period = Period.between(session.window_opens_on, last)
    return Question(Scope(session.assembly), period, as_of=order.at, told=order.is_told)


class _Tables:
    """Sentences' numbers and tables from one question."""

    def __init__(self, question: Question):
        self.question = question
        modules = (examination, handling, evaluation, aftermath)
        figures = [figure for module in modules for figure in module.FIGURES]
        self.answers = answer(question, figures)

    def told(self, one: Declared) -> str:
        return shown(self.answers[one.code])

    def listed(self, caption: str, parts: Sequence[Declared], whole: Declared) -> Table:
        """Figures one below the other, their sum at the end."""
        rows = [(str(part.label), self.told(part)) for part in parts]
        total = Total(("合计", self.told(whole)))
        return Table(_columns("项目", ["件数"]), [*rows, total], caption=caption)

    def split(self, caption: str, by: Breakdown, figures: Sequence[Declared]) -> Table:
        """Figures side by side, a row for each part."""
        rows = [
            (part.label, *(shown(answers[one.code]) for one in figures))
            for part, answers in parted(self.question, figures, by)
        ]
        total = Total(("合计", *(self.told(one) for one in figures)))
        labels = [str(one.label) for one in figures]
        size = 12 if len(figures) < 6 else 10.5
        table = Table(_columns("项目", labels), [*rows, total], caption=caption)
        return replace(table, size=size)


def shown(answered: Answered) -> str:
    """79.4% or 327; a share of nothing is a dash."""
    return answered.shown.replace(" ", "") if isinstance(answered, Share) else str(answered.value)


def _columns(first: str, labels: Sequence[str]) -> list[Column]:
    """Words at the left; the more numbers, the narrower each."""
    width = 1.4 if len(labels) < 6 else 1.0
    return [
        Column(first, max(3.2, 6.0 - len(labels))),
        *(Column(name, width, Align.CENTER) for name in labels),
    ]
