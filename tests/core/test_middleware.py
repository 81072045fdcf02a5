"""NUL characters never reach a view: fields lose them, addresses with one are refused."""

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory

from tongxin.core.middleware import WithoutNulMiddleware, without_nul

MIDDLEWARE = WithoutNulMiddleware(lambda request: HttpResponse())


def passed(request):
    MIDDLEWARE.process_view(request, lambda request: None, (), {})
    return request


def test_fields_lose_the_character_and_nothing_else():
    request = passed(RequestFactory().post("/?q=a%00b&q=c", {"te\x00xt": ["前\x00后", "二"]}))
    assert request.GET.getlist("q") == ["ab", "c"]
    assert request.POST.getlist("text") == ["前后", "二"]


def test_clean_fields_are_left_as_they_are():
    fields = QueryDict("a=1&b=2&a=3")
    assert without_nul(fields) is fields


def test_address_with_the_character_is_refused():
    with pytest.raises(BadRequest):
        passed(RequestFactory().get("/a%00b/"))
