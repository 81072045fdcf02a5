"""The rulebook is read by the assembly, changed by its office from a day on, and a bad value changes nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import make_city
from tongxin.core import clock
from tongxin.organisations import rulebook
from tongxin.organisations.models import RulebookEntry
from tongxin.organisations.rulebook import Length, parameters
from tongxin.portal.forms.rulebook import RuleForm

pytestmark = pytest.mark.once

REPLY = "proposals.reply_session_within"


def at(city, code=""):
    name, more = ("rule", [code]) if code else ("rulebook", [])
    return reverse(name, args=[city.assembly.slug, *more])


def change(client, city, code, **values):
    data = {"valid_from": clock.today().isoformat(), "reason": "试行办法第三条", **values}
    return client.post(at(city, code), data)


def test_everybody_reads_it_and_only_the_office_gets_boxes(city, client):
    for reader, boxes in ((city.member_actor(), 0), (city.clerks[0], 0), (city.office, 1)):
        sign_in(client, reader)
        assert "大会提案答复期限" in client.get(at(city)).content.decode()
        assert client.get(at(city, REPLY)).content.decode().count('id="rule-form"') == boxes


def test_office_changes_a_length_from_a_day_on(city, client):
    sign_in(client, city.office)
    later = clock.today() + timedelta(days=30)
    boxes = {"count": "5", "unit": "months", "by": "06-30", "valid_from": later.isoformat()}
    assert change(client, city, REPLY, **boxes).status_code == 302
    assert rulebook.value(REPLY, city.assembly.pk) == Length(3, "months")
    assert rulebook.value(REPLY, city.assembly.pk, later) == Length(5, "months", "06-30")
    page = client.get(at(city, REPLY)).content.decode()
    assert "5个月，最迟 06-30" in page
    assert "尚未生效" in page
    assert city.office.person.name in page


@pytest.mark.parametrize(
    ("code", "boxes", "why"),
    [
        (REPLY, {"count": "3", "unit": "months", "by": "13-45"}, "不能取这个值"),
        (REPLY, {"count": "x", "unit": "months"}, "输入整数"),
        ("proposals.number_pattern", {"value": "第{nummer}号"}, "不能取这个值"),
        ("proposals.number_pattern", {"value": "第某号"}, "不能取这个值"),
        ("proposals.joint_signatures", {"value": "99"}, "50"),
        ("proposals.class_rule", {"value": "best"}, "best"),
        ("proposals.classes_followed", {"value": ["B", "Z"]}, "Z"),
    ],
)
def test_bad_value_says_why_and_keeps_what_was_typed(city, client, code, boxes, why):
    sign_in(client, city.office)
    response = change(client, city, code, **boxes)
    assert response.status_code == 422
    assert why in response.content.decode()
    assert "试行办法第三条" in response.content.decode()
    assert not RulebookEntry.objects.exists()


def test_nobody_else_changes_it(city, client):
    for stranger in (city.member_actor(), city.clerks[0], city.reviewer):
        sign_in(client, stranger)
        assert change(client, city, REPLY, count="9", unit="months").status_code == 403
    other = make_city()
    sign_in(client, other.office)
    assert change(client, city, REPLY, count="9", unit="months").status_code == 404
    assert not RulebookEntry.objects.exists()


def test_unknown_rule_does_not_exist(city, client):
    sign_in(client, city.office)
    assert client.get(at(city, "proposals.nothing")).status_code == 404


@pytest.mark.parametrize("declared", parameters(), ids=lambda one: one.code)
def test_default_of_every_rule_passes_its_own_form(declared):
    empty = RuleForm(parameter=declared, present=declared.default)
    data = {name: empty[name].initial for name in empty.fields}
    form = RuleForm({**data, "reason": "依据"}, parameter=declared, present=declared.default)
    assert form.is_valid(), form.errors
    assert form.value() == rulebook.to_json(declared.default)
