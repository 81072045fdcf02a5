"""Every channel against its stand-in: what is sent, expiry, limits, errors, lines that break, repeats."""

import pytest

from tests.notifications.standins import cut_off, failing, late, saying
from tongxin.notifications import channels
from tongxin.notifications.channels import (
    Message,
    PermanentError,
    RateLimitedError,
    TemporaryError,
    json_http,
)
from tongxin.notifications.channels.official import OfficialAccount
from tongxin.notifications.channels.sms import SmsGateway
from tongxin.notifications.channels.wecom import WeCom

LINK = "https://tongxin.example/me/messages/abc/"


def message(**fields):
    return Message(
        **{"key": "k1", "address": "13800138000", "title": "立案", "url": LINK, **fields}
    )


@pytest.fixture
def gateway(sms):
    return SmsGateway(**sms.settings)


@pytest.fixture
def wecom_app(wecom):
    return WeCom(**wecom.settings)


@pytest.fixture
def account(official):
    return OfficialAccount(**official.settings)


@pytest.fixture
def short_patience(monkeypatch):
    monkeypatch.setattr(
        json_http.post, "__kwdefaults__", {**json_http.post.__kwdefaults__, "timeout": 0.3}
    )


def test_sms_sends_the_notice_template(sms, gateway):
    assert gateway.send(message()).reference == "sms-k1"
    assert sms.sent == {
        "k1": {
            "request_id": "k1",
            "phone": "13800138000",
            "template": "N1",
            "params": {"title": "立案"},
        }
    }


def test_sms_sends_a_sign_in_code_by_its_template(sms, gateway):
    gateway.send(message(code="271828"))
    assert (sms.sent["k1"]["template"], sms.sent["k1"]["params"]) == ("C1", {"code": "271828"})


def test_sms_is_refused_with_a_wrong_secret(sms):
    gateway = SmsGateway(**{**sms.settings, "secret": "wrong"})
    with pytest.raises(TemporaryError, match="http_403"):
        gateway.send(message())
    assert sms.sent == {}


def test_sms_repeated_under_its_key_goes_out_once(sms, gateway):
    sms.faults.append(cut_off)
    with pytest.raises(TemporaryError, match="unreachable"):
        gateway.send(message())
    gateway.send(message())
    assert (sms.asked["k1"], len(sms.sent)) == (2, 1)


@pytest.mark.parametrize(
    ("fault", "error", "code"),
    [
        (failing(500), TemporaryError, "http_500"),
        (failing(503), TemporaryError, "http_503"),
        (failing(301, Location="http://127.0.0.1:9/"), TemporaryError, "http_301"),
        (failing(422), PermanentError, "address"),
        (saying({"code": "INVALID_NUMBER"}), PermanentError, "address"),
        (saying({"code": "SIGNATURE"}), TemporaryError, "refused"),
        (saying({}), TemporaryError, "refused"),
        (saying(b"<html>"), TemporaryError, "bad_answer"),
        (saying(b"[]"), TemporaryError, "bad_answer"),
        (cut_off, TemporaryError, "unreachable"),
    ],
)
def test_sms_tells_errors_apart(sms, gateway, fault, error, code):
    sms.faults.append(fault)
    with pytest.raises(error) as failed:
        gateway.send(message())
    assert failed.value.code == code


def test_sms_does_not_wait_for_ever(sms, gateway, short_patience):
    sms.faults.append(late(1))
    with pytest.raises(TemporaryError, match="timeout"):
        gateway.send(message())


def test_nobody_there_is_a_temporary_error(gateways):
    with pytest.raises(TemporaryError, match="unreachable"):
        SmsGateway(url="http://127.0.0.1:9/", key="k", secret="s", templates={}).send(message())


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [
        (failing(429, Retry_After="120"), 120),
        (failing(429), 60),
        (failing(429, Retry_After="soon"), 60),
        (failing(429, Retry_After="999999"), 3600),
        (saying({"code": "RATE_LIMITED"}), 60),
    ],
)
def test_sms_rate_limit_says_how_long_to_rest(sms, gateway, fault, seconds):
    sms.faults.append(fault)
    with pytest.raises(RateLimitedError) as limited:
        gateway.send(message())
    assert limited.value.wait.total_seconds() == seconds


def test_errors_quote_neither_number_nor_token(wecom, wecom_app, sms, gateway):
    sms.faults.append(failing(500))
    wecom.faults.extend(
        [saying({"errcode": 0, "access_token": "tok", "expires_in": 7200}), failing(500)]
    )
    for sender in (gateway, wecom_app):
        with pytest.raises(TemporaryError) as failed:
            sender.send(message())
        assert failed.value.__cause__ is None
        assert failed.value.__suppress_context__
        assert str(failed.value) == "http_500"
    assert "13800138000" not in repr(message())


