"""Two entries of one person on one roll: what moves, what of both stands, what the figures say, and undone exactly."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.gatherings import GatheringFactory, InvitationFactory, SittingFactory
from tests.factories.members import AppointmentFactory, SpecialCommitteeFactory
from tests.members.doubles import everything, relations_of
from tests.proposals.thread import (
    acknowledged,
    assigned,
    co_signed,
    draft,
    fresh,
    handling_of,
    replied,
    submitted,
)
from tongxin.accounts import merging
from tongxin.accounts.actions.merge_people import part_people
from tongxin.accounts.models import Person, RoleAssignment
from tongxin.core.errors import Refused
from tongxin.figures.answers import values
from tongxin.figures.declare import all_figures
from tongxin.figures.models import FactVersion
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.gatherings.models import Invitation, Presence
from tongxin.gatherings.queries.invitees import people_called
from tongxin.gatherings.terms import InvitationState, PresenceState
from tongxin.lifecycle.perform import perform
from tongxin.members.checks import same_people
from tongxin.members.models import (
    ContactPair,
    Correction,
    IdentityNumber,
    Mandate,
    Member,
)
from tongxin.members.queries.names import people_named
from tongxin.proposals.actions.co_sign import text_digest
from tongxin.proposals.conditions import has_enough_signatures
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import CoSignature, Evaluation, Proposal
from tongxin.search.models import SearchTask

HANDLED = {
    "members.appointment.member",
    "members.contactpair.member",
    "members.contactpair.other_member",
    "members.correction.member",
    "members.mandate.member",
    "proposals.cosignature.member",
    "proposals.evaluation.member",
    "proposals.extract.member",
    "proposals.proposal.lead_proposer",
}
"""Foreign keys to a seat whose rows move; a new one is written in here by whoever thought of what it means twice."""

HEADS = {
    "members.own",
    "members.own_private",
    "members.age_unknown",
    "members.outside",
    "members.on_roll",
    "members.took_part",
}
"""What counts the heads of the roll, and nothing else moves with a merge."""


def numbers(city) -> dict[str, int]:
    codes = [one.code for one in all_figures()]
    told = values(codes, Scope(city.assembly), Period.year(2026))
    return {code: one.value for code, one in told.items() if hasattr(one, "value")}


def start_led_by(city, number: int, *, signed_by: int) -> Proposal:
    proposal = draft(city, number)
    sign(proposal, city.members[signed_by])
    return proposal


def sign(proposal: Proposal, member: Member) -> None:
    CoSignature.objects.create(
        assembly_id=proposal.assembly_id,
        proposal=proposal,
        member=member,
        state="confirmed",
        invited_on=date(2026, 1, 14),
        answered_on=date(2026, 1, 14),
        text_digest=text_digest(proposal),
    )


def test_every_foreign_key_to_a_seat_is_thought_of():
    found = {merging.key_of(one): one.related_model for one in merging.relations(Member)}
    assert set(found) == HANDLED
    left = {one.related_model for one in relations_of(Member)} - set(found.values())
    assert all(issubclass(one, FactVersion) for one in left)


def test_whatever_a_holder_has_once_has_a_rule():
    unruled = [
        merging.key_of(one)
        for holder in (Person, Member, ContactPair)
        for one in merging.relations(holder)
        if merging.unique_with(one) and merging.rule_for(one) is None
    ]
    assert unruled == []


def test_new_unique_relation_would_be_noticed(monkeypatch):
    monkeypatch.delitem(merging._rules, "proposals.cosignature.member")
    with pytest.raises(AssertionError):
        test_whatever_a_holder_has_once_has_a_rule()


def test_seat_moves_with_all_that_refers_to_it(city, kept, gone, merge):
    proposal = submitted(city, 4)
    signed = start_led_by(city, 1, signed_by=4).co_signatures.get()
    post = AppointmentFactory(assembly=city.assembly, member=gone)
    pair = ContactPair.objects.create(
        assembly=city.assembly,
        kind="leader_member",
        member=city.members[2],
        other_member=gone,
        starts_on=date(2025, 1, 1),
    )
    merge()
    assert fresh(proposal).lead_proposer == kept
    assert {fresh(signed).member, fresh(post).member, fresh(pair).other_member} == {kept}
    assert fresh(gone).person == gone.person


def test_double_is_on_no_list_of_people(city, kept, gone, merge, client, liaison):
    Member.objects.filter(pk=kept.pk).update(born_in=date(1980, 1, 1))
    roll = reverse("members:roll", args=[city.assembly.slug])
    assert len(list(same_people(city.assembly))) == 1
    merge()
    assert list(same_people(city.assembly)) == []
    browser = sign_in(client, liaison)
    shown = browser.get(f"{roll}?tab=all").content.decode()
    assert (kept.card_number in shown, gone.card_number in shown) == (True, False)
    assert people_named([kept.person.name], city.assembly) == {kept.person.name: kept.person}
    assert people_called([kept.person.name], city.assembly.pk)[kept.person.name] == [kept.person]
    assert SearchTask.objects.filter(kind="members", record_id=gone.pk).exists()
    page = browser.get(reverse("members:record", args=[city.assembly.slug, gone.public_id]))
    assert f"委员证号 {kept.card_number}" in page.content.decode()


def test_mandate_and_identity_of_the_double_hold_on_no_day(city, kept, gone, merge):
    merge()
    mandate = Mandate.objects.get(member=gone)
    assert (mandate.ends_on, mandate.get_end_reason_display()) == (mandate.starts_on, "重复登记")
    identity = RoleAssignment.objects.get(person=kept.person, starts_on=date(2022, 1, 10))
    assert identity.ends_on == identity.starts_on


def test_mandate_of_another_time_goes_to_the_seat_that_stays(kept, gone, merge):
    kept.mandates.update(ends_on=date(2023, 1, 1), end_reason="resigned")
    gone.mandates.update(starts_on=date(2024, 1, 1))
    merge()
    assert kept.mandates.count() == 2


def test_seat_that_was_given_up_does_not_swallow_one_that_is_held(kept, gone, merge):
    kept.mandates.update(ends_on=date(2023, 1, 1), end_reason="resigned")
    with pytest.raises(Refused, match="换过来保留"):
        merge()


def test_same_post_is_held_once(city, kept, gone, merge):
    place = SpecialCommitteeFactory(assembly=city.assembly)
    held = {"assembly": city.assembly, "body": None, "committee": place, "post": "member"}
    AppointmentFactory(member=kept, **held)
    double = AppointmentFactory(member=gone, **held)
    former = AppointmentFactory(member=gone, **held, ends_on=date(2022, 3, 1))
    merge()
    assert (fresh(double).member, fresh(double).ends_on) == (gone, double.starts_on)
    assert fresh(former).member == kept


def test_two_numbers_are_two_people(kept, gone, merge):
    for member, number in ((kept, "11010119800101001X"), (gone, "110101198001010028")):
        row = IdentityNumber(person=member.person)
        row.seal_number(number)
        row.save()
    with pytest.raises(Refused, match="身份证号不同"):
        merge()
    row.seal_number("11010119800101001X")
    row.save()
    merge()
    assert IdentityNumber.objects.filter(person=gone.person).exists()


def test_two_waiting_corrections_are_decided_first(city, kept, gone, merge):
    for member in (kept, gone):
        Correction.objects.create(
            assembly=city.assembly,
            member=member,
            asked_by=member.person,
            asked_on=date(2026, 1, 1),
        )
    with pytest.raises(Refused, match="请先审核其中一份"):
        merge()


def test_invitation_that_was_answered_stands_for_both(city, kept, gone, merge, liaison):
    meeting = GatheringFactory(assembly=city.assembly, state="announced")
    asked = {"assembly": city.assembly, "gathering": meeting}
    unanswered = InvitationFactory(person=kept.person, **asked)
    answered = InvitationFactory(person=gone.person, state=InvitationState.COMING, **asked)
    assert meeting.invitations.filter(Invitation.counted()).count() == 2
    record = merge()
    assert fresh(answered).person == kept.person
    assert (fresh(unanswered).person, fresh(unanswered).is_double) == (gone.person, True)
    assert meeting.invitations.filter(Invitation.counted()).get() == answered
    part_people(record, actor=liaison)
    assert fresh(unanswered).is_double is False
    assert fresh(answered).person == gone.person


def test_presences_of_a_closed_meeting_stay_and_the_one_who_came_is_the_person(
    city, kept, gone, merge
):
    meeting = GatheringFactory(assembly=city.assembly, state="closed", closed_on=date(2026, 1, 13))
    sitting = SittingFactory(assembly=city.assembly, gathering=meeting)
    rows = {}
    for member, state in ((kept, PresenceState.ABSENT), (gone, PresenceState.PRESENT)):
        invitation = InvitationFactory(
            assembly=city.assembly, gathering=meeting, person=member.person
        )
        rows[state] = Presence.objects.create(
            assembly=city.assembly,
            sitting=sitting,
            invitation=invitation,
            state=state,
            gathering=meeting,
            person=member.person,
            happened_on=date(2026, 1, 13),
            counted_on=date(2026, 1, 13),
        )
    merge()
    came, absent = fresh(rows[PresenceState.PRESENT]), fresh(rows[PresenceState.ABSENT])
    assert came.person == came.invitation.person == kept.person
    assert absent.person == absent.invitation.person == gone.person
    assert meeting.invitations.filter(Invitation.counted()).count() == 2


def test_one_of_two_signatures_counts_in_a_draft(city, kept, gone, merge):
    """The lead proposer's other entry had signed the draft, and a colleague's both entries another one."""
    own = co_signed(city, draft(city, 0), 4)
    merge()
    signature = own.co_signatures.get()
    assert signature.member == gone
    assert has_enough_signatures(fresh(own), city.member_actor(0)) is not None


def test_second_signature_does_not_go_in_with_a_proposal(city, kept, gone, merge):
    proposal = start_led_by(city, 1, signed_by=0)
    sign(proposal, gone)
    merge()
    perform(PROPOSAL.hand_in, fresh(proposal), city.member_actor(1))
    states = dict(proposal.co_signatures.values_list("member", "state"))
    assert states == {kept.pk: "confirmed", gone.pk: "lapsed"}


def test_led_by_the_one_and_signed_by_the_other(city, kept, gone, merge, liaison):
    proposal = start_led_by(city, 4, signed_by=0)
    record = merge()
    assert fresh(proposal).lead_proposer == kept
    assert proposal.co_signatures.get().member == gone
    part_people(record, actor=liaison)
    assert fresh(proposal).lead_proposer == gone
    assert proposal.co_signatures.get().member == kept


def test_evaluation_that_counts_goes_with_the_lead(city, kept, gone, merge):
    proposal = assigned(city)
    Proposal.objects.filter(pk=proposal.pk).update(lead_proposer=gone)
    handling = acknowledged(handling_of(fresh(proposal)), city.clerks[0])
    shared = {"assembly": city.assembly, "proposal": proposal, "handling": handling}
    counting = Evaluation.objects.create(member=gone, counts=True, **shared)
    attached = Evaluation.objects.create(member=kept, **shared)
    merge()
    assert (fresh(counting).member, fresh(attached).member) == (kept, gone)


def test_figures_move_by_one_head_and_come_back_with_everything(city, kept, gone, merge, liaison):
    submitted(city, 4)
    submitted(city, 0)
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    replied(city, handling, city.clerks[0])
    before, rows = numbers(city), everything()
    record = merge()
    after = numbers(city)
    moved = {code: after[code] - before[code] for code in before if after[code] != before[code]}
    assert set(moved) <= HEADS
    assert set(moved.values()) == {-1}
    part_people(record, actor=liaison)
    assert numbers(city) == before
    assert everything() == rows


def test_page_tells_what_moves_and_what_decides(city, kept, gone, client, liaison):
    submitted(city, 4)
    InvitationFactory(
        assembly=city.assembly,
        person=kept.person,
        gathering=(meeting := GatheringFactory(assembly=city.assembly, state="announced")),
    )
    InvitationFactory(assembly=city.assembly, person=gone.person, gathering=meeting)
    address = reverse(
        "members:merge", args=[city.assembly.slug, kept.person.public_id, gone.person.public_id]
    )
    browser = sign_in(client, liaison)
    page = browser.get(address).content.decode()
    assert f"证号 {gone.card_number} 的席位并入证号 {kept.card_number}" in page
    assert "提案 1" in page
    assert "邀请 1" in page
    assert "另一份不再计入应到" in page
    assert browser.post(address).status_code == 302
    merges = reverse("members:aliases", args=[city.assembly.slug])
    assert "撤销合并" in browser.get(merges).content.decode()


def test_roster_brought_again_knows_both_numbers(city, kept, gone, merge, import_roster):
    merge()
    batch = import_roster(
        "姓名,界别,委员证号,工作单位及职务\n"
        f"{kept.person.name},教育界,{gone.card_number},市一中校长\n"
    )
    (row,) = batch.rows.all()
    assert row.duplicate["ref"] == f"member:{kept.pk}"
