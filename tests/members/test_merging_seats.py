"""What the seat that stays takes over from the other one: its blanks, its contacts; undone exactly."""

from datetime import date

import pytest

from tests.factories.cities import staff
from tests.factories.organisations import OrganisationFactory
from tests.members.doubles import everything
from tests.proposals.thread import fresh
from tongxin import trail
from tongxin.accounts.actions.merge_people import part_people
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.members.models import ContactPair, Member, PairContact
from tongxin.members.queries.aliases import MergePreview
from tongxin.members.queries.contacts import of_doubles


def pair_of(city, kept: Member, gone: Member) -> list[ContactPair]:
    """A leader keeps contact with both seats; with the one that goes for longer, and it was logged."""
    leader = city.members[2]
    shared = {"assembly": city.assembly, "kind": "leader_member", "member": leader}
    pairs = [
        ContactPair.objects.create(other_member=other, starts_on=starts_on, **shared)
        for other, starts_on in ((kept, date(2025, 6, 1)), (gone, date(2025, 1, 1)))
    ]
    ContactPair.objects.filter(pk=pairs[0].pk).update(ends_on=date(2025, 12, 1))
    for pair in pairs:
        PairContact.objects.create(
            assembly=city.assembly, pair=pair, on=date(2025, 7, 1), way="visit", theme="work"
        )
    return pairs


def test_blanks_are_filled_and_what_both_have_stays(kept, gone, merge, liaison):
    ours = {"employer": "", "education": "本科", "address": "东街一号", "postcode": ""}
    theirs = {
        "employer": "市一中校长",
        "education": "硕士",
        "address": "西街",
        "postcode": "730000",
    }
    Member.objects.filter(pk=kept.pk).update(born_in=None, is_standing=False, **ours)
    Member.objects.filter(pk=gone.pk).update(is_standing=True, **theirs)
    Person.objects.filter(pk=kept.person_id).update(email="", phone="")
    Person.objects.filter(pk=gone.person_id).update(email="wang@example.org")
    before = everything()
    record = merge()
    filled = fresh(kept)
    assert (filled.employer, filled.born_in, filled.is_standing) == (
        "市一中校长",
        date(1980, 1, 1),
        True,
    )
    assert (filled.education, filled.address, filled.postcode) == ("本科", "东街一号", "")
    assert filled.person.email == "wang@example.org"
    assert filled.person.phone == gone.person.phone
    part_people(record, actor=liaison)
    assert everything() == before
    assert fresh(kept.person).email == ""


def test_postcode_comes_with_its_address_and_a_party_with_its_name(city, kept, gone, merge):
    party = OrganisationFactory(name="民盟市委")
    Member.objects.filter(pk=kept.pk).update(address="", postcode="", party_name="民盟", party=None)
    Member.objects.filter(pk=gone.pk).update(
        address="西街", postcode="730000", party_name="民盟", party=party
    )
    merge()
    assert (fresh(kept).address, fresh(kept).postcode) == ("西街", "730000")
    assert fresh(kept).party == party


def test_who_used_the_merged_entry_may_still_be_parted_from_it(kept, gone, merge, liaison):
    """What a person does with the entry itself, such as signing in, is nothing that came from the other one."""
    Person.objects.filter(pk=kept.person_id).update(email="")
    Person.objects.filter(pk=gone.person_id).update(email="wang@example.org")
    record = merge()
    trail.record("accounts.sign_in", kept.person, Actor(person=kept.person))
    part_people(record, actor=liaison)
    assert fresh(kept.person).email == ""


def test_filled_blank_that_was_changed_since_holds_the_undoing(kept, gone, merge, liaison):
    Member.objects.filter(pk=kept.pk).update(employer="")
    Member.objects.filter(pk=gone.pk).update(employer="市一中校长")
    record = merge()
    Member.objects.filter(pk=kept.pk).update(employer="市二中校长")
    with pytest.raises(Refused, match="“委员”后来又有变动"):
        part_people(record, actor=liaison)


def test_contact_of_both_seats_is_kept_once(city, kept, gone, merge, liaison):
    ours, theirs = pair_of(city, kept, gone)
    before = everything()
    record = merge()
    assert (fresh(ours).starts_on, fresh(ours).ends_on) == (date(2025, 1, 1), None)
    assert ours.contacts.count() == 2
    assert fresh(theirs).ends_on == theirs.starts_on
    assert list(ContactPair.objects.exclude(of_doubles())) == [ours]
    assert trail.events_of(ours).get().act == "members.merge_pairs"
    part_people(record, actor=liaison)
    after = everything()
    assert after == before


def test_two_contacts_of_the_seat_that_goes_join_the_same_one(city, kept, gone, merge, liaison):
    ours, theirs = pair_of(city, kept, gone)
    ContactPair.objects.filter(pk=theirs.pk).update(ends_on=date(2025, 7, 1))
    second = ContactPair.objects.create(
        assembly=city.assembly,
        kind="leader_member",
        member=theirs.member,
        other_member=gone,
        starts_on=date(2025, 8, 1),
    )
    before = everything()
    record = merge()
    assert (fresh(ours).starts_on, fresh(ours).ends_on) == (date(2025, 1, 1), None)
    assert [fresh(one).ends_on == one.starts_on for one in (theirs, second)] == [True, True]
    part_people(record, actor=liaison)
    assert everything() == before


def test_contact_between_the_two_entries_holds_on_no_day(city, kept, gone, merge):
    pair = ContactPair.objects.create(
        assembly=city.assembly,
        kind="leader_member",
        member=kept,
        other_member=gone,
        starts_on=date(2025, 1, 1),
    )
    merge()
    assert fresh(pair).ends_on == pair.starts_on
    assert list(ContactPair.objects.exclude(of_doubles())) == []


def test_preview_names_the_blanks_and_values_only_to_who_keeps_the_roll(city, kept, gone, liaison):
    Member.objects.filter(pk=kept.pk).update(employer="")
    Member.objects.filter(pk=gone.pk).update(employer="市一中校长")
    pair_of(city, kept, gone)
    for reader, told in (
        (liaison, "工作单位及职务（市一中校长）"),
        (staff(Role.SECURITY_MANAGER, city.assembly), "工作单位及职务"),
    ):
        preview = MergePreview(kept.person, gone.person, city.assembly, reader)
        people, seats, contacts = sorted(preview.moving, key=lambda one: "联系" in one.title)
        assert told in seats.filled
        assert (people.title, people.filled) == ("", [])
        assert "同一联系的两条并成一条" in contacts.title
    rules = {label: rule for label, rule, _count in preview.plan.told_doubles}
    assert "保留的席位空着的资料用并入的补上" in rules["委员"]
    assert "起止取最早的开始和最晚的结束" in rules["联系关系"]
