"""The page for an act that was not carried out: it says why and gives back every word that was sent."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

HIDDEN = {"csrfmiddlewaretoken", "identity", "request_key", "version", "next", "credential"}
SECRET = ("password", "code")


def refused_page(
    request: HttpRequest, sentence: str, *, status: int, title: str = ""
) -> HttpResponse:
    """For HTMX only the sentence, so that the page with its text stays as it is; else a page with the text on it."""
    if request.headers.get("HX-Request"):
        response = HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
        response["HX-Trigger"] = json.dumps(
            {"tongxin:refused": {"status": status, "sentence": sentence}}
        )
        return response
    context = {
        "title": title,
        "sentence": sentence,
        "texts": texts_of(request),
        "signed_out": status == 401,
        "back": _page_before(request),
    }
    return render(request, "accounts/refused.html", context, status=status)


def texts_of(request: HttpRequest) -> list[str]:
    """What the person had written: the longer values of the form, without codes and passwords."""
    return [
        value
        for name, values in request.POST.lists()
        if name not in HIDDEN and not any(secret in name for secret in SECRET)
        for value in values
        if len(value.strip()) > 1
    ]


def _page_before(request: HttpRequest) -> str:
    """The page on which the form stood; acts have addresses of their own that only take a POST."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()})
    return page if is_ours else settings.LOGIN_REDIRECT_URL
