"""The search page: kinds as tabs with counts, words kept, nothing for strangers, any nonsense answered."""

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import make_city
from tests.proposals.thread import submitted
from tests.search.conftest import index

URL = reverse("search:page")


def tabs(page) -> dict[str, int]:
    return {str(tab.label): tab.count for tab in page.context["tabs"]}


def test_page_lists_finds_with_counts_per_kind(city, client):
    proposal = submitted(city)
    index()
    page = sign_in(client, city.office).get(URL, {"q": "停车"})
    assert tabs(page) == {
        "全部": 1,
        "提案": 1,
        "答复": 0,
        "会议与活动": 0,
        "台账": 0,
        "委员": 0,
        "承办单位": 0,
    }
    assert f'href="{proposal.get_absolute_url()}"' in page.content.decode()
    assert "<mark>停车</mark>" in page.content.decode()


def test_tab_narrows_to_a_kind(city, client):
    submitted(city)
    index()
    page = sign_in(client, city.office).get(URL, {"q": "停车", "kind": "units"})
    assert page.context["groups"] == []
    assert "没有找到" in page.content.decode()


def test_another_assemblys_office_reads_no_trace(city, client):
    submitted(city)
    index()
    page = sign_in(client, make_city().office).get(URL, {"q": "停车"})
    assert set(tabs(page).values()) == {0}
    assert "学校周边" not in page.content.decode()


def test_empty_page_teaches(city, client):
    assert "wm" in sign_in(client, city.office).get(URL).content.decode()


def test_visitors_are_asked_to_sign_in(city, client):
    assert client.get(URL, {"q": "停车"}).status_code == 302


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "'; DROP TABLE search_index; --",
        "* OR NEAR(停车",
        "keys : 停车",
        "停车\x00场",
        "\\",
        "%s %(x)s",
        "<script>alert(1)</script>",
        "停" * 5000,
        "𠮷 ﷽ 👩‍👩‍👧",
        " ",
    ],
)
def test_any_words_are_answered(city, client, text):
    submitted(city)
    index()
    page = sign_in(client, city.office).get(URL, {"q": text, "kind": text})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
