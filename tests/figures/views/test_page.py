"""The figures page: the sentence first, numbers that are links, the same queries however many rows, nobody else's."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.factories.accounts import actor, sign_in
from tests.factories.cities import make_city, staff
from tests.proposals import bulk
from tongxin.accounts.terms import Role


@pytest.fixture
def office(client, city):
    return sign_in(client, city.office)


def url(city, **params):
    return reverse("figures:page", args=[city.assembly.slug]) + "".join(
        f"{'?' if place == 0 else '&'}{name}={value}"
        for place, (name, value) in enumerate(params.items())
    )


def test_page_says_the_sentence_first(city, office):
    bulk.docketed(city, 327)
    bulk.declined(city, 85)
    page = office.get(url(city)).content.decode()
    sentence = page[page.index('class="figure-sentence"') : page.index("大会提案")]
    words = " ".join(part.split(">")[-1] for part in sentence.split("<"))
    assert " ".join(words.split()) == "收到 412 件，立案 327 件，立案率 79.4 %"


def test_every_number_leads_to_its_rows(city, office):
    bulk.docketed(city, 3)
    page = office.get(url(city))
    answers = page.context["chapter"].answers
    for code in ("proposals.received", "proposals.filing_rate", "handlings.overdue"):
        assert answers[code].url in page.content.decode()
        assert office.get(answers[code].url).status_code == 200
    for chart in page.context["chapter"].charts:
        for bar in chart.bars:
            assert office.get(bar.answer.url).context["total"] == bar.answer.value


@pytest.mark.parametrize(
    "params",
    [
        {"first": "2026-02-30", "last": "2026-03-01"},
        {"first": "2026-03-01"},
        {"first": "2026-03-02", "last": "2026-03-01"},
        {"first": "0001-01-01", "last": "9999-12-31"},
        {"known": "2027-01-01"},
        {"period": "nonsense", "chapter": "nonsense", "both": "x"},
    ],
)
def test_nonsense_is_answered_with_the_usual_days(city, office, params):
    page = office.get(url(city, **params))
    assert page.status_code == 200
    assert page.context["question"].period == page.context["form"].offers[0].period
    assert bool(page.context["form"].errors) == ("period" not in params)


def test_own_days_and_levels_are_asked(city, office):
    page = office.get(
        url(city, first="2026-01-02", last="2026-01-03", both="on", known="2026-01-10")
    )
    question = page.context["question"]
    assert str(question.period) == "2026年1月2日至2026年1月3日"
    assert question.as_of.isoformat() == "2026-01-11T00:00:00+08:00"
    assert "按 2026年1月11日 00:00 之前已登记的情况计算" in page.content.decode()


def test_queries_do_not_grow_with_rows(city, office):
    def queries(rows: int) -> int:
        bulk.replied(city, rows, "A")
        with CaptureQueriesContext(connection) as seen:
            assert office.get(url(city)).status_code == 200
        return len(seen)

    office.get(url(city))
    assert queries(3) == queries(300)


def test_workbook_holds_figures_tables_and_charts(city, office):
    bulk.docketed(city, 3)
    response = office.get(reverse("figures:export", args=[city.assembly.slug]))
    book = CalamineWorkbook.from_filelike(BytesIO(response.getvalue()))
    assert book.sheet_names[:2] == ["数字", "按类别"]
    rows = book.get_sheet_by_name("数字").to_python()
    assert ["收到", 3.0] in [row[:2] for row in rows]
    assert ["立案率", "100.0 %"] in [row[:2] for row in rows]


@pytest.mark.parametrize(
    "role", [Role.MEMBER, Role.UNIT_CLERK, Role.DISCIPLINE, Role.AUDIT_MANAGER]
)
def test_page_does_not_exist_for_others(city, client, role):
    reader = actor(role, city.assembly, city.units[0] if role == Role.UNIT_CLERK else None)
    assert sign_in(client, reader).get(url(city)).status_code == 404


def test_page_does_not_exist_for_another_assembly(city, client):
    assert sign_in(client, make_city().office).get(url(city)).status_code == 404


def test_borrowed_staff_look_but_do_not_export(city, client):
    borrowed = sign_in(client, staff(Role.PLENARY_GROUP, city.assembly))
    page = borrowed.get(url(city))
    assert "导出表格" not in page.content.decode()
    assert borrowed.get(reverse("figures:export", args=[city.assembly.slug])).status_code == 404


def test_visitors_are_asked_to_sign_in(city, client):
    assert client.get(url(city)).status_code == 302
