"""A city whose proposals stand in every state, with a marker in each text that somebody must not read."""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat

from tests.factories.cities import City, make_city
from tests.factories.organisations import OrganisationFactory, ServiceFactory
from tests.matrix import (
    world_book,
    world_circle,
    world_door,
    world_people,
    world_plan,
    world_said,
    world_talk,
)
from tests.matrix.extracts import requests
from tests.matrix.marking import mark
from tests.matrix.people import actors_of, another_city
from tests.matrix.register import register
from tests.proposals.thread import (
    WORDS,
    acknowledged,
    assigned,
    decided,
    docketed,
    draft,
    fresh,
    handling_of,
    submitted,
)
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.lifecycle.perform import perform
from tongxin.members.models import Member
from tongxin.notifications.models import Notice
from tongxin.organisations.terms import Channel, WorkingWay
from tongxin.papers.actions.start_import import start_import
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.imports import kinds
from tongxin.papers.models import ImportBatch, StoredFile
from tongxin.proposals.actions.clearing import ask_clearing
from tongxin.proposals.actions.co_sign import invite
from tongxin.proposals.actions.decide_list import open_list, put_on_list
from tongxin.proposals.actions.draft_units import UnitDraft
from tongxin.proposals.actions.save_draft import start_draft
from tongxin.proposals.actions.save_reply import ItemDraft, save_reply
from tongxin.proposals.lifecycle import (
    CO_SIGNATURE,
    COMMITMENT,
    DECISION_LIST,
    EVALUATION,
    HANDLING,
    NOMINATION,
    PROPOSAL,
)
from tongxin.proposals.models import Attachment, Clearing, Handling, Package, Proposal, Urging
from tongxin.proposals.terms import ItemAnswer, Outcome, ReplyClass, UnitRole

LATER = date(2026, 6, 30)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@dataclass(repr=False)
class World:
    """Who asks, and the records by what happened to them."""

    city: City
    elsewhere: City
    actors: dict[str, Actor]
    records: dict[str, models.Model] = field(default_factory=dict)

    def __getitem__(self, name: str) -> models.Model:
        return self.records[name]

    @property
    def slug(self) -> str:
        return self.city.assembly.slug


def build() -> World:
    """Everything through the actions, in the order of the thread."""
    city, elsewhere = make_city(), another_city()
    world = World(city, elsewhere, actors_of(city, elsewhere))
    for part in (_written, _examined, _on_its_way, _at_work, _answered, _followed, _prioritised):
        world.records |= part(city, world.actors)
    world.records |= _of_collective(city, world.actors["coll"])
    world.records |= _on_paper(city)
    world.records["elsewhere"] = _elsewhere(elsewhere)
    world.records |= world_book.build(city, elsewhere, world.actors, mark)
    world.records |= world_plan.build(city, elsewhere, world.actors, mark)
    world.records |= world_door.build(city, world.actors, mark)
    world.records |= world_said.build(city, elsewhere, world.actors, mark)
    world.records |= world_people.build(city, world.actors, mark)
    world.records |= world_talk.build(city, world.actors, mark)
    world.records |= world_circle.build(city, world.actors, mark)
    _say_more_than_is_told(city, world)
    world.records |= {
        "import": _import(city),
        "notice": Notice.objects.filter(person=world.actors["lead"].person).first(),
        "person": world.actors["other"].person,
        "role": world.actors["ctee"].assignment,
        "member": city.members[0],
        "unit": city.units[0],
        "session": city.session,
        "clearing": _clearing(world),
        **requests(city, world.actors["secgen"], mark("调阅事由")),
    }
    world.records |= register(city, world.actors)
    return world


EXAMINER, PARTY = mark("审查人员"), mark("政治面貌")
EMAIL, IDENTITY_NUMBER = "lianming@leak.test", "11010519491231002X"


