"""Who is more than a member is merged by the security managers: the office is told so and hands the case over."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import RoleAssignmentFactory, sign_in
from tests.factories.cities import staff
from tongxin.accounts.models import PersonAlias
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.members.actions.ask_merge import ask_merge
from tongxin.notifications.queries import inbox, lines


def test_who_is_more_than_a_member_is_handed_to_the_security_managers(
    city, kept, gone, client, liaison
):
    RoleAssignmentFactory(person=gone.person, role=Role.UNIT_CLERK, organisation=city.units[0])
    places = [city.assembly.slug, kept.person.public_id, gone.person.public_id]
    page, asking = reverse("members:merge", args=places), reverse("members:ask_merge", args=places)
    browser = sign_in(client, liaison)
    record = browser.get(reverse("members:record", args=[city.assembly.slug, kept.public_id]))
    assert page in record.content.decode()
    shown = browser.get(page).content.decode()
    assert "除了委员还有别的身份" in shown
    assert "请系统管理员先授予身份" in shown
    assert asking not in shown
    manager = staff(Role.SECURITY_MANAGER, city.assembly)
    assert asking in browser.get(page).content.decode()
    assert browser.post(page).status_code == 200
    assert not PersonAlias.objects.exists()
    browser.post(asking)
    browser.post(asking)
    notice = inbox(manager).get()
    assert notice.url == page
    assert lines([notice])[0].words.title == "请合并重复登记的人员"
    shown = browser.get(page).content.decode()
    assert "已经请安全管理员办理" in shown
    assert asking not in shown
    other = sign_in(Client(), manager)
    assert "换过来保留" in other.get(page).content.decode()
    assert other.post(page).status_code == 302
    assert PersonAlias.objects.get().main == kept.person


def test_nobody_is_asked_for_what_one_may_do(city, kept, gone, liaison):
    staff(Role.SECURITY_MANAGER, city.assembly)
    with pytest.raises(Refused, match="可以直接合并"):
        ask_merge(kept.person, gone.person, assembly=city.assembly, actor=liaison)


def test_security_manager_is_led_back_to_a_page_of_theirs(city, kept, gone, client):
    manager = staff(Role.SECURITY_MANAGER, city.assembly)
    browser = sign_in(client, manager)
    places = [city.assembly.slug, kept.person.public_id, gone.person.public_id]
    for address in (
        reverse("members:merge", args=places),
        reverse("members:aliases", args=places[:1]),
    ):
        page = browser.get(address).content.decode()
        assert reverse("members:board", args=places[:1]) not in page
        assert f'href="{reverse("accounts:people")}"' in page
