"""Kinds that are data: found by their codes, importable by those whom their family names, not offered on the page."""

import pytest

from tests.core.fields.samples import FIELDS
from tests.factories.cities import staff
from tests.factories.papers import StoredFileFactory
from tongxin.accounts.permissions import can
from tongxin.accounts.terms import Role
from tongxin.papers.imports import kinds
from tongxin.papers.imports.cells import Faulty
from tongxin.papers.imports.kinds import Family, ImportKind
from tongxin.papers.imports.of_kinds import import_columns, read_money
from tongxin.papers.imports.queries import kind_for, kinds_for
from tongxin.papers.imports.terms import PERMISSION
from tongxin.papers.models import ImportBatch

CLIPPINGS = ImportKind(
    "tests.clippings",
    "剪报",
    import_columns(FIELDS),
    validate=lambda context, rows: (),
    permission="members.keep",
    apply=lambda context, rows, actor: (),
)


@pytest.fixture
def family(monkeypatch):
    made = Family(
        "tests.",
        lambda code: CLIPPINGS if code == CLIPPINGS.code else None,
        "members.keep",
        lambda actor: [CLIPPINGS.code],
        lambda codes: dict.fromkeys(codes, "剪报"),
    )
    monkeypatch.setattr(kinds, "_families", [made])


def test_kind_of_a_family_is_found_by_its_code(family):
    assert kinds.kind("tests.clippings") is CLIPPINGS
    assert kinds.labels(["tests.clippings", "members.roster", "gone"]) == {
        "tests.clippings": "剪报",
        "members.roster": kinds.kind("members.roster").label,
        "gone": "gone",
    }
    with pytest.raises(KeyError):
        kinds.kind("tests.others")


def test_family_says_who_may_import_it_and_is_not_offered(family, city):
    keeper = staff(Role.MEMBER_LIAISON, city.assembly)
    here = {"assembly": city.assembly, "file": StoredFileFactory(assembly=city.assembly)}
    batch = ImportBatch._base_manager.create(**here, kind="tests.clippings", rows_total=0)
    assert kind_for(keeper, "tests.clippings") is CLIPPINGS
    assert kind_for(city.office, "tests.clippings") is None
    assert CLIPPINGS not in kinds_for(keeper)
    readers = [who for who in (keeper, city.office, city.leader) if can(who, PERMISSION, batch)]
    assert readers == [keeper]


def test_columns_read_what_sheets_hold():
    columns = {column.code: column for column in CLIPPINGS.columns}
    assert columns["medium"].required
    assert columns["is_told"].names == ["已通报", "通报"]
    assert columns["level"].choices == {"city": "city", "市级": "city", "City": "city"} | {
        "province": "province",
        "省级": "province",
    }
    assert [columns["amount_fen"].reader(cell) for cell in ("119万元", 3200.5, 7)] == [
        119_000_000,
        320_050,
        700,
    ]
    with pytest.raises(Faulty):
        read_money("很多")
