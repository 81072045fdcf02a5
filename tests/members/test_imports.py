"""The roster: who is new, who is known, who merely bears the same name; accounts; taking it back."""

from datetime import date

import pytest

from tests.factories.accounts import PersonFactory
from tests.factories.lists import findings
from tests.factories.members import MemberFactory, SectorFactory, TermFactory
from tests.search.conftest import index
from tongxin import search
from tongxin.accounts.actions.issue_sheet_codes import issue_sheet_codes
from tongxin.accounts.models import OneTimeCode, Person, RoleAssignment, User
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.members.imports.bodies import (
    assembly_posts,
    committee_and_post,
    committee_key,
    sector_key,
)
from tongxin.members.models import Appointment, Mandate, Member, Sector, SpecialCommittee
from tongxin.members.terms import MandateStart, Post
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.decide_rows import decide_rows
from tongxin.papers.actions.undo_import import TouchedSince, undo_import
from tongxin.papers.imports.names import read_list
from tongxin.papers.imports.queries import rows_of
from tongxin.papers.imports.terms import Decision

HEADER = (
    "姓名,性别,出生年月,党派,文化程度,单位职务,界别,所属专委会,政协职务,编号,手机号码,增补时间\n"
)
ZHOU = (
    "周　敏,女,1975.06,民盟盟员,大学,市一中校长,教育界,"
    "提案委员会副主任、社法委,常委,T-001,13900000001,\n"
)
WU = "吴强,男,1980年3月,中共党员,研究生,市医院院长,医药卫生界,,委员,,13900000002,2024-01-05\n"


@pytest.fixture
def two(import_roster):
    return import_roster(HEADER + ZHOU + WU)


def member(name: str) -> Member:
    return Member.objects.get(person__name=name)


def test_roster_seats_members_with_their_bodies(city, two):
    zhou, wu = member("周敏"), member("吴强")
    assert (zhou.sector.name, zhou.card_number, zhou.is_standing, zhou.party_name) == (
        "教育界",
        "T-001",
        True,
        "民盟盟员",
    )
    assert (zhou.born_in, zhou.education, zhou.employer) == (date(1975, 6, 1), "大学", "市一中校长")
    posts = Appointment.objects.filter(member=zhou).order_by("id")
    assert [(str(one.committee), one.post) for one in posts] == [
        ("提案委", Post.VICE_CHAIR),
        ("社法委", Post.MEMBER),
    ]
    assert SpecialCommittee.objects.get(name="提案委员会").is_proposals is True
    assert (wu.is_standing, wu.card_number[:3]) == (False, "11-")
    assert [(one.starts_on, one.start_reason) for one in wu.mandates.all()] == [
        (date(2024, 1, 5), MandateStart.CO_OPTED)
    ]
    assert zhou.mandates.get().starts_on == city.session.term.starts_on


def test_roster_opens_accounts_and_identities(city, two):
    user = User.objects.get(phone="13900000001")
    assert (user.username, user.has_usable_password()) == ("zhoumin", False)
    held = RoleAssignment.objects.get(person=member("周敏").person)
    assert (held.role, held.assembly) == (Role.MEMBER, city.assembly)


def test_same_roster_again_changes_nothing(city, two, import_roster):
    again = import_roster(HEADER + ZHOU + WU, confirmed=False)
    assert [row.decision for row in rows_of(again)] == [Decision.SKIP, Decision.SKIP]
    with pytest.raises(Refused):
        confirm_import(again, actor=city.office)
    assert Person.objects.filter(name="周敏").count() == 1


def test_known_member_is_filled_in_and_number_for_sign_in_is_kept(two, import_roster):
    changed = ZHOU.replace("市一中校长", "市教育局局长").replace("13900000001", "13900000009")
    import_roster(HEADER + changed)
    zhou = member("周敏")
    assert (zhou.employer, zhou.person.phone) == ("市教育局局长", "13900000001")


def test_person_of_an_earlier_term_gets_a_seat_not_a_second_entry(city, import_roster):
    earlier = TermFactory(assembly=city.assembly, number=10, starts_on=date(2017, 1, 10))
    person = PersonFactory(name="周敏", phone="13900000001")
    MemberFactory(assembly=city.assembly, term=earlier, person=person)
    batch = import_roster(HEADER + ZHOU)
    assert rows_of(batch).get().decision == Decision.UPDATE
    assert Person.objects.filter(name="周敏").count() == 1
    assert set(person.memberships.values_list("term__number", flat=True)) == {10, 11}


def test_namesake_waits_for_a_decision_with_both_side_by_side(city, liaison, import_roster):
    other = MemberFactory(
        assembly=city.assembly,
        person=PersonFactory(name="周敏", phone="13711112222"),
        sector=SectorFactory(assembly=city.assembly, name="科技界"),
        employer="某公司",
    )
    batch = import_roster(HEADER + ZHOU, confirmed=False)
    row = rows_of(batch).get()
    assert row.decision == Decision.UNDECIDED
    assert ["sector", "科技界", "教育界"] in row.duplicate["compared"]
    assert all("13711112222" not in line for line in row.duplicate["compared"])
    with pytest.raises(Refused):
        confirm_import(batch, actor=liaison)
    decide_rows(batch, [row.position], Decision.CREATE)
    confirm_import(batch, actor=liaison)
    assert Member.objects.filter(person__name="周敏").count() == 2
    assert Person.objects.get(pk=other.person_id).phone == "13711112222"


