"""What the offices open: preparing, approving, moderation, codes, what became of a statement."""

import pytest
from django.urls import reverse

from tests.deliberation.conferring import TODAY, days_later, fresh, statements_of
from tests.factories.accounts import sign_in
from tests.proposals.thread import submitted
from tongxin.core.models import Link
from tongxin.deliberation.actions.join import enter_by_code, print_codes, voice_of
from tongxin.deliberation.actions.note_result import note_result
from tongxin.deliberation.actions.take_stance import take_stance
from tongxin.deliberation.clockwork import tick
from tongxin.deliberation.lifecycle import CONVERSATION, STATEMENT
from tongxin.deliberation.models import Conversation, Ticket
from tongxin.deliberation.queries.conversations import with_waiting
from tongxin.lifecycle.addresses import act_url
from tongxin.lifecycle.perform import perform
from tongxin.organisations.models import RulebookEntry

pytestmark = pytest.mark.once

FORM = {
    "question": "老旧小区停车位怎样增加？",
    "admission": "members",
    "parting": "none",
    "collects_on": "2026-01-14",
    "votes_on": "2026-01-15",
    "discusses_on": "2026-01-22",
    "closes_on": "2026-01-26",
    "seeds": "一条观点甲\n一条观点乙\n一条观点丙",
}

KEEPS_AND_CHECKS = ("data-draft=", "data-secrecy")
"""Marks of a form that keeps what is typed and looks for marks of state secrets before anything leaves the device."""


@pytest.fixture
def office(conferring, client):
    sign_in(client, conferring.general)
    return client


def here(conferring, name: str, *rest) -> str:
    return reverse(f"deliberation:{name}", args=[conferring.assembly.slug, *rest])


def test_an_office_prepares_and_changes(conferring, office):
    response = office.post(here(conferring, "new_conversation"), FORM)
    made = Conversation.objects.get()
    assert (response.url, made.state, made.seed_lines) == (
        made.get_absolute_url(),
        "drafted",
        ["一条观点甲", "一条观点乙", "一条观点丙"],
    )
    edit = here(conferring, "edit_conversation", made.public_id)
    assert office.get(edit).context["form"]["seeds"].value() == made.seeds
    office.post(edit, {**FORM, "question": "另一个问题？", "version": "0"})
    assert fresh(made).question == "另一个问题？"
    stale = office.post(edit, {**FORM, "question": "旧的？", "version": "0"})
    assert (stale.status_code, fresh(made).question) == (422, "另一个问题？")


def test_days_out_of_order_are_told_at_their_field(conferring, office):
    response = office.post(
        here(conferring, "new_conversation"), {**FORM, "closes_on": "2026-01-20"}
    )
    assert response.status_code == 422
    assert "closes_on" in response.context["form"].errors


def test_the_list_says_when_it_is_not_opened(conferring, office):
    assert "筹备一项" in office.get(here(conferring, "conversations")).content.decode()
    RulebookEntry._base_manager.update(value=False)
    text = office.get(here(conferring, "conversations")).content.decode()
    assert "还没有开通" in text
    assert "筹备一项" not in text


def test_approving_shows_what_is_approved(conferring, client):
    conversation = conferring.draft()
    sign_in(client, conferring.secgen)
    url = act_url(CONVERSATION.approve, conversation)
    page = client.get(url).text
    assert all(words in page for words in (conversation.seed_lines[0], *KEEPS_AND_CHECKS))
    client.post(url, {"paper_number": "3号", "approved_on": str(TODAY)})
    assert fresh(conversation).state == "approved"


def test_the_page_of_a_conversation_for_everybody(conferring, client):
    conversation = conferring.voting()
    for actor, told in (
        (conferring.general, "审核观点"),
        (conferring.member(), "去表态"),
        (conferring.city.leader, "已公开的观点"),
    ):
        sign_in(client, actor)
        assert told in client.get(conversation.get_absolute_url()).content.decode()


def told(client, conversation) -> str:
    return client.get(conversation.get_absolute_url()).content.decode()


def test_the_office_reads_what_is_to_be_done(conferring, office):
    draft = conferring.draft()
    assert "请领导小组研究；批准后登记文号" in told(office, draft)
    assert "1月14日自动开始" in told(office, conferring.approved())
    by_code = conferring.approved(admission="code")
    assert "请打印邀请码，打乱后发放" in told(office, by_code)
    conversation = conferring.voting()
    assert "1月21日以后自动进入下一阶段" in told(office, conversation)
    conferring.offered(conversation)
    page = told(office, conversation)
    assert "有 1 条观点等审核" in page
    assert page.count(f'href="{here(conferring, "queue", conversation.public_id)}"') == 2, (
        "button, count"
    )
    perform(CONVERSATION.discuss, fresh(conversation), conferring.general)
    assert "打印邀请码" not in told(office, fresh(conversation))
    perform(CONVERSATION.close, fresh(conversation), conferring.general)
    assert "请登记观点的去向" in told(office, conversation)


def test_the_office_finds_every_statement_and_what_became_of_it(conferring, office):
    conversation = conferring.voting()
    first = statements_of(conversation)[0]
    conferring.closed(conversation)
    assert first.get_absolute_url() in told(office, conversation)
    note_result(first, actor=conferring.general, kind="report", words="写进调研报告")
    assert first.results.get().get_kind_display() in told(office, conversation)


def test_people_are_told_the_last_day_on_which_stances_are_taken(conferring, client):
    conversation = conferring.voting()
    sign_in(client, conferring.member())
    page = told(client, conversation)
    assert "期限 2026年1月21日" in page and "期限 2026年1月22日" not in page
    with days_later(7):
        assert fresh(conversation).takes_stances and not tick()
    with days_later(8):
        assert tick() and not fresh(conversation).takes_stances


