"""Who never reads what (practice 12 to 16): each reader's whole reach is read, page by page, for planted words."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.matrix.marking import mark
from tests.matrix.register import REGISTERED_NUMBER
from tests.matrix.walk import found, starts
from tests.matrix.world import EMAIL, EXAMINER, IDENTITY_NUMBER, PARTY, World
from tests.papers.documents.reading import text_of
from tongxin.accounts.terms import Role
from tongxin.lifecycle.addresses import act_url
from tongxin.organisations.scope import all_assemblies
from tongxin.proposals.lifecycle import HANDLING, PROPOSAL
from tongxin.proposals.models import Proposal
from tongxin.trail.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXAMINED = (EXAMINER, mark("审查意见"), mark("立案意见"))
HELD = (mark("未下发的不立案说明"), mark("未下发的修改意见"))
DISPUTES = (mark("改办理由"), mark("改办意见"))
BETWEEN_OFFICES = (mark("退改意见"), mark("协办意见"), mark("延期理由"), mark("内部转办"))
URGING = (mark("催办草稿"), mark("已发催办"))
DRAFTS = tuple(mark(f"答复{name}") for name in ("草稿", "送审中", "退改中", "待签发"))
EVALUATIONS = (mark("未听取的评价"), mark("已听取的评价"))
HEARINGS = (mark("提案者意见"), mark("单位意见"))
PROMISES = (mark("承诺草拟"),)
UNPUBLISHED = tuple(mark(f"答复{name}") for name in ("待评价", "不满意", "已听取", "办结", "跟踪"))
OTHERS_DRAFTS = (mark("草稿"), mark("代录草稿"), mark("集体草稿"))
CONTACTS = (EMAIL, PARTY)
EXTRACTS = (mark("调阅事由"),)
OFFICES_BOOK = (mark("编制合计"), mark("台账撤销"), mark("撤销台账理由"), mark("票据号"))
BOOK_DRAFTS = (mark("台账草稿"), mark("own_kind"))
COUNTYS_OWN = (mark("县里未报"),)
IN_REVIEW = tuple(
    mark(name) for name in ("piece", "piece_first", "piece_second", "piece_final", "piece_approved")
)
CORRECTED = (mark("更正地址"),)
HELP = (mark("请求帮助"),)
LEAVE_REASONS = (mark("请假的具体情况"), mark("已准假的情况"), mark("批准的依据"))
INVITED_GUESTS = (mark("名单外来宾"),)
COUNTY_ROLL = (mark("县级单位"),)
PREPARED = (mark("筹备的议题"),)
UNSHOWN = (mark("未公开的观点"), mark("待审的观点"), mark("申诉的观点"))
APPEALED = (mark("申诉理由"),)
UNOPENED = (mark("准备中的稿"),)
REMARKED = (mark("段落意见"), mark("处理说明"))
SAID_AT_CIRCLE = (mark("看圈意见"),)

STANDS_ON = {
    EXAMINED: ("office", "submitted"),
    DISPUTES: ("unit", "disputed"),
    BETWEEN_OFFICES[1:]: ("unit", "working_part"),
    BETWEEN_OFFICES[:1]: ("unit", "sent_back_part"),
    DRAFTS[:1]: ("unit", "working_part"),
    URGING[:1]: ("assign", "urging"),
    URGING[1:]: ("unit", "sent_urging"),
    EVALUATIONS[:1]: ("office", "dissatisfied"),
    HEARINGS: ("office", "heard"),
    PROMISES: ("unit", "tracking"),
    UNPUBLISHED[:1]: ("lead", "replied"),
    EXTRACTS: ("secgen", "extract"),
    OFFICES_BOOK[:1]: ("vice", "book_totals"),
    OFFICES_BOOK[1:3]: ("vice", "book_withdrawn"),
    OFFICES_BOOK[3:]: ("vice", "book_record"),
    BOOK_DRAFTS[:1]: ("memlia", "book_draft"),
    BOOK_DRAFTS[1:]: ("general", "own_kind"),
    COUNTYS_OWN: ("county", "submission"),
    IN_REVIEW[:1]: ("ctee", "piece"),
    CORRECTED: ("memlia", "correction"),
    HELP: ("memlia", "pair"),
    LEAVE_REASONS[:1]: ("general", "leave"),
    LEAVE_REASONS[1:]: ("general", "granted_leave"),
    INVITED_GUESTS: ("vice", "free_invitation"),
    COUNTY_ROLL: ("memlia", "sent_roll"),
    PREPARED: ("general", "talk_draft"),
    UNSHOWN[:1]: ("lead", "view_held"),
    UNSHOWN[1:2]: ("general", "view_offered"),
    UNSHOWN[2:]: ("secgen", "view_appealed"),
    APPEALED: ("ctee", "view_appealed"),
    UNOPENED: ("general", "draft_text"),
    REMARKED: ("other", "draft_open"),
}
"""A page and a reader where these words are meant to stand: without it, finding none elsewhere would prove nothing."""


@pytest.mark.parametrize(
    ("words", "reader", "name"),
    [(words, *place) for words, place in STANDS_ON.items()],
    ids=[words[0] for words in STANDS_ON],
)
def test_planted_words_stand_where_they_are_meant(world, browsers, words, reader, name):
    page = browsers.get(reader, world[name].get_absolute_url()).content.decode()
    assert [word for word in words if word not in page and word != mark("立案意见")] == []


# 25: nothing is known of what is prepared, and nothing of what is not shown, but by its author and the moderators


@pytest.mark.parametrize("reader", ["other", "cosign", "vice", "office", "public"])
def test_25_what_is_prepared_or_not_shown_is_read_by_its_offices_and_authors(reach, reader):
    assert found(reach(reader), (*PREPARED, *UNSHOWN, *APPEALED)) == {}


@pytest.mark.parametrize("reader", ["other", "cosign", "vice", "office", "public"])
def test_25_a_draft_is_nobodys_before_it_is_opened(reach, reader):
    assert found(reach(reader), UNOPENED) == {}


@pytest.mark.parametrize("reader", ["unit", "coll", "public"])
def test_25_what_is_said_of_drafts_and_circles_stays_among_those_who_take_part(reach, reader):
    assert found(reach(reader), (*REMARKED, *SAID_AT_CIRCLE)) == {}


# 10: the city sees nothing live; 15: totals are for the offices


@pytest.mark.parametrize("reader", ["general", "vice", "office"])
def test_10_the_city_reads_of_a_county_only_what_was_sent(reach, reader):
    assert found(reach(reader), COUNTYS_OWN) == {}
    assert found(reach(reader), (mark("县里已报"),))


def test_10_another_citys_book_is_read_by_nobody_here(reach):
    assert found(reach("general"), (mark("外市台账"),)) == {}


@pytest.mark.parametrize("reader", ["lead", "other"])
def test_15_members_read_the_book_without_totals_drafts_and_what_is_in_review(reach, reader):
    assert found(reach(reader), OFFICES_BOOK + BOOK_DRAFTS + COUNTYS_OWN + IN_REVIEW) == {}
    assert found(reach(reader), (mark("台账捐赠"),))


@pytest.mark.parametrize("reader", ["public", "unitX"])
def test_the_book_is_no_business_of_units_and_the_public(reach, reader):
    book = (mark("台账捐赠"), mark("台账获奖"), mark("佐证"), mark("县里已报"))
    hidden = book + OFFICES_BOOK + BOOK_DRAFTS + COUNTYS_OWN + IN_REVIEW
    assert found(reach(reader), hidden) == {}


def test_the_public_reads_what_went_out(reach):
    assert found(reach("public"), (mark("piece_out"), mark("正文piece_out")))


MEETINGS_OF_FEW = (mark("会议草稿"), mark("补录的会"), mark("限制的走访"))
PLANNED = (mark("已通知的会"), mark("办结的会"))


def test_members_read_what_was_announced_and_their_own_invitations(reach):
    assert found(reach("other"), (*MEETINGS_OF_FEW, mark("外市会议"), mark("名单上的人"))) == {}
    assert set(found(reach("other"), PLANNED)) == set(PLANNED)
    assert set(found(reach("lead"), MEETINGS_OF_FEW)) == {mark("限制的走访")}


@pytest.mark.parametrize("reader", ["lead", "vice", "ctee", "memlia"])
def test_why_somebody_asks_leave_is_read_by_who_decides_and_who_organises(reach, reader):
    assert found(reach(reader), LEAVE_REASONS) == {}


def test_whoever_is_invited_reads_no_list_of_the_others(reach):
    assert found(reach("lead"), INVITED_GUESTS) == {}


@pytest.mark.parametrize("reader", ["public", "unitX"])
def test_meetings_are_no_business_of_units_and_the_public(reach, reader):
    assert found(reach(reader), MEETINGS_OF_FEW + PLANNED) == {}


SAID_IN_ROOMS = (mark("小组里说的话"), mark("材料evidence"))
NOT_YET_SAID = (mark("speech"), mark("chosen_speech"), mark("纪要草稿"))
SAID = (mark("delivered_speech"), mark("会上答复"), mark("会上建议"), mark("审定的纪要"))


def test_members_read_what_was_said_and_not_what_is_prepared(reach):
    hidden = (mark("speech_draft"), *SAID_IN_ROOMS, *NOT_YET_SAID)
    assert found(reach("other"), hidden) == {}
    assert set(found(reach("other"), SAID)) == set(SAID)


def test_a_draft_of_a_speech_is_its_speakers_alone(reach):
    assert found(reach("lead"), (mark("speech_draft"),))
    assert found(reach("general"), (mark("speech_draft"),)) == {}
    told = set(found(reach("general"), SAID_IN_ROOMS + NOT_YET_SAID))
    assert told == {*SAID_IN_ROOMS, *NOT_YET_SAID}


def test_a_groups_liaison_reads_the_own_room(reach):
    assert found(reach("grplia"), SAID_IN_ROOMS[:1])


@pytest.mark.parametrize("reader", ["public", "unitX", "officeB"])
def test_what_is_said_is_no_business_of_units_and_the_public(reach, reader):
    everything = (mark("speech_draft"), *SAID_IN_ROOMS, *NOT_YET_SAID, *SAID)
    assert found(reach(reader), everything) == {}


ON_THE_ROLL = (mark("签到名单上的人"), mark("写定的人"), mark("签到台"))


@pytest.mark.parametrize("reader", ["public", "other", "unitX", "memberB"])
def test_rolls_and_results_are_for_the_door_only(reach, reader):
    assert found(reach(reader), ON_THE_ROLL) == {}


# 12: who sees what


@pytest.mark.parametrize("reader", ["lead", "cosign", "other"])
def test_12_members_never_read_what_passes_between_the_offices(reach, reader):
    hidden = EXAMINED + DISPUTES + BETWEEN_OFFICES + URGING + DRAFTS + HELD + HEARINGS + PROMISES
    assert found(reach(reader), hidden) == {}


@pytest.mark.parametrize("reader", ["cosign", "other"])
def test_12_members_never_read_how_others_evaluate_or_what_they_draft(reach, reader):
    assert found(reach(reader), EVALUATIONS + OTHERS_DRAFTS) == {}


@pytest.mark.parametrize("name", ["reviewing_part", "sent_back_part", "cleared_part"])
@pytest.mark.parametrize("reader", ["lead", "cosign", "other"])
def test_12_the_inspection_rooms_step_reads_as_handling(world, browsers, reader, name):
    proposal = world[name].proposal
    page = browsers.get(reader, proposal.get_absolute_url()).content.decode()
    page = page.replace(proposal.matter, "").replace(proposal.situation, "")
    inner = [
        str(act.label) for act in (HANDLING.clear, HANDLING.send_back, HANDLING.send_for_review)
    ]
    states = ["送审中", "待签发", "督查室"]
    assert [word for word in inner + states if word in page] == []
    assert "办理中" in page


def test_12_the_public_reads_what_was_published_and_nothing_else(reach):
    hidden = (
        EXAMINED + DISPUTES + BETWEEN_OFFICES + URGING + DRAFTS + HELD + HEARINGS + PROMISES
    ) + (EVALUATIONS + UNPUBLISHED + OTHERS_DRAFTS + CONTACTS + (IDENTITY_NUMBER,))
    hidden += tuple(
        mark(name) for name in ("经办电话", "沟通主题", "已立案", "不公开", "办结", "盖章页")
    )
    assert found(reach("public"), hidden) == {}
    assert found(reach("public"), (mark("公开"), mark("答复公开")))


def test_12_public_pages_know_no_evaluation_urging_overdue_or_reassignment(reach):
    words = ("满意", "催办", "逾期", "改办", "退回", "重新办理", "督查室")
    pages = {
        address: text for address, text in reach("public").items() if address.startswith("/open/")
    }
    assert pages
    assert found(pages, words) == {}


@pytest.mark.parametrize("reader", ["public", "lead", "other", "unitX", "assist"])
def test_12_nobody_reads_a_co_signers_contacts(world, reach, reader):
    assert found(reach(reader), (*CONTACTS, world.city.members[1].person.phone)) == {}


@pytest.mark.parametrize("reader", ["unitX", "assist"])
def test_12_other_units_never_read_drafts_disputes_or_evaluations(reach, reader):
    hidden = DRAFTS + DISPUTES + URGING + EVALUATIONS + HEARINGS + PROMISES + EXAMINED + HELD
    assert found(reach(reader), hidden + OTHERS_DRAFTS) == {}


def test_12_an_unrelated_unit_reads_no_proposal_but_the_published(reach):
    texts = tuple(
        mark(name) for name in ("已立案", "已交办", "办理中", "待评价", "不公开", "已提交")
    )
    assert found(reach("unitX"), texts) == {}


def test_12_an_assigner_prints_nothing_of_the_other_channel(world, browsers):
    parts = [("units", world.city.units[0], code) for code in ("letter", "bundle", "sheet")]
    for family, record, code in parts:
        place = {
            "assembly": world.slug,
            "public_id": record.public_id,
            "code": code,
            "form": "docx",
        }
        url = reverse(f"proposals:{family}_paper", kwargs=place)
        assert browsers.get("assign", url).status_code == 200
        assert browsers.get("assignP", url).status_code == 404


def test_12_a_draft_is_its_writers_own(world, browsers):
    invitation = world["invitation"].get_absolute_url()
    assert browsers.get("cosign", invitation).status_code == 200
    assert browsers.get("office", invitation).status_code == 404


@pytest.mark.parametrize("code", ["proposal", "case_file"])
def test_12_papers_as_pdf_say_no_more_than_the_page(world, browsers, code):
    for name, word in (("heard", mark("已听取")), ("replied", mark("待评价"))):
        place = {"public_id": world[name].public_id, "code": code, "form": "pdf"}
        url = reverse("proposals:proposals_paper", kwargs={"assembly": world.slug, **place})
        response = browsers.get("lead", url)
        assert response.status_code == 200
        text = text_of(response.body)
        assert word in text
        assert found({url: text}, EXAMINED + HEARINGS + DISPUTES) == {}


@pytest.mark.parametrize("reader", ["officeB", "memberB", "county"])
def test_12_another_assembly_finds_nothing_here(world, browsers, reader):
    here = [address for address in starts(world) if address.startswith(f"/{world.slug}/")]
    assert {browsers.get(reader, address).status_code for address in here} == {404}
    search = browsers.get(reader, "/search/?q=停车难").content.decode()
    assert f"/{world.slug}/" not in search


@pytest.mark.parametrize("reader", ["lead", "other", "unitX", "assist", "borrow"])
def test_12_nobody_here_reads_another_assemblys_matter(reach, reader):
    assert found(reach(reader), (mark("外市"),)) == {}


# The register: what members ask to have corrected, identity numbers, contacts, counties' rolls


@pytest.mark.parametrize("reader", ["public", "lead", "other", "unitX", "assist", "office", "vice"])
def test_nobody_but_its_office_reads_what_a_member_asks_to_have_corrected(reach, reader):
    assert found(reach(reader), CORRECTED) == {}


@pytest.mark.parametrize("reader", ["public", "lead", "cosign", "memlia", "office", "secure"])
def test_an_identity_number_stands_on_no_page_list_paper_or_search(reach, reader):
    assert found(reach(reader), (REGISTERED_NUMBER,)) == {}


@pytest.mark.parametrize("reader", ["public", "lead", "cosign", "other", "unitX", "office"])
def test_15_help_that_was_asked_for_is_between_the_pair_and_the_offices(reach, reader):
    assert found(reach(reader), HELP) == {}


@pytest.mark.parametrize("reader", ["public", "lead", "office", "unitX", "officeB"])
def test_a_countys_roll_is_read_by_who_receives_it(reach, reader):
    assert found(reach(reader), COUNTY_ROLL) == {}


def test_what_a_county_still_compiles_is_its_own(world, browsers):
    address = world["compiled_roll"].get_absolute_url()
    answers = {name: browsers.get(name, address).status_code for name in ("memlia", "county")}
    assert answers == {"memlia": 404, "county": 200}


# 14: what slipped in


def test_14_the_trail_keeps_that_it_happened_never_the_words(world):
    with all_assemblies(reason="the test reads the whole trail"):
        facts = [str(event.facts) for event in Event.objects.all()]
    assert len(facts) > 100
    assert [one for one in facts if "泄密" in one or EMAIL in one] == []


def test_14_a_text_with_a_secrecy_mark_is_not_handed_in(world, browsers):
    draft = world["draft"]
    marked = {
        "matter": draft.matter,
        "situation": "机密★10年",
        "analysis": "有",
        "suggestions": "做",
    }
    url = reverse("proposals:write", args=[world.slug, draft.public_id])
    response = browsers.ask(
        "lead", "POST", url, marked | {"version": str(draft.version), "hand_in": "1"}
    )
    assert response.status_code == 422
    assert "发现国家秘密标志" in response.content.decode()
    assert Proposal._base_manager.get(pk=draft.pk).situation == draft.situation


def test_14_an_act_does_not_take_words_with_a_secrecy_mark(world, browsers):
    url = act_url(PROPOSAL.return_alone, world["submitted"])
    response = browsers.ask("office", "POST", url, {"note": "请删去：绝密★长期"})
    assert response.status_code == 422
    assert "发现国家秘密标志" in response.content.decode()


# 16: temporary roles of the plenary


TEMPORARY = ("plenary", "borrow", "grplia")


def exports(world: World) -> Iterator[str]:
    yield from (
        f"/{world.slug}/{place}/export/" for place in ("proposals", "members", "units", "figures")
    )
    of_session = {"public_id": world.city.session.public_id, "code": "catalogue", "form": "xlsx"}
    of_one = {"public_id": world["submitted"].public_id, "code": "proposal", "form": "docx"}
    yield reverse("proposals:sessions_paper", kwargs={"assembly": world.slug, **of_session})
    yield reverse("proposals:proposals_paper", kwargs={"assembly": world.slug, **of_one})


@pytest.mark.parametrize("reader", TEMPORARY)
def test_16_temporary_roles_take_nothing_out(world, browsers, reader):
    assert world.actors[reader].role in Role.temporary()
    statuses = {browsers.get(reader, address).status_code for address in exports(world)}
    assert statuses <= {403, 404}


@pytest.mark.parametrize("reader", ["borrow", "grplia"])
def test_16_temporary_roles_meet_no_export_on_their_way(reach, reader):
    taken = [
        address
        for address in reach(reader)
        if "/export/" in address or address.endswith((".docx", ".xlsx", ".pdf"))
    ]
    assert taken == []


def test_16_borrowed_staff_never_meet_matters_of_their_own_unit(world, reach, browsers):
    own = tuple(mark(name) for name in ("已提交", "拟办", "预交办", "已交办", "办理中", "审查意见"))
    assert found(reach("borrow"), own) == {}
    url = act_url(PROPOSAL.note_opinion, world["submitted"])
    assert browsers.get("borrow", url).status_code == 404
    assert browsers.get("plenary", url).status_code == 200


@pytest.mark.parametrize("reader", ["lead", "chair", "assign", "unit", "secure", "audit"])
def test_16_the_discipline_teams_request_is_read_by_those_who_handle_it(world, reach, reader):
    meant = EXTRACTS if reader == "secure" else ()
    assert tuple(found(reach(reader), EXTRACTS)) == meant
    file = reverse("papers:file", args=[world["extract_file"].public_id])
    assert file not in reach(reader)
