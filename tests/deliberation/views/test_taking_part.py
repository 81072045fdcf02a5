"""Members and citizens take part: one statement at a time, without scripts and with them; the door keeps accounts out."""

import re

import pytest
from django.urls import reverse

from tests.deliberation.conferring import fresh, statements_of
from tests.factories.accounts import sign_in
from tongxin.deliberation.actions.join import print_codes, voice_of
from tongxin.deliberation.lifecycle import CONVERSATION
from tongxin.deliberation.limits import CODES_PER_ADDRESS
from tongxin.deliberation.models import StanceRow, Statement, Voice
from tongxin.deliberation.voicing import COOKIE
from tongxin.lifecycle.perform import perform
from tongxin.notifications.models import Delivery
from tongxin.notifications.sealing import unseal

pytestmark = pytest.mark.once

HTMX = {"HTTP_HX_REQUEST": "true"}


def address(conversation, name: str) -> str:
    return reverse(
        f"deliberation:{name}", args=[conversation.assembly.slug, conversation.public_id]
    )


def before_me(response) -> str:
    """The public id of the statement that waits on a page."""
    return re.search(r'name="statement" value="(\w+)"', response.content.decode())[1]


@pytest.fixture
def voting(conferring):
    return conferring.voting()


@pytest.fixture
def member(conferring, client):
    sign_in(client, conferring.member())
    return client


def answer(client, conversation, stance: str, prefix: str = "", **headers):
    page = client.get(address(conversation, f"{prefix}take_part"))
    posted = {"statement": before_me(page), "stance": stance}
    return client.post(address(conversation, f"{prefix}stance"), posted, **headers)


def test_a_member_answers_without_scripts(conferring, member, voting):
    response = answer(member, voting, "1")
    assert (response.status_code, response.url) == (302, address(voting, "take_part"))
    row = StanceRow.objects.get()
    assert (row.voice, row.stance) == (voice_of(voting, conferring.member().person), 1)
    assert "已表态 1 / 5 条" in member.get(response.url).content.decode()


def test_with_scripts_only_the_part_comes_back(member, voting):
    response = answer(member, voting, "-1", **HTMX)
    text = response.content.decode()
    assert (response.status_code, text.lstrip()[:8]) == (200, "<section")
    assert len(text) < 4000


@pytest.mark.both
def test_a_page_is_few_queries_however_many_take_part(
    conferring, member, voting, django_assert_max_num_queries
):
    for actor in conferring.members(3):
        StanceRow.objects.create(
            conversation=voting,
            voice=voice_of(voting, actor.person),
            statement=statements_of(voting)[0],
            stance=1,
        )
    answer(member, voting, "1")
    posted = {"statement": before_me(member.get(address(voting, "take_part"))), "stance": "1"}
    with django_assert_max_num_queries(32):
        member.post(address(voting, "stance"), posted, **HTMX)


def test_undo_brings_the_last_one_back(member, voting):
    first = before_me(member.get(address(voting, "take_part")))
    answer(member, voting, "1")
    member.post(address(voting, "undo"), {"statement": first})
    assert before_me(member.get(address(voting, "take_part"))) == first
    assert not StanceRow.objects.exists()


def test_the_place_is_kept_when_one_comes_back(member, voting):
    first = before_me(member.get(address(voting, "take_part")))
    assert before_me(member.get(address(voting, "take_part"))) == first


def test_a_stance_that_is_none_is_refused_in_place(member, voting):
    text = answer(member, voting, "7", **HTMX).content.decode()
    assert "请选择赞成、不赞成或跳过" in text
    assert not StanceRow.objects.exists()


def test_similar_ones_are_shown_first(member, voting):
    words = {"words": "开放周边单位的车位过夜"}
    text = member.post(address(voting, "offer"), words).content.decode()
    assert "已经有相近的观点" in text
    assert not Statement._base_manager.filter(Statement.offered()).exists()
    member.post(address(voting, "offer"), {**words, "anyway": "1"})
    assert Statement._base_manager.get(Statement.offered()).words == words["words"]


def test_a_refused_view_keeps_its_words(member, voting):
    response = member.post(address(voting, "offer"), {"words": "找我 13800001234 谈"})
    assert response.status_code == 422
    assert "13800001234" in response.content.decode()


def test_others_do_not_find_the_page(conferring, client, voting):
    sign_in(client, conferring.general)
    assert client.get(address(voting, "take_part")).status_code == 404


def test_after_the_votes_one_is_led_to_the_conversation(conferring, member, voting):
    perform(CONVERSATION.discuss, fresh(voting), conferring.general)
    assert member.get(address(voting, "take_part")).url == voting.get_absolute_url()


# Citizens


@pytest.fixture
def by_code(conferring):
    return conferring.voting(admission="code")


@pytest.fixture
def code(conferring, by_code) -> str:
    return print_codes(by_code, actor=conferring.general, batch="城南街道", count=5)[0]


