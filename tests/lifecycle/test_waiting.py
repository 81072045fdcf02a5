"""Waiting rows: who is expected to do what until when; kept by acts, computed anew by `rebuild`."""

from datetime import date, datetime

from tests.factories.cities import make_city, staff
from tests.factories.members import TermFactory
from tests.factories.organisations import AssemblyFactory
from tests.proposals.thread import acknowledged, assigned, draft, fresh, handling_of, submitted
from tongxin.accounts.actor import PUBLIC
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle import waiting
from tongxin.lifecycle.models import Waiting
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waited_on, waiting_for
from tongxin.members.actions.submit_roll import compile_roll
from tongxin.members.lifecycle import ROLL_SUBMISSION
from tongxin.proposals.actions.co_sign import invite
from tongxin.proposals.lifecycle import HANDLING, PROPOSAL
from tongxin.proposals.models import Proposal


def acts(rows) -> list[str]:
    return sorted(rows.values_list("act", flat=True))


def test_person_waits_for_what_only_they_can_do(city):
    signature = invite(draft(city), actor=city.member_actor(), members=city.members[1:2])[0]
    row = waited_on(signature).get()
    assert (row.act, row.person, row.due_on) == (
        "co_signatures.confirm",
        city.members[1].person,
        date(2026, 1, 21),
    )
    assert acts(waiting_for(city.member_actor(1))) == ["co_signatures.confirm"]
    assert acts(waiting_for(city.member_actor(2))) == []


def test_holder_of_another_assembly_waits_there(city):
    county = AssemblyFactory(county=True, parent=city.assembly)
    TermFactory(assembly=county)
    office, receiver = staff(Role.COUNTY_OFFICE, county), staff(Role.MEMBER_LIAISON, city.assembly)
    submission = compile_roll(county, actor=office)
    assert acts(waiting_for(office)) == ["roll_submissions.submit"]
    signed = {"signer": "韩江", "document": "溪政协〔2026〕1号"}
    perform(ROLL_SUBMISSION.submit, submission, office, **signed)
    assert (acts(waiting_for(office)), acts(waiting_for(receiver))) == (
        [],
        ["roll_submissions.accept"],
    )


def test_role_waits_in_its_assembly_only(city):
    submitted(city)
    elsewhere = make_city(members=1, units=1)
    assert acts(waiting_for(city.reviewer)) == ["proposals.note_opinion"]
    assert acts(waiting_for(elsewhere.reviewer)) == []


def test_unit_waits_for_its_own_rows_only(city):
    assigned(city)
    assert acts(waiting_for(city.clerks[0])) == ["handlings.acknowledge"]
    assert acts(waiting_for(city.clerks[1])) == []
    colleague = staff(Role.UNIT_CLERK, city.assembly, city.units[0])
    assert acts(waiting_for(colleague)) == ["handlings.acknowledge"]
    assert acts(waiting_for(staff(Role.UNIT_LEADER, city.assembly, city.units[0]))) == []


def test_public_waits_for_nothing(city):
    assigned(city)
    assert acts(waiting_for(PUBLIC)) == []


def test_row_goes_when_the_act_is_done(city):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    assert acts(waited_on(handling)) == ["handlings.send_for_review"]


def test_row_that_stays_keeps_the_day_it_began(city):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    with clock.frozen(datetime(2026, 1, 20, 9)):
        perform(HANDLING.pass_inside, fresh(handling), city.clerks[0], passed_on_to="基础教育科")
        assert waited_on(handling).get().since_on == date(2026, 1, 14)


def test_most_urgent_comes_first_and_undated_last(city):
    handling_of(assigned(city))
    rows = Waiting._base_manager.filter(assembly=city.assembly)
    days = [row.due_on for row in rows]
    assert days == sorted(days, key=lambda day: (day is None, day))


def test_whom_a_record_waits_for_takes_one_query(city, django_assert_num_queries):
    handling = handling_of(assigned(city))
    with django_assert_num_queries(1):
        assert [str(row.organisation) for row in waited_on(handling)] == [city.units[0].name]


def test_what_waits_for_an_actor_takes_one_query(city, django_assert_num_queries):
    assigned(city)
    assert city.clerks[0].assembly_ids
    with django_assert_num_queries(1):
        list(waiting_for(city.clerks[0]))


def test_rebuild_repairs_what_is_wrong_and_says_how_much(city):
    one, other = submitted(city, 0), submitted(city, 1)
    right = waiting._snapshot(PROPOSAL, one)
    Waiting._base_manager.filter(record_id=one.pk, record_type=PROPOSAL.record_type).delete()
    assert waiting.rebuild(PROPOSAL, [one, other]) == 1
    assert waiting._snapshot(PROPOSAL, one) == right
    assert waiting.rebuild(PROPOSAL, Proposal.objects.all()) == 0


def test_rebuild_finds_acts_leave_right_rows_all_along_the_thread(city):
    proposal = assigned(city, "lead", "assist")
    for number in (0, 1):
        acknowledged(handling_of(proposal, number), city.clerks[number])
    assert waiting.rebuild(PROPOSAL, [fresh(proposal)]) == 0
    assert waiting.rebuild(HANDLING, proposal.handlings.all()) == 0


def test_many_begin_as_each_would(city):
    records = [submitted(city, 0), submitted(city, 1)]
    right = [waiting._snapshot(PROPOSAL, one) for one in records]
    waiting.end_all(PROPOSAL, Proposal._base_manager.all())
    assert [waiting._snapshot(PROPOSAL, one) for one in records] == [set(), set()]
    waiting.begin_many(PROPOSAL, records)
    assert [waiting._snapshot(PROPOSAL, one) for one in records] == right
