"""The engine behind every list: counts, filters, pages, what it remembers, exports, ticks."""

import itertools
from datetime import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.http import QueryDict
from django.test import RequestFactory

from tests.core.list_pages import GROUPS, LINKS
from tongxin.core.clock import SHANGHAI
from tongxin.core.lists import Column, Filter, Kind, ListPage, Tab
from tongxin.core.models import Link

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.list_pages")]


@pytest.fixture
def make_groups():
    def make(count, permissions=0):
        groups = [Group.objects.create(name=f"group-{number:02}") for number in range(count)]
        for group in groups[:1]:
            group.permissions.set(Permission.objects.order_by("codename")[:permissions])
        return groups

    return make


def request_for(query="", posted=None):
    request = RequestFactory().get(f"/groups/?{query}")
    if posted is not None:
        request = RequestFactory().post("/groups/", posted)
    request.session = {}
    return request


def listing(query=""):
    return GROUPS.listing(request_for(query), Group.objects.all())


def names(found):
    return [record.name for record in found.records]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_three_queries_for_any_number_of_rows(
    rows, make_groups, client, django_assert_num_queries
):
    make_groups(rows)
    with django_assert_num_queries(3 + 1):  # and the choices of the filter
        client.get("/groups/")


def test_tabs_carry_their_counts_under_the_present_filters(make_groups):
    make_groups(12, permissions=3)
    found = listing("named=group-0")
    assert [(tab.label, tab.count) for tab in found.tabs] == [
        ("全部", 10),
        ("靠前", 5),
        ("有权限", 1),
    ]


def test_tab_narrows_rows_and_total(make_groups):
    make_groups(12)
    found = listing("tab=early")
    assert names(found) == [f"group-{number:02}" for number in range(5)]
    assert found.total == 5


def test_filter_over_to_many_relation_never_doubles_a_row(make_groups):
    make_groups(2, permissions=3)
    codes = "&".join(f"permission={code}" for code, _name in codes_of_first_permissions())
    found = listing(codes)
    assert names(found) == ["group-00"]
    assert found.counts["all"] == 1


def codes_of_first_permissions():
    return [(each.codename, each.name) for each in Permission.objects.order_by("codename")[:3]]


def test_unknown_parameters_are_left_out_of_every_link(make_groups):
    make_groups(1)
    found = listing("permission=nonsense&tab=nowhere&sort=password&page=x&evil=1")
    assert found.url == "/groups/"
    assert not found.chips
    assert found.total == 1


def test_search_and_filters_show_chips_that_drop_them(make_groups):
    make_groups(3)
    found = listing("q=group&named=02")
    assert [(chip.label, chip.url) for chip in found.chips] == [
        ("「group」", "/groups/?named=02"),
        ("名称含：02", "/groups/?q=group"),
    ]
    assert found.clear_url == "/groups/"
    assert names(found) == ["group-02"]


def test_sort_turns_round_and_breaks_ties_by_key(make_groups):
    make_groups(3)
    assert names(listing("sort=-name")) == ["group-02", "group-01", "group-00"]
    head = next(listing("sort=-name").heads)
    assert (head.direction, head.url) == ("descending", "/groups/?sort=name&keep=1")


def test_pages_hold_each_row_once(make_groups):
    make_groups(25)
    pages = [names(listing(f"page={number}")) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 5]
    assert sorted(itertools.chain(*pages)) == [f"group-{number:02}" for number in range(25)]


def test_page_beyond_the_end_shows_the_last_one(make_groups):
    make_groups(12)
    assert names(listing("page=99")) == ["group-10", "group-11"]


def test_pager_links_near_pages_with_gaps(make_groups):
    make_groups(95)
    pager = listing("page=5").pager
    assert [(link.number, bool(link.url)) for link in pager.links] == [
        (1, True), (2, False), (3, True), (4, True), (5, True), (6, True), (7, True), (8, False),
        (10, True),
    ]  # fmt: skip
    assert (pager.first_row, pager.last_row, pager.total) == (41, 50, 95)


def test_changing_a_filter_goes_back_to_the_first_page(make_groups):
    make_groups(25)
    assert listing("page=2&q=group").state.url(tab="early") == "/groups/?q=group&tab=early"


def test_date_filter_counts_both_ends():
    for day in (1, 2, 3):
        moment = datetime(2026, 3, day, 12, tzinfo=SHANGHAI)
        Link.objects.create(
            source_type="a", source_id=day, role=f"day{day}", target_type="b", target_id=1,
            created_at=moment,
        )  # fmt: skip
    request = RequestFactory().get("/links/?made_from=2026-03-02&made_to=2026-03-03")
    found = LINKS.listing(request, Link.objects.all())
    assert [record.role for record in found.records] == ["day3", "day2"]
    assert [chip.label for chip in found.chips] == ["时间：2026年3月2日 – 2026年3月3日"]


def test_impossible_dates_are_ignored():
    request = RequestFactory().get("/links/?made_from=2026-02-31")
    assert LINKS.listing(request, Link.objects.all()).chips == []


