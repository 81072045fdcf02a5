"""From the letter to the files: entered by one, decided by another, written once; nobody decides about themselves."""

from contextvars import ContextVar
from datetime import date

import pytest
from django_tasks_db.models import DBTaskResult

from tests.factories.accounts import RoleAssignmentFactory
from tests.factories.cities import staff
from tests.proposals.thread import assigned, draft, fresh, submitted
from tongxin import trail
from tongxin.accounts.actor import SYSTEM, acting_as
from tongxin.accounts.permissions import can
from tongxin.accounts.terms import Role
from tongxin.core.errors import Conflict, Refused
from tongxin.core.jobs import turn
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waiting_for
from tongxin.notifications.models import Notice
from tongxin.notifications.words import Words, words
from tongxin.organisations import scope
from tongxin.proposals.actions.clearing import ask_clearing
from tongxin.proposals.actions.extract import produce_granted
from tongxin.proposals.actions.extract.producing import produce
from tongxin.proposals.lifecycle import CLEARING, EXTRACT
from tongxin.proposals.models import Extract

pytestmark = pytest.mark.django_db

YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}


def test_request_waits_for_the_secretary_general(ask, secretary, city):
    extract = ask("period", **YEAR)
    (row,) = waiting_for(secretary)
    assert (row.act, row.record_id) == (EXTRACT.grant.name, extract.pk)
    assert not waiting_for(city.office).filter(record_type="proposals.extract").exists()
    (notice,) = Notice._base_manager.filter(record_type="proposals.extract")
    assert (notice.role, notice.act) == (Role.SECRETARY_GENERAL, EXTRACT.beginning.name)
    assert words(notice, extract) == Words("有一项调阅等待审批", extract.paper_number)


@pytest.fixture
def as_worker(monkeypatch):
    """Let the worker run a job as it does: nobody has opened a scope for it."""

    def run() -> int:
        with monkeypatch.context() as patch:
            patch.setattr(scope, "_scope", ContextVar("none", default=None))
            return turn("tests")

    return run


def test_granted_extract_is_written_by_the_worker(ask, secretary, city, as_worker):
    assigned(city)
    granted = perform(EXTRACT.grant, ask("unit", unit=city.units[0]), secretary)
    assert (granted.state, granted.workbook) == ("granted", None)
    assert as_worker() == 1
    written = fresh(granted)
    assert (written.state, len(written.files)) == ("produced", 2)
    assert (written.decided_by_id, written.decided_on) == (secretary.person_id, date(2026, 1, 14))


def test_clock_writes_what_a_lost_job_left(ask, secretary):
    granted = perform(EXTRACT.grant, ask("period", **YEAR), secretary)
    DBTaskResult.objects.all().delete()
    assert (produce_granted(), produce_granted()) == (1, 0)
    assert fresh(granted).state == "produced"


def test_extract_is_written_once(ask, secretary):
    granted = perform(EXTRACT.grant, ask("period", **YEAR), secretary)
    assert (produce(granted), produce(granted)) == (True, False)
    assert trail.events_of(granted).filter(act=EXTRACT.produce.name).count() == 1


def test_trail_keeps_digests_and_no_words(given, city):
    extract = given("member", member=city.members[0])
    event = trail.events_of(extract).get(act=EXTRACT.produce.name)
    assert event.facts["workbook"] == extract.workbook.digest
    assert event.facts["document"] == extract.document.digest
    told = str([one.facts for one in trail.events_of(extract)])
    assert (extract.reason in told, str(city.members[0]) in told) == (False, False)


def test_whoever_entered_it_does_not_decide(ask, city):
    both = acting_as(
        RoleAssignmentFactory(
            person=city.office.person, role=Role.SECRETARY_GENERAL, assembly=city.assembly
        )
    )
    extract = ask("period", **YEAR)
    for act, data in ((EXTRACT.grant, {}), (EXTRACT.refuse, {"reason": "不合规"})):
        with pytest.raises(Refused, match="不能自己审批"):
            perform(act, extract, both, **data)


