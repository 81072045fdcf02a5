"""Cells of lists of proposals: case numbers, results, satisfaction, units' parts, flags, numbered suggestions."""

import re
from collections.abc import Callable

from django.utils.translation import gettext_noop as noop

from tongxin.papers.imports.cells import Faulty, read_yes_no, tight, written
from tongxin.papers.spreadsheets.grids import Cell
from tongxin.proposals.terms import ReplyClass, Satisfaction, UnitRole

LARGEST = 2_147_483_647

_CLASS_WORDS = (
    (r"参考", ReplyClass.D),
    (r"条件限制|暂难|难以|无法|不能", ReplyClass.C),
    (r"正在|列入|计划|逐步|部分", ReplyClass.B),
    (r"解决|采纳|落实|办结", ReplyClass.A),
)
_SATISFACTION_WORDS = (
    (r"^(?:未|没有|无|-|—|/)", ""),
    (r"不满意|不太满意", Satisfaction.DISSATISFIED),
    (r"基本满意|较满意|比较满意|一般", Satisfaction.BASICALLY),
    (r"满意|同意", Satisfaction.SATISFIED),
)
_ROLE_WORDS = (
    (r"协办|会办|配合|协助", UnitRole.ASSIST),
    (r"分办|联办|分别", UnitRole.PARALLEL),
    (r"参阅|抄送|阅知", UnitRole.REFERENCE),
    (r"单办|独办|单独", UnitRole.SOLE),
    (r"主办|承办|牵头|办理", UnitRole.LEAD),
)
_ITEM = re.compile(
    r"^\s*(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.．,]|第[一二三四五六七八九十]+[,、])\s*"
)


def read_case_number(cell: Cell) -> int:
    """The number itself: 第0315号, 2023-315 and 315 are all 315."""
    numbers = re.findall(r"\d+", tight(cell))
    if not numbers or int(numbers[-1]) > LARGEST:
        raise Faulty(noop("看不懂的案号“%(value)s”"), value=written(cell))
    return int(numbers[-1])


def read_class(cell: Cell) -> str:
    """A to D, by letter or by the words of the four classes."""
    text = tight(cell).upper()
    if match := re.match(r"^\(?([A-D])(?![A-Z])", text):
        return match[1]
    return _by_words(cell, _CLASS_WORDS, noop("看不懂的办理结果“%(value)s”，应为 A、B、C、D 之一"))


def read_satisfaction(cell: Cell) -> str:
    """The scale of three; 未反馈 and the like are no answer."""
    return _by_words(
        cell, _SATISFACTION_WORDS, noop("看不懂的满意度“%(value)s”，应为满意、基本满意或不满意")
    )


def read_role(cell: Cell) -> str:
    """A unit's part: 主办, 会办 (协办), 分办, 单办, 参阅."""
    return _by_words(
        cell, _ROLE_WORDS, noop("看不懂的办理分工“%(value)s”，应为主办、会办、分办、单办或参阅")
    )


def read_is_session(cell: Cell) -> bool:
    """Whether it was handed in for a session: 大会提案, 平时提案, or yes and no."""
    text = tight(cell)
    if re.search(r"平时|闭会|日常", text):
        return False
    return bool(re.search(r"大会|全会|会议期间", text)) or read_yes_no(cell)


def _by_words(cell: Cell, words: tuple[tuple[str, str], ...], message: str) -> str:
    text = tight(cell)
    for pattern, value in words:
        if re.search(pattern, text):
            return str(value)
    raise Faulty(message, value=written(cell))


def flag(yes: str) -> Callable[[Cell], bool]:
    """A reader of yes or no that also understands the column's own word, such as 重点 or 不公开."""

    def read(cell: Cell) -> bool:
        text = tight(cell)
        if yes in text:
            return not re.search(rf"[不非否未]\w?{yes}", text)
        return read_yes_no(cell)

    return read


def suggestions_in(text: str) -> list[str]:
    """A text of suggestions as numbered items: parted where lines begin with a number, else one item."""
    items: list[str] = []
    for line in text.split("\n"):
        if _ITEM.match(line) or not items:
            items.append(_ITEM.sub("", line).strip())
        else:
            items[-1] = f"{items[-1]}\n{line.strip()}".strip()
    return [item for item in items if item]
