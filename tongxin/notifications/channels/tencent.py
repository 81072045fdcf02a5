"""What WeCom and official accounts share: a token in the address, an errcode in the answer."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from tongxin.notifications.channels import json_http
from tongxin.notifications.channels.seam import PermanentError, RateLimitedError, TemporaryError
from tongxin.notifications.channels.tokens import Token

TOKEN_REFUSED = {40001, 40014, 42001}
RATE_LIMITED = {45009, 45011, 45033}
SPENT_CODE = {40029, 40163, 42003}
WRONG_ADDRESS = {40003, 40031, 43004, 43101, 60111, 81013}


Ask = Callable[..., dict[str, Any]]


def send(url: str, body: Mapping[str, Any], token: Token) -> dict[str, Any]:
    """Post the body; the answer, unless its errcode says otherwise."""
    return accepted(asked(url, body, token))


def asked(
    url: str, body: Mapping[str, Any], token: Token, ask: Ask = json_http.post
) -> dict[str, Any]:
    """The answer whatever its errcode; a token that the provider no longer accepts is fetched anew, once."""
    for _attempt in range(2):
        value = token.get()
        answer = ask(url, body, query={"access_token": value})
        if errcode(answer) not in TOKEN_REFUSED:
            return answer
        token.forget(value)
    raise TemporaryError("token")


def accepted(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, unless its errcode says otherwise; unknown codes are tried again because settings can be mended."""
    code = errcode(answer)
    if code == 0:
        return answer
    if code in RATE_LIMITED:
        raise RateLimitedError(wait=timedelta(minutes=5))
    if code in WRONG_ADDRESS:
        raise PermanentError("address")
    raise TemporaryError(f"errcode_{code}")


def authorize_url(address: str, app: str, back: str, state: str, **more: str) -> str:
    """The page inside WeChat and WeCom that asks nothing and sends the person back with a code."""
    query = {
        "appid": app,
        "redirect_uri": back,
        "response_type": "code",
        "scope": "snsapi_base",
        "state": state,
        **more,
    }
    return f"{address}?{urlencode(query)}#wechat_redirect"


def account_in(answer: dict[str, Any], name: str) -> str:
    """The account that an exchanged code stands for; a code that was used or has run out is told apart."""
    if errcode(answer) in SPENT_CODE:
        raise PermanentError("code")
    account = accepted(answer).get(name, "")
    if not (isinstance(account, str) and account):
        raise PermanentError("outsider")
    return account


def token_of(answer: dict[str, Any]) -> tuple[str, int]:
    """Token and life out of an answer to a token request."""
    accepted(answer)
    try:
        return str(answer["access_token"]), int(answer["expires_in"])
    except (KeyError, TypeError, ValueError):
        raise TemporaryError("bad_answer") from None


def errcode(answer: dict[str, Any]) -> int:
    code = answer.get("errcode", 0)
    return code if isinstance(code, int) else -1
