"""Every paper comes out in every format, for those whose it is and nobody else, holding nothing that is withheld."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.ground import built_once
from tests.papers.documents.reading import opened, text_of
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
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle.perform import perform
from tongxin.members.models import PlenarySession
from tongxin.proposals.actions.urge import draft_urgings
from tongxin.proposals.lifecycle import DECISION_LIST, HANDLING, NOMINATION, PROPOSAL
from tongxin.proposals.models import Urging
from tongxin.proposals.papers.declaring import of_family
from tongxin.proposals.terms import DeclineReason, DeclineRoute, Outcome, UnitRole

pytestmark = pytest.mark.once

BATCH = [one.code for one in of_family("sessions")]
OF_UNIT = [one.code for one in of_family("units")]
FORMATS = ["pdf", "docx"]


def address(city, family, record, code, form="pdf", **query):
    url = reverse(
        f"proposals:{family}_paper", args=[city.assembly.slug, record.public_id, code, form]
    )
    return f"{url}?{'&'.join(f'{name}={value}' for name, value in query.items())}"


def file(client, actor, url, status=200):
    """What this actor gets at an address."""
    response = sign_in(client, actor).get(url)
    assert response.status_code == status, (response.status_code, url)
    return b"".join(response.streaming_content) if status == 200 else b""


def is_draft(words):
    """Whether the watermark runs across the page; its two characters stand on lines of their own."""
    return {"草", "稿"} <= set(words)


def read(content):
    """The words of a PDF or DOCX without blanks."""
    if content.startswith(b"%PDF"):
        return text_of(content)
    document = opened(content)
    return re.sub(r"\s", "", "".join(node.text or "" for node in document.element.body.iter()))


def paper(client, actor, *where, **query):
    return read(file(client, actor, address(*where, **query)))


@built_once
def thread(city):
    """A proposal that two units handle: the second has given its opinion, the first has replied."""
    city.members[0].person.email = "wang@example.org"
    city.members[0].person.save()
    proposal = assigned(city, UnitRole.LEAD, UnitRole.ASSIST)
    helping = acknowledged(handling_of(proposal, 1), city.clerks[1])
    perform(HANDLING.opine, helping, city.clerks[1], opinion="我局可开放停车场。")
    handling = acknowledged(handling_of(proposal), city.clerks[0])
    replied(city, handling, city.clerks[0], "B")
    return fresh(handling)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("code", BATCH)
def test_batch_papers_render(city, client, thread, code, form):
    assert file(client, city.office, address(city, "sessions", city.session, code, form))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("code", OF_UNIT)
def test_papers_of_units_render(city, client, thread, code, form):
    words = paper(client, city.clerks[0], city, "units", city.units[0], code, form)
    assert "第0001号" in words
    assert city.units[0].name in words


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("code", ["proposal", "receipt", "notice", "case_file"])
def test_papers_of_proposals_render(city, client, thread, code, form):
    proposal = thread.proposal
    for actor in (city.office, city.member_actor()):
        assert proposal.matter in paper(client, actor, city, "proposals", proposal, code, form)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("code", ["reply", "published", "feedback"])
def test_papers_of_handlings_render(city, client, thread, code, form):
    words = paper(client, city.clerks[0], city, "handlings", thread, code, form)
    assert thread.unit.name in words


@pytest.mark.parametrize("form", FORMATS)
def test_opinion_of_an_assisting_unit_is_hidden_from_the_proposer(city, client, thread, form):
    part = handling_of(thread.proposal, 1)
    url = address(city, "handlings", part, "opinion", form)
    assert "我局可开放停车场。" in read(file(client, city.clerks[1], url))
    file(client, city.member_actor(), url, 404)


def test_lists_come_as_workbooks(city, client, thread):
    for code in ("catalogue", "sheet"):
        content = file(client, city.office, address(city, "sessions", city.session, code, "xlsx"))
        rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
        assert any(thread.proposal.matter in row for row in rows)
    file(client, city.office, address(city, "sessions", city.session, "letters", "xlsx"), 404)


def test_contacts_are_for_the_office_and_the_proposer_only(city, client, thread):
    proposal, person = thread.proposal, thread.proposal.lead_proposer.person
    for form in FORMATS:
        for actor in (city.office, city.member_actor()):
            words = paper(client, actor, city, "proposals", proposal, "proposal", form)
            assert person.phone in words
            assert person.email in words
        for actor in (city.clerks[0], city.assigner, city.leader, city.member_actor(1)):
            words = paper(client, actor, city, "proposals", proposal, "proposal", form)
            assert proposal.situation in words
            assert person.phone not in words
            assert person.email not in words


def test_batches_name_nobodys_contacts(city, client, thread):
    person = thread.proposal.lead_proposer.person
    for code in BATCH:
        words = paper(client, city.office, city, "sessions", city.session, code)
        assert person.phone not in words
        assert person.email not in words
    bundle = paper(client, city.office, city, "units", city.units[0], "bundle")
    assert thread.proposal.situation in bundle
    assert person.phone not in bundle


def test_examiners_opinions_stand_in_the_offices_case_file_only(city, client, thread):
    name = city.reviewer.person.name
    where = (city, "proposals", thread.proposal, "case_file")
    for form in FORMATS:
        assert name in paper(client, city.office, *where, form)
        for actor in (city.member_actor(), city.clerks[0], city.assigner):
            words = paper(client, actor, *where, form)
            assert "审查意见（仅供" not in words
            assert name not in words.replace(city.members[0].person.name, "")


def test_case_file_is_not_for_other_members(city, client, thread):
    where = (city, "proposals", thread.proposal, "case_file")
    file(client, city.member_actor(1), address(*where), 404)
    file(client, city.clerks[2], address(*where), 404)


def test_published_reply_has_no_contacts(city, client):
    handling = handling_of(assigned(city))
    perform(
        HANDLING.acknowledge,
        handling,
        city.clerks[0],
        handler_name="赵一鸣",
        handler_phone="0500-7654321",
    )
    replied(city, fresh(handling), city.clerks[0])
    for form in FORMATS:
        letter = paper(client, city.clerks[0], city, "handlings", handling, "reply", form)
        public = paper(client, city.clerks[0], city, "handlings", handling, "published", form)
        assert "0500-7654321" in letter
        assert "赵一鸣" in letter
        assert "此件公开发布" in public
        assert "0500-7654321" not in public
        assert "赵一鸣" not in public


def test_reply_letter_holds_what_a_reply_holds(city, client, thread):
    words = paper(client, city.clerks[0], city, "handlings", thread, "reply")
    for part in (
        "关于市政协十一届五次会议第0001号提案的答复",
        f"{city.members[0].person.name}委员：",
        "澜教提复〔2026〕3号",
        "经会同" + city.units[1].name,
        "一、关于“在三所学校试行错时放学”的建议",
        "同意公开",
        "市政协提案委员会（2份），市政府督查室（2份）",
    ):
        assert part in words
    assert not is_draft(words)


def test_draft_reply_is_marked_and_hidden_from_the_proposer(city, client):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    url = address(city, "handlings", handling, "reply")
    assert is_draft(read(file(client, city.clerks[0], url)))
    file(client, city.member_actor(), url, 404)
    file(client, city.clerks[1], url, 404)


def test_feedback_form_has_three_copies(city, client, thread):
    words = paper(client, city.member_actor(), city, "handlings", thread, "feedback")
    for copy in ("第一联承办单位留存", "第二联政协提案委员会留存", "第三联市政府督查室留存"):
        assert words.count(copy) == 1
    assert "■" not in words


def test_held_decisions_are_kept_from_proposers_and_assigners(city, client):
    proposal = submitted(city)
    decided(city, proposal)
    where = (city, "sessions", city.session, "catalogue")
    assert "尚未统一下发的审查结果1件" in paper(client, city.office, *where)
    assert proposal.matter not in paper(client, city.assigner, *where)
    told = paper(client, city.member_actor(), city, "proposals", proposal, "proposal")
    assert "第0001号" not in told
    assert "审定" not in told
    file(client, city.member_actor(), address(city, "proposals", proposal, "notice"), 404)


@pytest.mark.parametrize(
    ("route", "words"),
    [
        (DeclineRoute.OPINION, "社情民意信息"),
        (DeclineRoute.SUGGESTION, "意见建议转送"),
        (DeclineRoute.LETTER, "委员来信"),
        (DeclineRoute.REVISE, "修改后再提出"),
    ],
)
def test_declined_are_told_by_their_route(city, client, route, words):
    proposal = submitted(city)
    done = decided(
        city,
        proposal,
        outcome=Outcome.DECLINE,
        decline_reason=DeclineReason.EMPTY,
        decline_route=route,
        note="请补充数据",
    )
    perform(DECISION_LIST.release, done, city.office)
    told = paper(client, city.member_actor(), city, "proposals", proposal, "notice")
    assert words in told
    assert str(DeclineReason.EMPTY.label) not in told
    assert "不予立案" not in told


def test_merged_are_told_the_main_case(city, client):
    main, second = docketed(city), submitted(city, 1, matter="关于学校停车的另一建议")
    done = decided(city, second, outcome=Outcome.MERGE, merge_into=main)
    perform(DECISION_LIST.release, done, city.office)
    told = paper(client, city.member_actor(1), city, "proposals", second, "notice")
    assert f"与第0001号《{main.matter}》内容相近，合并办理" in told


def test_batch_stays_at_its_cut_off(city, client):
    first = docketed(city, matter="关于第一件的建议")
    at = clock.now()
    with clock.frozen(at + timedelta(hours=2)):
        docketed(city, matter="关于第二件的建议")
        now = paper(client, city.office, city, "sessions", city.session, "catalogue")
        then = paper(
            client,
            city.office,
            city,
            "sessions",
            city.session,
            "catalogue",
            at=at.astimezone(clock.SHANGHAI).strftime("%Y-%m-%dT%H:%M:%S"),
        )
    assert "第二件" in now
    assert "合计2件" in now
    assert first.matter in then
    assert "第二件" not in then
    assert "数据截至2026年1月14日09:30" in then


def test_report_counts_by_figures(city, client):
    docketed(city)
    submitted(city, 1)
    words = paper(client, city.office, city, "sessions", city.session, "examination")
    assert "共收到提案2件。其中立案1件，立案率为50.0%" in words
    for table in ("按审查结果", "按提案者性质", "按类别", "按界别", "大会提案与平时提案"):
        assert table in words


def test_supervision_plan(city, client):
    proposal = assigned(city)
    perform(PROPOSAL.recommend, proposal, city.office, reason="群众关心。")
    nomination = proposal.nominations.get()
    url = address(city, "proposals", proposal, "supervision")
    file(client, city.office, url, 404)
    for act in (NOMINATION.endorse, NOMINATION.consider, NOMINATION.decide):
        nomination = perform(act, fresh(nomination), _who(city, act))
    assert is_draft(read(file(client, city.office, url)))
    file(client, city.member_actor(), url, 404)
    perform(
        NOMINATION.issue,
        fresh(nomination),
        _who(city, NOMINATION.issue),
        leaders="李副主席",
        document="澜办发〔2026〕9号",
        plan="四月调研,六月座谈。",
    )
    for form in FORMATS:
        words = paper(client, city.member_actor(), city, "proposals", proposal, "supervision", form)
        assert "领衔督办领导：李副主席" in words
        assert "四月调研" in words


def _who(city, act):
    """Whoever may carry this act out."""
    from tongxin.accounts.permissions import can

    others = [staff(role, city.assembly) for role in (Role.SECRETARY_GENERAL, Role.CHAIR)]
    actors = [city.office, city.chair, city.leader, city.assigner, *others]
    return next(actor for actor in actors if can(actor, act.name))


def test_urging_sheet_never_reaches_the_proposer(city, client):
    handling = handling_of(assigned(city))
    with clock.frozen(clock.now() + timedelta(days=40)):
        draft_urgings(clock.today())
        sheet = Urging.objects.first()
        url = address(city, "urgings", sheet, "urging")
        for form in FORMATS:
            words = paper(client, city.assigner, city, "urgings", sheet, "urging", form)
            assert handling.unit.name in words
        file(client, city.member_actor(), url, 404)
        file(client, city.clerks[0], url, 404)


@pytest.mark.parametrize("role", [Role.PLENARY_GROUP, Role.GROUP_LIAISON])
def test_temporary_roles_take_nothing_out(city, client, role):
    proposal = submitted(city)
    actor = staff(role, city.assembly)
    response = sign_in(client, actor).get(address(city, "proposals", proposal, "proposal"))
    assert response.status_code in (403, 404)
    client.get(reverse("proposals:papers", args=[city.assembly.slug]))


@pytest.mark.parametrize("code", BATCH)
def test_batches_are_refused_to_members_and_units(city, client, thread, code):
    url = address(city, "sessions", city.session, code)
    file(client, city.member_actor(), url, 404)
    file(client, city.clerks[0], url, 404)


def test_units_have_their_own_bundle_only(city, client, thread):
    file(client, city.clerks[0], address(city, "units", city.units[0], "bundle"))
    file(client, city.clerks[0], address(city, "units", city.units[1], "bundle"), 404)


def test_another_assemblys_papers_do_not_exist(city, client, thread):
    from tests.factories.cities import make_city

    other = make_city()
    url = address(city, "proposals", thread.proposal, "proposal")
    file(client, other.office, url, 404)
    foreign = url.replace(city.assembly.slug, other.assembly.slug)
    file(client, other.office, foreign, 404)


@pytest.mark.parametrize("query", ["at=never", "session=unknown"])
def test_senseless_orders_do_not_exist(city, client, query):
    docketed(city)
    url = address(city, "sessions", city.session, "catalogue")
    file(client, city.office, f"{url}{query}", 404)


def test_batch_page_lists_what_one_may_print(city, client, thread):
    def page(actor, status=200):
        response = sign_in(client, actor).get(
            reverse("proposals:papers", args=[city.assembly.slug])
        )
        assert response.status_code == status
        return response.content.decode()

    assert "提案审查情况报告" in page(city.office)
    assert "提案审查情况报告" not in page(city.assigner)
    own = page(city.clerks[0])
    assert city.units[0].public_id in own
    assert city.units[1].public_id not in own
    assert "提案汇编" not in own
    page(city.member_actor(), 404)


def test_thread_page_links_to_papers(city, client, thread):
    body = sign_in(client, city.office).get(thread.proposal.get_absolute_url()).content.decode()
    assert address(city, "proposals", thread.proposal, "case_file").rstrip("?") in body
    assert address(city, "handlings", thread, "feedback").rstrip("?") in body


def test_draft_is_printed_as_a_draft(city, client):
    proposal = co_signed(city, draft(city), 1)
    words = paper(client, city.member_actor(), city, "proposals", proposal, "proposal")
    assert is_draft(words)
    assert city.members[1].person.name in words


def test_papers_are_chinese_whatever_the_screen_speaks(city, client):
    proposal = docketed(city)
    client.cookies["django_language"] = "en"
    words = paper(client, city.office, city, "proposals", proposal, "proposal")
    assert "委员个人" in words
    assert PlenarySession.objects.get().assembly.place in words
