"""Name cards and sign-in sheets: everybody ticked, names large and spaced, rare characters whole."""

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.members import MemberFactory
from tests.papers.documents.reading import text_of
from tongxin.members.papers import spaced


@pytest.mark.parametrize(
    ("name", "printed"), [("王敏", "王\u3000敏"), ("欧阳芳", "欧阳芳"), ("㛃䶮", "㛃\u3000䶮")]
)
def test_names_of_two_characters_are_spaced_in_print(name, printed):
    assert spaced(name) == printed


@pytest.fixture
def ticked(city, liaison, client):
    members = [
        MemberFactory(assembly=city.assembly, person__name=name, employer="市一中")
        for name in ("王敏", "㛃䶮", "阿不都热合曼·买买提")
    ]

    def printed(code: str) -> str:
        address = reverse("members:paper", args=[city.assembly.slug, code])
        chosen = {"ids": [member.public_id for member in members]}
        answer = sign_in(client, liaison).post(address, chosen)
        assert answer["Content-Type"] == "application/pdf"
        return text_of(b"".join(answer.streaming_content))

    return printed


def test_each_name_card_bears_the_name_twice(ticked):
    told = "".join(ticked("cards").split())
    for sign in "王敏㛃䶮曼":  # one half stands on its head and is read from the right
        assert told.count(sign) == 2


def test_sign_in_sheet_has_a_line_for_each(ticked):
    told = "".join(ticked("sign-in").split())
    assert [name for name in ("王敏", "㛃䶮", "应到3人。") if name not in told] == []
    assert set("阿不都热合曼·买买提") <= set(told)


def test_papers_are_for_those_who_keep_the_roll(city, client, liaison):
    address = reverse("members:paper", args=[city.assembly.slug, "cards"])
    chosen = {"ids": [city.members[0].public_id]}
    assert sign_in(client, city.member_actor()).post(address, chosen).status_code == 404
    unknown = reverse("members:paper", args=[city.assembly.slug, "nothing"])
    assert sign_in(client, liaison).post(unknown, chosen).status_code == 404
    assert sign_in(client, liaison).post(address, {}).status_code == 302
