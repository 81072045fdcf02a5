"""What is next for whoever is invited, on the home page; and the conversations that citizens find."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.deliberation.conferring import Conferring, fresh
from tests.factories.accounts import sign_in
from tests.gatherings.people.meeting import make_meeting
from tongxin.core import clock
from tongxin.deliberation.lifecycle import CONVERSATION
from tongxin.deliberation.terms import Admission
from tongxin.lifecycle.perform import perform
from tongxin.organisations.scope import scope
from tongxin.portal.queries.coming import sittings_ahead


@pytest.fixture
def conferring(city):
    made = Conferring(city)
    with scope([made.assembly.pk]):
        yield made


def citizens_page(client, assembly) -> str:
    return client.get(reverse("public:conversations", args=[assembly.slug])).content.decode()


def test_conversation_stands_on_the_home_page_of_those_invited(conferring, client):
    running = conferring.voting()
    conferring.draft(question="还没有批准的议题")
    sign_in(client, conferring.member())
    page = client.get("/me/").content.decode()
    assert "近期安排" in page
    assert running.question in page
    assert "还没有批准的议题" not in page


def test_meeting_of_the_coming_days_stands_there(city, client):
    meeting = make_meeting(city)
    sign_in(client, city.member_actor(0))
    page = client.get("/me/").content.decode()
    assert meeting.invitation(0).get_absolute_url() in page
    assert len(sittings_ahead(city.member_actor(0))) == 2
    with clock.frozen(clock.now() + timedelta(days=20)):
        assert sittings_ahead(city.member_actor(0)) == []


def test_nothing_ahead_no_card(city, client):
    sign_in(client, city.member_actor(0))
    assert "近期安排" not in client.get("/me/").content.decode()


def test_citizens_find_what_is_open_to_them(conferring, client):
    running = conferring.voting(admission=Admission.CODE, question="夜市办在哪里？")
    over = conferring.closed(conferring.voting(admission=Admission.OPEN, question="河边修步道？"))
    conferring.voting(question="只请委员参加的议题")
    page = citizens_page(client, conferring.assembly)
    assert page.index(running.open_url) < page.index(over.open_url)
    assert "只请委员参加的议题" not in page


def test_stopped_and_not_begun_are_not_told(conferring, client):
    conferring.approved(admission=Admission.CODE, question="还没有开始")
    stopped = conferring.voting(admission=Admission.CODE, question="已经停止")
    perform(CONVERSATION.stop, fresh(stopped), conferring.general, reason="另作安排")
    page = citizens_page(client, conferring.assembly)
    assert "还没有开始" not in page
    assert "已经停止" not in page


def test_the_way_there_is_shown_where_there_is_something(conferring, client):
    proposals = reverse("public:proposals", args=[conferring.assembly.slug])
    way = reverse("public:conversations", args=[conferring.assembly.slug])
    assert way not in client.get(proposals).content.decode()
    conferring.voting(admission=Admission.CODE)
    assert way in client.get(proposals).content.decode()