@pytest.mark.parametrize(
    ("cell", "standing", "posts", "unknown"),
    [
        ("市政协常委、提案委副主任", True, [("提案委", Post.VICE_CHAIR)], []),
        ("委员", False, [], []),
        ("市政协委员，社法委委员", False, [("社法委", Post.MEMBER)], []),
        ("政协澜川市委员会常务委员", True, [], []),
        ("副主席；提案委员会主任", True, [("提案委员会", Post.CHAIR)], []),
        ("非常委、党组成员", False, [], ["党组成员"]),
        ("秘书长", True, [], []),
        ("副秘书长", False, [], ["副秘书长"]),
    ],
)
def test_posts_in_one_cell_are_told_apart(cell, standing, posts, unknown):
    told = assembly_posts(read_list(cell))
    assert told.is_standing is standing
    assert [committee_and_post(one) for one in told.committees] == posts
    assert told.unknown == unknown


def test_posts_in_one_cell_seat_and_appoint_and_what_is_unknown_is_said(import_roster):
    batch = import_roster(HEADER + ZHOU.replace(",常委,", ",市政协常委、经科委主任、党组成员,"))
    zhou = member("周敏")
    held = Appointment.objects.filter(member=zhou, committee__name="经科委")
    assert (zhou.is_standing, held.get().post) == (True, Post.CHAIR)
    assert "“党组成员”没有录入，请在委员登记里任命" in findings(batch)[0][1]


def test_card_number_of_somebody_else_is_a_fault(city, import_roster):
    MemberFactory(assembly=city.assembly, person__name="赵蓉", card_number="T-001")
    batch = import_roster(HEADER + ZHOU, confirmed=False)
    assert findings(batch)[0] == (
        "faulty",
        [
            "将新设“提案委员会”",
            "将新设“社法委”",
            "这个委员证号属于赵蓉",
        ],
    )


def test_unknown_bodies_are_faults_unless_they_are_to_be_founded(city, import_roster):
    batch = import_roster(HEADER + WU, bodies="refuse", confirmed=False)
    assert findings(batch) == [("faulty", ["没有设立过“医药卫生界”"])]


def test_repeats_and_namesakes_within_a_roster(import_roster):
    namesake = ZHOU.replace("13900000001", "13900000007").replace("T-001", "T-007")
    batch = import_roster(HEADER + ZHOU + ZHOU + namesake, confirmed=False)
    rows = list(rows_of(batch))
    assert [row.decision for row in rows] == ["create", "skip", "create"]
    assert findings(batch)[2][1] == ["与第 2 行同名，请确认是两个人"]


def test_undo_leaves_nothing_behind(city, liaison, import_roster):
    def counted():
        models = (Person, User, RoleAssignment, Member, Mandate, Sector, SpecialCommittee)
        return [model._base_manager.count() for model in models]

    before = counted()
    batch = import_roster(HEADER + ZHOU + WU)
    undo_import(batch, actor=liaison)
    assert counted() == before


def test_undo_takes_along_a_code_that_was_printed_meanwhile(two, liaison):
    issue_sheet_codes([member("周敏").person], actor=liaison)
    undo_import(two, actor=liaison)
    assert not Person.objects.filter(name__in=("周敏", "吴强")).exists()
    assert not OneTimeCode.objects.exists()


def test_undo_refuses_once_somebody_signed_in(two, liaison):
    User.objects.filter(phone="13900000001").update(last_login=clock.now())
    with pytest.raises(TouchedSince) as refusal:
        undo_import(two, actor=liaison)
    assert refusal.value.lines == ["周敏 已经登录过"]


def test_undo_of_changes_refuses_members_who_were_changed_again(two, liaison, import_roster):
    changed = ZHOU.replace("市一中校长", "市教育局局长")
    batch = import_roster(HEADER + changed)
    Member._base_manager.filter(pk=member("周敏").pk).update(employer="市政协常委")
    with pytest.raises(TouchedSince) as refusal:
        undo_import(batch, actor=liaison)
    assert [line.partition("：")[2] for line in refusal.value.lines] == ["导入后又有改动"]
    Member._base_manager.filter(pk=member("周敏").pk).update(employer="市教育局局长")
    undo_import(batch, actor=liaison)
    assert member("周敏").employer == "市一中校长"


def test_members_are_found_once_they_sit_and_gone_once_they_do_not(city, liaison, import_roster):
    batch = import_roster(HEADER + ZHOU)
    index()
    assert [hit.record for hit in search.find(city.office, "周敏", ["members"])] == [member("周敏")]
    undo_import(batch, actor=liaison)
    index()
    assert search.find(city.office, "周敏", ["members"]) == []


def test_members_cannot_import(city, import_roster):
    with pytest.raises(Refused):
        import_roster(HEADER + ZHOU, actor=city.member_actor())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("提案委员会副主任", ("提案委员会", Post.VICE_CHAIR)),
        ("提案委主任", ("提案委", Post.CHAIR)),
        ("提案委员会", ("提案委员会", Post.MEMBER)),
        ("经济委", ("经济委", Post.MEMBER)),
    ],
)
def test_committee_and_post_are_read_apart(text, expected):
    assert committee_and_post(text) == expected


def test_bodies_have_one_key_under_all_their_names():
    assert sector_key("教育") == sector_key("教育界") == sector_key("教育界别")
    assert committee_key("提案委") == committee_key("提案委员会")
