"""A small JSON client: time limits, bounded answers, errors as codes that quote neither address nor body."""

import json
from collections.abc import Mapping
from datetime import timedelta
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tongxin.notifications.channels.seam import PermanentError, RateLimitedError, TemporaryError

TIMEOUT = 8.0
LONGEST_ANSWER = 64 * 1024
LONGEST_WAIT = 3600


class _NoRedirect(HTTPRedirectHandler):
    """A provider that redirects would get credentials and phone numbers sent elsewhere."""

    def redirect_request(self, *args, **kwargs):
        return None


_opener = build_opener(_NoRedirect)


def get(url: str, query: Mapping[str, str], timeout: float = TIMEOUT) -> dict[str, Any]:
    """The JSON object that answers a GET."""
    return _ask(Request(f"{url}?{urlencode(query)}"), timeout)  # noqa: S310 — from the settings


def post(
    url: str,
    body: Mapping[str, Any] | bytes,
    *,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
) -> dict[str, Any]:
    """The JSON object that answers a POST of JSON."""
    data = body if isinstance(body, bytes) else encoded(body)
    address = f"{url}?{urlencode(query)}" if query else url
    request = Request(address, data=data, method="POST")  # noqa: S310 — from the settings
    for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
        request.add_header(name, value)
    return _ask(request, timeout)


def encoded(body: Mapping[str, Any]) -> bytes:
    """JSON bytes as they are sent, and signed."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _ask(request: Request, timeout: float) -> dict[str, Any]:
    """One request; causes are cut off because they would carry the address with its token into logs."""
    try:
        with _opener.open(request, timeout=timeout) as response:
            answer = response.read(LONGEST_ANSWER)
    except HTTPError as error:
        raise _refusal(error) from None
    except TimeoutError:
        raise TemporaryError("timeout") from None
    except URLError as error:
        late = isinstance(error.reason, TimeoutError)
        raise TemporaryError("timeout" if late else "unreachable") from None
    except (OSError, HTTPException):
        raise TemporaryError("unreachable") from None
    return _decoded(answer)


def _decoded(answer: bytes) -> dict[str, Any]:
    try:
        content = json.loads(answer)
    except ValueError:
        raise TemporaryError("bad_answer") from None
    if not isinstance(content, dict):
        raise TemporaryError("bad_answer")
    return content


def _refusal(error: HTTPError) -> PermanentError | TemporaryError:
    with error:
        wait = error.headers.get("Retry-After", "")
    if error.code == 429:
        seconds = min(int(wait), LONGEST_WAIT) if wait.isdigit() else 60
        return RateLimitedError(wait=timedelta(seconds=seconds))
    if error.code == 422:
        return PermanentError("address")
    return TemporaryError(f"http_{error.code}")