def _say_more_than_is_told(city: City, world: World) -> None:
    """An examiner's name, a co-signer's contacts, a number that somebody wrote into a published text."""
    Person.objects.filter(pk=city.reviewer.person_id).update(name=EXAMINER)
    second = _second(city)
    Person.objects.filter(pk=second.person_id).update(email=EMAIL)
    Member._base_manager.filter(pk=second.pk).update(party_name=PARTY)
    published = Proposal._base_manager.filter(pk=world["published"].pk)
    published.update(situation=Concat("situation", Value(IDENTITY_NUMBER)))


def words(name: str) -> dict[str, str]:
    """A text whose marker says which proposal it is."""
    return {"matter": f"关于{mark(name)}的建议", "situation": WORDS["situation"] + mark(name)}


def _written(city: City, actors: dict[str, Actor]) -> dict:
    own = draft(city, **words("草稿"))
    invited = draft(city, **words("征求联名的草稿"))
    open_one, refused = invite(
        invited, actor=actors["lead"], members=[city.members[1], city.members[2]]
    )
    perform(CO_SIGNATURE.refuse, refused, actors["other"])
    entered = start_draft(
        city.assembly, actor=actors["grplia"], member=city.members[3], **WORDS | words("代录草稿")
    )
    annex = _file(city, actors["lead"], "现场照片.pdf", "proposals.attachment")
    Attachment(assembly=city.assembly, proposal=own, file=annex, kind="annex").save()
    return {
        "annex": annex,
        "draft": own,
        "inviting": invited,
        "invitation": open_one,
        "entered": entered,
    }


def _examined(city: City, actors: dict[str, Actor]) -> dict:
    """Handed in; decided but held, one for each outcome; told."""
    names = ("held", "held_declined", "held_merged", "held_returned")
    waiting = submitted(city, **words("已提交"))
    waiting.wished_units.add(city.units[0])
    seal = _file(city, actors["lead"], f"{mark('盖章页')}.pdf", "proposals.attachment")
    Attachment(assembly=city.assembly, proposal=waiting, file=seal, kind="seal_page").save()
    perform(
        PROPOSAL.note_opinion, waiting, city.reviewer, outcome=Outcome.RETURN, note=mark("审查意见")
    )
    main = docketed(city, **words("已立案"))
    held = {name: submitted(city, **words(name)) for name in names}
    decided(city, held["held"], note=mark("立案意见"))
    decided(
        city,
        held["held_declined"],
        outcome=Outcome.DECLINE,
        decline_reason="empty",
        decline_route="revise",
        note=mark("未下发的不立案说明"),
    )
    decided(city, held["held_merged"], outcome=Outcome.MERGE, merge_into=main)
    held_list = decided(
        city, held["held_returned"], outcome=Outcome.RETURN, note=mark("未下发的修改意见")
    )
    told = _told(city)
    return {
        "submitted": waiting,
        "docketed": main,
        "held_list": held_list,
        "seal": seal,
        **held,
        **told,
    }


def _told(city: City) -> dict:
    declined, returned = (submitted(city, **words(name)) for name in ("不立案", "退回"))
    lists = [
        decided(
            city, declined, outcome=Outcome.DECLINE, decline_reason="empty", decline_route="revise"
        ),
        decided(city, returned, outcome=Outcome.RETURN, note=mark("修改意见")),
    ]
    for one in lists:
        perform(DECISION_LIST.release, one, city.office)
    withdrawn = perform(
        PROPOSAL.withdraw,
        docketed(city, **words("撤案")),
        city.member_actor(),
        reason=mark("撤案理由"),
    )
    examined = submitted(city, **words("列入清单"))
    perform(PROPOSAL.note_opinion, examined, city.reviewer, outcome=Outcome.DOCKET)
    open_one = open_list(city.assembly, actor=city.office, session=city.session, title="第二批")
    passed = open_list(city.assembly, actor=city.office, session=city.session, title="第三批")
    night = submitted(city, **words("已审核清单"))
    perform(PROPOSAL.note_opinion, night, city.reviewer, outcome=Outcome.DOCKET)
    put_on_list(passed, actor=city.office, proposals=[fresh(night)])
    (item,) = put_on_list(open_one, actor=city.office, proposals=[fresh(examined)])
    return {
        "declined": declined,
        "returned": returned,
        "withdrawn": withdrawn,
        "listed": examined,
        "open_list": open_one,
        "passed_list": perform(DECISION_LIST.pass_on, passed, city.chair),
        "item": item,
    }


