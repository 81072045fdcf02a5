"""Entry for a unit on paper, act by act: marked, dated by the paper, refused for units that handle online."""

import io

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.factories.organisations import OrganisationFactory, ServiceFactory
from tests.proposals.exchange.paper import PDF, given
from tests.proposals.thread import assigned, fresh, handling_of
from tongxin.accounts.terms import Role
from tongxin.organisations.terms import Channel
from tongxin.proposals.models import PaperEntry
from tongxin.proposals.terms import HandlingState, UnitRole
from tongxin.trail.models import Event

SIGNED = {
    "paper_on": "2026-01-14",
    "basis": "签收回执",
    "handler_name": "赵一鸣",
    "handler_phone": "0871-6123456",
}
TALKED = {"on": "2026-01-14", "form": "visit", "with_whom": "王敏", "basis": "电话记录"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def address(part, code, noun="handlings"):
    return reverse("proposals:on_behalf", args=[part.assembly.slug, noun, part.public_id, code])


def reply(**changed):
    sealed = io.BytesIO(PDF)
    sealed.name = "答复.pdf"
    words = {
        "paper_on": "2026-01-14",
        "basis": "澜教提复〔2026〕3号",
        "signer": "周明",
        "document_number": "澜教提复〔2026〕3号",
        "looked_on": "2026-01-14",
        "sealed_file": sealed,
        "reply_class": "B",
        "may_publish": "yes",
        "answer-1": "adopted",
        "text-1": "三所学校已经试行。",
        "answer-2": "partly",
        "text-2": "已开放一处停车场。",
        "promise-2": "六月底前开放第二处。",
        "promised_for-2": "2026-06-30",
    }
    return {**words, **changed}


@pytest.mark.parametrize("who", ["office", "assigner"])
def test_offices_enter_the_whole_way_of_a_reply(city, client, who):
    part = given(city)
    sign_in(client, getattr(city, who))
    for code, said in (("acknowledge", SIGNED), ("log_contact", TALKED), ("enter_reply", reply())):
        answer = client.post(address(part, code), {**said, "request_key": code})
        assert answer.status_code == 302, answer.content.decode()
    part = fresh(part)
    assert (part.state, part.handler_name) == (HandlingState.REPLIED, "赵一鸣")
    paper = part.replies.get()
    assert (paper.reviewed_by, str(paper.reviewed_on)) == (None, "2026-01-14")
    assert part.proposal.commitments.count() == (1 if who == "office" else 0)


def test_entry_is_shown_with_person_unit_and_grounds(city, client):
    part = given(city)
    client = sign_in(client, city.office)
    client.post(address(part, "acknowledge"), SIGNED)
    for reader, page in ((city.office, part), (city.member_actor(), part.proposal)):
        shown = sign_in(client, reader).get(page.get_absolute_url()).content.decode()
        assert "代录记录" in shown
        assert f"由{city.office.person.name}于2026年1月14日代录" in shown
        assert "签收回执" in shown


def test_disputes_entered_for_a_unit_stay_from_the_proposer(city, client):
    part = given(city)
    said = {"paper_on": "2026-01-14", "basis": "来函第9号", "reason": "不属于本单位职责。"}
    assert sign_in(client, city.office).post(address(part, "object"), said).status_code == 302
    assert fresh(part).state == HandlingState.OBJECTING
    shown = sign_in(client, city.member_actor()).get(part.proposal.get_absolute_url())
    assert "来函第9号" not in shown.content.decode()


def test_repeat_of_a_request_enters_once(city, client):
    part = given(city)
    sign_in(client, city.office)
    for _time in range(2):
        client.post(address(part, "acknowledge"), {**SIGNED, "request_key": "once"})
    assert PaperEntry.objects.count() == 1
    assert Event.objects.filter(act="handlings.acknowledge").count() == 1


def test_signing_day_is_the_papers(city, client):
    part = given(city)
    type(part)._base_manager.filter(pk=part.pk).update(assigned_on="2026-01-12")
    said = {**SIGNED, "paper_on": "2026-01-13"}
    sign_in(client, city.office).post(address(part, "acknowledge"), said)
    assert str(fresh(part).acknowledged_on) == "2026-01-13"
    assert PaperEntry.objects.get().paper_on.isoformat() == "2026-01-13"


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-01-15", "纸上日期不能晚于今天"), ("2026-01-02", "纸上日期不能早于交办日期")],
)
def test_wrong_days_are_refused_at_their_field(city, client, day, said):
    part = given(city)
    answer = sign_in(client, city.office).post(
        address(part, "acknowledge"), {**SIGNED, "paper_on": day}
    )
    assert answer.status_code == 403
    assert said in answer.content.decode()
    assert fresh(part).state == HandlingState.ASSIGNED


