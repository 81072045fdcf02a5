"""Counties' rolls: compiled, signed, accepted or sent back; the city sees and counts nothing else (practice 10)."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.accounts import actor, sign_in
from tests.factories.cities import staff
from tests.factories.members import MemberFactory, PlenarySessionFactory, SectorFactory
from tests.factories.organisations import AssemblyFactory
from tests.proposals.thread import fresh
from tongxin.accounts.permissions import can
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.figures.answers import value
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waiting_for
from tongxin.members.actions.submit_roll import compile_roll
from tongxin.members.lifecycle import ROLL_SUBMISSION
from tongxin.members.models import Member, RollSubmission
from tongxin.members.queries.tiers import tiers_of
from tongxin.members.terms import SubmissionState
from tongxin.organisations.scope import scope

SIGNED = {"signer": "韩江", "document": "溪政协〔2026〕1号"}
YEAR = Period.year(2026)


@pytest.fixture
def county(city):
    assembly = AssemblyFactory(county=True, parent=city.assembly)
    term = PlenarySessionFactory(assembly=assembly).term
    for _number in range(3):
        MemberFactory(assembly=assembly, term=term, party_name="中共党员")
    return assembly


@pytest.fixture
def office(county):
    return staff(Role.COUNTY_OFFICE, county)


@pytest.fixture
def submit(county, office):
    def submitted() -> RollSubmission:
        return perform(ROLL_SUBMISSION.submit, compile_roll(county, actor=office), office, **SIGNED)

    return submitted


def counted(city) -> int:
    return value("members.submitted", Scope(city.assembly), YEAR).value


def test_compiled_roll_holds_totals_and_no_contacts(county, office):
    submission = compile_roll(county, actor=office)
    assert submission.totals["members"] == 3
    assert submission.totals["communists"] == 3
    phones = Member.objects.filter(assembly=county).values_list("person__phone", flat=True)
    assert not any(phone in str(submission.content) for phone in phones)


def test_city_knows_nothing_before_it_is_sent_and_counts_nothing_before_it_accepts(
    city, county, office, liaison
):
    submission = compile_roll(county, actor=office)
    assert can(liaison, "roll_submissions.view", submission) is False
    sent = perform(ROLL_SUBMISSION.submit, submission, office, **SIGNED)
    assert can(liaison, "roll_submissions.view", sent) is True
    assert [row.act for row in waiting_for(liaison)] == ["roll_submissions.accept"]
    assert (counted(city), tiers_of(city.assembly).submitted) == (0, 0)
    perform(ROLL_SUBMISSION.accept, sent, liaison)
    assert (counted(city), tiers_of(city.assembly).submitted) == (3, 3)


def test_what_the_county_changes_later_moves_nothing_until_a_new_submission(
    city, county, submit, liaison
):
    first = perform(ROLL_SUBMISSION.accept, submit(), liaison)
    MemberFactory(assembly=county, term=first.term)
    assert counted(city) == 3
    perform(ROLL_SUBMISSION.accept, submit(), liaison)
    assert counted(city) == 4
    assert fresh(first).state == SubmissionState.SUPERSEDED
    assert (fresh(first).totals["members"], first.seats.count()) == (3, 3)


def test_sent_back_with_a_reason_it_is_final(city, submit, liaison, office):
    back = perform(ROLL_SUBMISSION.send_back, submit(), liaison, reason="缺秘书长")
    assert back.reason == "缺秘书长"
    with pytest.raises(Refused):
        perform(ROLL_SUBMISSION.accept, back, liaison)
    assert counted(city) == 0


def test_recompiled_it_follows_the_roll_and_signed_it_does_not(county, office):
    submission = compile_roll(county, actor=office)
    MemberFactory(assembly=county, term=submission.term)
    again = perform(ROLL_SUBMISSION.recompile, submission, office)
    assert (again.totals["members"], again.digest != submission.digest) == (4, True)
    sent = perform(ROLL_SUBMISSION.submit, again, office, **SIGNED)
    with pytest.raises(Refused):
        perform(ROLL_SUBMISSION.recompile, sent, office)


def test_content_that_was_tampered_with_is_not_accepted(submit, liaison):
    sent = submit()
    content = sent.content | {"totals": sent.totals | {"members": 30}}
    RollSubmission._base_manager.filter(pk=sent.pk).update(content=content)
    with pytest.raises(Refused, match="摘要不符"):
        perform(ROLL_SUBMISSION.accept, sent, liaison)


def test_only_the_county_submits_and_only_its_city_accepts(city, county, office, liaison, submit):
    for stranger in (liaison, staff(Role.COUNTY_OFFICE, AssemblyFactory(county=True))):
        with pytest.raises(Refused):
            compile_roll(county, actor=stranger)
    sent = submit()
    for stranger in (office, actor(Role.MEMBER_LIAISON), city.office):
        with pytest.raises(Refused):
            perform(ROLL_SUBMISSION.accept, sent, stranger)


def test_both_sides_ask_within_their_own_scope_and_nobody_else_does(city, county, submit):
    submit()
    other = AssemblyFactory()
    found = []
    for assembly in (county, city.assembly, other):
        with scope([assembly.pk]):
            found.append(RollSubmission.objects.count())
    assert found == [1, 1, 0]


def test_city_sees_the_submission_and_never_the_countys_roll(city, county, submit, liaison, client):
    sent = submit()
    browser = sign_in(client, liaison)
    assert browser.get(sent.get_absolute_url()).status_code == 200
    assert browser.get(reverse("members:roll", args=[county.slug])).status_code == 404
    assert browser.get(reverse("members:submissions", args=[city.assembly.slug])).status_code == 200


def test_county_compiles_on_its_page_and_a_repeat_is_one(county, office, client):
    browser = sign_in(client, office)
    address = reverse("members:compile", args=[county.slug])
    for _again in range(2):
        assert browser.post(address, {"request_key": "k-1"}).status_code == 302
    assert RollSubmission.objects.count() == 1


def test_counts_of_a_past_day_are_given_again(city, county, submit, liaison):
    from tongxin.core import clock

    with clock.frozen(clock.now().replace(year=2025, month=3)):
        perform(ROLL_SUBMISSION.accept, submit(), liaison)
    SectorFactory(assembly=county)
    Member.objects.filter(assembly=county).first().mandates.update(ends_on=date(2025, 6, 1))
    perform(ROLL_SUBMISSION.accept, submit(), liaison)
    past = value("members.submitted", Scope(city.assembly), Period.year(2025))
    assert (past.value, counted(city)) == (3, 2)