def _on_its_way(city: City, actors: dict[str, Actor]) -> dict:
    """Units drafted, tried out, assigned."""
    drafted, tried = docketed(city, **words("拟办")), docketed(city, **words("预交办"))
    for proposal in (drafted, tried):
        units = [UnitDraft(city.units[0], UnitRole.SOLE)]
        perform(PROPOSAL.draft_units, proposal, city.office, units=units)
    perform(PROPOSAL.try_out, fresh(tried), city.assigner)
    given = assigned(city, UnitRole.LEAD, UnitRole.ASSIST, **words("已交办"))
    private = assigned(city, may_publish=False, no_publish_reason="涉及商业", **words("不公开"))
    return {
        "drafted": drafted,
        "drafted_part": handling_of(drafted),
        "tried": tried,
        "tried_part": handling_of(tried),
        "assigned": given,
        "assigned_part": handling_of(given),
        "private": private,
    }


def _at_work(city: City, actors: dict[str, Actor]) -> dict:
    """Disputed, worked on, looked at, sent back, asked to be prolonged, urged."""
    disputed = handling_of(assigned(city, UnitRole.LEAD, UnitRole.ASSIST, **words("改办中")))
    perform(HANDLING.object, disputed, actors["unit"], reason=mark("改办理由"))
    perform(
        HANDLING.comment_objection, fresh(disputed), city.office, office_opinion=mark("改办意见")
    )
    working = assigned(city, UnitRole.LEAD, UnitRole.ASSIST, **words("办理中"))
    part = acknowledged(handling_of(working), actors["unit"])
    Handling._base_manager.filter(pk=part.pk).update(handler_phone=mark("经办电话"))
    helping = acknowledged(handling_of(working, 1), actors["assist"])
    perform(HANDLING.opine, helping, actors["assist"], opinion=mark("协办意见"))
    perform(HANDLING.pass_inside, fresh(part), actors["unit"], passed_on_to=mark("内部转办"))
    _talk(part, actors["unit"], mark("沟通主题"))
    _draft_reply(part, actors["unit"], mark("答复草稿"))
    perform(
        HANDLING.ask_extension, fresh(part), actors["unit"], until=LATER, reason=mark("延期理由")
    )
    reviewing = _sent_for_review(city, "送审中")
    back = _sent_for_review(city, "退改中")
    perform(HANDLING.send_back, fresh(back), city.assigner, remark=mark("退改意见"))
    cleared = _sent_for_review(city, "待签发")
    perform(HANDLING.clear, fresh(cleared), city.assigner)
    return {
        "disputed": disputed,
        "working": working,
        "working_part": part,
        "assisting_part": helping,
        "extension": fresh(part).extensions.get(),
        "reviewing_part": reviewing,
        "sent_back_part": back,
        "cleared_part": cleared,
        "urging": _urging(part, mark("催办草稿"), "drafted"),
        "sent_urging": _urging(reviewing, mark("已发催办"), "sent"),
    }


def _answered(city: City, actors: dict[str, Actor]) -> dict:
    """Replied; found wanting, not heard; heard."""
    due = _replied(city, "待评价")
    wanting, heard = _replied(city, "不满意"), _replied(city, "已听取")
    for part, reason in ((wanting, mark("未听取的评价")), (heard, mark("已听取的评价"))):
        form = part.evaluations.get(counts=True)
        answers = {"attitude": "satisfied", "result": "dissatisfied", "reason": reason}
        perform(EVALUATION.give, form, actors["lead"], **answers)
    perform(
        PROPOSAL.hear,
        fresh(heard.proposal),
        city.office,
        proposer_view=mark("提案者意见"),
        unit_view=mark("单位意见"),
    )
    return {
        "replied": due.proposal,
        "replied_part": due,
        "sealed": due.replies.get().sealed_file,
        "evaluation": due.evaluations.get(counts=True),
        "dissatisfied": wanting.proposal,
        "given_evaluation": wanting.evaluations.get(counts=True),
        "heard": heard.proposal,
        "heard_evaluation": heard.evaluations.get(counts=True),
    }


