"""Reads the alarms of an analysis in plain words: what was seen, by which doors they came, what hangs on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tongxin.deliberation.results.shares import percent

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Alarm:
    """A sign that the result was pushed: what was seen, by which doors they came, what hangs on them."""

    said: str
    came: str
    moves: tuple[str, ...]


@dataclass(frozen=True)
class AlarmReading:
    """words_of: a statement in its words, by its number; cohorts: {day or batch of coming: its name}."""

    words_of: Callable[[int], str]
    cohorts: Mapping[int, str]

    def of(self, told: Told) -> list[Alarm]:
        """The alarms that an analysis tells of."""
        return [*map(self._copies, told["copies"]), *map(self._push, told["pushes"])]

    def _copies(self, one: Told) -> Alarm:
        said = _("有 %(people)d 份表态几乎相同（%(alike)d 条一致），各自独立表态很少会这样。") % one
        if "moves" not in one:
            return Alarm(said, "", ())
        moves = tuple(self._move(move) for move in one["moves"])
        return Alarm(said, self._came(one), moves or (_("不算这些表态，共识清单和前十条都不变。"),))

    def _came(self, one: Told) -> str:
        """By which doors, as far as so many came by one that it may be told."""
        doors = [
            _("“%(door)s”%(people)d 人") % {"door": self._door(cohort), "people": people}
            for cohort, people in one["came"]
        ]
        if one["elsewhere"]:
            doors.append(_("分散在各处的 %(people)d 人") % {"people": one["elsewhere"]})
        return _("来路：%(doors)s。") % {"doors": _("、").join(doors)}

    def _door(self, cohort: int) -> str:
        return self.cohorts.get(cohort) or (_("未注明") if cohort else _("受邀委员"))

    def _move(self, move: Told) -> str:
        told = {**move, "words": self.words_of(move["number"])}
        if move["is_shared"] and not move["is_shared_without"]:
            return _("不算这些表态，“%(words)s”就不在共识清单里（现在是第 %(rank)d 位）。") % told
        if move["is_shared_without"] and not move["is_shared"]:
            return _("不算这些表态，“%(words)s”会进入共识清单（现在是第 %(rank)d 位）。") % told
        return _("不算这些表态，“%(words)s”从第 %(rank)d 位变为第 %(rank_without)d 位。") % told

    def _push(self, one: Told) -> Alarm:
        told = {
            **one,
            "cohort": self._door(one["cohort"]),
            "words": self.words_of(one["number"]),
            "others": percent(one["others"]),
        }
        said = (
            _(
                "“%(cohort)s”这一批参加的人集中赞成“%(words)s”：%(seen)d 人表态，%(agree)d 人赞成，其他人赞成的占 %(others)s。"
            )
            % told
        )
        if one.get("rank", 0) == one.get("rank_without", 0):
            return Alarm(said, "", ())
        moved = _("不算这一批，它从第 %(rank)d 位变为第 %(rank_without)d 位。") % told
        return Alarm(said, "", (moved,))
