"""The home page's one line about units on paper: count, nearest day, the way to the desk; for those who enter."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.factories.organisations import OrganisationFactory, ServiceFactory
from tests.proposals.exchange.paper import given, packed
from tests.proposals.thread import acknowledged, assigned, handling_of
from tongxin.accounts.terms import Role
from tongxin.lifecycle.models import Waiting
from tongxin.organisations.terms import Channel
from tongxin.portal.queries.home import OnPaper, waiting_on_paper
from tongxin.proposals.models import Handling

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def home(actor) -> str:
    return sign_in(Client(), actor).get("/me/").content.decode()


def test_line_counts_and_names_the_nearest_day(city):
    first, second = given(city), given(city)
    Waiting._base_manager.filter(record_id=first.pk).update(due_on="2026-02-03")
    Waiting._base_manager.filter(record_id=second.pk).update(due_on="2026-02-02")
    page = home(city.office)
    assert "2 件次等单位用纸质办理，其中 2 件次还没有打包" in page
    assert "2026年2月2日" in page
    assert f"{reverse('proposals:exchange', args=[city.assembly.slug])}?tab=open" in page
    packed(city)
    assert "其中" not in home(city.assigner)


def test_units_online_and_finished_parts_are_not_counted(city):
    online = handling_of(assigned(city))
    assert waiting_on_paper(city.office, city.assembly) == OnPaper(0, 0, None)
    assert "用纸质办理" not in home(city.office)
    part = given(city)
    assert online.unit == part.unit
    assert waiting_on_paper(city.office, city.assembly).count == 2
    Handling._base_manager.filter(pk=part.pk).update(state="replied")
    assert waiting_on_paper(city.office, city.assembly).count == 1


def test_assigner_of_the_other_channel_has_no_line(city):
    given(city)
    party = OrganisationFactory(name="市委办公室")
    ServiceFactory(assembly=city.assembly, organisation=party, channel=Channel.PARTY)
    other = staff(Role.ASSIGNER, city.assembly, party)
    assert "用纸质办理" not in home(other)
    assert "用纸质办理" in home(city.assigner)


def test_part_that_waits_for_two_things_counts_once(city):
    acknowledged_part = given(city)
    assert waiting_on_paper(city.office, city.assembly).count == 1
    acting = city.office.standing_in_for(acknowledged_part.unit, city.office.day)
    acknowledged(acknowledged_part, acting)
    assert waiting_on_paper(city.office, city.assembly).count == 1


def test_line_costs_the_same_for_one_and_three(city):
    counts = []
    for more in (1, 2):
        for _one in range(more):
            given(city)
        with CaptureQueriesContext(connection) as queries:
            waiting_on_paper(city.office, city.assembly)
        counts.append(len(queries))
    assert counts == [2, 2]
