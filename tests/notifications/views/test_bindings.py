"""Binding one's own WeCom or official account, against stand-ins that speak the providers' HTTP."""

from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import actor, sign_in
from tests.factories.notifications import DeliveryFactory, NoticeFactory
from tests.notifications.standins import saying
from tongxin import trail
from tongxin.accounts.terms import Role
from tongxin.notifications.actions.deliver import deliver_due
from tongxin.notifications.models import ChannelPreference
from tongxin.trail import sentences

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE = reverse("notifications:bindings")
CHANNELS = reverse("notifications:channels")
WECHAT = "Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0.40"
WECOM = "Mozilla/5.0 (Linux; Android 13) wxwork/4.1.10 MicroMessenger/7.0.1"
COMPUTER = "Mozilla/5.0 (X11; Linux) Chrome/120"


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


def at_provider(address: str) -> str:
    """What the provider's page sends the browser back to: our path with code and state."""
    try:
        with build_opener(_Stay).open(address.partition("#")[0]):
            raise AssertionError("the provider's page was to send the browser back")
    except HTTPError as answer:
        assert answer.code == 302
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"


def browser(who, agent: str = WECHAT) -> Client:
    return sign_in(Client(headers={"user-agent": agent}), who)


def begin(client: Client, channel: str) -> str:
    """The provider's address that the link leads to."""
    response = client.get(reverse("notifications:bind_start", args=[channel]))
    assert response.status_code == 302
    return response.url


def bind(client: Client, channel: str) -> list[str]:
    """Through the provider and back; what the page then says."""
    client.get(at_provider(begin(client, channel)))
    return said(client)


def said(client: Client) -> list[str]:
    return [str(message) for message in client.get(PAGE).context["messages"]]


def account(who, channel: str) -> str:
    rows = ChannelPreference.objects.filter(person=who.person, channel=channel)
    return rows.values_list("address", flat=True).first() or ""


def bindings_of(who):
    return trail.events_of(who.person).filter(act__startswith="notifications.")


@pytest.fixture
def member():
    return actor(Role.MEMBER)


@pytest.fixture
def provider(request):
    """The stand-in of the channel that a test is given."""
    return request.getfixturevalue(request.getfixturevalue("channel"))


both = pytest.mark.parametrize("channel", ["wecom", "official"])


@both
def test_account_is_bound_and_messages_go_there(member, provider, channel):
    provider.signs_in = "zhangsan"
    client = browser(member)
    assert bind(client, channel)[0].startswith("已绑定。")
    assert account(member, channel) == "zhangsan"
    notice = NoticeFactory(person=member.person, assembly=member.assembly)
    DeliveryFactory(notice=notice, person=member.person, channel=channel)
    deliver_due()
    assert [one["touser"] for one in provider.sent] == ["zhangsan"]


@both
def test_trail_names_the_channel_and_never_the_account(member, provider, channel):
    client = browser(member)
    bind(client, channel)
    client.post(reverse("notifications:bind_remove", args=[channel]))
    events = list(bindings_of(member))
    assert [event.act for event in events] == [
        "notifications.bind_channel",
        "notifications.unbind_channel",
    ]
    assert {str(event.facts) for event in events} == {str({"channel": channel})}
    label = {"wecom": "企业微信", "official": "公众号"}[channel]
    assert [sentences.sentence(event) for event in events] == [f"绑定{label}", f"解除{label}绑定"]


@both
def test_account_of_another_person_is_refused_until_it_is_free(member, provider, channel):
    other = actor(Role.MEMBER)
    bind(browser(other), channel)
    assert "已由另一人绑定" in bind(browser(member), channel)[0]
    assert account(member, channel) == ""
    browser(other).post(reverse("notifications:bind_remove", args=[channel]))
    assert bind(browser(member), channel)[0].startswith("已绑定。")


@both
def test_own_account_may_be_exchanged_for_another(member, provider, channel):
    client = browser(member)
    for name in ("old", "new"):
        provider.signs_in = name
        bind(client, channel)
    assert account(member, channel) == "new"


@both
def test_state_of_another_browser_binds_nothing(member, provider, channel):
    lured = browser(member)
    back = at_provider(begin(browser(actor(Role.MEMBER)), channel))
    lured.get(back)
    assert "不是从本页开始" in said(lured)[0]
    begin(lured, channel)
    lured.get(back)
    assert (account(member, channel), len(provider.codes)) == ("", 1)


