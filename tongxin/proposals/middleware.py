"""On pages in another language the mark of a clearing reads in that language; what is stored stays as it is."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from tongxin.proposals.terms import CLEARED

SENT_BACK = re.compile(
    r"(<textarea\b.*?</textarea>|<script\b.*?</script>|<(?:input|option|button)\b[^>]*>)",
    re.DOTALL | re.IGNORECASE,
)
"""What a form would send back, and data: there the mark stays as the records have it."""


class ClearedInWordsMiddleware:
    """Stands within the locale's middleware, and where the length of the answer is not yet stated."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        words = gettext(CLEARED)
        if words != CLEARED and _is_page(response) and CLEARED.encode() in response.content:
            response.content = in_words(response.content.decode(), words)
        return response


def in_words(page: str, words: str) -> str:
    """The page with the mark replaced wherever somebody reads it."""
    parts = SENT_BACK.split(page)
    parts[::2] = [part.replace(CLEARED, words) for part in parts[::2]]
    return "".join(parts)


def _is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.get("Content-Type", "").startswith("text/html")
