"""The pages of security manager, liaison officer and audit manager, through the browser's eyes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import (
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
    actor,
    sign_in,
)
from tongxin import trail
from tongxin.accounts.actions.use_sheet_code import use_sheet_code
from tongxin.accounts.models import Person, RoleAssignment, User
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.trail.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def manager(client):
    someone = actor(Role.SECURITY_MANAGER)
    sign_in(client, someone)
    return someone


@pytest.fixture
def person(manager):
    held = RoleAssignmentFactory(role=Role.GENERAL_OFFICE, assembly=manager.assembly)
    return UserFactory(person=held.person).person


def page(name, *args):
    return reverse(f"accounts:{name}", args=args)


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.both
def test_people_are_listed_and_found_by_initials(client, manager, person):
    listed = client.get(page("people"))
    assert person.name in listed.content.decode()
    assert "办公室" in listed.content.decode()
    assert person.name not in client.get(page("people") + "?q=xyz").content.decode()


def test_somebody_without_account_stands_in_the_list_and_has_a_page(client, manager):
    person = RoleAssignmentFactory(role=Role.MEMBER, assembly=manager.assembly).person
    assert "未开户" in client.get(page("people")).content.decode()
    assert "还没有账号" in client.get(page("person", person.public_id)).content.decode()
    for name in ("lock", "unlock", "reset_factor"):
        response = client.post(page(name, person.public_id), {"reason": "lost"})
        assert response.status_code == 404
    assert client.get(page("restore", person.public_id)).status_code == 404


def test_people_of_other_assemblies_do_not_exist(client, manager):
    stranger = RoleAssignmentFactory(role=Role.MEMBER).person
    assert stranger.name not in client.get(page("people")).content.decode()
    assert client.get(page("person", stranger.public_id)).status_code == 404
    assert client.post(page("new_code", stranger.public_id)).status_code == 404


@pytest.mark.both
def test_list_costs_the_same_for_one_and_for_many(client, manager, person):
    client.get(page("people"))
    with CaptureQueriesContext(connection) as few:
        client.get(page("people"))
    for _more in range(5):
        RoleAssignmentFactory(role=Role.MEMBER, assembly=manager.assembly)
    with CaptureQueriesContext(connection) as many:
        client.get(page("people"))
    assert len(few) == len(many)


def test_somebody_new_is_entered_with_role_account_and_code(client, manager):
    response = client.post(
        page("add_person"),
        {
            "name": "单芳", "phone": "139 0000 0001", "role": Role.REVIEWER,
            "starts_on": clock.today(), "reason": "主席会议决定",
        },
    )  # fmt: skip
    row = response.context["rows"][0]
    user = User.objects.get(username=row.username)
    assert response["Cache-Control"] == "no-store"
    assert row.code in response.content.decode()
    assert user.person.roles.get().role == Role.REVIEWER
    assert use_sheet_code(user, row.code)


def test_refused_entry_keeps_what_was_typed_and_enters_nobody(client, manager):
    before = Person.objects.count()
    response = client.post(
        page("add_person"),
        {"name": "单芳", "role": Role.PLENARY_GROUP, "starts_on": clock.today(), "reason": "会议"},
    )
    assert "请填写结束日期" in response.content.decode()
    assert "单芳" in response.content.decode()
    assert Person.objects.count() == before


def test_known_person_gets_the_role_instead_of_a_double(client, manager):
    known = PersonFactory(name="单芳", phone="13900000001")
    RoleAssignmentFactory(person=known, role=Role.MEMBER)
    client.post(
        page("add_person"),
        {
            "name": "单芳", "phone": "13900000001", "role": Role.REVIEWER,
            "starts_on": clock.today(), "reason": "主席会议决定",
        },
    )  # fmt: skip
    assert Person.objects.filter(name="单芳").count() == 1


def test_role_is_granted_to_its_last_day(client, manager, person):
    last = clock.today() + timedelta(days=5)
    client.post(
        page("grant", person.public_id),
        {
            "role": Role.PLENARY_GROUP, "starts_on": clock.today(), "last_on": last,
            "reason": "大会通知",
        },
    )  # fmt: skip
    held = person.roles.get(role=Role.PLENARY_GROUP)
    assert held.ends_on == last + timedelta(days=1)


def test_member_role_is_not_offered(client, manager, person):
    assert 'value="member"' not in client.get(page("grant", person.public_id)).content.decode()


def test_role_is_taken_back_by_a_button(client, manager, person):
    held = person.roles.get()
    response = client.post(page("end_role", held.public_id), follow=True)
    assert "已收回" in said(response)[0]
    assert not RoleAssignment.objects.in_force(clock.today()).filter(pk=held.pk).exists()


def test_own_page_offers_nothing_to_do_to_oneself(client, manager):
    UserFactory.build()
    shown = client.get(page("person", manager.person.public_id)).content.decode()
    assert "须由另一位安全管理员办理" in shown
    assert page("grant", manager.person.public_id) not in shown
    refused = client.post(page("end_role", manager.assignment.public_id), follow=True)
    assert said(refused) == ["您当前的身份不能办理此事。"]


def test_account_is_locked_and_unlocked_by_buttons(client, manager, person):
    locked = client.post(page("lock", person.public_id), {"reason": "lost"}, follow=True)
    assert said(locked) == ["账号已锁定，所有登录已退出。"]
    assert "手机或设备遗失" in locked.content.decode()
    client.post(page("unlock", person.public_id))
    assert User.objects.get(person=person).is_active


def test_lock_without_a_reason_is_asked_for_one(client, manager, person):
    assert said(client.post(page("lock", person.public_id), follow=True)) == ["请选择锁定原因。"]


def test_code_is_printed_anew(client, manager, person):
    response = client.post(page("new_code", person.public_id))
    assert use_sheet_code(person.user, response.context["rows"][0].code)


def test_second_factor_is_reset_by_a_button(client, manager, person):
    done = client.post(page("reset_factor", person.public_id), follow=True)
    assert "重新启用" in said(done)[0]


def test_contacts_are_corrected(client, manager, person):
    client.post(page("edit_person", person.public_id), {"name": "解明", "phone": "13900000008"})
    person.refresh_from_db()
    assert (person.pinyin, person.phone) == ("xieming", "13900000008")


@pytest.fixture
def member(manager):
    held = RoleAssignmentFactory(role=Role.MEMBER, assembly=manager.assembly)
    return UserFactory(person=held.person)


@pytest.fixture
def liaison(client, manager):
    browser = client.__class__()
    sign_in(browser, actor(Role.GROUP_LIAISON, assembly=manager.assembly))
    return browser


@pytest.mark.both
def test_liaison_officer_finds_members_and_shows_no_number(liaison, member):
    shown = liaison.get(page("restore_list") + f"?q={member.person.name}").content.decode()
    assert page("restore", member.person.public_id) in shown
    assert member.phone not in shown


def test_liaison_officer_hands_over_a_code(liaison, member):
    response = liaison.post(
        page("restore", member.person.public_id), {"card_seen": "on", "way": "code"}
    )
    assert use_sheet_code(member, response.context["rows"][0].code)
    assert "no-store" in response["Cache-Control"]


def test_liaison_officer_enters_a_new_number(liaison, member):
    path = page("restore", member.person.public_id)
    liaison.post(path, {"card_seen": "on", "way": "phone", "phone": "139 0000 0009"})
    member.refresh_from_db()
    assert member.phone == "13900000009"


def test_card_and_number_are_asked_for(liaison, member):
    path = page("restore", member.person.public_id)
    response = liaison.post(path, {"way": "phone", "phone": "139"})
    assert set(response.context["form"].errors) == {"card_seen", "phone"}
    assert not trail.events_of(member.person).exists()


def test_staff_do_not_exist_for_the_liaison_officer(liaison, person):
    assert liaison.get(page("restore", person.public_id)).status_code == 404


def test_audit_manager_reads_sentences_and_names(client, manager, person):
    client.post(page("lock", person.public_id), {"reason": "lost"})
    auditor = sign_in(client.__class__(), actor(Role.AUDIT_MANAGER, assembly=manager.assembly))
    shown = auditor.get(page("trail")).content.decode()
    assert "锁定账号：手机或设备遗失" in shown
    assert person.name in shown
    assert manager.person.name in shown


def test_audit_manager_changes_nothing(client, manager, person):
    auditor = sign_in(client.__class__(), actor(Role.AUDIT_MANAGER, assembly=manager.assembly))
    before = Event.objects.count()
    for name in ("lock", "unlock", "reset_factor", "new_code", "grant"):
        assert auditor.post(page(name, person.public_id)).status_code == 404
    assert auditor.get(page("people")).status_code == 404
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", ["people", "restore_list", "trail", "add_person"])
def test_system_manager_sees_nothing_of_people(client, name):
    sign_in(client, actor(Role.SYSTEM_MANAGER))
    assert client.get(page(name)).status_code == 404


def test_every_act_has_a_sentence(client, manager, person):
    for path, data in (
        (page("lock", person.public_id), {"reason": "lost"}),
        (page("unlock", person.public_id), {}),
        (page("reset_factor", person.public_id), {}),
        (page("new_code", person.public_id), {}),
        (page("edit_person", person.public_id), {"name": "解明"}),
        (page("end_role", person.roles.get().public_id), {}),
    ):
        client.post(path, data)
    auditor = sign_in(client.__class__(), actor(Role.AUDIT_MANAGER, assembly=manager.assembly))
    assert "未登记的动作" not in auditor.get(page("trail")).content.decode()
