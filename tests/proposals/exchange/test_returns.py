"""What comes back is checked as a whole, shown row by row, and entered for the unit, marked, only once."""

import json
import re

import pytest

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.factories.lists import findings
from tests.factories.organisations import OrganisationFactory, ServiceFactory
from tests.proposals.exchange.paper import (
    ANSWERS,
    PDF,
    REPLIED,
    SEALED,
    answered,
    blank,
    filled,
    given,
    on_paper,
    problems,
    returned,
    written_on_windows,
)
from tests.proposals.thread import assigned, fresh, handling_of
from tongxin.accounts.actor import SYSTEM
from tongxin.accounts.terms import Role
from tongxin.core.digests import digest
from tongxin.core.errors import Conflict, Refused
from tongxin.lifecycle.models import Deadline
from tongxin.lifecycle.perform import perform
from tongxin.organisations.models import Service
from tongxin.organisations.terms import Channel, WorkingWay
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.discard_import import discard_import
from tongxin.papers.actions.undo_import import undo_import
from tongxin.papers.imports.terms import Stage
from tongxin.papers.views.imports import batch_url
from tongxin.proposals.actions.take_in_return import clear_unused_returns, take_in_return
from tongxin.proposals.imports.return_files import Upload
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Evaluation, PaperEntry, Reply, ReturnedFile
from tongxin.proposals.terms import CommitmentState, HandlingState, UnitRole
from tongxin.trail.models import Event


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def test_return_is_previewed_and_nothing_is_entered(city):
    part = given(city)
    batch = returned(city, answered(city, part))
    assert (batch.stage, problems(batch)) == (Stage.CHECKED, [])
    assert {decision for decision, _found in findings(batch)} == {"update"}
    assert fresh(part).state == HandlingState.ASSIGNED
    assert not PaperEntry.objects.exists()


def test_confirmed_return_goes_through_the_acts_of_the_unit(city):
    part = given(city)
    confirm_import(returned(city, answered(city, part)), actor=city.office)
    part = fresh(part)
    reply = part.replies.get()
    assert (part.state, part.reply_class, part.handler_name) == ("replied", "B", "赵一鸣")
    assert (reply.signer, reply.document_number) == ("周明", "澜教提复〔2026〕3号")
    assert (reply.reviewed_by, reply.reviewed_on) == (None, None)
    assert reply.sealed_file.name == SEALED
    assert [item.answer for item in reply.items.all()] == ["adopted", "partly"]
    assert part.contacts.get().with_whom == "王敏"
    assert Evaluation.objects.filter(handling=part, counts=True).exists()


def test_trail_says_who_entered_what_for_whom(city):
    part = given(city)
    confirm_import(returned(city, answered(city, part)), actor=city.office)
    events = Event.objects.filter(record_type="proposals.handling", record_id=part.pk)
    entered = events.filter(act__in=["handlings.acknowledge", "handlings.enter_reply"])
    assert [event.person_id for event in entered] == [city.office.person_id] * 2
    assert [event.facts["for_unit"] for event in entered] == [part.unit_id] * 2
    assert [event.facts["paper_on"] for event in entered] == ["2026-01-14"] * 2
    entries = PaperEntry.objects.filter(handling=part).order_by("id")
    assert [entry.act for entry in entries] == [
        "handlings.acknowledge",
        "handlings.log_contact",
        "handlings.enter_reply",
        "commitments.confirm",
    ]
    assert not events.filter(act__in=["handlings.clear", "handlings.reply"]).exists()


def test_reply_clock_is_met_by_the_paper_reply(city):
    part = given(city)
    confirm_import(returned(city, answered(city, part)), actor=city.office)
    clocks = Deadline.objects.filter(record_type="proposals.handling", record_id=part.pk)
    assert clocks.get(act="handlings.reply").status == "met"


def test_promises_are_drawn_by_the_office_and_confirmed_as_written(city):
    part = given(city)
    confirm_import(returned(city, answered(city, part)), actor=city.office)
    promise = part.proposal.commitments.get()
    assert (promise.text, promise.state) == ("六月底前开放第二处停车场。", CommitmentState.ACTIVE)
    assert (str(promise.promised_for), promise.owner) == ("2026-06-30", "后勤科")


