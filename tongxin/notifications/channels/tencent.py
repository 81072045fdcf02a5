"""What WeCom and official accounts share: a token in the address, an errcode in the answer."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tongxin.notifications.channels import json_http
from tongxin.notifications.channels.seam import PermanentError, RateLimitedError, TemporaryError
from tongxin.notifications.channels.tokens import Token

TOKEN_REFUSED = {40001, 40014, 42001}
RATE_LIMITED = {45009, 45011, 45033}
WRONG_ADDRESS = {40003, 40031, 43004, 43101, 60111, 81013}


def send(
    url: str, body: Mapping[str, Any], token: Token, post: Callable[..., dict] = json_http.post
) -> dict[str, Any]:
    """Post the body; a token that the provider no longer accepts is fetched anew, once."""
    for _attempt in range(2):
        value = token.get()
        answer = post(url, body, query={"access_token": value})
        if errcode(answer) not in TOKEN_REFUSED:
            return accepted(answer)
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
