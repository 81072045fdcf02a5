"""The next term's roll out of this one: those who stay are seated anew, all former mandates end."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.members import AppointmentFactory, SectorFactory, TermFactory
from tests.proposals.thread import fresh
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.members.actions.start_term import Stay, start_term
from tongxin.members.models import Mandate, Member
from tongxin.members.terms import MandateEnd

DAY = date(2027, 1, 8)


@pytest.fixture
def term(city):
    return TermFactory(assembly=city.assembly, number=12, starts_on=DAY)


def test_those_who_stay_are_seated_and_all_others_end(city, liaison, term):
    science = SectorFactory(assembly=city.assembly, name="科技界")
    Member._base_manager.filter(pk=city.members[0].pk).update(employer="市一中")
    stays = [Stay(fresh(city.members[0]), science)]
    (seated,) = start_term(term, actor=liaison, before=city.session.term, stays=stays)
    assert (seated.sector, seated.employer, seated.card_number) == (science, "市一中", "12-0001")
    former = Mandate.objects.filter(member__term=city.session.term)
    assert set(former.values_list("ends_on", "end_reason")) == {(DAY, MandateEnd.TERM)}
    roles = seated.person.roles.filter(role=Role.MEMBER, starts_on=DAY)
    assert roles.count() == 1


def test_posts_of_the_former_term_end_with_it(city, liaison, term):
    post = AppointmentFactory(assembly=city.assembly, member=city.members[0])
    stays = [Stay(city.members[0], city.members[0].sector)]
    start_term(term, actor=liaison, before=city.session.term, stays=stays)
    assert fresh(post).ends_on == DAY


def test_a_term_with_a_roll_is_not_started_again(city, liaison, term):
    stays = [Stay(city.members[0], city.members[0].sector)]
    start_term(term, actor=liaison, before=city.session.term, stays=stays)
    with pytest.raises(Refused, match="已有名册"):
        start_term(term, actor=liaison, before=city.session.term, stays=stays)


def test_page_previews_before_anything_changes(city, liaison, term, client):
    browser = sign_in(client, liaison)
    address = reverse("members:next_term", args=[city.assembly.slug])
    assert browser.get(address).status_code == 200
    science = SectorFactory(assembly=city.assembly, name="科技界")
    staying, moved = city.members[0], city.members[1]
    posted = {
        "term": str(term.pk),
        "stay": [staying.public_id, moved.public_id],
        f"sector-{moved.public_id}": science.name,
    }
    shown = browser.post(address, posted)
    form = shown.context["form"]
    assert [line.member for line in form.moved] == [moved]
    assert len(form.leaving) == len(city.members) - 2
    assert not term.members.exists()
    assert browser.post(address, posted | {"confirmed": "1"}).status_code == 302
    assert {one.sector.name for one in term.members.all()} == {staying.sector.name, science.name}


def test_page_refuses_a_sector_that_nobody_knows(city, liaison, term, client):
    member = city.members[0]
    posted = {"term": str(term.pk), "stay": [member.public_id], "confirmed": "1"}
    posted[f"sector-{member.public_id}"] = "没有的界别"
    address = reverse("members:next_term", args=[city.assembly.slug])
    answer = sign_in(client, liaison).post(address, posted)
    assert answer.status_code == 422
    assert "没有的界别" in answer.content.decode()
    assert not term.members.exists()