def test_assigner_enters_too_but_leaves_promises_to_the_office(city):
    part = given(city)
    sheet = answered(city, part)
    confirm_import(returned(city, sheet, actor=city.assigner), actor=city.assigner)
    assert fresh(part).state == HandlingState.REPLIED
    assert not part.proposal.commitments.exists()
    assert part.replies.get().items.get(number=2).promise == "六月底前开放第二处停车场。"


def test_objection_and_plain_signing_come_back_in_one_sheet(city):
    on_paper(city)
    parts = [handling_of(assigned(city, matter=f"关于{name}的建议")) for name in "甲乙丙"]
    rows = [
        {"申请改办理由": "不属于本单位职责。", "建议单位": city.units[1].name},
        {"签收日期": "2026-01-14", "经办人": "赵一鸣"},
        {},
    ]
    batch = returned(city, filled(blank(city, *parts), rows), files={})
    confirm_import(batch, actor=city.office)
    assert [fresh(part).state for part in parts] == ["objecting", "acknowledged", "assigned"]
    assert fresh(parts[0]).objections.get().suggested_unit == city.units[1]


def test_assisting_opinion_comes_before_the_lead_reply_of_the_same_sheet(city):
    on_paper(city, 0, 1)
    proposal = assigned(city, UnitRole.LEAD, UnitRole.ASSIST)
    lead = answered(city, handling_of(proposal))
    assert problems(returned(city, lead)) != []
    opinion = {"签收日期": "2026-01-14", "经办人": "钱立", "协办意见": "同意配合。"}
    assisting = returned(city, filled(blank(city, handling_of(proposal, 1)), [opinion]), files={})
    confirm_import(assisting, actor=city.office)
    batch = returned(city, lead)
    assert problems(batch) == []
    confirm_import(batch, actor=city.office)
    assert [fresh(handling_of(proposal, n)).state for n in (0, 1)] == ["replied", "opined"]


# Faults, each with its sentence


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"办理编号": "unknown00000"}, "不认识的办理编号“unknown00000”"),
        ({"答复文件名": "别的.pdf"}, "没有随表交回文件“别的.pdf”"),
        ({"答复文件摘要": "0" * 64}, "与所填摘要不符"),
        ({"答复类别": "戊"}, "看不懂的办理结果“戊”"),
        ({"答复日期": "2026-02-01"}, "不能晚于今天"),
        ({"签收日期": "2026-01-02"}, "不能早于交办日期"),
        ({"办理次数": 2}, "这是第 2 次办理的回件，现在是第 1 次办理"),
        ({"签发人": ""}, "登记答复还缺"),
        ({"同意公开": ""}, "请写明是否同意公开"),
        ({"同意公开": "否"}, "不同意公开的，请写明理由"),
        ({"沟通日期": "", "沟通方式": ""}, "答复前须与提案者沟通"),
        ({"沟通方式": ""}, "请填“"),
        ({"经办人": ""}, "还没有签收，请填"),
        ({"协办意见": "同意。"}, "只有会办单位填协办意见"),
        ({"申请改办理由": "不是本单位的事。"}, "申请改办的，不要同时填"),
        ({"督查室审核日期": "2026-01-15"}, "不能晚于今天"),
    ],
)
def test_fault_is_named_and_keeps_the_part_out(city, row, said):
    part = given(city)
    batch = returned(city, answered(city, part, row=row))
    assert [one for one in problems(batch) if said in one], problems(batch)
    with pytest.raises(Refused, match="没有可以导入的行"):
        confirm_import(batch, actor=city.office)
    assert fresh(part).state == HandlingState.ASSIGNED


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (ANSWERS[:1], "第 2 条建议还没有答复"),
        ([ANSWERS[0], {"采纳情况": "未采纳", "办理情况": "难。"}], "未采纳的，请写明理由"),
        ([{**ANSWERS[0], "承诺事项": "推开。"}, ANSWERS[1]], "写了承诺事项，请填"),
        ([{**ANSWERS[0], "建议序号": 7}, ANSWERS[1]], "这件提案没有第 7 条建议"),
        ([{**ANSWERS[0], "采纳情况": "看情况"}, ANSWERS[1]], "不认识“看情况”"),
    ],
)
def test_answers_are_checked_one_by_one(city, answers, said):
    part = given(city)
    batch = returned(city, answered(city, part, answers=answers))
    assert [one for one in problems(batch) if said in one], problems(batch)


