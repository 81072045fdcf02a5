"""The scripts in Chromium: nothing typed is lost, nothing secret leaves, and pages work without any of them."""

import json
import re

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings

from tests.chromium import DESKTOP, PHONE, heard
from tests.journeys.site import listening

pytestmark = pytest.mark.browser

MATTER = "#id_matter"
SOON = 4000
REFUSED = "Response Status Error Code"
"""How htmx tells the console of an answer that a test gave on purpose."""

KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('tongxin.draft.'))"


@pytest.fixture(scope="module")
def port():
    """The gallery over a real socket; it asks no database, and a test that would is refused."""
    with (
        override_settings(ROOT_URLCONF="tests.core.list_pages", DEMO=True, ALLOWED_HOSTS=["*"]),
        listening(StaticFilesHandler(get_wsgi_application())) as port,
    ):
        yield port


@pytest.fixture(scope="module")
def window(chromium):
    """Its clock is the tests' own."""
    made = chromium.window(DESKTOP)
    made.clock.install()
    yield made
    made.close()


@pytest.fixture
def open_page(port, window, chromium):
    """Opens gallery pages; a script error or a breach of the content policy fails the test."""
    pages, complaints = [], []

    def open_(path="", options=None):
        opened = chromium.tab(options, complaints.append) if options else window.new_page()
        pages.append(opened if options else heard(opened, complaints.append))
        pages[-1].goto(f"{chromium.home(port)}/gallery/{path}")
        return pages[-1]

    yield open_
    for page in pages:
        page.close()
    assert [one for one in complaints if REFUSED not in one] == []


def autosaves(page, status=200, body=None, content_type="application/json"):
    """Answers the form's autosave; returns the list of what was sent."""
    sent = []

    def answer(route):
        sent.append(route.request.post_data)
        text = json.dumps(body or {"saved_at": "10:32", "version": 2})
        route.fulfill(status=status, content_type=content_type, body=text)

    page.route(re.compile("/gallery/write/$"), lambda route: post_only(route, answer))
    return sent


def post_only(route, answer):
    answer(route) if route.request.method == "POST" else route.continue_()


def reads(page, text):
    page.locator("main, .menu__panel").get_by_text(text).first.wait_for()


def status_says(page, text):
    """After the seconds that an autosave waits."""
    page.clock.fast_forward(SOON)
    page.wait_for_function(
        "(text) => document.querySelector('[data-draft-status]').textContent.includes(text)",
        arg=text,
    )


def test_text_is_saved_soon_and_says_when(open_page):
    page = open_page("write/")
    sent = autosaves(page)
    page.fill(MATTER, "校园周边停车难")
    status_says(page, "已保存 10:32")
    assert len(sent) == 1 and "校园周边停车难" in sent[0]
    assert page.input_value("[name=version]") == "2"
    assert page.evaluate(KEPT) == []


def test_text_survives_a_lost_network_and_a_crash(open_page):
    page = open_page("write/")
    page.route(re.compile("/gallery/write/$"), lambda route: post_only(route, lambda r: r.abort()))
    page.fill(MATTER, "校园周边停车难")
    page.check("[name=kind][value=joint]")
    page.check("[name=topics][value=traffic]")
    status_says(page, "网络断了")
    page.goto("about:blank")
    page.go_back()
    page.reload()
    assert page.input_value(MATTER) == "校园周边停车难"
    assert page.is_checked("[name=kind][value=joint]")
    assert page.is_checked("[name=topics][value=traffic]")
    page.get_by_text("不用这份，换回已保存的文字").click()
    assert page.input_value(MATTER) == ""
    assert page.evaluate(KEPT) == []


@pytest.mark.parametrize("status", [401, 403])
def test_text_survives_an_expired_session(open_page, status):
    page = open_page("write/")
    autosaves(page, status=status, content_type="text/html")
    page.fill(MATTER, "校园周边停车难")
    status_says(page, "登录已过期")
    assert page.input_value(MATTER) == "校园周边停车难"
    assert len(page.evaluate(KEPT)) == 1