@both
def test_coming_back_twice_binds_once(member, provider, channel):
    client = browser(member)
    back = at_provider(begin(client, channel))
    client.get(back)
    assert said(client)[0].startswith("已绑定。")
    client.get(back)
    assert "已经用过" in said(client)[0]


def test_state_of_one_channel_does_not_open_the_other(member, wecom, official):
    client = browser(member, WECOM)
    begin(client, "wecom")
    state = client.session["notifications.binding"]["state"]
    back = reverse("notifications:bind_back", args=["official"])
    client.get(back, {"code": "code-1", "state": state})
    assert "不是从本页开始" in said(client)[0]


@both
def test_who_does_not_agree_is_not_bound(member, provider, channel):
    client = browser(member)
    state = parse_qs(urlsplit(begin(client, channel)).query)["state"][0]
    client.get(reverse("notifications:bind_back", args=[channel]), {"state": state})
    assert said(client) == ["您没有同意，未绑定。"]


@both
def test_spent_code_and_silent_provider_are_said_in_words(member, provider, channel):
    client = browser(member)
    back = at_provider(begin(client, channel))
    provider.codes.clear()
    client.get(back)
    assert said(client) == ["没有绑定成：授权已失效，请重新绑定。"]
    back = at_provider(begin(client, channel))
    provider.faults.append(saying(b"<html>"))
    client.get(back)
    assert said(client) == ["没有绑定成：服务商的应答无法识别。"]
    assert account(member, channel) == ""


def test_member_of_another_company_is_no_account_of_ours(member, wecom):
    wecom.signs_in = "@outside"
    assert bind(browser(member), "wecom") == ["没有绑定成：您不是本单位企业微信的成员。"]


def test_token_that_ran_out_is_fetched_anew(member, wecom):
    client = browser(member)
    bind(client, "wecom")
    wecom.valid.clear()
    wecom.signs_in = "later"
    bind(client, "wecom")
    assert (account(member, "wecom"), wecom.tokens) == ("later", 2)


@pytest.mark.parametrize(
    ("agent", "path"),
    [(WECOM, "/connect/oauth2/authorize"), (COMPUTER, "/wwlogin/sso/login")],
)
def test_wecom_is_signed_in_inside_its_app_and_by_scanning_elsewhere(member, wecom, agent, path):
    address = begin(browser(member, agent), "wecom")
    query = parse_qs(urlsplit(address).query)
    assert (urlsplit(address).path, query["appid"], query["agentid"]) == (
        path,
        ["corp"],
        ["1000002"],
    )
    assert query["redirect_uri"] == [
        "https://tongxin.example" + reverse("notifications:bind_back", args=["wecom"])
    ]
    assert query["state"][0].isalnum()


def test_official_account_asks_for_wechat_elsewhere(member, official):
    client = browser(member, COMPUTER)
    page = client.get(PAGE).content.decode()
    start = reverse("notifications:bind_start", args=["official"])
    assert "请在手机微信里打开" in page and f"https://tongxin.example{PAGE}" in page
    assert start not in page
    assert client.get(start).url == PAGE
    assert start in browser(member).get(PAGE).content.decode()


def test_without_a_gateway_there_is_no_page_and_no_link(member, gateways, sms):
    client = browser(member)
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get(CHANNELS).content.decode()
    for name in ("bind_start", "bind_back"):
        assert client.get(reverse(f"notifications:{name}", args=["wecom"])).status_code == 404


def test_page_is_reached_from_the_preferences_where_it_then_can_be_chosen(member, wecom):
    client = browser(member)
    before = client.get(CHANNELS).content.decode()
    assert PAGE in before and "还没有绑定" in before
    bind(client, "wecom")
    assert "还没有绑定" not in client.get(CHANNELS).content.decode()
    client.post(CHANNELS, {"wecom": "on"})
    assert ChannelPreference.objects.get(person=member.person).is_on is True


def test_unbinding_what_is_not_bound_leaves_no_event(member, wecom):
    client = browser(member)
    client.post(reverse("notifications:bind_remove", args=["wecom"]))
    assert not bindings_of(member).exists()
    assert client.post(reverse("notifications:bind_remove", args=["pigeon"])).status_code == 404


@both
def test_nobody_who_is_not_signed_in_binds(provider, channel):
    for name in ("bindings", "bind_start", "bind_back"):
        arguments = [] if name == "bindings" else [channel]
        assert Client().get(reverse(f"notifications:{name}", args=arguments)).status_code == 302