def test_state_that_does_not_allow_it_is_named(city):
    part = given(city)
    perform(HANDLING.object, part, city.clerks[0], reason="不是本单位的事。")
    assert "现在是“申请改办”，不能登记" in problems(returned(city, answered(city, part)))


def test_unit_that_handles_online_is_refused(city):
    part = given(city)
    Service._base_manager.filter(organisation=part.unit).update(working_way=WorkingWay.ONLINE)
    found = problems(returned(city, answered(city, part)))
    assert any("在线办理，由单位自己办理，不能代录" in one for one in found)


def test_same_part_twice_in_a_sheet_is_refused(city):
    part = given(city)
    batch = returned(city, filled(blank(city, part, part), [REPLIED, REPLIED], ANSWERS))
    assert any("是同一件" in one for one in problems(batch)), problems(batch)


# As a whole


def test_secrecy_mark_keeps_everything_out(city):
    part = given(city)
    sheet = answered(city, part, answers=[{**ANSWERS[0], "办理情况": "机密★10年"}, ANSWERS[1]])
    with pytest.raises(Refused, match="有密级标志，没有保存：“逐条答复”第 2 行"):
        returned(city, sheet)
    assert not ReturnedFile.objects.exists()


def test_damaged_file_is_refused_by_the_manifest(city):
    part = given(city)
    listed = {"algorithm": "sha256", "files": {SEALED: {"digest": digest(PDF)}}}
    sheet, manifest = answered(city, part), json.dumps(listed).encode()
    sent = {"manifest.json": manifest, SEALED: PDF + b"x"}
    with pytest.raises(
        Refused, match=f"清单里的摘要不符，可能在传送中损坏：回件/{SEALED}|{SEALED}"
    ):
        returned(city, sheet, files=sent, folder="")
    assert returned(city, sheet, files={**sent, SEALED: PDF}, folder="").stage == Stage.CHECKED


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({SEALED: b"plain text"}, "盖章答复只收 PDF 或扫描图片"),
        ({SEALED: PDF, f"别处/{SEALED}": PDF}, "有两个文件都叫"),
    ],
)
def test_files_that_cannot_be_a_sealed_reply_are_refused(city, files, said):
    part = given(city)
    with pytest.raises(Refused, match=said):
        returned(city, answered(city, part), files=files)


def test_upload_without_a_return_sheet_says_what_is_missing(city):
    with pytest.raises(Refused, match="没有找到回件表"):
        take_in_return([Upload(SEALED, PDF)], assembly=city.assembly, actor=city.office)


def test_sheet_and_files_may_come_side_by_side(city):
    part = given(city)
    uploads = [Upload("回件表.xlsx", answered(city, part)), Upload(SEALED, PDF)]
    batch = take_in_return(uploads, assembly=city.assembly, actor=city.office)
    assert problems(batch) == []


def test_names_written_by_chinese_windows_are_understood(city):
    part = given(city)
    data = written_on_windows({SEALED: PDF, "hj.xlsx": answered(city, part)})
    batch = take_in_return([Upload("回件.zip", data)], assembly=city.assembly, actor=city.office)
    assert problems(batch) == []


# Once only


def test_same_return_twice_enters_nothing_twice(city):
    part = given(city)
    sheet = answered(city, part)
    confirm_import(returned(city, sheet), actor=city.office)
    events, version = Event.objects.count(), fresh(part).version
    again = returned(city, sheet)
    assert {decision for decision, _found in findings(again)} == {"skip"}
    with pytest.raises(Refused, match="没有可以导入的行"):
        confirm_import(again, actor=city.office)
    assert fresh(part).version == version
    assert Event.objects.filter(record_type="proposals.handling").count() <= events
    assert Reply.objects.filter(handling=part).count() == 1


def test_other_reply_to_what_was_replied_is_refused(city):
    part = given(city)
    confirm_import(returned(city, answered(city, part)), actor=city.office)
    other = returned(city, answered(city, part, row={"答复文号": "澜教提复〔2026〕9号"}))
    assert "已经答复（澜教提复〔2026〕3号），不能再登记" in problems(other)


def test_repeated_request_gives_the_first_batch(city):
    part = given(city)
    sheet = answered(city, part)
    batches = [returned(city, sheet, request_key="once") for _time in range(2)]
    assert batches[0].pk == batches[1].pk
    assert ReturnedFile.objects.count() == 1


