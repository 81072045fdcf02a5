"""What a host declares: a made-up one says in a few lines which kinds it has, and the rest follows."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db.models import TextChoices

from tongxin.core.fields import Field, FieldType, Words
from tongxin.kinds import declaration
from tongxin.kinds.declaration import many, new_code, perhaps, words_of
from tongxin.kinds.shipping import shipped_in


class Group(TextChoices):
    CARE = "care", "care"
    OWN = "own", "own"


class Measure(TextChoices):
    TIMES = "times", "times"
    QUANTITY = "quantity", "quantity"


@dataclass(frozen=True)
class CountedAs(declaration.CountedAs):
    measure: Measure = Measure.TIMES


@dataclass(frozen=True, kw_only=True)
class Declaration(declaration.Declaration):
    columns = {"quantity": FieldType.NUMBER}
    reserved = frozenset({"title"})
    reading = {
        **declaration.Declaration.reading,
        "group": Group,
        "figures": many(CountedAs.of),
        "room": perhaps(Words.of),
    }

    room: Words | None = None


TREES = """
group = "care"

[[kinds]]
code = "trees"
name = { zh = "植树", en = "Tree planting" }
unit = "次"
room = "北坡"
fields = [{ code = "quantity", label = "棵数", type = "number" }]
figures = [
  { label = "植树", unit = "次" },
  { code = "planted", label = "植树棵数", unit = "棵", measure = "quantity" },
]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "1_care.toml").write_text(TREES, "utf-8")
    return tmp_path


@pytest.fixture
def trees(folder: Path) -> Declaration:
    (found,) = shipped_in(folder, Declaration)
    return found


def test_shipped_kind_is_read_by_the_hosts_own_words(trees):
    assert (trees.group, trees.room, str(trees.name)) == (Group.CARE, Words("北坡"), "植树")
    assert [one.measure for one in trees.figures] == [Measure.TIMES, Measure.QUANTITY]
    assert trees.field("quantity").type == FieldType.NUMBER
    assert words_of(trees.fields) == ["棵数"]


def test_declaration_survives_being_kept(trees):
    assert Declaration.of(trees.as_json()) == trees


def test_kind_shipped_twice_is_refused(folder):
    (folder / "2_more.toml").write_text(TREES, "utf-8")
    with pytest.raises(ValueError, match="trees"):
        shipped_in(folder, Declaration)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "Trees"},
        {"colour": "green"},
        {"group": "garden"},
        {"fields": [{"code": "title", "label": "标题"}]},
        {"fields": [{"code": "quantity", "label": "棵数", "type": "text"}]},
        {"fields": []},
    ],
)
def test_kind_that_makes_no_sense_is_refused(trees, wrong):
    with pytest.raises(ValueError):
        Declaration.of(trees.as_json() | wrong)


def test_kind_in_use_may_grow_and_be_renamed(trees):
    more = [*trees.as_json()["fields"], Field("place", Words("地点")).as_json()]
    renamed = Declaration.of(trees.as_json() | {"fields": more, "name": "义务植树"})
    assert trees.what_narrows(renamed) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [({"fields": [], "figures": []}, "不能去掉"), ({"figures": []}, "怎样计数")],
)
def test_kind_in_use_loses_neither_field_nor_figure(trees, change, why):
    assert why in trees.what_narrows(Declaration.of(trees.as_json() | change))[0]


def test_own_kinds_bear_codes_of_their_own():
    assert declaration.CODE.fullmatch(new_code())
    assert new_code() != new_code()