def enter(client, conversation, code: str):
    return client.post(address(conversation, "by_code"), {"code": code})


def test_a_citizen_enters_by_code_and_answers(client, by_code, code):
    assert "邀请码" in client.get(by_code.open_url).content.decode()
    assert enter(client, by_code, code).url == address(by_code, "open_take_part")
    answer(client, by_code, "1", "open_")
    assert StanceRow.objects.get().stance == 1
    assert "接着表态" in client.get(by_code.open_url).content.decode()


def test_the_device_carries_a_voice_and_nothing_else(client, by_code, code):
    enter(client, by_code, code)
    cookie = client.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        by_code.open_url,
        True,
        "Lax",
    )
    assert "sessionid" not in client.cookies
    assert str(Voice.objects.get().number) not in cookie.value


def test_a_voice_of_another_conversation_or_a_forged_one_opens_nothing(conferring, client, by_code):
    other = conferring.voting(admission="code")
    code = print_codes(other, actor=conferring.general, batch="甲", count=5)[0]
    enter(client, other, code)
    for value in (client.cookies[COOKIE].value, "forged"):
        client.cookies[COOKIE] = value
        client.cookies[COOKIE]["path"] = "/"
        assert client.get(address(by_code, "open_take_part")).url == by_code.open_url


def test_leaving_takes_the_voice_off_the_device(client, by_code, code):
    enter(client, by_code, code)
    client.post(address(by_code, "leave"))
    assert client.get(address(by_code, "open_take_part")).url == by_code.open_url


def test_an_account_and_a_voice_never_meet(conferring, client, by_code, code):
    sign_in(client, conferring.member())
    assert "请先退出登录" in client.get(by_code.open_url).content.decode()
    response = enter(client, by_code, code)
    assert (response.status_code, COOKIE in client.cookies) == (422, False)
    assert not Voice.objects.exists()


def test_guessing_ends_for_an_address(client, by_code, code, monkeypatch):
    monkeypatch.setattr("tongxin.deliberation.views.citizens.CODES_PER_ADDRESS", 2)
    for _try in range(2):
        enter(client, by_code, "aaaa-bbbb-cccc")
    assert enter(client, by_code, code).status_code == 422
    assert CODES_PER_ADDRESS > 2


def test_a_citizen_enters_by_phone(conferring, client, settings):
    settings.DEMO = True
    conversation = conferring.voting(admission="open")
    page = client.post(address(conversation, "by_phone"), {"phone": "13800001234"})
    check = re.search(r'name="check" value="(\w+)"', page.content.decode())[1]
    sent = unseal(Delivery._base_manager.get(notice=None).sealed)["code"]
    asked = {"check": check, "phone": "13800001234", "code": sent}
    assert client.post(address(conversation, "confirm"), asked).url == address(
        conversation, "open_take_part"
    )
    assert Voice.objects.count() == 1


def test_a_citizen_says_from_which_county_where_the_act_allows_it(conferring, client):
    from tests.factories.organisations import AssemblyFactory

    county = AssemblyFactory(parent=conferring.assembly, tier="county")
    conversation = conferring.voting(admission="code", parting="counties")
    code = print_codes(conversation, actor=conferring.general, batch="甲", count=5)[0]
    client.post(address(conversation, "by_code"), {"code": code, "county": county.public_id})
    assert Voice.objects.get().part == county.pk


def test_a_citizen_offers_a_view(conferring, client, by_code, code):
    enter(client, by_code, code)
    client.post(address(by_code, "open_offer"), {"words": "夜间免费停放"})
    assert Statement._base_manager.get(Statement.offered()).author is None


def test_citizens_offer_so_many_and_no_more(client, by_code, code):
    enter(client, by_code, code)
    for number in range(6):
        response = client.post(
            address(by_code, "open_offer"), {"words": f"观点{number}" * 3, "anyway": "1"}
        )
    assert response.status_code == 422
    assert Statement._base_manager.filter(Statement.offered()).count() == 5


@pytest.mark.parametrize("name", ["door", "open_take_part"])
def test_conversations_of_members_have_no_door(conferring, client, voting, name):
    assert client.get(address(voting, name)).status_code == 404


def test_drafts_have_no_door(conferring, client):
    assert client.get(conferring.approved(admission="code").open_url).status_code == 404


def test_after_the_end_the_door_says_so(conferring, client, by_code, code):
    enter(client, by_code, code)
    conferring.closed(by_code)
    assert "不再收观点和表态" in client.get(by_code.open_url).content.decode()
    assert client.get(address(by_code, "open_take_part")).url == by_code.open_url


def test_while_the_circle_is_talked_about_the_door_asks_for_no_code(conferring, client, by_code):
    perform(CONVERSATION.discuss, fresh(by_code), conferring.general)
    page = client.get(by_code.open_url).content.decode()
    assert "请看结果" in page
    assert "邀请码" not in page.partition("<main")[2]
