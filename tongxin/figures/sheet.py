"""The figures of one page: what it will name is counted together, when the first of them is drawn."""

from collections.abc import Iterable

from tongxin.figures.answers import Answered, answer
from tongxin.figures.declare import figure
from tongxin.figures.question import Question


class Sheet:
    """Answers by code to one question; `{% figure "code" %}` reads it from the context as `figures`."""

    def __init__(self, question: Question, codes: Iterable[str] = ()):
        self.question = question
        self._announced = dict.fromkeys(codes)
        self._answers: dict[str, Answered] = {}

    def __getitem__(self, code: str) -> Answered:
        if code not in self._answers:
            self._announced.setdefault(code)
            missing = [one for one in self._announced if one not in self._answers]
            self._answers |= answer(self.question, [figure(one) for one in missing])
        return self._answers[code]
