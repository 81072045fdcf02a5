"""Reads an analysis in plain words: the list of what all share first, then views, stability, response, what would change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin.deliberation.models import Analysis
from tongxin.deliberation.results.alarm_reading import Alarm, AlarmReading
from tongxin.deliberation.results.content import HALF
from tongxin.deliberation.results.found import OTHERS
from tongxin.deliberation.results.shares import percent

MOST_CHANGES = 5
MOST_LEANINGS = 2
SIGNS = ("●", "■", "▲", "◆", "✚")
"""What stands for a group beside its colour."""
CLEAR = 0.05
UNSURE = 0.3
"""An interval as wide as this leaves open which side most are on, unless nearly all are on one."""


def letter_of(place: int) -> str:
    """A for the first group: statements have numbers."""
    return chr(ord("A") + place % 26)


@dataclass(frozen=True)
class Cell:
    """What a group says of a statement: the least share that agrees, the share, the counts where they may be told.

    `part`: the share as a number, in tenths where the counts are not told.
    """

    low: str
    share: str
    counts: str = ""
    part: float = 0.0

    @property
    def shown(self) -> str:
        """Share and counts in one cell."""
        return f"{self.share}（{self.counts}）" if self.counts else self.share


@dataclass(frozen=True)
class Part:
    """What a group says of a statement; nothing where too few of it did."""

    name: str
    cell: Cell | None
    is_weakest: bool


@dataclass(frozen=True)
class Line:
    """A statement as the lists show it; `weakest` is the group that agrees least."""

    rank: int
    number: int
    words: str
    score: float
    at_least: str
    weakest: str
    weakest_place: int
    agree: int
    disagree: int
    passed: int
    seen: int
    interval: str
    width: float
    parts: tuple[Part, ...]

    @property
    def cells(self) -> tuple[Cell | None, ...]:
        """What the groups say, one after the other."""
        return tuple(part.cell for part in self.parts)

    @property
    def agree_share(self) -> str:
        return percent(self.agree / self.seen) if self.seen else "—"

    @property
    def shares(self) -> list[float]:
        """How much of each group agrees, of those of which that is told."""
        return [part.cell.part for part in self.parts if part.cell]

    @property
    def is_unsure(self) -> bool:
        """Whether so few took a stance, of all or of a group, that little can be said."""
        return self.width > UNSURE or any(part.cell is None for part in self.parts)

    @property
    def is_shared(self) -> bool:
        """Whether at least half of every group agrees."""
        return self.score >= HALF


@dataclass(frozen=True)
class Special:
    """What a group says otherwise than the others. The shares are of those who say what `said` names."""

    words: str
    way: str
    said: str
    own: str
    others: str


@dataclass(frozen=True)
class Group:
    """A view, or a part of the assembly, with what is special to it; where nothing surely is, with where it leans."""

    place: int
    name: str
    size: int
    sign: str
    specials: tuple[Special, ...]
    leanings: tuple[Special, ...]
    stability: str

    @property
    def letter(self) -> str:
        """What stands for it where its name has no room."""
        return letter_of(self.place)


class Reading:
    """An analysis with the statements' words and the parts' names; every number in it comes from the content."""

    def __init__(
        self,
        analysis: Analysis,
        words: Mapping[int, str],
        parts: Mapping[int, str],
        cohorts: Mapping[int, str] | None = None,
    ) -> None:
        """words: {statement number: its words}; parts, cohorts: {part, cohort: its name}."""
        self.analysis, self.content = analysis, analysis.content
        self._words, self._parts, self._cohorts = words, parts, cohorts or {}

    @property
    def is_in_bands(self) -> bool:
        """Whether it is about parts known by name, whose shares are told in tenths."""
        return bool(self.content["in_bands"])

    @cached_property
    def names(self) -> list[str]:
        """The groups' names: views by number, the own parts by theirs."""
        if not self.is_in_bands:
            count = len(self.content["groups"])
            return [_("看法 %(n)d") % {"n": place} for place in range(1, count + 1)]
        return [self._part(group["part"]) for group in self.content["groups"]]

    def _part(self, part: int) -> str:
        return _("其余合并") if part == OTHERS else self._parts.get(part, _("其余合并"))

    def words_of(self, number: int) -> str:
        """A statement in its own words."""
        return self._words.get(number) or _("第 %(n)d 号观点") % {"n": number}

    @cached_property
    def lines(self) -> list[Line]:
        """Every statement, innermost first."""
        return [self._line(rank, one) for rank, one in enumerate(self.content["lines"], start=1)]

    def _line(self, rank: int, told: Mapping[str, Any]) -> Line:
        counts = {name: told[name] for name in ("agree", "disagree", "passed", "seen", "score")}
        return Line(
            rank=rank,
            number=told["number"],
            words=self.words_of(told["number"]),
            at_least=percent(told["score"]),
            weakest=self.names[told["weakest"]],
            weakest_place=told["weakest"],
            interval=f"{percent(told['low'])} – {percent(told['high'])}",
            width=told["high"] - told["low"],
            parts=tuple(
                Part(self.names[place], self._cell(cell), place == told["weakest"])
                for place, cell in enumerate(told["cells"])
            ),
            **counts,
        )

    def _cell(self, told: Mapping[str, Any] | None) -> Cell | None:
        if told is None:
            return None
        low = percent(told["low"])
        if self.is_in_bands:
            said = _("%(share)s 以上") % {"share": percent(told["share"])}
            return Cell(low, said, part=told["share"])
        counts, share = f"{told['agree']} / {told['seen']}", told["agree"] / told["seen"]
        return Cell(low, percent(share), counts, share)

    @property
    def shared(self) -> list[Line]:
        """共识清单: what at least half of every group agrees with."""
        return [line for line in self.lines if line.is_shared]

    @property
    def lead(self) -> str:
        """The first sentence."""
        count, groups = len(self.shared), len(self.names)
        if not count and groups > 1:
            return _("目前还没有哪条观点在每个组里都肯定有一半以上的人赞成。")
        if not count:
            return _("目前还没有哪条观点肯定有一半以上的人赞成。")
        told = {"count": count, "groups": groups, "share": self.shared[-1].at_least}
        if groups > 1:
            said = _in_all_parts(count) if self.is_in_bands else _in_all_views(count)
            return said % told
        return _among_all(count) % told

    @property
    def views(self) -> str:
        """Whether there are clearly different views at all."""
        told = self.content["views"]
        if self.is_in_bands:
            return (
                _("按既有单位分成 %(count)d 个组，人数少的并作一组；没有另外寻找不同的看法。")
                % told
            )
        if told["count"] > 1 and told["reached"]:
            return (
                _(
                    "大家的看法明显分成 %(count)d 种：把表态打乱重排 %(tried)d 次，只有 %(reached)d 次能分得这样开，"
                    "不像是偶然。"
                )
                % told
            )
        if told["count"] > 1:
            return (
                _(
                    "大家的看法明显分成 %(count)d 种：把表态打乱重排 %(tried)d 次，没有一次能分得这样开，不像是偶然。"
                )
                % told
            )
        if told["tested"] and told["p"] <= CLEAR:
            return _("看法有不同，但其中一种人数太少；为了不让人认出是谁，这一页都按全体计算。")
        if told["tested"]:
            return _(
                "没有发现明显不同的看法：把表态打乱重排，也能分出这样的组。这一页都按全体计算。"
            )
        return _("参与的人或表态还少，分不出不同的看法。这一页都按全体计算。")

    @property
    def has_views(self) -> bool:
        return len(self.names) > 1

    @property
    def stability(self) -> str:
        """Whether other people would be grouped in the same way; nothing where there is one group."""
        told = self.content["stability"]
        return _stabilities().get(told["label"], "") if told else ""

    @property
    def response(self) -> str:
        """Who took part, out of how many, and who did not."""
        people, invited = self.content["people"], self.content["population"]
        if codes := self.content.get("codes"):
            told = {"codes": codes, "people": people, "silent": max(codes - people, 0)}
            return (
                _("发出 %(codes)d 个邀请码，%(people)d 人表态，%(silent)d 个没有用来表态。") % told
            )
        if not invited:
            return _("%(people)d 人表态。面向公众，没有受邀人数，不计参与率。") % {"people": people}
        told = {
            "invited": invited,
            "people": people,
            "silent": invited - people,
            "rate": percent(people / invited),
        }
        return (
            _("邀请 %(invited)d 人，%(people)d 人表态，%(silent)d 人没有表态，参与率 %(rate)s。")
            % told
        )

    @cached_property
    def groups(self) -> list[Group]:
        """The groups with what is special to each."""
        return [
            Group(
                place,
                self.names[place],
                told["size"],
                SIGNS[place % len(SIGNS)],
                tuple(self._special(one) for one in told["special"]),
                () if told["special"] else self._leanings(place),
                _group_stabilities().get(told["label"] or "", ""),
            )
            for place, told in enumerate(self.content["groups"])
        ]

    def _special(self, told: Mapping[str, Any]) -> Special:
        agrees = told["agrees"]
        return Special(
            self.words_of(told["number"]),
            _("更赞成") if agrees else _("更不赞成"),
            _("赞成") if agrees else _("不赞成"),
            percent(told["own"]),
            percent(told["others"]),
        )

    def _leanings(self, place: int) -> tuple[Special, ...]:
        """On which views a group stands farthest from the others, by the counts that are told."""
        if self.is_in_bands:
            return ()
        apart = [(one, *_shares(one["cells"], place)) for one in self.content["lines"]]
        told = [(one, own, others) for one, own, others in apart if own is not None]
        told.sort(key=lambda row: -abs(row[1] - row[2]))
        return tuple(
            Special(
                self.words_of(one["number"]),
                _("更赞成") if own > others else _("赞成得少"),
                _("赞成"),
                percent(own),
                percent(others),
            )
            for one, own, others in told[:MOST_LEANINGS]
        )

    @property
    def ungrouped(self) -> str:
        """Those who stand in no group."""
        count = self.content["ungrouped"]
        if not count:
            return ""
        return _("另有 %(count)d 人表态太少，没有归入哪个组，只计入全体。") % {"count": count}

    @property
    def changes(self) -> list[str]:
        """What would change the picture, the nearest first."""
        rank = {line.number: line.rank for line in self.shared}
        near = [one for one in self.content["lines"] if one["turns"] and one["number"] in rank]
        near.sort(key=lambda one: (one["turns"]["people"], rank[one["number"]]))
        return [*self._if_silent(), *(self._turn(rank, one) for one in near[:MOST_CHANGES])]

    def _turn(self, rank: Mapping[int, int], one: Mapping[str, Any]) -> str:
        told = {
            "rank": rank[one["number"]],
            "people": one["turns"]["people"],
            "group": self.names[one["turns"]["group"]],
        }
        if self.has_views:
            return (
                _("第 %(rank)d 条：“%(group)s”里再有 %(people)d 人不赞成，就不再是各组都过半。")
                % told
            )
        return _("第 %(rank)d 条：再有 %(people)d 人不赞成，就不能说肯定过半。") % told

    def _if_silent(self) -> list[str]:
        """The bounds of silence for the innermost statement (practice 17)."""
        invited, first = self.content["population"], next(iter(self.shared), None)
        if not invited or first is None or first.seen >= invited:
            return []
        told = {
            "silent": invited - first.seen,
            "least": percent(first.agree / invited),
            "most": percent((first.agree + invited - first.seen) / invited),
        }
        return [
            _(
                "对第 1 条没有表态的 %(silent)d 人如果都不赞成，全体赞成的是 %(least)s；如果都赞成，是 %(most)s。"
            )
            % told
        ]

    @property
    def directions(self) -> list[str]:
        """What right and up mean on the map."""
        right, up = (
            [(self.words_of(number), agrees) for number, agrees in axis]
            for axis in self.content["axes"]
        )
        said = [_rightwards(*one) for one in right[:1]] + [_upwards(*one) for one in up[:1]]
        return said

    @property
    def alarms(self) -> list[Alarm]:
        """Signs that the result was pushed, for the organisers."""
        return AlarmReading(self.words_of, self._cohorts).of(self.content["alarms"])


