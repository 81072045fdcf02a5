"""Categories change from a day on and old proposals keep theirs; a reorganised unit gets a successor."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.proposals.thread import assigned, handling_of
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.organisations.models import Succession
from tongxin.proposals.actions.change_categories import change_categories, in_force
from tongxin.proposals.models import Category, Handling


def offered(city, day=None):
    rows = Category.objects.filter(in_force(day or clock.today()), assembly=city.assembly)
    return [row.name for row in rows]


def test_categories_change_from_a_day_on(city):
    today = clock.today()
    change_categories(
        city.assembly, actor=city.office, names=["经济建设", "社会建设"], valid_from=today
    )
    kept = Category.objects.get(name="社会建设")
    later = today + timedelta(days=30)
    change_categories(
        city.assembly, actor=city.office, names=["社会建设", "生态文明"], valid_from=later
    )
    assert set(offered(city)) == {"社会建设", "经济建设"}
    assert offered(city, later) == ["社会建设", "生态文明"]
    assert Category.objects.get(name="社会建设").pk == kept.pk
    assert len({row.code for row in Category.objects.all()}) == 3


def test_page_keeps_what_was_typed_and_refuses_nothing_at_all(city, client):
    address = reverse("proposals:categories", args=[city.assembly.slug])
    sign_in(client, city.office)
    boxes = {"names": "经济建设\n\n 社会建设 \n经济建设", "valid_from": clock.today().isoformat()}
    assert client.post(address, boxes).status_code == 302
    assert offered(city) == ["经济建设", "社会建设"]
    response = client.post(address, {**boxes, "names": "字" * 60})
    assert response.status_code == 422
    assert "太长" in response.content.decode()
    with pytest.raises(Refused, match="至少要有一个类别"):
        change_categories(city.assembly, actor=city.office, names=[], valid_from=clock.today())


def test_members_keep_no_categories(city, client):
    sign_in(client, city.member_actor())
    address = reverse("proposals:categories", args=[city.assembly.slug])
    assert client.get(address).status_code in (403, 404)


def test_successor_answers_for_a_reorganised_unit(city, client):
    handling = handling_of(assigned(city))
    old, new = city.units[0], city.units[1]
    sign_in(client, city.office)
    address = reverse("proposals:reorganisation", args=[city.assembly.slug, old.public_id])
    boxes = {"successors": [new.pk], "on": clock.today().isoformat(), "document": "机构改革方案"}
    assert client.post(address, {**boxes, "successors": []}).status_code == 422
    assert client.post(address, boxes).status_code == 302
    assert Succession.objects.get().document == "机构改革方案"
    rows = Handling.objects.filter(pk=handling.pk)
    assert visible(city.clerks[1], "handlings.view", rows).exists()
    page = client.get(reverse("proposals:unit", args=[city.assembly.slug, old.public_id]))
    assert new.name in page.content.decode()