def test_what_changed_since_the_preview_is_shown_again_instead(city):
    part = given(city)
    batch = returned(city, answered(city, part))
    perform(HANDLING.acknowledge, part, city.clerks[0], handler_name="钱立")
    with pytest.raises(Conflict, match="数据有变化"):
        confirm_import(batch, actor=city.office)
    assert fresh(part).state == HandlingState.ACKNOWLEDGED


def test_confirmed_return_stays_and_says_why(city, client):
    part = given(city)
    batch = confirm_import(returned(city, answered(city, part)), actor=city.office)
    with pytest.raises(Refused, match="不能整批撤销"):
        undo_import(batch, actor=city.office)
    shown = sign_in(client, city.office).get(batch_url(batch)).content.decode()
    assert "登错的，由提案委" in shown


def test_files_of_a_return_given_up_are_cleared(city):
    part = given(city)
    kept = confirm_import(returned(city, answered(city, part)), actor=city.office)
    given_up = returned(city, answered(city, part))
    discard_import(given_up, actor=city.office)
    assert clear_unused_returns(actor=SYSTEM) == 1
    cleared = {row.batch_id: row.file.cleared_at is not None for row in ReturnedFile.objects.all()}
    assert cleared == {kept.pk: False, given_up.pk: True}


def test_only_offices_that_assign_may_take_returns_in(city):
    part = given(city)
    sheet = answered(city, part)
    for actor in (city.clerks[0], city.member_actor(), city.leader, city.reviewer):
        with pytest.raises(Refused, match="不能办理"):
            returned(city, sheet, actor=actor)


@pytest.fixture
def stranger(city):
    """An assigner of the other channel."""
    office = OrganisationFactory()
    ServiceFactory(assembly=city.assembly, organisation=office, channel=Channel.PARTY)
    return staff(Role.ASSIGNER, city.assembly, office)


def test_assigner_of_another_channel_is_told_so_in_the_preview(city, stranger):
    part = given(city)
    batch = returned(city, answered(city, part), actor=stranger)
    office = part.get_channel_display()
    said = f"{part.unit}经{office}交办，由{office}或提案委办公室登记，您不能代录"
    assert problems(batch)[0] == said
    assert {decision for decision, _found in findings(batch)} == {"faulty"}
    with pytest.raises(Refused, match="没有可以导入的行"):
        confirm_import(batch, actor=stranger)
    assert fresh(part).state == HandlingState.ASSIGNED


def test_own_channels_part_of_a_mixed_sheet_goes_in(city, stranger):
    on_paper(city)
    parts = [handling_of(assigned(city, matter=f"关于{name}的建议")) for name in "甲乙"]
    type(parts[0])._base_manager.filter(pk=parts[1].pk).update(channel=Channel.PARTY)
    signed = {"签收日期": "2026-01-14", "经办人": "赵一鸣"}
    batch = returned(city, filled(blank(city, *parts), [signed, signed]), files={}, actor=stranger)
    assert [decision for decision, _found in findings(batch)[:2]] == ["faulty", "update"]
    confirm_import(batch, actor=stranger)
    assert [fresh(part).state for part in parts] == ["assigned", "acknowledged"]


def test_another_identity_than_the_one_that_took_it_in_is_asked_again(city, stranger):
    part = given(city)
    batch = returned(city, answered(city, part), actor=city.assigner)
    with pytest.raises(Refused, match="不能为这个单位代录"):
        confirm_import(batch, actor=stranger)
    assert fresh(part).state == HandlingState.ASSIGNED


def test_preview_and_account_speak_as_a_clerk_does(city, client):
    part = given(city)
    batch = returned(city, answered(city, part))
    sign_in(client, city.office)
    page = client.get(batch_url(batch)).content.decode()
    assert "核对回件" in page and "登记回件" in page and "将登记 3 行，不登记 0 行。" in page
    machine = ("导入", "更新", "新增", "跳过", "列名", "写入", part.public_id)
    main = page[page.index("<main") : page.index("</main>")]
    shown = re.sub(r"<[^>]+>", " ", main)
    assert [word for word in machine if word in shown] == []
    confirm_import(batch, actor=city.office)
    account = client.get(batch_url(batch)).content.decode()
    main = re.sub(r"<[^>]+>", " ", account[account.index("<main") : account.index("</main>")])
    assert "每一行都有着落" in main
    assert [word for word in ("更新", "新增", "跳过", "源数据") if word in main] == []
