"""Who asks, who confirms: two people by their roles, a code and a paper's number instead of words."""

import pytest
from django.test import Client

from tests.factories.accounts import RoleAssignmentFactory, sign_in
from tests.factories.cities import staff
from tests.matrix.people import another_city
from tests.proposals.thread import docketed, draft, fresh, submitted
from tongxin.accounts.actor import acting_as
from tongxin.accounts.terms import Role
from tongxin.core.errors import Conflict, Refused
from tongxin.lifecycle.addresses import act_url
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waiting_for
from tongxin.notifications.models import Notice
from tongxin.proposals.lifecycle import CLEARING
from tongxin.proposals.models import Clearing


def test_request_waits_for_the_security_manager_and_clears_nothing(city, ask, security):
    proposal = submitted(city)
    clearing = ask(proposal)
    assert fresh(proposal).matter == proposal.matter
    assert [row.act for row in waiting_for(security)] == ["clearings.confirm"]
    assert Notice.objects.filter(record_type="proposals.clearing").count() == 1
    assert str(clearing) == f"流水号 {proposal.serial_number:04d} · 整件提案"


def test_general_office_may_ask(city, ask):
    office = staff(Role.GENERAL_OFFICE, city.assembly)
    assert ask(submitted(city), actor=office).asked_by == office.person


@pytest.mark.parametrize("role", [Role.PROPOSALS_OFFICE, Role.SECURITY_MANAGER, Role.CHAIR])
def test_others_may_not_ask(city, ask, role):
    with pytest.raises(Refused):
        ask(submitted(city), actor=staff(role, city.assembly))


def test_secretary_of_another_city_may_not_ask(city, ask):
    stranger = staff(Role.SECRETARY_GENERAL, another_city().assembly)
    with pytest.raises(Refused):
        ask(submitted(city), actor=stranger)


def test_who_asked_does_not_confirm_under_another_role(city, ask, secretary):
    both = acting_as(
        RoleAssignmentFactory(
            person=secretary.person, role=Role.SECURITY_MANAGER, assembly=city.assembly
        )
    )
    clearing = ask(submitted(city))
    with pytest.raises(Refused, match="另一人"):
        perform(CLEARING.confirm, clearing, both)


def test_secretary_does_not_confirm(city, ask):
    other = staff(Role.SECRETARY_GENERAL, city.assembly)
    with pytest.raises(Refused):
        perform(CLEARING.confirm, ask(submitted(city)), other)


@pytest.mark.parametrize(
    "number",
    ["", "5号", "某导弹基地的坐标是东经一百度", "澜政协办〔2026〕5号 附注", "澜政协办(2026)5号"],
)
def test_number_has_no_room_for_words(city, ask, number):
    with pytest.raises(Refused):
        ask(submitted(city), paper_number=number)


def test_part_of_another_proposal_is_refused(city, ask):
    one, other = submitted(city), submitted(city)
    with pytest.raises(Refused, match="不在这件提案里"):
        ask(one, "version", other.versions.get().pk)


def test_one_at_a_time_and_a_repeat_gives_the_first(city, ask):
    proposal = submitted(city)
    first = ask(proposal, request_key="k1")
    assert ask(proposal, request_key="k1").pk == first.pk
    with pytest.raises(Refused, match="等待确认"):
        ask(proposal)


def test_dropped_request_clears_nothing(city, ask, security):
    proposal = submitted(city)
    clearing = perform(CLEARING.drop, ask(proposal), security)
    assert (fresh(clearing).state, fresh(proposal).matter) == ("dropped", proposal.matter)
    with pytest.raises(Conflict):
        perform(CLEARING.confirm, clearing, security)


def test_draft_is_asked_for_by_its_address(city, ask, secretary):
    proposal = draft(city)
    page = sign_in(Client(), secretary).get(
        f"/{city.assembly.slug}/proposals/{proposal.public_id}/clear/"
    )
    assert page.status_code == 200
    assert proposal.matter not in page.content.decode()


def test_pages_of_the_flow(city, secretary, security):
    proposal = docketed(city)
    asker, confirmer = sign_in(Client(), secretary), sign_in(Client(), security)
    thread = asker.get(proposal.get_absolute_url()).content.decode()
    address = f"/{city.assembly.slug}/proposals/{proposal.public_id}/clear/"
    assert address in thread
    bad = asker.post(address, {"part": "whole", "reason": "state_secret", "paper_number": "5"})
    assert bad.status_code == 422
    form = {"part": "whole", "reason": "state_secret", "paper_number": "澜政协办〔2026〕5号"}
    home = asker.post(address, form).url
    page = confirmer.get(home).content.decode()
    assert "确认清除" in page and proposal.matter not in page
    clearing = Clearing.objects.get()
    assert confirmer.post(act_url(CLEARING.confirm, clearing)).status_code == 302
    done = confirmer.get(home).content.decode()
    assert "清除了哪些地方" in done and "clear_again" in done
    assert "部分内容已按规定清除" in asker.get(proposal.get_absolute_url()).content.decode()


def test_link_stands_for_those_who_may_ask_only(city):
    proposal = docketed(city)
    page = sign_in(Client(), city.office).get(proposal.get_absolute_url()).content.decode()
    assert "/clear/" not in page
    address = f"/{city.assembly.slug}/proposals/{proposal.public_id}/clear/"
    assert sign_in(Client(), city.office).get(address).status_code == 404
