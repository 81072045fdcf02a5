"""Citizens read what was published, and nothing else: asked while everything that must not be told is there."""

from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.members import PlenarySessionFactory
from tests.ground import built_once
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
from tongxin.core import clock
from tongxin.lifecycle.perform import perform
from tongxin.proposals.actions.save_reply import ItemDraft, save_reply
from tongxin.proposals.clockwork import tick
from tongxin.proposals.lifecycle import DECISION_LIST, EVALUATION, HANDLING, PROPOSAL, URGING
from tongxin.proposals.models import Category, Evaluation, Handling, Proposal, Reply, Urging
from tongxin.proposals.terms import ItemAnswer, UnitRole

pytestmark = pytest.mark.once

ATOM = "{http://www.w3.org/2005/Atom}"
PHONE = "13800001234"
SECRETS = {
    "evaluation": "评价里写的意见",
    "urging": "催办单里写的话",
    "objection": "改办申请里写的理由",
    "assist": "会办意见里写的话",
    "send_back": "退改意见里写的话",
    "hearing": "听取时提案者说的话",
    "opinion": "审查人写的说明",
    "handler": "赵一鸣",
    "contact": "被走访的第一提案人",
    "draft": "没有签发的第二次答复",
    "closing": "联系人李四",
    "phone": PHONE,
}


@dataclass
class Told:
    """One proposal on which everything happened; all but its text and first reply must stay inside."""

    proposal: Proposal
    reply: Reply


@pytest.fixture(autouse=True)
def names(city):
    name_units(city)


def name_units(city) -> None:
    """So that no name is part of another."""
    for unit, name in zip(city.units, ("教育局", "会办局", "分办局", "改走局"), strict=True):
        unit.name = name
        unit.save()


def published(city, proposal):
    return perform(PROPOSAL.publish, fresh(proposal), city.office)


def published_reply(city, proposal):
    """The reply of the present round, released."""
    handling = Handling.objects.get(proposal=proposal, replies__isnull=False)
    perform(HANDLING.publish_reply, handling, city.office)
    return handling.replies.latest("round")


def at(city, name, *args):
    return reverse(f"public:{name}", args=[city.assembly.slug, *args])


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, (response.status_code, address)
    return response.content.decode()


def pages(client, city, proposal):
    """Everything that a visitor can reach of a proposal."""
    return "\n".join(
        read(client, address)
        for address in (
            reverse("public:assemblies"),
            at(city, "proposals"),
            at(city, "feed"),
            at(city, "proposal", proposal.public_id),
        )
    )


def with_reply(city) -> Proposal:
    """Published, with a signed reply that is not."""
    proposal = assigned(city)
    replied(city, acknowledged(handling_of(proposal), city.clerks[0]), city.clerks[0])
    return published(city, proposal)


def with_published_reply(city) -> Proposal:
    proposal = with_reply(city)
    published_reply(city, proposal)
    return proposal


def reassigned(city, proposal) -> Handling:
    """From the fourth unit, which asked for another one, to the first."""
    handling = handling_of(proposal)
    Handling.objects.filter(pk=handling.pk).update(unit=city.units[3])
    perform(
        HANDLING.object,
        fresh(handling),
        city.clerks[3],
        reason=SECRETS["objection"],
        suggested_unit=city.units[0],
    )
    perform(HANDLING.comment_objection, fresh(handling), city.office, office_opinion="同意")
    perform(HANDLING.reassign, fresh(handling), city.assigner, unit=city.units[0])
    return Handling.objects.get(proposal=proposal, unit=city.units[0])


def urged(city) -> None:
    with clock.frozen(datetime(2026, 6, 20, 9)):
        tick()
        for sheet in Urging.objects.all():
            perform(URGING.send, sheet, city.assigner, text=SECRETS["urging"])