def test_change_made_elsewhere_shows_both_texts(open_page):
    page = open_page("write/")
    autosaves(page, 409, {"version": 7, "values": {"matter": "校门口停车", "situation": "很挤"}})
    page.fill(MATTER, "校园周边停车难")
    reads(page, "这份文字在别处也改过")
    assert [one.inner_text() for one in page.query_selector_all("pre")] == [
        "校园周边停车难",
        "校门口停车\n\n很挤",
    ]
    page.get_by_text("用已保存的", exact=True).click()
    assert page.input_value(MATTER) == "校门口停车"
    assert page.input_value("[name=version]") == "7"


def test_refusal_without_texts_keeps_what_was_written(open_page):
    page = open_page("write/")
    autosaves(page, status=409, content_type="text/html")
    page.fill(MATTER, "校园周边停车难")
    status_says(page, "换回原来的身份")
    assert len(page.evaluate(KEPT)) == 1


def test_secret_mark_stops_saving_keeping_and_sending_and_clears_nothing(open_page):
    page = open_page("write/")
    sent = autosaves(page)
    page.fill(MATTER, "机密★10年 某某方案")
    reads(page, "没有保存，也没有发出")
    page.clock.fast_forward(SOON)
    page.wait_for_timeout(300)
    page.get_by_role("button", name="送出提案").click()
    assert sent == []
    assert page.evaluate(KEPT) == []
    assert page.input_value(MATTER) == "机密★10年 某某方案"
    page.fill(MATTER, "停车方案")
    status_says(page, "已保存")
    assert page.query_selector("[data-secrecy-panel]") is None


def test_nothing_is_sent_while_the_check_is_missing(open_page):
    page = open_page("write/")
    page.evaluate("document.getElementById('secrecy-rules').remove()")
    sent = autosaves(page)
    page.fill(MATTER, "校园周边停车难")
    reads(page, "保密检查没有装好")
    page.clock.fast_forward(SOON)
    page.wait_for_timeout(300)
    assert sent == []


def test_personal_number_asks_once_then_lets_go(open_page):
    page = open_page("write/")
    page.fill(MATTER, "请联系 13800138000")
    page.fill("#id_situation", "x")
    page.check("[name=kind][value=joint]")
    sent = autosaves(page)
    send = page.get_by_role("button", name="送出提案")
    send.click()
    reads(page, "再按一次就会继续")
    assert not any("handed" in one for one in sent)
    with page.expect_navigation():
        send.click()


def test_form_is_sent_once_however_often_it_is_pressed(open_page):
    page = open_page()
    page.evaluate("document.querySelector('[data-draft]').noValidate = true")
    sent = []

    def answer(route):
        sent.append(route.request.method)
        route.fulfill(status=204)

    page.route(re.compile("/gallery/write/$"), answer)
    page.evaluate(
        """() => { const button = document.querySelector('[data-draft] button');
        button.click(); setTimeout(() => button.click(), 50); setTimeout(() => button.click(), 100) }"""
    )
    page.wait_for_timeout(400)
    assert sent == ["POST"]
    assert page.get_attribute("[data-draft] button", "aria-busy") == "true"


def test_signing_out_speaks_of_unsaved_text_then_clears_it(open_page):
    page = open_page("write/")
    autosaves(page, status=500)
    page.fill(MATTER, "校园周边停车难")
    status_says(page, "没有保存成功")
    page.click(".band__person summary")
    page.get_by_role("button", name="退出").click()
    reads(page, "本机还有没保存的文字")
    assert len(page.evaluate(KEPT)) == 1
    with page.expect_navigation():
        page.get_by_role("button", name="退出").click()
    assert page.evaluate(KEPT) == []


def test_text_that_arrived_is_not_offered_again(open_page):
    page = open_page("write/")
    autosaves(page, status=500)
    page.fill(MATTER, "校园周边停车难")
    status_says(page, "没有保存成功")
    page.evaluate("document.cookie = 'tongxin_draft_done=gallery.write; path=/'")
    page.reload()
    assert page.input_value(MATTER) == ""
    assert page.evaluate(KEPT) == []


