"""Every page of the thread opens for those who work on it, and shows nobody what is not theirs."""

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.proposals.thread import (
    acknowledged,
    assigned,
    co_signed,
    decided,
    docketed,
    draft,
    fresh,
    handling_of,
    replied,
    submitted,
)
from tongxin.lifecycle.addresses import act_url
from tongxin.lifecycle.perform import perform
from tongxin.proposals.actions.co_sign import invite
from tongxin.proposals.lifecycle import HANDLING, PROPOSAL
from tongxin.proposals.models import Evaluation, Proposal
from tongxin.proposals.terms import ProposalState, UnitRole

pytestmark = pytest.mark.once


def page(client, actor, address, status=200):
    """What this actor reads at an address."""
    response = sign_in(client, actor).get(address)
    assert response.status_code == status, (response.status_code, address)
    return response.content.decode()


def here(city, name, *args):
    return reverse(f"proposals:{name}", args=[city.assembly.slug, *args])


def test_member_writes_and_hands_in(city, client):
    actor = city.member_actor()
    sign_in(client, actor)
    started = client.post(here(city, "start"), {"member": city.members[0].public_id})
    proposal = Proposal.objects.get()
    assert started.url == here(city, "write", proposal.public_id)
    words = {
        "matter": "关于加装电梯的建议",
        "situation": "老旧小区多。",
        "analysis": "资金难筹。",
        "suggestions": ["设立专项补贴。", "", "简化审批。"],
        "may_publish": "on",
    }
    saved = client.post(
        here(city, "autosave", proposal.public_id), {**words, "version": fresh(proposal).version}
    )
    assert saved.json()["version"] == fresh(proposal).version
    client.post(
        here(city, "write", proposal.public_id),
        {**words, "version": fresh(proposal).version, "hand_in": "1", "request_key": "k1"},
    )
    handed_in = fresh(proposal)
    assert (handed_in.state, handed_in.suggestions) == (
        ProposalState.SUBMITTED,
        ["设立专项补贴。", "简化审批。"],
    )
    assert handed_in.receipt_digest in page(
        client, actor, here(city, "receipt", proposal.public_id)
    )


@pytest.mark.both
def test_stale_autosave_gives_both_texts(city, client):
    proposal = draft(city)
    sign_in(client, city.member_actor())
    answer = client.post(
        here(city, "autosave", proposal.public_id), {"matter": "另一个", "version": 99}
    )
    assert answer.status_code == 409
    assert answer.json()["values"]["matter"] == [proposal.matter]


def test_incomplete_hand_in_keeps_what_was_typed(city, client):
    proposal = draft(city, analysis="")
    sign_in(client, city.member_actor())
    answer = client.post(
        here(city, "write", proposal.public_id),
        {"matter": "关于新路的建议", "version": proposal.version, "hand_in": "1"},
    )
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "关于新路的建议" in body
    assert "还缺：" in body


def test_held_decision_reads_as_examined_to_its_proposer(city, client):
    proposal = submitted(city)
    decided(city, proposal)
    told = page(client, city.member_actor(), proposal.get_absolute_url())
    assert "审查中" in told
    assert "第0001号" not in told
    assert "已立案" not in told
    assert "第0001号" in page(client, city.office, proposal.get_absolute_url())


def test_examiners_names_never_reach_the_proposer(city, client):
    proposal = docketed(city)
    name = city.reviewer.person.name
    assert name in page(client, city.office, proposal.get_absolute_url())
    assert name not in page(client, city.member_actor(), proposal.get_absolute_url())


def test_unseen_proposal_is_404(city, client):
    proposal = submitted(city)
    assert page(client, city.member_actor(1), proposal.get_absolute_url(), 404)
    assert page(client, city.clerks[0], proposal.get_absolute_url(), 404)


def test_missing_button_is_also_a_refused_post(city, client):
    proposal = docketed(city)
    sign_in(client, city.member_actor())
    url = act_url(PROPOSAL.draft_units, proposal)
    assert client.post(url, {}).status_code == 404
    sign_in(client, city.assigner)
    assert client.post(act_url(PROPOSAL.assign, proposal), {}).status_code == 404


@pytest.mark.parametrize("name", ["queue", "decision_lists", "board", "list", "workbench"])
def test_office_pages_open(city, client, name):
    submitted(city)
    docketed(city)
    page(client, city.office, here(city, name))


