"""What the rulebook asks of a password, and that old ones stay out for a while."""

import pytest

from tests.factories.accounts import PersonFactory, UserFactory
from tongxin.accounts import passwords, policy
from tongxin.accounts.actions.change_password import change_password
from tongxin.accounts.actor import SYSTEM
from tongxin.core.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    person = PersonFactory(name="王敏", pinyin="wangmin", phone="13800001234")
    return UserFactory(person=person, username="wangmin")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("Ab1!xyz", "密码至少 8 位。"),
        ("abcdefgh", "请至少用上大写字母、小写字母、数字、符号中的 3 类。"),
        ("WangMin-88", "密码里不要有用户名、姓名拼音或手机号。"),
        ("Ab!13800001234", "密码里不要有用户名、姓名拼音或手机号。"),
        ("Password123", "这个密码太常见，请换一个。"),
    ],
)
def test_poor_password_is_refused_with_its_reason(user, raw, sentence):
    assert sentence in passwords.problems(user, raw, policy.strictest([]))


@pytest.mark.parametrize("raw", ["Lanjiang-7", "澜江Lan7jiang", "four 4 Words"])
def test_good_password_is_taken(user, raw):
    assert passwords.problems(user, raw, policy.strictest([])) == []


@pytest.mark.parametrize(
    ("raw", "kinds"), [("a", 1), ("aA", 2), ("aA1", 3), ("aA1!", 4), ("汉字", 0), ("a ", 2)]
)
def test_kinds_are_counted(raw, kinds):
    assert passwords.kinds(raw) == kinds


def test_last_five_passwords_are_refused_and_the_sixth_is_not(user):
    used = [f"Lanjiang-{number}" for number in range(6)]
    for raw in used:
        change_password(user, raw, actor=SYSTEM)
    for raw in used[1:]:
        with pytest.raises(Refused):
            change_password(user, raw, actor=SYSTEM)
    change_password(user, used[0], actor=SYSTEM)
    assert user.check_password(used[0])


def test_change_ends_the_duty_to_change(user):
    user.must_change_password = True
    user.save()
    change_password(user, "Lanjiang-7", actor=SYSTEM)
    user.refresh_from_db()
    assert (user.must_change_password, user.password_changed_at is None) == (False, False)
