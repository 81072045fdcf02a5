"""A result in words: first what all share, then whether there are views, who took part, what would change it."""

import numpy as np
import pytest

from tests.deliberation.ground import two_views
from tests.deliberation.results.test_content import LEAST, cast_of
from tongxin.core import clock
from tongxin.deliberation.models import Analysis
from tongxin.deliberation.results.content import content_of
from tongxin.deliberation.results.found import by_parts, by_views
from tongxin.deliberation.results.reading import Reading
from tongxin.deliberation.results.shares import percent


def reading_of(table: np.ndarray, population: int | None = None) -> Reading:
    result, _settings = by_views(cast_of(table), population, LEAST)
    content = content_of(result, least=LEAST, population=population, in_bands=False)
    words = {number: f"观点{number}" for number in range(1, table.shape[1] + 1)}
    return Reading(Analysis(content=content, digest="d" * 64, made_at=clock.now()), words, {})


@pytest.fixture(scope="module")
def views() -> Reading:
    return reading_of(two_views(40, 12, doubt=0.02), 50)


@pytest.fixture(scope="module")
def one() -> Reading:
    table = np.random.default_rng(5).choice([1, -1], size=(30, 8))
    table[:, 0] = 1
    return reading_of(table)


def test_first_sentence_says_how_many_share_what(views):
    assert views.lead == f"看法分成 2 组，每组都至少有 {views.shared[-1].at_least} 的人赞成这 4 条"
    assert {line.number for line in views.shared} == {1, 2, 3, 4}


def test_views_are_named_by_number_never_by_people(views):
    assert views.names == ["看法 1", "看法 2"]
    assert views.views.startswith("大家的看法明显分成 2 种")
    assert views.stability.startswith("分组稳定")


def test_without_views_all_are_one(one):
    assert one.names == ["看法 1"]
    assert one.views.startswith("没有发现明显不同的看法")
    assert one.lead.startswith("全体中至少有")
    assert not one.stability


def test_response_counts_the_silent(views):
    assert views.response == "邀请 50 人，40 人表态，10 人没有表态，参与率 80\N{NO-BREAK SPACE}%。"


def test_open_conversation_has_no_rate(one):
    assert one.response == "30 人表态。面向公众，没有受邀人数，不计参与率。"


def test_changes_name_the_nearest_first_and_the_bounds_of_silence(views):
    assert views.changes[0].startswith("对第 1 条没有表态的 10 人如果都不赞成")
    assert all("再有" in said for said in views.changes[1:])


def test_nothing_shared_is_said_plainly():
    table = np.random.default_rng(2).choice([1, -1, -1], size=(30, 6))
    assert reading_of(table).lead == "目前还没有哪条观点肯定有一半以上的人赞成。"


def test_statement_without_words_keeps_its_number(views):
    assert Reading(views.analysis, {}, {}).words_of(7) == "第 7 号观点"


def test_parts_are_named_as_they_are():
    parts = {person: (1 if person <= 20 else 2) for person in range(1, 41)}
    result = by_parts(cast_of(two_views(40, 12), parts), None, LEAST)
    content = content_of(result, least=LEAST, population=None, in_bands=True)
    reading = Reading(
        Analysis(content=content, made_at=clock.now()), {}, {1: "经济委", 2: "社法委"}
    )
    assert reading.names == ["经济委", "社法委"]
    assert reading.views.startswith("按既有单位分成 2 个组")
    assert all(cell.shown.endswith("以上") for line in reading.lines for cell in line.cells)


@pytest.mark.parametrize(("share", "said"), [(0.7299999, 72), (0.73, 73), (1.0, 100), (0, 0)])
def test_shares_are_told_downwards_and_never_broken(share, said):
    assert percent(share) == f"{said}\N{NO-BREAK SPACE}%"


def test_a_group_with_nothing_surely_its_own_says_where_it_leans(views):
    content = {
        **views.content,
        "groups": [one | {"special": []} for one in views.content["groups"]],
    }
    reading = Reading(Analysis(content=content, digest="d" * 64, made_at=clock.now()), {}, {})
    first, second = (group.leanings for group in reading.groups)
    assert [one.words for one in first] == [one.words for one in second]
    for one, other in zip(first, second, strict=True):
        assert {one.way, other.way} == {"更赞成", "赞成得少"}
        assert one.said == other.said == "赞成", "both shares are of those who agree"
    assert not any(group.leanings for group in views.groups), "what is sure is enough"


def test_shares_of_what_is_special_are_of_those_who_say_it(views):
    for place, group in enumerate(views.groups):
        for one in group.specials:
            line = next(line for line in views.lines if line.words == one.words)
            agreeing = line.cells[place].part
            assert one.way == {"赞成": "更赞成", "不赞成": "更不赞成"}[one.said]
            assert one.said == ("赞成" if agreeing > 0.5 else "不赞成")
            assert int(one.own.split("\N{NO-BREAK SPACE}")[0]) > 50


def test_the_weakest_group_is_marked_in_every_line(views):
    for line in views.lines:
        assert [part.name for part in line.parts if part.is_weakest] == [line.weakest]