def test_other_person_on_this_device_does_not_see_the_text(open_page):
    page = open_page("write/")
    copy = json.dumps({"values": {"matter": ["别人的"]}, "version": "1", "time": "9:00"})
    page.evaluate(f"localStorage.setItem('tongxin.draft.other.gallery.write', {json.dumps(copy)})")
    page.reload()
    assert page.input_value(MATTER) == ""


def test_keys_press_buttons_but_not_while_typing(open_page):
    page = open_page("list/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("?/")
    assert page.input_value("#search") == "?/"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="快捷键")
    assert "查找" in dialog.inner_text()
    dialog.get_by_label("使用快捷键").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert not page.get_by_role("dialog").is_visible()


def test_ticks_are_counted_and_marked(open_page):
    page = open_page("list/")
    page.check("[name=ids] >> nth=0")
    assert page.inner_text("[data-bulk-count]") == "已选 1 项"
    page.check("[data-tick-all]")
    assert page.inner_text("[data-bulk-count]") == "已选 6 项"
    assert page.locator("tr[aria-selected=true]").count() == 6


def test_tab_replaces_the_list_keeps_the_page_and_the_place(open_page):
    page = open_page("list/")
    page.route(re.compile("tab=late"), part_of_list)
    page.evaluate("window.stayed = true")
    page.click(".tabs a >> nth=2")
    page.wait_for_url("**/gallery/list/?tab=late")
    assert page.evaluate("window.stayed") is True
    assert page.inner_text("#list-sample") == "共 3 件"
    page.goto(page.url.partition("list/")[0])
    assert page.get_attribute("a[data-list=sample]", "href") == "/gallery/list/?tab=late"


def part_of_list(route):
    assert route.request.headers["hx-target"] == "list-sample"
    body = '<section class="list" id="list-sample" data-list-place="sample"><p data-announce>共 3 件</p></section>'
    route.fulfill(
        content_type="text/html", body=body, headers={"HX-Push-Url": "/gallery/list/?tab=late"}
    )


def test_failure_of_a_part_is_told_with_its_sentence(open_page):
    page = open_page("list/")
    trigger = json.dumps({"tongxin:refused": {"status": 409, "sentence": "busy elsewhere"}})
    page.route(
        re.compile("tab="), lambda route: route.fulfill(status=409, headers={"HX-Trigger": trigger})
    )
    page.click(".tabs a >> nth=1")
    page.locator("#messages", has_text="busy elsewhere").wait_for()


def test_whole_page_answer_to_a_part_opens_as_a_page(open_page):
    page = open_page("list/")
    page.click(".tabs a >> nth=1")
    page.wait_for_url("**/gallery/list/?tab=open")
    assert page.locator("main").count() == 1


def test_menus_close_by_escape_and_by_a_click_outside(open_page):
    page = open_page()
    summary = page.locator(".band__person summary")
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.locator("h1").click()):
        summary.click()
        assert page.locator(".band__person[open]").count() == 1
        close()
        assert page.locator(".band__person[open]").count() == 0


def test_list_and_menus_work_without_scripts(open_page):
    page = open_page("list/", {**DESKTOP, "java_script_enabled": False})
    page.click(".tabs a >> nth=1")
    assert page.url.endswith("/gallery/list/?tab=open")
    page.click(".list__search summary")
    page.get_by_label("教育").check()
    page.get_by_role("button", name="筛出来").click()
    assert "topic=edu" in page.url and page.get_by_text("类别：教育").is_visible()


@pytest.mark.parametrize("name", ["", "list/", "write/", "public/", "plain/"])
def test_phone_has_no_sideways_scroll_and_large_targets(open_page, name):
    page = open_page(name, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, .button, .tab-bar a, .band__link, .tabs a, select')]
        .filter((one) => one.offsetParent && !one.closest('.why, .skip') && one.getBoundingClientRect().height < 43.5)
        .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert small == []
