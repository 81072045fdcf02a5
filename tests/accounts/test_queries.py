"""Finding people as one types: characters, pinyin, initials, the end of a number, a user name."""

import pytest

from tests.factories.accounts import UserFactory
from tongxin.accounts import queries
from tongxin.accounts.actions.create_person import create_person
from tongxin.accounts.actor import SYSTEM
from tongxin.accounts.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    for name, phone in (
        ("王敏", "13800001111"), ("王梅", "13800002222"), ("单王芳", ""), ("尉迟敏", ""), ("吕布", ""),
    ):  # fmt: skip
        create_person(actor=SYSTEM, name=name, phone=phone)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王敏", {"王敏"}),
        ("敏", {"王敏", "尉迟敏"}),
        ("wm", {"王敏", "王梅"}),
        ("WangM", {"王敏", "王梅"}),
        ("wang min", {"王敏"}),
        ("shan", {"单王芳"}),
        ("swf", {"单王芳"}),
        ("ycm", {"尉迟敏"}),
        ("lübu", {"吕布"}),
        ("lyu", {"吕布"}),
        ("2222", {"王梅"}),
        ("13800001111", {"王敏"}),
        ("xyz", set()),
        ("", {"王敏", "王梅", "单王芳", "尉迟敏", "吕布"}),
    ],
)
def test_people_are_found(people, text, names):
    assert {person.name for person in queries.find_people(text)} == names


def test_search_stays_within_what_may_be_seen(people):
    shown = Person.objects.exclude(name="王敏")
    assert [person.name for person in queries.find_people("wm", shown)] == ["王梅"]


def test_nobody_is_found_twice_by_two_readings(people):
    assert queries.find_people("wang").count() == 2


@pytest.mark.parametrize("typed", ["wangmin", "WangMin ", "13812345678", "+86 138 1234 5678"])
def test_account_is_found_by_name_or_number(typed):
    user = UserFactory(username="wangmin", phone="13812345678")
    assert queries.account_named(typed) == user


def test_same_person_needs_a_number(people):
    assert queries.same_person("王敏", "138 0000 1111").name == "王敏"
    assert queries.same_person("王敏", "") is None
    assert queries.same_person("王敏", "13800002222") is None