def _shares(
    cells: Sequence[Mapping[str, Any] | None], place: int
) -> tuple[float, float] | tuple[None, None]:
    """How much of a group agrees, and of the others together; nothing where either is not told."""
    own = cells[place]
    others = [cell for at, cell in enumerate(cells) if cell and at != place]
    if own is None or not others:
        return None, None
    agree, seen = (sum(cell[key] for cell in others) for key in ("agree", "seen"))
    return own["agree"] / own["seen"], agree / seen


def _in_all_views(count: int) -> str:
    return ngettext(
        "看法分成 %(groups)d 组，每组都至少有 %(share)s 的人赞成这 %(count)d 条",
        "看法分成 %(groups)d 组，每组都至少有 %(share)s 的人赞成这 %(count)d 条",
        count,
    )


def _in_all_parts(count: int) -> str:
    return ngettext(
        "%(groups)d 个组里都至少有 %(share)s 的人赞成这 %(count)d 条",
        "%(groups)d 个组里都至少有 %(share)s 的人赞成这 %(count)d 条",
        count,
    )


def _among_all(count: int) -> str:
    return ngettext(
        "全体中至少有 %(share)s 的人赞成这 %(count)d 条",
        "全体中至少有 %(share)s 的人赞成这 %(count)d 条",
        count,
    )


def _rightwards(words: str, agrees: bool) -> str:
    if agrees:
        return _("越往右的人，越赞成“%(words)s”。") % {"words": words}
    return _("越往右的人，越不赞成“%(words)s”。") % {"words": words}


def _upwards(words: str, agrees: bool) -> str:
    if agrees:
        return _("越往上的人，越赞成“%(words)s”。") % {"words": words}
    return _("越往上的人，越不赞成“%(words)s”。") % {"words": words}


def _stabilities() -> dict[str, str]:
    return {
        "stable": _("分组稳定：随机去掉五分之一的人再算，分组基本不变。"),
        "tentative": _("分组较稳定：随机去掉五分之一的人再算，大体不变，个别人会换组。"),
        "unstable": _("分组不稳定：随机去掉五分之一的人再算，分组就会变，不宜据此下结论。"),
    }


def _group_stabilities() -> dict[str, str]:
    return {
        "stable": _("换一批人也能看出这一组"),
        "tentative": _("换一批人大体能看出这一组"),
        "unstable": _("换一批人未必看得出这一组"),
    }