@built_once
def told(city) -> Told:
    """Examined with a note, re-assigned, urged, sent back, replied, published, evaluated, heard, handled again."""
    name_units(city)
    situation = f"请拨打{PHONE}核实。全市二十三所小学门口拥堵。"
    proposal = assigned(city, UnitRole.LEAD, UnitRole.ASSIST, situation=situation)
    proposal.opinions.update(note=SECRETS["opinion"])
    lead = acknowledged(reassigned(city, proposal), city.clerks[0])
    helping = acknowledged(handling_of(proposal), city.clerks[1])
    perform(HANDLING.opine, helping, city.clerks[1], opinion=SECRETS["assist"])
    urged(city)
    replied(city, fresh(lead), city.clerks[0])
    reply = lead.replies.get()
    Reply.objects.filter(pk=reply.pk).update(
        opening=f"收悉，咨询电话{PHONE}。",
        closing=SECRETS["closing"],
        send_back_remark=SECRETS["send_back"],
    )
    lead.contacts.update(with_whom=SECRETS["contact"])
    published(city, proposal)
    perform(HANDLING.publish_reply, fresh(lead), city.office)
    handled_again(city, proposal, lead)
    return Told(fresh(proposal), fresh(reply))


def handled_again(city, proposal, lead) -> None:
    form = Evaluation.objects.get(proposal=proposal)
    answers = {"attitude": "satisfied", "result": "dissatisfied", "reason": SECRETS["evaluation"]}
    perform(EVALUATION.give, form, city.member_actor(), **answers)
    perform(
        PROPOSAL.hear,
        fresh(proposal),
        city.office,
        proposer_view=SECRETS["hearing"],
        unit_view="可以补充",
    )
    perform(PROPOSAL.rehandle, fresh(proposal), city.office, note="重新办理")
    items = [ItemDraft(number, ItemAnswer.ADOPTED, SECRETS["draft"]) for number in (1, 2)]
    save_reply(fresh(lead), actor=city.clerks[0], reply_class="A", items=items)


def test_page_shows_text_reply_and_answers(city, client, told):
    body = read(client, at(city, "proposal", told.proposal.public_id))
    for shown in (
        "第0001号",
        told.proposal.matter,
        told.proposal.proposer_name,
        "临时停车位不足",
        "在三所学校试行错时放学。",
        "已经安排。",
        "采纳",
        "教育局",
        "主办",
        "澜教提复〔2026〕3号",
        "A 已解决或基本解决",
    ):
        assert shown in body, shown


def test_visitor_never_reads_what_is_inside(city, client, told):
    body = pages(client, city, told.proposal)
    assert [name for name, words in SECRETS.items() if words in body] == []


def test_visitor_never_reads_that_it_was_contested(city, client, told):
    assert (told.proposal.state, told.proposal.replied_on) == ("handling", None)
    body = pages(client, city, told.proposal)
    for word in (
        "不满意",
        "评价",
        "逾期",
        "重新办理",
        "催办",
        "改走局",
        "会办",
        "期限",
        "tone--red",
    ):
        assert word not in body, word
    assert "已答复" in read(client, at(city, "proposals"))
    assert "办理中" not in read(client, at(city, "proposals"))


def test_signed_in_staff_read_the_same(city, client, told):
    sign_in(client, city.office)
    body = pages(client, city, told.proposal)
    assert [secret for secret in SECRETS.values() if secret in body] == []


def test_numbers_of_persons_are_masked(city, client, told):
    body = read(client, at(city, "proposal", told.proposal.public_id))
    assert body.count("138******34") == 2


def test_line_has_the_public_steps_with_days_that_passed(city, client, told):
    body = read(client, at(city, "proposal", told.proposal.public_id))
    line = body[body.index('<ol class="timeline"') :].partition("</ol>")[0]
    labels = [part.partition("<")[0] for part in line.split('step__label">')[1:]]
    assert labels == ["提出", "立案", "交办", "答复", "办结"]
    assert line.count("step__on") == 4


def hidden_ones(city) -> dict[str, Proposal]:
    """Proposals on which a day of publication stands although they are not to be read."""
    found = {
        "draft": draft(city, matter="没有交的草稿"),
        "submitted": submitted(city, matter="还在审查的提案"),
        "unpublished": docketed(city, matter="关于修桥的建议"),
        "not_agreed": docketed(city, matter="不同意公开的提案"),
        "held": submitted(city, matter="已审定未下发的提案"),
        "declined": submitted(city, matter="不予立案的提案"),
    }
    decided(city, found["held"])
    no = decided(
        city, found["declined"], outcome="decline", decline_reason="empty", decline_route="revise"
    )
    perform(DECISION_LIST.release, no, city.office)
    careless = [found[name].pk for name in found if name != "unpublished"]
    Proposal.objects.filter(pk__in=careless).update(published_on=clock.today())
    Proposal.objects.filter(pk=found["not_agreed"].pk).update(may_publish=False)
    return found