def test_htmx_gets_the_list_alone_and_the_address_without_noise(make_groups, client):
    make_groups(1)
    part = client.get("/groups/?q=group&named=", headers={"HX-Target": "list-groups"})
    page = client.get("/groups/?q=group")
    assert b"<html" not in part.content and b'id="list-groups"' in part.content
    assert b"<html" in page.content and b'id="list-groups"' in page.content
    assert part["HX-Push-Url"] == "/groups/?q=group"
    assert "HX-Target" in page["Vary"]


def test_sort_is_remembered_when_chosen_here_not_when_linked(make_groups, client):
    make_groups(3)
    client.get("/groups/?sort=-name")
    assert first_name(client) == "group-00"
    kept = client.get("/groups/?sort=-name&keep=1")
    assert (kept.status_code, kept["Location"]) == (302, "/groups/?sort=-name")
    assert first_name(client) == "group-02"


def first_name(client):
    return client.get("/groups/").context["list"].records[0].name


def test_columns_are_chosen_and_remembered_headline_always(make_groups, client):
    make_groups(1)
    client.get("/groups/?cols=size&keep=1")
    columns = client.get("/groups/").context["list"].state.columns
    assert [column.code for column in columns] == ["name", "size"]


def test_hidden_column_costs_no_query(make_groups, django_assert_num_queries):
    make_groups(3, permissions=2)
    for query, queries in (("cols=shout", 4), ("cols=size", 5)):
        with django_assert_num_queries(queries):
            found = listing(query)
            assert [row.count("data-label") + row.count("</th>") for row in found.rows] == [2, 2, 2]


def test_saved_filter_is_kept_used_and_dropped(make_groups, client):
    make_groups(3)
    client.post("/groups/?q=02&page=2", {"name": "我的"})
    link = client.get("/groups/").context["list"].saved[0]
    assert (link.label, link.url) == ("我的", "/groups/?q=02&page=2")
    client.post("/groups/", {"drop": "我的"})
    assert client.get("/groups/").context["list"].saved == []


def test_saved_filter_needs_a_name_and_has_a_limit(make_groups, client):
    make_groups(1)
    client.post("/groups/?q=0", {"name": " "})
    for number in range(21):
        client.post("/groups/?q=0", {"name": f"第{number}组"})
    page = client.get("/groups/")
    assert len(page.context["list"].saved) == 20
    words = [str(message) for message in page.context["messages"]]
    assert words[0] == "请给这组筛选起个名字。"
    assert words[-1] == "最多保存 20 组筛选，请先删去不用的。"


def test_export_writes_plain_values_of_visible_columns_under_the_same_filters(make_groups):
    make_groups(12, permissions=2)
    request = request_for("q=group-0&tab=early&sort=-name&cols=size")
    assert GROUPS.header(request) == ["名称", "权限数"]
    rows = list(GROUPS.rows(request, Group.objects.all()))
    assert rows[0] == ["group-04", 0]
    assert rows[-1] == ["group-00", 2]
    assert len(rows) == 5


def test_ticked_rows_are_those_named_or_all_that_match(make_groups):
    make_groups(12)
    named = request_for(posted={"ids": ["group-01", "group-03"]})
    every = request_for(posted={"all": "1", "query": "tab=early", "ids": ["group-11"]})
    assert GROUPS.selected(named, Group.objects.all()).count() == 2
    assert GROUPS.selected(every, Group.objects.all()).count() == 5
    assert GROUPS.selected(request_for(posted={}), Group.objects.all()).count() == 0


def test_ticks_cannot_reach_beyond_the_given_queryset(make_groups):
    make_groups(3)
    mine = Group.objects.filter(name="group-00")
    asked = request_for(posted={"ids": ["group-00", "group-01"]})
    assert [group.name for group in GROUPS.selected(asked, mine)] == ["group-00"]


def test_empty_list_teaches(client):
    page = client.get("/groups/").content.decode()
    assert (
        "这里还没有小组" in page and "建好的小组会出现在这里。" in page and 'href="/new/"' in page
    )


def test_list_without_matches_offers_to_clear(make_groups, client):
    make_groups(1)
    page = client.get("/groups/?q=nothing").content.decode()
    assert "没有符合这些条件的内容" in page and "建小组" not in page


def test_cells_escape_what_people_wrote(client):
    Group.objects.create(name="<script>alert(1)</script>")
    page = client.get("/groups/").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "declaration",
    [
        {"filters": [Filter("page", "页")]},
        {"filters": [Filter("a", "甲"), Filter("a", "乙")]},
        {"filters": [Filter("a", "甲", Kind.DATES), Filter("a_from", "乙")]},
        {"tabs": [Tab("a", "甲"), Tab("a", "乙")]},
        {"columns": [Column("a", "甲"), Column("a", "乙")]},
        {"default_sort": "-name"},
    ],
)
def test_faulty_declaration_is_refused(declaration):
    with pytest.raises(ImproperlyConfigured):
        ListPage(**{"code": "x", "label": "x", "columns": [Column("name", "名称")]} | declaration)


def test_state_carries_its_parameters_into_forms():
    state = GROUPS.state(request_for(), QueryDict("q=a&tab=early&page=3&sort=-name"))
    assert state.carried("q") == [("tab", "early"), ("sort", "-name")]
