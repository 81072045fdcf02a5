"""Online or on paper is a choice per unit, made by those who keep the units, in the trail."""

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tongxin.organisations.models import Service
from tongxin.organisations.terms import WorkingWay
from tongxin.trail.models import Event


def choose(client, actor, city, way):
    unit = city.units[0]
    address = reverse("proposals:unit_way", args=[city.assembly.slug, unit.public_id])
    return sign_in(client, actor).post(address, {"way": way}).status_code


def way_of(city):
    return Service.objects.get(organisation=city.units[0]).working_way


@pytest.mark.parametrize("who", ["office", "assigner"])
def test_offices_choose_for_a_unit_and_back(city, client, who):
    actor = getattr(city, who)
    assert choose(client, actor, city, "package") == 302
    page = reverse("proposals:unit", args=[city.assembly.slug, city.units[0].public_id])
    assert "改为“在线办理”" in client.get(page).content.decode()
    assert way_of(city) == WorkingWay.PACKAGE
    assert choose(client, actor, city, "online") == 302
    assert way_of(city) == WorkingWay.ONLINE
    events = Event.objects.filter(act="units.choose_way")
    assert [event.facts["way"] for event in events] == ["package", "online"]


def test_same_choice_again_leaves_no_event(city, client):
    choose(client, city.office, city, "online")
    assert not Event.objects.filter(act="units.choose_way").exists()


def test_unknown_way_changes_nothing(city, client):
    assert choose(client, city.office, city, "pigeon") == 302
    assert way_of(city) == WorkingWay.ONLINE


def test_units_and_members_do_not_choose(city, client):
    for actor in (city.clerks[0], city.member_actor(), city.leader):
        assert choose(client, actor, city, "package") == 404
    assert way_of(city) == WorkingWay.ONLINE
