"""Statements: offered, moderated by one at a time under a rule, appealed to somebody else, followed to where they went."""

import pytest

from tests.deliberation.conferring import days_later, fresh, statements_of
from tests.proposals.thread import submitted
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Refused
from tongxin.core.models import Link
from tongxin.deliberation.actions.appeal import appeal
from tongxin.deliberation.actions.moderate import claim
from tongxin.deliberation.actions.note_result import note_result
from tongxin.deliberation.actions.offer_statement import offer_statement
from tongxin.deliberation.lifecycle import APPEAL, CONVERSATION, STATEMENT
from tongxin.deliberation.models import Appeal, Statement
from tongxin.deliberation.parameters import STATEMENTS_EACH
from tongxin.deliberation.queries.moderating import StatementPage, open_appeals, queue_of
from tongxin.deliberation.queries.talking import similar_to
from tongxin.lifecycle.perform import perform, refusal
from tongxin.notifications.models import Notice
from tongxin.organisations.models import RulebookEntry


@pytest.fixture
def conversation(conferring):
    return conferring.collecting()


def told(person, act: str) -> int:
    return Notice._base_manager.filter(person=person, act=act).count()


def test_an_offer_waits_under_its_authors_name_and_number(conferring, conversation):
    offered = conferring.offered(conversation, "  夜间 免费停放 ")
    assert (offered.words, offered.state, offered.number) == ("夜间 免费停放", "offered", 6)
    assert offered.author == conferring.member().person
    assert list(queue_of(conversation)) == [offered]


@pytest.mark.parametrize(
    "words", ["停", "长" * 141, "请找张三 13800001234 办理", "机密★长期的内容在此"]
)
def test_what_must_not_stand_there_is_refused(conferring, conversation, words):
    with pytest.raises(Refused):
        conferring.offered(conversation, words)
    assert not Statement._base_manager.filter(Statement.offered()).exists()


def test_members_offer_so_many_and_no_more(conferring, conversation):
    RulebookEntry._base_manager.create(
        assembly=conferring.assembly, code=STATEMENTS_EACH, value=1, valid_from="2025-01-01"
    )
    conferring.offered(conversation)
    with pytest.raises(Refused, match="提满"):
        conferring.offered(conversation, "另外一条观点")
    assert conferring.offered(conversation, "另外一条观点", number=1).number == 7


def test_nothing_is_offered_when_it_is_not_asked_for(conferring):
    conversation = conferring.voting(adds_while_voting=False)
    with pytest.raises(Refused):
        conferring.offered(conversation)
    with pytest.raises(Refused):
        conferring.offered(conferring.approved())


def test_a_repeated_request_offers_once(conferring, conversation):
    actor = conferring.member()
    made = [
        offer_statement(conversation, "夜间免费停放", actor=actor, request_key="once")
        for _try in range(2)
    ]
    assert made[0] == made[1]
    assert Statement._base_manager.filter(Statement.offered()).count() == 1


def test_citizens_offer_without_a_name_and_only_where_they_take_part(conferring, conversation):
    with pytest.raises(Refused):
        conferring.offered_by_citizen(conversation, "夜间免费停放")
    public = conferring.collecting(admission="code")
    assert conferring.offered_by_citizen(public, "夜间免费停放").author is None


def test_similar_ones_are_found_by_shared_pairs(conferring, conversation):
    found = similar_to(conversation, "开放周边单位的车位过夜")
    assert [one.statement.words for one in found] == ["开放周边单位夜间车位"]
    assert similar_to(conversation, "增设幼儿园") == []


def test_one_moderator_at_a_time(conferring, conversation):
    offered = conferring.offered(conversation)
    assert claim(offered, actor=conferring.general)
    assert claim(fresh(offered), actor=conferring.general)
    assert not claim(fresh(offered), actor=conferring.second)
    assert "正在审" in refusal(STATEMENT.show, fresh(offered), conferring.second)
    with days_later(1):
        assert claim(fresh(offered), actor=conferring.second)


def test_members_do_not_moderate(conferring, conversation):
    offered = conferring.offered(conversation)
    with pytest.raises(Refused):
        claim(offered, actor=conferring.member(1))
    with pytest.raises(Refused):
        perform(STATEMENT.show, offered, conferring.member())


def test_what_is_shown_is_told_to_its_author(conferring, conversation):
    shown = conferring.shown(conversation)
    assert (shown.state, shown.moderated_by) == ("shown", conferring.general.person)
    assert told(conferring.member().person, "statements.show") == 1


def test_held_back_names_rule_and_reason_to_its_author(conferring, conversation):
    held = conferring.held_back(conferring.offered(conversation))
    assert (held.state, held.rule, held.reason) == ("held_back", "unclear", "请分成两条")
    assert told(conferring.member().person, "statements.hold_back") == 1