def test_the_list_tells_the_office_where_views_wait(conferring, office, client):
    conversation = conferring.voting()
    conferring.offered(conversation)
    page = office.get(here(conferring, "conversations"))
    assert "待审核" in page.content.decode()
    rows = with_waiting(Conversation._base_manager.all())
    assert [row.waiting for row in rows] == [1]
    sign_in(client, conferring.member())
    assert "待审核" not in client.get(here(conferring, "conversations")).content.decode()


def test_whoever_took_part_reads_why_it_was_stopped(conferring, client):
    silent, conversation = conferring.voting(question="没有人表态？"), conferring.voting()
    member = conferring.member()
    take_stance(voice_of(conversation, member.person), statements_of(conversation)[0], 1)
    for one in (silent, conversation):
        perform(CONVERSATION.stop, fresh(one), conferring.general, reason="议题有变")
    sign_in(client, member)
    assert "议题有变" in told(client, conversation)
    assert client.get(silent.get_absolute_url()).status_code == 404


def test_citizens_read_at_the_door_why_it_was_stopped(conferring, client):
    conversation = conferring.voting(admission="code")
    code = print_codes(conversation, actor=conferring.general, batch="甲", count=5)[0]
    take_stance(enter_by_code(conversation, code), statements_of(conversation)[0], 1)
    perform(CONVERSATION.stop, fresh(conversation), conferring.general, reason="议题有变")
    page = client.get(conversation.open_url).content.decode()
    assert "议题有变" in page and "看结果" not in page


def test_slips_name_who_asks_until_when_and_an_address_one_can_type(conferring, office, client):
    conversation = conferring.voting(admission="code")
    codes = here(conferring, "codes", conversation.public_id)
    page = office.post(codes, {"batch": "城南街道", "count": "5"}).content.decode()
    typed = f"http://testserver/open/{conferring.assembly.slug}/conversations/"
    assert page.count(f"{typed}</p>") == 5
    assert str(conferring.assembly) in page and "最迟 2026年1月21日" in page
    assert conversation.open_url in client.get(typed).content.decode()


def test_the_office_reads_the_public_door_as_it_is_printed_on_a_poster(conferring, office):
    row = conferring.voting(admission="code")
    assert f"http://testserver{row.open_url}</a>" in office.get(row.get_absolute_url()).text


def test_begun_phases_keep_their_days(conferring, office):
    conversation = conferring.voting()
    form = office.get(act_url(CONVERSATION.put_off, conversation)).context["form"]
    assert [name for name, one in form.fields.items() if one.disabled] == [
        "collects_on",
        "votes_on",
    ]


def test_the_queue_leads_to_the_next_one_and_back(conferring, office):
    conversation = conferring.collecting()
    offered = conferring.offered(conversation)
    assert (
        offered.words
        in office.get(here(conferring, "queue", conversation.public_id)).content.decode()
    )
    response = office.post(here(conferring, "next_statement", conversation.public_id))
    assert response.url == offered.get_absolute_url()
    assert fresh(offered).claimed_by == conferring.general.person
    page = office.get(response.url).content.decode()
    assert "只有这些理由可以不公开" in page
    page = office.get(act_url(STATEMENT.hold_back, offered)).text
    assert all(mark in page for mark in KEEPS_AND_CHECKS)
    office.post(act_url(STATEMENT.hold_back, offered), {"rule": "unclear", "reason": "请分成两条"})
    assert fresh(offered).state == "held_back"
    done = office.post(here(conferring, "next_statement", conversation.public_id))
    assert done.url == here(conferring, "queue", conversation.public_id)


def test_the_author_reads_the_rule_and_appeals(conferring, client):
    held = conferring.held_back(conferring.offered(conferring.collecting()))
    sign_in(client, conferring.member())
    assert "请分成两条" in client.get(held.get_absolute_url()).content.decode()
    url = here(conferring, "appeal", held.public_id)
    assert client.get(url).status_code == 200
    client.post(url, {"words": "只有一个意思"})
    assert fresh(held).appeal.words == "只有一个意思"
    assert client.get(url).status_code == 404
    sign_in(client, conferring.second)
    assert "改为公开" in client.get(held.get_absolute_url()).content.decode()


def test_codes_are_shown_once(conferring, office):
    conversation = conferring.voting(admission="code")
    url = here(conferring, "codes", conversation.public_id)
    assert office.get(url).status_code == 200
    page = office.post(url, {"batch": "城南街道", "count": "6"})
    slips = page.context["slips"]
    assert (len(slips), Ticket._base_manager.count()) == (6, 6)
    assert all(one.code in page.content.decode() for one in slips)
    assert "no-store" in page["Cache-Control"]


def test_what_became_of_a_statement_is_found_by_search_and_tied(conferring, office):
    statement, proposal = conferring.shown(conferring.collecting()), submitted(conferring.city)
    url = here(conferring, "result", statement.public_id)
    assert office.get(url, {"q": "停车"}).status_code == 200
    posted = {"kind": "report", "words": "写进调研报告"}
    office.post(url, posted)
    page = office.get(statement.get_absolute_url()).content.decode()
    assert "写进调研报告" in page
    wrong = office.post(url, {**posted, "target": f"proposals.proposal:{proposal.pk + 999}"})
    assert (wrong.status_code, Link.objects.count()) == (404, 0)


@pytest.mark.parametrize("name", ["queue", "codes", "edit_conversation"])
def test_members_do_not_find_the_offices_pages(conferring, client, name):
    conversation = conferring.voting(admission="code")
    sign_in(client, conferring.member())
    assert client.get(here(conferring, name, conversation.public_id)).status_code == 404