def test_entry_without_grounds_is_asked_again(city, client):
    part = given(city)
    answer = sign_in(client, city.office).post(
        address(part, "acknowledge"), {**SIGNED, "basis": ""}
    )
    assert answer.status_code == 422
    assert "0871-6123456" in answer.content.decode()


def test_conditions_of_the_act_hold_for_entries_too(city, client):
    part = given(city)
    sign_in(client, city.office).post(address(part, "acknowledge"), SIGNED)
    answer = client.post(address(part, "enter_reply"), reply())
    assert answer.status_code == 403
    assert "答复前须与提案者沟通" in answer.content.decode()
    assert not fresh(part).replies.exists()


def test_online_units_are_refused_with_the_rule(city, client):
    part = handling_of(assigned(city))
    sign_in(client, city.office)
    for answer in (
        client.get(address(part, "acknowledge")),
        client.post(address(part, "acknowledge"), SIGNED),
    ):
        assert answer.status_code == 403
        assert "在线办理，由单位自己办理，不能代录" in answer.content.decode()
    assert "代录（这个单位用纸质办理）" not in client.get(part.get_absolute_url()).content.decode()
    assert fresh(part).state == HandlingState.ASSIGNED


def test_steps_of_a_reply_written_online_are_never_entered(city, client):
    part = given(city)
    sign_in(client, city.office)
    for code in ("send_for_review", "reply", "clear", "reassign", "unknown"):
        assert client.post(address(part, code), SIGNED).status_code == 404


def test_nobody_else_enters(city, client):
    part = given(city)
    office = OrganisationFactory()
    ServiceFactory(assembly=city.assembly, organisation=office, channel=Channel.PARTY)
    others = [city.clerks[0], city.clerks[1], city.member_actor(), city.leader, city.reviewer]
    others.append(staff(Role.ASSIGNER, city.assembly, office))
    for actor in others:
        sign_in(client, actor)
        assert client.get(address(part, "acknowledge")).status_code == 404
        assert client.post(address(part, "acknowledge"), SIGNED).status_code == 404
    assert fresh(part).state == HandlingState.ASSIGNED


def test_assisting_opinion_and_progress_of_a_promise_are_entered(city, client):
    part = given(city, UnitRole.LEAD, UnitRole.ASSIST)
    sign_in(client, city.office)
    for code, said in (("acknowledge", SIGNED), ("log_contact", TALKED)):
        client.post(address(part, code), said)
    type(part)._base_manager.filter(proposal=part.proposal, role="assist").update(
        due_on="2026-01-13"
    )
    assert client.post(address(part, "enter_reply"), reply()).status_code == 302
    promise = part.proposal.commitments.get()
    done = {"percent": 100, "text": "两处都已开放。", "paper_on": "2026-01-14", "basis": "来函"}
    answer = client.post(address(promise, "report_done", "commitments"), done)
    assert (answer.status_code, fresh(promise).state) == (302, "reported")
    shown = client.get(part.proposal.get_absolute_url()).content.decode()
    assert "报告已完成" in shown