def test_nothing_unreleased_or_unpublished_exists(city, client):
    hidden = hidden_ones(city)
    body = read(client, reverse("public:assemblies"))
    body += read(client, at(city, "proposals")) + read(client, at(city, "feed"))
    for name, proposal in hidden.items():
        read(client, at(city, "proposal", proposal.public_id), 404)
        assert proposal.matter not in body, name
    assert at(city, "proposals") not in read(client, reverse("public:assemblies"))


def test_unpublished_again_is_gone(city, client, told):
    perform(PROPOSAL.unpublish, told.proposal, city.office, reason="复核")
    read(client, at(city, "proposal", told.proposal.public_id), 404)
    assert told.proposal.matter not in read(client, at(city, "proposals"))
    feed = read(client, at(city, "feed"))
    assert "<entry>" not in feed


def test_unpublished_reply_stays_inside(city, client):
    proposal = with_reply(city)
    body = pages(client, city, proposal)
    for inside in ("已经安排。", "澜教提复", "> · A 已解决", '办理结果">A'):
        assert inside not in body, inside
    assert "还没有公开的答复" in body


def test_class_of_an_unpublished_reply_finds_nothing(city, client):
    proposal = with_reply(city)
    assert proposal.matter not in read(client, at(city, "proposals") + "?class=A")
    published_reply(city, proposal)
    assert proposal.matter in read(client, at(city, "proposals") + "?class=A")


def test_only_confirmed_co_signers_are_named(city, client):
    proposal = co_signed(city, draft(city), 1, 2)
    refused = proposal.co_signatures.get(member=city.members[2])
    type(refused).objects.filter(pk=refused.pk).update(state="refused")
    proposal = perform(PROPOSAL.hand_in, proposal, city.member_actor())
    perform(DECISION_LIST.release, decided(city, proposal), city.office)
    published(city, proposal)
    body = read(client, at(city, "proposal", proposal.public_id))
    people = [member.person for member in city.members]
    assert people[1].name in body
    assert people[2].name not in body
    assert [person for person in people if person.phone in body] == []


def test_other_assembly_shows_its_own_only(city, client, told):
    from tests.factories.cities import make_city

    other = make_city()
    mine = published(other, docketed(other, matter="另一个市的提案"))
    assert told.proposal.matter not in read(client, at(other, "proposals"))
    assert mine.matter not in read(client, at(city, "proposals"))
    read(client, at(other, "proposal", told.proposal.public_id), 404)
    read(client, reverse("public:proposals", args=["nowhere"]), 404)
    index = read(client, reverse("public:assemblies"))
    assert at(city, "proposals") in index
    assert at(other, "proposals") in index


FOUND = {
    "q=停车": True,
    "q=停车+王敏": True,
    "q=停车+公园": False,
    "q=第0001号": True,
    "q=2": False,
    f"q={PHONE}": False,
    "q=请拨打138": False,
    "q=%00": True,
    "q=" + "%25" * 3000: False,
    "unit=教育": True,
    "unit=会办局": False,
    "unit=改走局": False,
    "class=A": True,
    "class=B": False,
    "class=nonsense&session=x&page=zz&sort=state&cols=phone": True,
}
"""Queries, and whether they find the proposal that was told."""


@pytest.mark.both
def test_list_is_searched_and_filtered(city, client, told):
    address = at(city, "proposals")
    matter = told.proposal.matter
    assert {query: matter in read(client, f"{address}?{query}") for query in FOUND} == FOUND


@pytest.mark.both
def test_list_is_filtered_by_session_and_category(city, client):
    health = Category.objects.create(assembly=city.assembly, code="h", name="医药卫生")
    Category.objects.create(assembly=city.assembly, code="x", name="没有公开提案的类别")
    proposal = published(city, docketed(city))
    Proposal.objects.filter(pk=proposal.pk).update(category=health)
    earlier = PlenarySessionFactory(assembly=city.assembly, term=city.session.term, number=7)
    address = at(city, "proposals")
    found = {
        query: proposal.matter in read(client, f"{address}?{query}")
        for query in (f"session={city.session.pk}", f"category={health.pk}")
    }
    assert set(found.values()) == {True}
    body = read(client, address)
    assert "没有公开提案的类别" not in body
    assert f'name="session" value="{earlier.pk}"' not in body