def _followed(city: City, actors: dict[str, Actor]) -> dict:
    """Promises drawn, worked on, reported; a case closed."""
    part = _replied(city, "跟踪", ReplyClass.B)
    form = part.evaluations.get(counts=True)
    perform(EVALUATION.give, form, actors["lead"], attitude="satisfied", result="satisfied")
    for name in ("承诺草拟", "承诺落实", "承诺已报"):
        perform(
            PROPOSAL.draw_commitment,
            fresh(part.proposal),
            city.office,
            handling=part,
            text=mark(name),
            promised_for=LATER,
        )
    drawn, active, reported = part.proposal.commitments.order_by("number")
    for one in (active, reported):
        perform(COMMITMENT.confirm, one, actors["unit"])
    perform(COMMITMENT.report_done, fresh(reported), actors["unit"], text="已完成", percent=100)
    closed, published = _replied(city, "办结"), _replied(city, "公开")
    form = closed.evaluations.get(counts=True)
    perform(EVALUATION.give, form, actors["lead"], attitude="satisfied", result="satisfied")
    perform(PROPOSAL.publish, fresh(published.proposal), city.office)
    perform(HANDLING.publish_reply, fresh(published), city.office)
    return {
        "tracking": part.proposal,
        "drawn": drawn,
        "active": active,
        "reported": reported,
        "closed": closed.proposal,
        "closed_part": fresh(closed),
        "published": published.proposal,
        "published_part": fresh(published),
    }


def _prioritised(city: City, actors: dict[str, Actor]) -> dict:
    """Recommended to be a priority proposal; issued as one."""
    records = {}
    for name, stages in (("recommended", 0), ("endorsed", 1), ("considered", 2), ("issued", 3)):
        proposal = docketed(city) if name != "issued" else assigned(city)
        perform(PROPOSAL.recommend, proposal, city.office, reason=mark(f"推荐理由{name}"))
        nomination = proposal.nominations.get()
        steps = (
            (NOMINATION.endorse, actors["vice"]),
            (NOMINATION.consider, actors["secgen"]),
            (NOMINATION.decide, actors["secgen"]),
        )
        for act, who in steps[:stages]:
            perform(act, fresh(nomination), who)
        records[name] = nomination
    issue = {"leaders": "赵一", "document": "澜政协办〔2026〕1号", "plan": mark("督办方案")}
    perform(NOMINATION.issue, fresh(records["issued"]), city.office, **issue)
    return records


def _of_collective(city: City, representative: Actor) -> dict:
    body = representative.person.representations.get().collective
    own = start_draft(
        city.assembly, actor=representative, collective=body, **WORDS | words("集体草稿")
    )
    return {"collective_draft": own}


def _on_paper(city: City) -> dict:
    """A unit that stays in its own system, with a part that was signed for, and a package that went out."""
    unit = OrganisationFactory()
    ServiceFactory(
        assembly=city.assembly,
        organisation=unit,
        channel=Channel.GOVERNMENT,
        working_way=WorkingWay.PACKAGE,
    )
    proposal = docketed(city, **words("纸质办理"))
    units = [UnitDraft(unit, UnitRole.SOLE)]
    perform(PROPOSAL.draft_units, proposal, city.office, units=units)
    perform(PROPOSAL.assign, fresh(proposal), city.assigner)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("manifest.json", mark("交换包"))
    file = store_file(
        "proposals.package", content, "交换包.zip", assembly=city.assembly, actor=city.assigner
    )
    package = Package(
        assembly=city.assembly, cut_off=clock.now(), channel=Channel.GOVERNMENT, file=file
    )
    package.save(force_insert=True)
    return {"paper_part": handling_of(proposal), "package": package}


