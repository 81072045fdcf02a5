"""A declared list as a workbook: what the reader sees, all of it."""

import pytest

from tests.factories.accounts import PersonFactory, actor
from tongxin.accounts.models import Person
from tongxin.accounts.terms import Role
from tongxin.core.lists import Column, Filter, Kind, ListPage
from tongxin.papers.spreadsheets.exports import export_list
from tongxin.papers.spreadsheets.reading import read_tables
from tongxin.trail import taking

PEOPLE = ListPage(
    code="tests.people",
    label="人员",
    columns=[
        Column("name", "姓名", sort="name"),
        Column("phone", "手机"),
        Column("created_at", "登记时间", sort="created_at"),
        Column("email", "邮箱", hidden_by_default=True),
    ],
    filters=[Filter("name", "姓名", kind=Kind.TEXT)],
    page_size=1,
)


@pytest.fixture
def clerk(db, monkeypatch):
    """Somebody who exports; the list has its word in the trail."""
    monkeypatch.setitem(taking._labels, "tests.people", "人员")
    return actor(Role.PROPOSALS_OFFICE, person=PersonFactory(name="周明"))


@pytest.fixture
def asked(rf, clerk):
    """A request of theirs for the list."""

    def request(**query):
        found = rf.get("/", query)
        found.actor = clerk
        return found

    return request


def test_export_holds_all_pages_of_the_narrowed_list(asked, clerk):
    for name in ("王敏", "王磊", "李建国"):
        PersonFactory(name=name, phone="13800001234")
    response = export_list(
        PEOPLE, asked(name="王", sort="name"), Person.objects.all(), clerk.assembly
    )
    (table,) = read_tables(b"".join(response.streaming_content), "a.xlsx", known=["姓名", "手机"])
    assert table.header == ("姓名", "手机", "登记时间")
    assert sorted(row.cells for row in table.rows) == [
        ("王敏", "13800001234", "2026-01-14 09:30"),
        ("王磊", "13800001234", "2026-01-14 09:30"),
    ]
    response.close()


def test_export_bears_its_date_in_title_and_name(asked, clerk):
    response = export_list(PEOPLE, asked(), Person.objects.none(), clerk.assembly)
    assert "2026-01-14.xlsx" in response["Content-Disposition"]
    response.close()


def test_export_of_a_list_without_a_word_for_the_trail_is_refused(asked, clerk, monkeypatch):
    monkeypatch.delitem(taking._labels, "tests.people")
    with pytest.raises(LookupError):
        export_list(PEOPLE, asked(), Person.objects.none(), clerk.assembly)