def test_refused_with_reason_tells_whoever_entered_it(ask, secretary, city):
    refused = perform(EXTRACT.refuse, ask("period", **YEAR), secretary, reason="请补充依据")
    assert (refused.state, refused.refusal) == ("refused", "请补充依据")
    assert Notice._base_manager.filter(person=city.office.person, act=EXTRACT.refuse.name).exists()
    assert produce_granted() == 0
    with pytest.raises(Conflict):
        perform(EXTRACT.grant, refused, secretary)


def test_withdrawn_by_the_office_is_not_granted(ask, secretary, city):
    withdrawn = perform(EXTRACT.withdraw, ask("period", **YEAR), city.office)
    with pytest.raises(Conflict):
        perform(EXTRACT.grant, withdrawn, secretary)


@pytest.mark.parametrize("role", sorted({*Role} - {Role.PROPOSALS_OFFICE}))
def test_only_the_proposals_office_enters(ask, city, role):
    with pytest.raises(Refused):
        ask("period", actor=staff(role, city.assembly), **YEAR)
    assert not Extract._base_manager.exists()


@pytest.mark.parametrize("number", ["3号", "纪检组来函", "澜纪函〔2026〕3号请速办"])
def test_paper_number_leaves_no_room_for_words(ask, number):
    with pytest.raises(Refused) as refused:
        ask("period", number=number, **YEAR)
    assert refused.value.field == "paper_number"


def test_nobody_enters_a_question_about_themselves(ask, city):
    member = city.members[0]
    own = RoleAssignmentFactory(
        person=member.person, role=Role.PROPOSALS_OFFICE, assembly=city.assembly
    )
    with pytest.raises(Refused, match="您本人"):
        ask("member", actor=acting_as(own), member=member)


@pytest.mark.parametrize("question", ["member", "proposal"])
def test_who_is_asked_about_sees_nothing_and_the_chair_decides(ask, secretary, city, question):
    member = city.members[0]
    asked_about = acting_as(
        RoleAssignmentFactory(
            person=member.person, role=Role.SECRETARY_GENERAL, assembly=city.assembly
        )
    )
    chair = staff(Role.CHAIR, city.assembly)
    about = {"member": member} if question == "member" else {"proposal": submitted(city)}
    extract = ask(question, **about)
    for name in ("extracts.view", "extracts.take", EXTRACT.grant.name):
        assert (can(asked_about, name, extract), can(secretary, name, extract)) == (False, False)
        assert can(chair, name, extract)
    assert not waiting_for(asked_about).exists()
    assert waiting_for(chair).count() == 1
    (notice,) = Notice._base_manager.filter(record_type="proposals.extract")
    assert notice.role == Role.CHAIR
    assert perform(EXTRACT.grant, extract, chair).state == "granted"


def test_chair_sees_no_other_request(ask, city):
    assert not can(staff(Role.CHAIR, city.assembly), "extracts.view", ask("period", **YEAR))


def test_clearing_takes_the_files_away(given, secretary, security, city):
    proposal = assigned(city)
    extract = given("unit", unit=city.units[0])
    clearing = ask_clearing(
        proposal,
        actor=secretary,
        part="whole",
        part_id=None,
        reason="state_secret",
        paper_number="澜政协办〔2026〕5号",
    )
    perform(CLEARING.confirm, clearing, security)
    assert fresh(extract).files == []
    assert fresh(extract).scan.cleared_at is None


def test_what_is_cleared_meanwhile_is_written_anew(ask, secretary, security, city, monkeypatch):
    proposal = assigned(city)
    granted = perform(EXTRACT.grant, ask("unit", unit=city.units[0]), secretary)
    clearing = ask_clearing(
        proposal,
        actor=secretary,
        part="whole",
        part_id=None,
        reason="state_secret",
        paper_number="澜政协办〔2026〕5号",
    )
    perform(CLEARING.confirm, clearing, security)
    with pytest.raises(Conflict, match="重新制作"):
        perform(
            EXTRACT.produce,
            granted,
            SYSTEM,
            workbook=granted.scan,
            document=granted.scan,
            cut_off=fresh(clearing).cleared_at,
            proposals=[proposal.pk],
        )


def test_drafts_are_in_no_extract(given, city):
    draft(city)
    extract = given("member", member=city.members[0])
    assert list(extract.proposals.all()) == []