def _elsewhere(city: City) -> Proposal:
    """Another city's whole thread, every text marked."""
    text = words("外市")
    draft(city, **text)
    submitted(city, **text)
    part = acknowledged(handling_of(assigned(city, **text)), city.clerks[0])
    _draft_reply(part, city.clerks[0], mark("外市"))
    return part.proposal


def _import(city: City) -> ImportBatch:
    """A list of units on its way in."""
    listed = f"单位名称,简称\n{mark('导入行')},某局\n".encode()
    return start_import(
        kinds.kind("organisations.units"),
        io.BytesIO(listed),
        "名单.csv",
        assembly=city.assembly,
        actor=city.office,
    )


def _clearing(world: World) -> Clearing:
    """Asked for, and waiting for the security manager; a proposal of which nothing else is asked."""
    return ask_clearing(
        world["withdrawn"],
        actor=world.actors["secgen"],
        part="whole",
        part_id=None,
        reason="state_secret",
        paper_number="澜政协办〔2026〕5号",
    )


def _talk(part: Handling, clerk: Actor, theme: str = "") -> None:
    talk = {"on": clock.today(), "form": "visit", "with_whom": "第一提案人", "theme": theme}
    perform(HANDLING.log_contact, fresh(part), clerk, **talk)


def _draft_reply(part: Handling, clerk: Actor, text: str, reply_class: str = ReplyClass.A) -> None:
    items = [
        ItemDraft(number, ItemAnswer.ADOPTED, text)
        for number in range(1, len(part.proposal.suggestions) + 1)
    ]
    save_reply(fresh(part), actor=clerk, reply_class=reply_class, items=items)


def _sent_for_review(city: City, name: str, reply_class: str = ReplyClass.A) -> Handling:
    clerk = city.clerks[0]
    part = acknowledged(handling_of(_co_signed_and_assigned(city, name)), clerk)
    _talk(part, clerk)
    _draft_reply(part, clerk, mark(f"答复{name}"), reply_class)
    return perform(HANDLING.send_for_review, fresh(part), clerk)


def _replied(city: City, name: str, reply_class: str = ReplyClass.A) -> Handling:
    part = _sent_for_review(city, name, reply_class)
    perform(HANDLING.clear, fresh(part), city.assigner)
    sealed = _file(city, city.clerks[0], f"答复{name}.pdf", "proposals.sealed_reply")
    signed = {"signer": "钱立", "document_number": "澜教提复〔2026〕3号", "sealed_file": sealed}
    return perform(HANDLING.reply, fresh(part), city.clerks[0], **signed)


def _co_signed_and_assigned(city: City, name: str) -> Proposal:
    """Led by the first member, co-signed by the second."""
    proposal = draft(city, **words(name))
    (signature,) = invite(proposal, actor=city.member_actor(0), members=[_second(city)])
    perform(CO_SIGNATURE.confirm, signature, city.member_actor(1))
    perform(PROPOSAL.hand_in, fresh(proposal), city.member_actor(0))
    perform(DECISION_LIST.release, decided(city, fresh(proposal)), city.office)
    units = [UnitDraft(city.units[0], UnitRole.SOLE)]
    perform(PROPOSAL.draft_units, fresh(proposal), city.office, units=units)
    return perform(PROPOSAL.assign, fresh(proposal), city.assigner, document="澜政办发〔2026〕5号")


def _second(city: City) -> Member:
    return city.members[1]


def _urging(part: Handling, text: str, state: str) -> Urging:
    """As the clock drafts it; sent ones as the assigner leaves them."""
    sheet = Urging(
        assembly_id=part.assembly_id,
        handling=part,
        act=HANDLING.reply.name,
        due_on=LATER,
        text=text,
        state=state,
        sent_on=clock.today() if state == "sent" else None,
    )
    sheet.save(force_insert=True)
    return sheet


def _file(city: City, actor: Actor, name: str, kind: str) -> StoredFile:
    content = PDF + name.encode()
    return store_file(kind, io.BytesIO(content), name, assembly=city.assembly, actor=actor)
