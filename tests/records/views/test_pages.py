"""Every page of the record book opens for those who work with it."""

from datetime import date

import pytest

from tests.factories.accounts import sign_in
from tests.matrix.browsers import whole
from tests.matrix.walk import text_of
from tests.records.book import YEAR
from tongxin.lifecycle.perform import perform
from tongxin.records.lifecycle import INTAKE
from tongxin.records.models import Record


@pytest.mark.parametrize("name", ["book", "kinds", "add_kind", "submissions", "intakes"])
def test_page_opens_for_the_office(book, client, name):
    assert book.get(client, book.general, name).status_code == 200


@pytest.mark.parametrize("code", ["award", "donation", "staff_structure", "rule", "agreement"])
def test_list_form_and_settings_follow_from_the_declaration(book, client, code):
    for name in ("list", "new", "settings", "export"):
        assert book.get(client, book.general, name, code).status_code == 200


def test_recording_takes_a_form_and_one_tap(book, client):
    typed = {
        "title": "捐赠口罩",
        "happened_on": "2026-01-05",
        "variety": "money",
        "amount_fen": "119万",
        "receiver": "红十字会",
        "people": "王敏、李强",
    }
    response = book.post(client, book.general, "new", "donation", **typed)
    assert response.status_code == 302
    record = Record.objects.get()
    assert (record.amount_fen, record.state, record.recorded_on) == (
        119_000_000,
        "recorded",
        date(2026, 1, 14),
    )
    page = client.get(response.url).content.decode()
    assert all(word in page for word in ("捐赠口罩", "119万元", "红十字会", "王敏、李强"))


def test_book_counts_the_year(book, client):
    book.record("donation")
    book.record("award")
    page = book.get(client, book.general, "book", year=str(YEAR)).content.decode()
    assert page.count('<b class="number">1</b>') == 2


def test_repeat_begins_from_the_last_one_with_todays_date(book, client):
    last = book.record("donation", receiver="县医院")
    page = book.get(client, book.general, "new", "donation", like=last.public_id)
    form = page.context["form"]
    assert (form["receiver"].value(), str(form["happened_on"].value())) == ("县医院", "2026-01-14")
    assert last.public_id in book.get(client, book.general, "new", "donation").content.decode()


def test_list_shows_filters_searches_and_exports(book, client):
    book.record("award", people=["王敏"])
    book.record("award", title="另一项", level="nation")
    page = book.get(client, book.general, "list", "award", level="nation").content.decode()
    assert ("另一项" in page, "冲锋一线" in page) == (True, False)
    found = book.get(client, book.general, "list", "award", q="王敏").content.decode()
    assert ("冲锋一线" in found, "另一项" in found) == (True, False)
    sheet = text_of(book.get(client, book.general, "export", "award"))
    assert all(word in sheet for word in ("冲锋一线", "二等奖", "王敏", "另一项"))


def test_money_stands_in_yuan_on_a_sheet_whose_header_says_so(book, client):
    book.record("donation")
    sheet = text_of(book.get(client, book.general, "export", "donation"))
    assert ("金额或价值（元）" in sheet, "12000" in sheet) == (True, True)
    page = book.get(client, book.general, "list", "donation").content.decode()
    assert ("金额或价值（元）" in page, "1.2万元" in page) == (False, True)


def test_figure_of_the_kind_opens_to_its_rows(book, client):
    book.record("donation")
    url = f"/{book.here.slug}/figures/records.donation/{YEAR}-01-01_{YEAR + 1}-01-01/"
    page = sign_in(client, book.general).get(url).content.decode()
    assert all(word in page for word in ("捐赠防护服", "1.2万元", "您可查看"))


def test_figure_beside_a_filtered_list_is_of_the_same_days(book, client):
    days = {"happened_on_from": f"{YEAR}-01-01", "happened_on_to": f"{YEAR}-12-31"}
    wanted = f"/figures/records.donation/{YEAR}-01-01_{YEAR + 1}-01-01/"
    assert wanted in book.get(client, book.general, "list", "donation", **days).content.decode()
    for odd in ({}, days | {"happened_on_to": "x"}, days | {"happened_on_to": f"{YEAR - 9}-01-01"}):
        page = book.get(client, book.general, "list", "donation", **odd).content.decode()
        assert (wanted in page, "/figures/records.donation/" in page) == (False, True)


def test_both_levels_stand_figure_by_figure_without_the_ones_that_are_nought(book, client):
    book.record("donation")
    book.record("donation", book.county_office, title="县里的捐赠")
    perform(INTAKE.accept, book.sent("donation"), book.general)
    asked = {"chapter": "records", "first": f"{YEAR}-01-01", "last": f"{YEAR}-12-31"}
    page = sign_in(client, book.general).get(f"/{book.here.slug}/figures/", asked)
    table = page.content.decode().partition('id="table-records_county"')[2]
    head, _sep, body = table.partition("</section>")[0].partition("<tbody")
    assert head.index("合计") < head.index(book.county.short_name)
    assert (body.count("<tr"), "捐款捐物（两级）" in body, "2.4万元" in body) == (1, True, True)


def test_chapter_of_figures_opens(book, client):
    book.record("award")
    url = f"/{book.here.slug}/figures/"
    asked = {"chapter": "records", "first": f"{YEAR}-01-01", "last": f"{YEAR}-12-31"}
    page = sign_in(client, book.general).get(url, asked)
    assert page.status_code == 200
    assert "获奖" in page.content.decode()
    exported = text_of(whole(sign_in(client, book.general).get(f"{url}export/", asked)))
    assert "调研报告获奖" in exported
