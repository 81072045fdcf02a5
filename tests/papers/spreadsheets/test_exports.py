"""A declared list as a workbook: what the reader sees, all of it."""

import pytest

from tests.factories.accounts import PersonFactory
from tongxin.accounts.models import Person
from tongxin.core.lists import Column, Filter, Kind, ListPage
from tongxin.papers.spreadsheets.exports import export_list
from tongxin.papers.spreadsheets.reading import read_tables

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


@pytest.mark.django_db
def test_export_holds_all_pages_of_the_narrowed_list(rf):
    for name in ("王敏", "王磊", "李建国"):
        PersonFactory(name=name, phone="13800001234")
    response = export_list(
        PEOPLE, rf.get("/", {"name": "王", "sort": "name"}), Person.objects.all()
    )
    (table,) = read_tables(b"".join(response.streaming_content), "a.xlsx", known=["姓名", "手机"])
    assert table.header == ("姓名", "手机", "登记时间")
    assert sorted(row.cells for row in table.rows) == [
        ("王敏", "13800001234", "2026-01-14 09:30"),
        ("王磊", "13800001234", "2026-01-14 09:30"),
    ]
    response.close()


@pytest.mark.django_db
def test_export_bears_its_date_in_title_and_name(rf):
    response = export_list(PEOPLE, rf.get("/"), Person.objects.none())
    assert "2026-01-14.xlsx" in response["Content-Disposition"]
    response.close()
