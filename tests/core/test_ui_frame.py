"""What stands around every page: menus, identity, inbox, preferences, error pages."""

from types import SimpleNamespace

import pytest
from django.template.loader import get_template
from django.test import RequestFactory

from tongxin.core import pages
from tongxin.core.context import Frame
from tongxin.core.pages import Identity, MenuEntry, Registry

pytestmark = pytest.mark.urls("tests.core.list_pages")


@pytest.fixture
def registry(monkeypatch):
    fresh = Registry()
    monkeypatch.setattr(pages, "registry", fresh)
    return fresh


def frame_at(path="/", actor=True):
    request = RequestFactory().get(path)
    person = SimpleNamespace(name="王敏", public_id="abc")
    request.actor = SimpleNamespace(person=person) if actor else SimpleNamespace(person=None)
    return Frame(request)


def declare(*codes, **props):
    for code in codes:
        pages.declare_menu(MenuEntry(code, code, f"/{code}/", "home", **props))


def test_rail_keeps_to_seven_entries_in_their_order_and_folds_the_rest(registry):
    declare(*"hgfedcba", order=2)
    declare("z", order=1)
    frame = frame_at()
    assert [link.label for link in frame.rail] == ["z", *"abcdef"]
    assert [link.label for link in frame.more] == ["g", "h"]


def test_entry_not_shown_to_this_request_is_left_out(registry):
    declare("secret", shown=lambda request: False)
    declare("open")
    assert [link.label for link in frame_at().rail] == ["open"]


def test_phone_tabs_are_those_declared_with_their_short_words(registry):
    declare("desk", tab=True, tab_label="待办")
    declare("rules")
    declare("me", tab=True, rail=False)
    frame = frame_at()
    assert [link.tab_label for link in frame.tabs] == ["待办", "me"]
    assert [link.label for link in frame.rail] == ["desk", "rules"]


def test_the_deepest_entry_that_holds_the_page_is_active(registry):
    declare("p")
    pages.declare_menu(MenuEntry("mine", "mine", "/p/mine/", "home"))
    assert [link.label for link in frame_at("/p/mine/3/").rail if link.active] == ["mine"]
    assert [link.label for link in frame_at("/p/9/").rail if link.active] == ["p"]
    assert [link.label for link in frame_at("/pp/").rail if link.active] == []


def test_count_is_asked_once_and_only_when_drawn(registry):
    asked = []
    declare("desk", tab=True, count=lambda request: asked.append(1) or 3)
    frame = frame_at()
    assert asked == []
    assert [frame.rail[0].count, frame.tabs[0].count, asked] == [3, 3, [1]]


def test_entry_declared_twice_is_refused(registry):
    declare("desk")
    with pytest.raises(ValueError, match="twice"):
        declare("desk")


def test_frame_of_the_public_asks_nobody(registry):
    pages.declare_badge(lambda request: pytest.fail("asked"), url="/inbox/")
    pages.declare_identities(lambda request: pytest.fail("asked"), switch_url="/switch/")
    frame = frame_at(actor=False)
    assert (frame.actor, frame.identities, frame.inbox_count, frame.person_key) == (None, [], 0, "")
    assert frame.identity_key == ""


def test_forms_carry_the_current_identity(registry):
    identities = [Identity("a", "市政协"), Identity("b", "教育局", current=True)]
    pages.declare_identities(lambda request: identities, switch_url="/switch/")
    assert frame_at().identity_key == "b"


def test_page_without_an_actor_has_no_frame_but_opens(registry, client):
    page = client.get("/preferences/").content.decode()
    assert 'data-person=""' in page and "band__person" not in page


@pytest.mark.parametrize(
    ("wish", "mark"),
    [
        ({"theme": "dark"}, 'data-theme="dark"'),
        ({"text": "large"}, 'data-text="large"'),
        ({"density": "compact"}, 'data-density="compact"'),
        ({"language": "en"}, 'lang="en"'),
    ],
)
def test_preference_is_kept_on_the_root_element_without_scripts(wish, mark, client):
    answer = client.post("/preferences/", wish | {"next": "/preferences/?x=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/preferences/?x=1")
    assert mark in client.get("/preferences/").content.decode()


def test_unknown_preference_is_not_kept(client):
    client.post("/preferences/", {"theme": "pink", "language": "xx"})
    assert client.cookies == {}
    client.cookies["tongxin_theme"] = '"><script>'
    assert 'data-theme="auto"' in client.get("/preferences/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:x", ""]
)
def test_preferences_lead_back_only_within_the_site(elsewhere, client):
    assert client.post("/preferences/", {"next": elsewhere})["Location"] == "/"


def test_language_keeps_the_page_one_was_on(client):
    page = client.get("/preferences/?next=/groups/").content.decode()
    assert 'name="next" value="/groups/"' in page


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_page_needs_no_context_at_all(name):
    page = get_template(f"{name}.html").render()
    assert 'lang="zh-Hans"' in page and "回到首页" in page


def test_unknown_address_says_what_to_do(client):
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "换身份" in answer.content.decode()


def test_gallery_is_closed_on_a_site_in_real_use(client, settings):
    settings.DEBUG = settings.DEMO = False
    assert client.get("/gallery/").status_code == 404
    settings.DEMO = True
    assert client.get("/gallery/").status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ["", "list/", "write/", "wrong/", "public/", "plain/"])
def test_gallery_pages_are_whole_and_carry_no_inline_code(name, language, client, settings):
    settings.DEMO = True
    client.cookies["django_language"] = language
    page = client.get(f"/gallery/{name}").content.decode()
    assert page.count("<h1") == 1 and page.count("<main") == 1
    assert ' style="' not in page and " onclick" not in page and "hx-on" not in page
    assert "{'" not in page and "{{" not in page and "{%" not in page


def test_draft_done_tells_the_browser_once():
    from django.http import HttpResponse

    response = pages.draft_done(HttpResponse(), "proposals.write.abc")
    assert response.cookies["tongxin_draft_done"].value == "proposals.write.abc"
