"""A filter that a person saved is there again after signing in anew, and is nobody else's."""

from django.test import Client
from django.urls import reverse

from tests.factories.accounts import sign_in


def test_saved_filter_outlives_the_session(city):
    page = reverse("proposals:list", args=[city.assembly.slug])
    address = f"{page}?tab=handling"
    first = Client()
    sign_in(first, city.office)
    assert first.post(address, {"name": "我常看的"}).status_code == 302
    for reader, sees in ((city.office, True), (city.chair, False)):
        again = Client()
        sign_in(again, reader)
        assert ("我常看的" in again.get(page).content.decode()) is sees