def test_wecom_sends_text_with_the_link(wecom, wecom_app):
    assert wecom_app.send(message(address="wangmin")).reference == "m1"
    assert wecom.sent == [
        {
            "touser": "wangmin",
            "msgtype": "text",
            "agentid": 1000002,
            "text": {"content": f"立案\n{LINK}"},
            "enable_duplicate_check": 1,
            "duplicate_check_interval": 1800,
        }
    ]


def test_wecom_fetches_its_token_once(wecom, wecom_app):
    for number in range(3):
        wecom_app.send(message(key=f"k{number}", url=f"{LINK}{number}"))
    assert (wecom.tokens, len(wecom.sent)) == (1, 3)


@pytest.mark.parametrize("errcode", [40014, 42001])
def test_wecom_renews_a_token_that_ran_out(wecom, wecom_app, errcode):
    wecom_app.send(message())
    wecom.valid, wecom.refused = set(), errcode
    wecom_app.send(message(url=f"{LINK}2"))
    assert (wecom.tokens, len(wecom.sent)) == (2, 2)


def test_wecom_gives_up_on_tokens_that_are_never_taken(wecom, wecom_app):
    wecom.faults.extend(
        [
            saying({"errcode": 0, "access_token": "x", "expires_in": 7200}),
            saying({"errcode": 42001}),
        ]
        * 2
    )
    with pytest.raises(TemporaryError, match="token"):
        wecom_app.send(message())


def test_token_is_renewed_before_it_expires(wecom, wecom_app):
    wecom.life = 0
    wecom_app.send(message())
    wecom_app.send(message(url=f"{LINK}2"))
    assert wecom.tokens == 2


def test_wecom_rate_limit_rests(wecom, wecom_app):
    wecom_app.send(message())
    wecom.faults.append(saying({"errcode": 45009}))
    with pytest.raises(RateLimitedError) as limited:
        wecom_app.send(message())
    assert limited.value.wait.total_seconds() == 300


def test_wecom_unknown_user_is_permanent(wecom, wecom_app):
    with pytest.raises(PermanentError, match="address"):
        wecom_app.send(message(address="nobody"))


def test_wecom_wrong_secret_is_not_blamed_on_the_reader(wecom):
    with pytest.raises(TemporaryError):
        WeCom(**{**wecom.settings, "secret": "wrong"}).send(message())


def test_wecom_repeat_after_a_broken_line_is_dropped(wecom, wecom_app):
    wecom_app.token.get()
    wecom.faults.append(cut_off)
    with pytest.raises(TemporaryError):
        wecom_app.send(message())
    wecom_app.send(message())
    assert len(wecom.sent) == 1


def test_official_account_sends_its_template(official, account):
    account.send(message(address="openid-1", title="提案办理情况有新进展,请登录查看并及时评价"))
    assert official.sent == [
        {
            "touser": "openid-1",
            "template_id": "T1",
            "url": LINK,
            "client_msg_id": "k1",
            "data": {"thing1": {"value": "提案办理情况有新进展,请登录查看并及时评"}},
        }
    ]


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
def test_official_account_renews_its_token(official, account, errcode):
    account.send(message())
    official.valid, official.refused = set(), errcode
    account.send(message(key="k2"))
    assert (official.tokens, len(official.sent)) == (2, 2)


@pytest.mark.parametrize(
    ("errcode", "error"),
    [
        (43004, PermanentError),
        (40003, PermanentError),
        (45009, RateLimitedError),
        (-1, TemporaryError),
    ],
)
def test_official_account_tells_errors_apart(official, account, errcode, error):
    account.token.get()
    official.faults.append(saying({"errcode": errcode}))
    with pytest.raises(error):
        account.send(message())


def test_official_account_repeat_goes_out_once(official, account):
    account.token.get()
    official.faults.append(cut_off)
    with pytest.raises(TemporaryError):
        account.send(message())
    account.send(message())
    assert len(official.sent) == 1


def test_channels_are_those_the_settings_describe(sms, wecom, settings):
    assert list(channels.configured()) == ["wecom", "sms"]
    settings.GATEWAYS = {}
    assert channels.configured() == {}


def test_demonstration_has_every_channel_and_sends_nothing(sms, settings):
    settings.DEMO = True
    configured = channels.configured()
    assert sorted(configured) == ["mail", "official", "sms", "wecom"]
    assert configured["sms"].send(message()).reference == "demonstration"
    assert sms.requests == []
