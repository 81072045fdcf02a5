"""The numbers of units: the figures of handling parted by unit, and satisfaction once both sides were heard."""

from collections.abc import Sequence
from functools import cached_property

from django.db.models import Count

from tongxin.core.pages import Number
from tongxin.figures.answers import Answer, parted
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.organisations.models import Assembly, Organisation
from tongxin.proposals.figures import handling
from tongxin.proposals.figures.breakdowns import UNIT
from tongxin.proposals.models import Evaluation
from tongxin.proposals.terms import Satisfaction

WORK = (handling.LEAD, handling.PARALLEL, handling.ASSIST)
REPLIES = (handling.UNIT_REPLIED, handling.UNIT_IN_TIME, handling.OVERDUE)
CLASSES = handling.UNIT_CLASSES
SHOWN = (*WORK, *REPLIES, *CLASSES)


class UnitFigures:
    """All units of an assembly in one period; one query however many they are."""

    def __init__(self, assembly: Assembly, period: Period):
        self.question = Question(Scope(assembly), period)

    @cached_property
    def _by_unit(self) -> dict[str, dict[str, Answer]]:
        return {part.key: answers for part, answers in parted(self.question, SHOWN, UNIT)}

    def count(self, unit_id: int, code: str) -> int:
        """One number; units without work have none."""
        answer = self._by_unit.get(str(unit_id), {}).get(code)
        return answer.value if answer else 0

    def numbers(self, unit_id: int, codes: Sequence[str], *, linked: bool) -> list[Number]:
        """Numbers for the page; they lead to their rows for those who may open them."""
        answers = self._by_unit.get(str(unit_id), {})
        shown = [answers[code].as_number() for code in codes if code in answers]
        if linked:
            return shown
        return [Number(one.label, one.value, one.unit) for one in shown]


def satisfaction_of(unit: Organisation, assembly: Assembly, period: Period) -> list[Number]:
    """How the unit's replies were rated, counting what it has been told (practice 6)."""
    rated = (
        Evaluation.objects.filter(
            assembly=assembly,
            handling__unit=unit,
            counts=True,
            shown_to_unit_on__isnull=False,
            proposal__handed_in_on__gte=period.start,
            proposal__handed_in_on__lt=period.end,
        )
        .values("result")
        .annotate(forms=Count("pk"))
    )
    forms = {row["result"]: row["forms"] for row in rated}
    return [
        Number(str(label), forms.get(value, 0), handling.TIMES)
        for value, label in Satisfaction.choices
    ]