def test_office_screens_along_the_thread(city, client):
    proposal = submitted(city)
    page(client, city.reviewer, act_url(PROPOSAL.note_opinion, proposal))
    decision_list = decided(city, proposal)
    page(client, city.office, decision_list.get_absolute_url())
    page(client, city.office, act_url(PROPOSAL.draft_units, fresh(proposal)))


def test_unit_screens_along_the_thread(city, client):
    proposal = assigned(city, UnitRole.LEAD, UnitRole.ASSIST)
    handling = acknowledged(handling_of(proposal), city.clerks[0])
    page(client, city.clerks[0], handling.get_absolute_url())
    page(client, city.clerks[0], here(city, "draft_reply", handling.public_id))
    assert "起草答复" in page(client, city.clerks[0], handling.get_absolute_url())
    page(client, city.clerks[1], handling.get_absolute_url(), 404)
    page(client, city.assigner, handling.get_absolute_url())
    for act in ("log_contact", "pass_inside", "ask_extension"):
        page(client, city.clerks[0], act_url(HANDLING.acts[act], handling))


def test_reply_is_drafted_item_by_item(city, client):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    sign_in(client, city.clerks[0])
    client.post(
        here(city, "draft_reply", handling.public_id),
        {
            "version": handling.version,
            "opening": "收悉。",
            "reply_class": "A",
            "may_publish": "on",
            "answer-1": "adopted",
            "text-1": "已试行。",
            "answer-2": "not_adopted",
            "text-2": "暂不开放。",
            "reason-2": "安全原因。",
        },
    )
    items = list(handling.replies.get().items.values_list("number", "answer", "reason"))
    assert items == [(1, "adopted", ""), (2, "not_adopted", "安全原因。")]


def test_evaluation_is_saved_at_the_tap(city, client):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    replied(city, handling, city.clerks[0])
    evaluation = Evaluation.objects.get()
    sign_in(client, city.member_actor())
    form = client.get(evaluation.get_absolute_url(), follow=True)
    assert form.status_code == 200
    assert (
        client.post(here(city, "mark", evaluation.public_id), {"attitude": "satisfied"}).status_code
        == 204
    )
    assert fresh(evaluation).attitude == "satisfied"
    given = client.post(
        form.redirect_chain[-1][0],
        {"attitude": "satisfied", "result": "basically", "version": evaluation.version},
    )
    assert given.status_code == 302
    assert fresh(evaluation).state == "given"
    page(client, city.member_actor(), fresh(evaluation).get_absolute_url())


def test_co_signer_reads_the_whole_text(city, client):
    proposal = draft(city)
    signature = invite(proposal, actor=city.member_actor(), members=[city.members[1]])[0]
    body = page(client, city.member_actor(1), signature.get_absolute_url())
    assert proposal.analysis in body
    assert "确认联名" in body


def test_thread_page_of_every_state_opens(city, client):
    shown = [draft(city), co_signed(city, draft(city), 1), submitted(city), docketed(city)]
    shown.append(assigned(city, UnitRole.LEAD, UnitRole.ASSIST))
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    replied(city, handling, city.clerks[0], "B")
    shown.append(handling.proposal)
    for proposal in shown:
        page(client, city.member_actor(), proposal.get_absolute_url())


@pytest.mark.parametrize("who", ["office", "chair", "reviewer", "assigner", "leader"])
def test_home_page_opens(city, client, who):
    assigned(city)
    page(client, getattr(city, who), "/me/")
    page(client, city.member_actor(), "/me/")
    page(client, city.clerks[0], "/me/")


@pytest.mark.both
def test_list_asks_the_same_queries_for_one_row_and_many(city, client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    docketed(city)
    sign_in(client, city.office)
    client.get(here(city, "list"))
    with CaptureQueriesContext(connection) as one:
        client.get(here(city, "list"))
    for _number in range(3):
        assigned(city)
    with CaptureQueriesContext(connection) as many:
        client.get(here(city, "list"))
    assert len(many) == len(one)


def test_act_without_form_is_carried_out(city, client):
    proposal = docketed(city)
    perform(
        PROPOSAL.draft_units,
        proposal,
        city.office,
        units=[],
    )
    sign_in(client, city.office)
    answer = client.post(act_url(PROPOSAL.publish, fresh(proposal)), {"request_key": "p"})
    assert answer.status_code == 302
    assert fresh(proposal).published_on