def test_a_repetition_names_the_shown_one_that_it_repeats(conferring, conversation):
    offered, seed = conferring.offered(conversation), statements_of(conversation)[0]
    elsewhere = statements_of(conferring.collecting())[0]
    for same_as in (None, elsewhere, offered):
        with pytest.raises(Refused):
            conferring.held_back(offered, rule="same", same_as=same_as)
    with pytest.raises(Refused):
        conferring.held_back(offered, rule="beside", same_as=seed)
    assert conferring.held_back(fresh(offered), rule="same", same_as=seed).same_as == seed


def test_words_are_read_by_author_and_moderators_until_they_are_shown(conferring, conversation):
    offered = conferring.offered(conversation)
    readers = (conferring.member(), conferring.general, conferring.secgen)
    others = (conferring.member(1), conferring.city.leader, conferring.city.office)
    assert [can(one, "statements.view", offered) for one in readers] == [True] * 3
    assert [can(one, "statements.view", offered) for one in others] == [False] * 3
    shown = perform(STATEMENT.show, offered, conferring.general)
    assert all(can(one, "statements.view", shown) for one in (*readers, *others))


def test_lists_and_pages_agree_on_who_reads_what(conferring, conversation):
    conferring.held_back(conferring.offered(conversation))
    conferring.offered(conversation, "第二条观点", number=1)
    rows = Statement.objects.all()
    for actor in (conferring.member(), conferring.member(2), conferring.general):
        listed = set(visible(actor, "statements.view", rows))
        assert listed == {one for one in rows if can(actor, "statements.view", one)}


def test_an_appeal_goes_to_somebody_else(conferring, conversation):
    held = conferring.held_back(conferring.offered(conversation))
    asked = appeal(held, actor=conferring.member(), words="只有一个意思")
    assert list(open_appeals(conversation)) == [asked]
    with pytest.raises(Refused):
        perform(APPEAL.reverse, asked, conferring.general, answer="公开")
    decided = perform(APPEAL.reverse, asked, conferring.second, answer="确实只有一个意思")
    held.refresh_from_db()
    assert (decided.state, decided.decided_by) == ("reversed", conferring.second.person)
    assert (held.state, held.rule, held.reason) == ("shown", "", "")
    assert told(conferring.member().person, "appeals.reverse") == 1


def test_an_appeal_that_is_turned_down_leaves_everything(conferring, conversation):
    held = conferring.held_back(conferring.offered(conversation))
    asked = appeal(held, actor=conferring.member(), words="只有一个意思")
    decided = perform(APPEAL.uphold, asked, conferring.secgen, answer="还是两个意思")
    held.refresh_from_db()
    assert (decided.state, decided.answer, held.state) == ("upheld", "还是两个意思", "held_back")


def test_one_appeals_once_for_ones_own_and_in_time(conferring, conversation):
    held = conferring.held_back(conferring.offered(conversation))
    with pytest.raises(Refused):
        appeal(held, actor=conferring.member(1), words="不是我的")
    with pytest.raises(Refused):
        appeal(conferring.shown(conversation, "另外一条"), actor=conferring.member(), words="为何")
    appeal(held, actor=conferring.member(), words="只有一个意思")
    with pytest.raises(Refused, match="申诉过"):
        appeal(held, actor=conferring.member(), words="再来一次")
    other = conferring.held_back(conferring.offered(conversation, "第三条观点"))
    perform(CONVERSATION.stop, fresh(conversation), conferring.general, reason="议题有变")
    with pytest.raises(Refused, match="已经结束"):
        appeal(fresh(other), actor=conferring.member(), words="晚了")
    assert Appeal._base_manager.count() == 1


def test_after_the_end_nothing_is_shown_or_hidden(conferring):
    conversation = conferring.voting()
    offered = conferring.offered(conversation)
    conferring.closed(conversation)
    assert "已经结束" in refusal(STATEMENT.show, fresh(offered), conferring.general)


def test_what_became_of_it_is_tied_and_told(conferring, conversation):
    statement, proposal = conferring.shown(conversation), submitted(conferring.city)
    result = note_result(
        statement, actor=conferring.general, kind="proposal", words="已形成提案", target=proposal
    )
    link = Link.objects.get(source_id=result.pk, role="taken_into")
    assert (link.target_type, link.target_id) == ("proposals.proposal", proposal.pk)
    assert told(conferring.member().person, "deliberation.note_result") == 1
    outcome = StatementPage(statement, conferring.member()).outcomes[0]
    assert [one.title for one in outcome.records] == [proposal.matter]
    assert StatementPage(statement, conferring.member(1)).outcomes[0].records == []


def test_what_was_not_taken_up_needs_a_word(conferring, conversation):
    statement = conferring.shown(conversation)
    with pytest.raises(Refused):
        note_result(statement, actor=conferring.general, kind="none")
    with pytest.raises(Refused):
        note_result(statement, actor=conferring.member(), kind="none", words="没有采用")
    with pytest.raises(Refused):
        note_result(
            conferring.offered(conversation, "还没公开的"), actor=conferring.general, kind="topic"
        )
