"""What `tongxin check` finds in accounts, and how the first manager comes in."""

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from tests.factories.accounts import RoleAssignmentFactory, UserFactory, actor
from tests.factories.members import MemberFactory
from tests.factories.organisations import AssemblyFactory
from tongxin.accounts import checks, codes, crypto
from tongxin.accounts.actions.use_sheet_code import use_sheet_code
from tongxin.accounts.adapter import SEALED_FOR
from tongxin.accounts.models import User
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.members.models import IdentityNumber
from tongxin.organisations.models import Assembly

pytestmark = pytest.mark.django_db


def levels(findings):
    return [finding.level for finding in findings]


def test_assembly_without_security_manager_is_wrong():
    assembly = AssemblyFactory()
    assert levels(checks.managers()) == ["wrong"]
    actor(Role.SECURITY_MANAGER, assembly=assembly)
    assert levels(checks.managers()) == ["unsafe"]
    actor(Role.SYSTEM_MANAGER, assembly=assembly)
    actor(Role.AUDIT_MANAGER, assembly=assembly)
    assert checks.managers() == []


def test_one_person_as_two_managers_is_unsafe():
    assembly = AssemblyFactory()
    person = actor(Role.SECURITY_MANAGER, assembly=assembly).person
    for role in Role.managers() - {Role.SECURITY_MANAGER}:
        RoleAssignmentFactory(person=person, role=role, assembly=assembly)
    assert levels(checks.managers()) == ["unsafe"]
    assert "1 人" in checks.managers()[0].sentence


def test_staff_without_second_factor_are_counted():
    person = actor(Role.PROPOSALS_OFFICE).person
    UserFactory(person=person, last_login=clock.now())
    UserFactory(person=actor(Role.MEMBER).person, last_login=clock.now())
    assert "1 个" in checks.second_factors()[0].sentence


def test_missing_messages_are_noted(monkeypatch):
    monkeypatch.setattr(codes, "_senders", [])
    assert levels(checks.messages()) == ["note"]


def test_keyring_inside_the_data_folder_is_unsafe(settings):
    settings.KEYRING = str(Path(settings.DATA) / "keys" / "keyring.json")
    assert levels(checks.keyring())[0] == "unsafe"


def test_keyring_that_others_can_read_is_unsafe(keyring):
    assert levels(checks.keyring()) == ["note"]
    crypto.keyring()
    assert checks.keyring() == []
    keyring.chmod(0o644)
    assert levels(checks.keyring()) == ["unsafe"]


def test_data_without_its_keys_is_wrong(settings, tmp_path, capsys):
    member = MemberFactory()
    number = IdentityNumber(person=member.person)
    number.seal_number("110101199003077758")
    number.save()
    user = UserFactory()
    secret = crypto.seal("JBSWY3DP", bound_to=SEALED_FOR)
    Authenticator.objects.create(user=user, type="totp", data={"secret": secret})
    old, key_id = settings.KEYRING, crypto.keyring().active
    assert checks.keyring() == []
    settings.KEYRING = str(tmp_path / "fresh" / "keyring.json")
    finding = checks.keyring()[0]
    assert (finding.level, key_id in finding.sentence, "2 处" in finding.sentence) == (
        "wrong",
        True,
        True,
    )
    assert "adopt_keys" in finding.advice
    call_command("adopt_keys", old)
    assert capsys.readouterr().out == f"{key_id}\n"
    assert checks.keyring() == []
    with pytest.raises(CommandError):
        call_command("adopt_keys", str(tmp_path / "nowhere.json"))


def test_first_manager_is_appointed_from_the_keyboard(capsys):
    AssemblyFactory(slug="lanchuan")
    call_command("appoint", "lanchuan", "security_manager", "单芳", phone="13900000001")
    name, username, code, *_rest = capsys.readouterr().out.split()
    user = User.objects.get(username=username)
    assert (name, user.person.roles.get().role) == ("单芳", Role.SECURITY_MANAGER)
    assert use_sheet_code(user, code)


def test_appointing_keeps_the_managers_apart():
    AssemblyFactory(slug="lanchuan")
    call_command("appoint", "lanchuan", "security_manager", "单芳", phone="13900000001")
    with pytest.raises(CommandError, match="不同的人"):
        call_command("appoint", "lanchuan", "audit_manager", "单芳", phone="13900000001")
    with pytest.raises(CommandError, match="no assembly"):
        call_command("appoint", "nowhere", "audit_manager", "解明")


def test_city_and_its_county_are_founded(capsys):
    call_command("found", "lanchuan", "澜川市")
    call_command("found", "muyuan", "木原县", "--parent", "lanchuan", "--name-en", "Muyuan")
    city, county = Assembly.objects.order_by("pk")
    assert (city.name, city.tier, city.parent) == ("政协澜川市委员会", "city", None)
    assert (county.short_name, county.tier, county.parent) == ("木原县政协", "county", city)


@pytest.mark.parametrize("slug", ["Lan Chuan", "me", "open", "people", "static/x", "澜川"])
def test_short_name_that_is_no_address_is_refused(slug):
    with pytest.raises(CommandError, match="cannot be a short name"):
        call_command("found", slug, "澜川市")
    assert not Assembly.objects.exists()


def test_county_of_an_unknown_city_and_a_second_of_the_same_name_are_refused():
    with pytest.raises(CommandError, match="no assembly"):
        call_command("found", "muyuan", "木原县", "--parent", "nowhere")
    call_command("found", "lanchuan", "澜川市")
    with pytest.raises(CommandError, match="已被占用"):
        call_command("found", "lanchuan", "澜川市")
