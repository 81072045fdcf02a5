"""The office opens terms and sessions on screen; a refusal stands at its field and nothing typed is lost."""

from datetime import datetime

from django.urls import reverse

from tests.factories.accounts import actor, sign_in
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.members.models import PlenarySession, Term

BOXES = {
    "form": "session",
    "number": "6",
    "opens_on": "2027-01-12",
    "closes_on": "2027-01-15",
    "window_opens_on": "2026-10-12",
    "cutoff_at": "2027-01-13T18:00",
}


def at(city):
    return reverse("members:sessions", args=[city.assembly.slug])


def test_office_opens_a_term_and_its_session(city, client):
    sign_in(client, actor(Role.GENERAL_OFFICE, city.assembly))
    term = {"form": "term", "number": "12", "starts_on": "2027-01-01"}
    assert client.post(at(city), term).status_code == 302
    made = Term.objects.get(assembly=city.assembly, number=12)
    assert client.post(at(city), {**BOXES, "term": made.pk, "number": "1"}).status_code == 302
    session = PlenarySession.objects.get(term=made)
    assert session.cutoff_at == datetime(2027, 1, 13, 18, tzinfo=clock.SHANGHAI)
    assert "2026年10月12日" in client.get(at(city)).content.decode()


def test_refusals_stand_at_their_field(city, client):
    sign_in(client, actor(Role.GENERAL_OFFICE, city.assembly))
    for boxes, why in (
        ({"closes_on": "2027-01-11"}, "闭幕不能早于开幕"),
        ({"window_opens_on": "2027-01-13"}, "提案征集不能晚于开幕"),
        ({"cutoff_at": "2026-10-01T08:00"}, "提案截止不能早于征集开始"),
        ({"number": str(city.session.number)}, "已经登记"),
        ({"number": "一"}, "输入整数"),
    ):
        response = client.post(at(city), {**BOXES, "term": city.session.term_id, **boxes})
        assert response.status_code == 422
        assert why in response.content.decode()
        assert 'value="2027-01-12"' in response.content.decode()
    assert PlenarySession.objects.filter(assembly=city.assembly).count() == 1


def test_members_read_and_may_not_write(city, client):
    sign_in(client, city.member_actor())
    page = client.get(at(city)).content.decode()
    assert str(city.session) in page
    assert "登记新一届" not in page
    assert client.post(at(city), BOXES).status_code == 403