def copies(proposal: Proposal, count: int) -> None:
    """More published proposals like this one, each with a unit and a published reply."""
    handling, reply = handling_of(proposal), Reply.objects.filter(published_on__isnull=False).get()
    rows = [_like(proposal, number) for number in range(1, count + 1)]
    Proposal.objects.bulk_create(rows)
    parts = [_like(handling, number, proposal_id=row.pk) for number, row in enumerate(rows)]
    Handling.objects.bulk_create(parts)
    Reply.objects.bulk_create(
        _like(reply, number, handling_id=part.pk) for number, part in enumerate(parts)
    )


def _like(row, number: int, **changes):
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    values |= {"id": None, "public_id": f"{row.pk}-{number}"}
    if "case_number" in values:
        values |= {"case_number": 1000 + number, "serial_number": 1000 + number}
    return type(row)(**values | changes)


@pytest.mark.both
@pytest.mark.parametrize("name", ["proposals", "feed"])
def test_as_many_queries_for_3_as_for_300(name, city, client):
    proposal = with_published_reply(city)
    copies(proposal, 2)
    few = queries_of(client, at(city, name))
    Reply.objects.exclude(handling__proposal=proposal).delete()
    Handling.objects.exclude(proposal=proposal).delete()
    Proposal.objects.exclude(pk=proposal.pk).delete()
    copies(proposal, 299)
    assert queries_of(client, at(city, name)) == few


def queries_of(client, address) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        read(client, address)
    return len(queries)


@pytest.mark.both
def test_list_has_pages(city, client):
    proposal = with_published_reply(city)
    copies(proposal, 60)
    first, second = (read(client, f"{at(city, 'proposals')}?page={n}") for n in (1, 2))
    assert (first.count('role="rowheader"'), second.count('role="rowheader"')) == (50, 11)


@pytest.mark.both
def test_feed_tells_proposals_and_replies(city, client, told):
    response = client.get(at(city, "feed"))
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)  # noqa: S314 — our own answer
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    words = f"第0001号 {told.proposal.matter}"
    assert titles == [f"公开答复 {words}", f"公开提案 {words}"]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 2


@pytest.mark.parametrize("name", ["assemblies", "proposals", "feed", "proposal"])
def test_pages_may_be_kept_and_set_no_cookie(name, city, client, told):
    args = {"assemblies": [], "proposal": [city.assembly.slug, told.proposal.public_id]}
    address = reverse(f"public:{name}", args=args.get(name, [city.assembly.slug]))
    response = client.get(address)
    assert response["Cache-Control"] == "max-age=60, public"
    assert "Set-Cookie" not in response
    assert not response.cookies
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(address).status_code == 405


def test_tag_does_not_tell_what_happens_inside(city, client):
    proposal = with_published_reply(city)
    address = at(city, "proposal", proposal.public_id)
    before = client.get(address)["ETag"]
    handled_again(city, proposal, handling_of(proposal))
    assert client.get(address)["ETag"] == before


def test_signed_in_pages_are_not_shared(city, client, told):
    sign_in(client, city.office)
    response = client.get(at(city, "proposals"))
    assert response["Cache-Control"] == "max-age=60, private"


def test_front_door_leads_visitors_to_what_is_public(db, client, settings):
    settings.DEMO = False
    assert client.get("/").url == reverse("public:assemblies")
    assert reverse("account_login") in read(client, reverse("public:assemblies"))
    settings.DEMO = True
    assert client.get("/").url == reverse("demo")


def test_front_door_leads_signed_in_people_home(city, client):
    sign_in(client, city.office)
    assert client.get("/").url == reverse("me")


def test_second_reply_takes_the_place_of_the_first(city, client, told):
    """Both beside each other would tell that the first one did not content."""
    second = told.reply.handling.replies.get(round=2)
    values = {"reply_class": "B", "document_number": "澜教提复〔2026〕8号"}
    today = clock.today()
    Reply.objects.filter(pk=second.pk).update(replied_on=today, published_on=today, **values)
    body = pages(client, city, told.proposal)
    assert "〔2026〕8号" in body
    assert "〔2026〕3号" not in body
    assert told.proposal.matter not in read(client, f"{at(city, 'proposals')}?class=A")
