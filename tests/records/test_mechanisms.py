"""docs/mechanisms.md says of all 110 mechanisms where each lives, and cannot say it of a kind or page that is not there."""

import re

import pytest
from django.conf import settings

from tests.architecture.source import ROOT
from tests.matrix.addresses import routes
from tests.test_architecture import ORDER
from tongxin.gatherings.shipped import shipped as gatherings
from tongxin.records.shipped import shipped as records

TABLE = ROOT / "docs" / "mechanisms.md"
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| (\w+) \| ([^|]+) \|$", re.MULTILINE)
KIND, PAGE = re.compile(r"(?:台账|活动)·`(\w+)`"), re.compile(r"`(\w+:\w+)`")
LATER = "待建"
HOW_MANY = 110


def rows(text: str) -> dict[int, tuple[str, str]]:
    """Number to app and place."""
    return {int(number): (app, place) for number, _name, app, place in ROW.findall(text)}


def stale(text: str) -> list[str]:
    """What the table says and the program does not, or the other way round."""
    told, carried = rows(text), {}
    for kind in (*records(), *gatherings()):
        for number in kind.mechanisms:
            carried.setdefault(number, set()).add(kind.code)
    pages, there = (
        set(routes().values()),
        {name.rpartition(".")[2] for name in settings.INSTALLED_APPS},
    )
    found = [f"{number} is missing" for number in range(1, HOW_MANY + 1) if number not in told]
    for number, (app, place) in told.items():
        if set(KIND.findall(place)) != carried.get(number, set()):
            found.append(f"{number}: kinds {KIND.findall(place)}")
        found += [f"{number}: no page {page}" for page in PAGE.findall(place) if page not in pages]
        if app not in ORDER:
            found.append(f"{number}: no app {app}")
        if app not in there and LATER not in place:
            found.append(f"{number}: {app} is not there yet")
    return found


def test_table_says_where_every_mechanism_lives():
    assert stale(TABLE.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("台账·`donation`", "台账·`gift`"),
        ("活动·`plenary`", "活动·`congress`"),
        ("`records:publications`", "`records:nowhere`"),
        ("| 44 |", "| 444 |"),
        ("| reports | 待建", "| reports | 在"),
        ("| records | 台账·`appeal`", "| recordz | 台账·`appeal`"),
    ],
)
def test_stale_table_would_be_found(said, instead):
    text = TABLE.read_text(encoding="utf-8")
    assert said in text
    assert stale(text.replace(said, instead, 1))


def test_every_shipped_kind_carries_a_mechanism():
    assert [kind.code for kind in (*records(), *gatherings()) if not kind.mechanisms] == []
