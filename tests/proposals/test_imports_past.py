"""Earlier years' proposals: both shapes of list, names that are found or not, twins, undo, what must not come in."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.lists import findings
from tests.factories.members import MemberFactory, PlenarySessionFactory, SectorFactory
from tests.factories.organisations import OrganisationFactory, ServiceFactory
from tests.proposals.samples import BY_UNIT, by_proposal
from tests.proposals.thread import submitted
from tests.search.conftest import index
from tongxin import search
from tongxin.core.clock import SHANGHAI
from tongxin.core.errors import Refused
from tongxin.figures import history
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.notifications.models import Notice
from tongxin.organisations.models import Organisation
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.decide_rows import decide_all
from tongxin.papers.actions.undo_import import TouchedSince, undo_import
from tongxin.papers.imports.queries import counts_of, reconciliation, view_of
from tongxin.papers.imports.staging import context_of, staged_rows
from tongxin.papers.imports.terms import Decision
from tongxin.proposals.imports.basis import basis
from tongxin.proposals.imports.books import session_numbers, without_place
from tongxin.proposals.models import Handling, Proposal, ProposalFacts, Reply
from tongxin.proposals.terms import ProposalState, UnitRole
from tongxin.trail.models import Event

KIND = "proposals.past"
WHOLE = (
    "第0315号,关于改善校园周边停车的提案,王敏、李强,教育界,城建,车多。,1.划线。\n2.错时。,"
    "市教育局,市公安局,2025-02-20,2025-03-10,2025.7.1,澜教复〔2025〕3号,已划线。,A,满意,是,是,十一届四次"
)


@pytest.fixture
def last_session(city):
    return PlenarySessionFactory(
        assembly=city.assembly,
        term=city.session.term,
        number=4,
        opens_on=date(2025, 1, 14),
        closes_on=date(2025, 1, 17),
        window_opens_on=date(2024, 10, 13),
        cutoff_at=datetime(2025, 1, 16, 18, tzinfo=SHANGHAI),
    )


@pytest.fixture
def known(city, last_session):
    """The people and units that the sample row names."""
    education = SectorFactory(assembly=city.assembly, name="教育界")
    names = {"王敏": education, "李强": SectorFactory(assembly=city.assembly, name="科技界")}
    members = {
        name: MemberFactory(assembly=city.assembly, person__name=name, sector=sector)
        for name, sector in names.items()
    }
    units = {}
    for name in ("教育局", "公安局"):
        unit = OrganisationFactory(name=f"{city.assembly.place}{name}", short_name="")
        units[name] = ServiceFactory(assembly=city.assembly, organisation=unit).organisation
    return members | units


def test_whole_row_becomes_a_closed_proposal_with_its_history(city, known, import_list):
    import_list(KIND, by_proposal(quoted(WHOLE)), units="refuse")
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.case_number, str(proposal.session)) == (
        ProposalState.CLOSED,
        315,
        "十一届四次",
    )
    assert (proposal.lead_proposer, proposal.proposer_kind) == (known["王敏"], "joint")
    assert [row.member for row in proposal.co_signatures.all()] == [known["李强"]]
    assert proposal.suggestions == ["划线。", "错时。"]
    assert (proposal.docketed_on, proposal.assigned_on, proposal.replied_on) == (
        date(2025, 2, 20),
        date(2025, 3, 10),
        date(2025, 7, 1),
    )
    assert (proposal.reply_class, proposal.satisfaction, proposal.closed_on) == (
        "A",
        "satisfied",
        date(2025, 7, 1),
    )
    parts = {row.unit: row.role for row in proposal.handlings.all()}
    assert parts == {known["教育局"]: UnitRole.LEAD, known["公安局"]: UnitRole.ASSIST}
    lead = proposal.handlings.get(role=UnitRole.LEAD)
    assert lead.replies.get().document_number == "澜教复〔2025〕3号"
    assert lead.evaluations.get().result == "satisfied"


def test_import_tells_nobody_and_leaves_nothing_waiting(
    city, known, import_list, django_capture_on_commit_callbacks
):
    events = Event.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        import_list(KIND, by_proposal(quoted(WHOLE)), units="refuse")
    assert (Notice._base_manager.count(), Waiting._base_manager.count()) == (0, 0)
    assert Deadline._base_manager.count() == 0
    acts = list(Event.objects.order_by("id").values_list("act", flat=True))[events:]
    assert [act for act in acts if not act.startswith("papers.")] == []
    assert acts.count("papers.confirm_import") == 1
    assert ProposalFacts.objects.get().docketed_on == date(2025, 2, 20)


def test_confirming_many_rows_takes_as_many_statements_as_one(city, known, import_list):
    def statements(numbers: range) -> int:
        rows = [quoted(WHOLE.replace("0315", str(number))) for number in numbers]
        batch = import_list(KIND, by_proposal(*rows), confirmed=False, units="refuse")
        decide_all(batch, view_of(batch, "all"), Decision.CREATE)
        batch.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            confirm_import(batch, actor=city.office)
        return len(queries)

    statements(range(1, 2))
    assert statements(range(2, 3)) == statements(range(3, 43))
    assert Proposal.objects.count() == 42
    assert not any(history.drifted(facts).exists() for facts in history.tracked())


def test_what_was_imported_is_found_at_once_and_gone_once_taken_back(city, known, import_list):
    batch = import_list(KIND, by_proposal(quoted(WHOLE)), units="refuse")
    index()
    proposal = Proposal.objects.get()
    hits = search.find(city.office, "校园周边停车")
    assert {hit.record for hit in hits} == {proposal, Reply.objects.get()}
    undo_import(batch, actor=city.office)
    index()
    assert search.find(city.office, "校园周边停车") == []


@pytest.mark.parametrize(
    "move",
    [
        lambda known, city: MemberFactory(assembly=city.assembly, person__name="周新"),
        lambda known, city: OrganisationFactory(name="澜川市周新局"),
        lambda known, city: submitted(city, matter="关于改善校园周边停车的提案"),
        lambda known, city: PlenarySessionFactory(assembly=city.assembly, number=1),
    ],
)
def test_list_is_looked_at_again_once_what_it_was_checked_against_moves(
    city, known, import_list, move
):
    batch = import_list(KIND, by_proposal(quoted(WHOLE)), confirmed=False, units="refuse")
    rows = staged_rows(batch)
    context = context_of(batch)
    assert basis(context, rows) == batch.basis
    move(known, city)
    assert basis(context, rows) != batch.basis


def test_other_peoples_proposals_do_not_disturb_an_import(city, known, import_list):
    batch = import_list(KIND, by_proposal(quoted(WHOLE)), confirmed=False, units="refuse")
    rows = staged_rows(batch)
    submitted(city)
    assert basis(context_of(batch), rows) == batch.basis


def test_list_by_units_imports_as_it_is(city, import_list):
    batch = import_list(KIND, BY_UNIT, confirmed=False, units="register")
    assert [decision for decision, _messages in findings(batch)] == ["create"] * 7
    batch = import_list(KIND, BY_UNIT, units="register")
    assert Proposal.objects.count() == 4
    parts = Handling.objects.order_by("id").values_list("proposal__matter", "unit__name", "role")
    assert list(parts) == [
        ("关于加快夜经济发展的提案", "澜川市商务局", "lead"),
        ("关于加快夜经济发展的提案", "澜川市公安局", "assist"),
        ("关于加快夜经济发展的提案", "澜川市文化和旅游局", "assist"),
        ("关于整治河道垃圾的建议", "青溪县水务局", "assist"),
        ("关于社区食堂的建议", "青溪县民政局", "parallel"),
        ("关于社区食堂的建议", "青溪县商务局", "parallel"),
        ("关于安装净水设备的提案", "白石县水务局", "lead"),
    ]
    first = Proposal.objects.order_by("id").first()
    assert first.handed_in_on == date(2023, 1, 1)
    assert first.source_note.split("\n") == [
        "政协澜川市第十届委员会第二次会议",
        "2023",
        "https://example.org/a",
    ]
    account = reconciliation(batch)[0]
    assert (account.source, account.created, account.adds_up) == (7, 7, True)


def test_unknown_units_are_faults_unless_they_are_to_be_registered(city, import_list):
    batch = import_list(KIND, BY_UNIT, confirmed=False, units="refuse")
    assert findings(batch)[4] == (
        "faulty",
        ["没有登记过“青溪县民政局”这个单位", "没有登记过“青溪县商务局”这个单位"],
    )
    assert counts_of(batch)["faulty"] == 7


def test_unknown_and_ambiguous_proposers_stay_as_names(city, known, import_list):
    MemberFactory(
        assembly=city.assembly,
        person__name="王敏",
        sector=SectorFactory(assembly=city.assembly, name="农业界"),
    )
    rows = (
        "1,关于甲的提案,张三,,,,,市教育局,,2025-02-20,,,,,,,,,",
        "2,关于乙的提案,王敏,,,,,市教育局,,2025-02-20,,,,,,,,,",
        "3,关于丙的提案,王敏,农业界,,,,市教育局,,2025-02-20,,,,,,,,,",
    )
    batch = import_list(KIND, by_proposal(*rows), units="refuse")
    told = [messages for _decision, messages in findings(batch)]
    assert told[0] == ["委员名册里没有“张三”，将只登记姓名"]
    assert told[1] == [
        "有 2 位委员叫“王敏”（教育界、农业界），将只登记姓名；写明界别或委员证号可以区分"
    ]
    assert told[2] == []
    stored = Proposal.objects.order_by("case_number")
    assert [(row.proposer_name, row.lead_proposer_id is None) for row in stored] == [
        ("张三", True),
        ("王敏", True),
        ("王敏", False),
    ]


def test_same_case_number_and_same_matter_are_shown_side_by_side(city, known, import_list):
    text = by_proposal(quoted(WHOLE))
    import_list(KIND, text, units="refuse")
    again = import_list(KIND, text, confirmed=False, units="refuse")
    row = again.rows.get(run=again.run)
    assert (row.decision, row.duplicate["allowed"]) == ("skip", ["skip"])
    assert ["case_number", "315", "315"] in row.duplicate["compared"]
    with pytest.raises(Refused):
        import_list(KIND, text, units="refuse")
    assert Proposal.objects.count() == 1


def test_case_number_twice_in_one_list_is_a_fault(city, known, import_list):
    rows = [
        f"7,关于{name}的提案,王敏,,,,,市教育局,,2025-02-20,,,,,,,,,十一届四次" for name in "甲乙"
    ]
    batch = import_list(KIND, by_proposal(*rows), confirmed=False, units="refuse")
    assert findings(batch)[1] == ("faulty", ["与第 2 行案号相同"])


def test_proposals_of_the_present_session_are_refused(city, known, import_list):
    row = "7,关于甲的提案,王敏,,,,,市教育局,,2026-01-13,,,,,,,,,十一届五次"
    batch = import_list(KIND, by_proposal(row), confirmed=False, units="refuse")
    assert findings(batch) == [
        ("faulty", ["本次会议以来的提案正在系统里办理，不能作为历年提案导入"])
    ]


def test_impossible_days_keep_rows_out(city, known, import_list):
    rows = (
        "8,关于乙的提案,王敏,,,,,市教育局,,2025-02-20,,2025-01-01,,,,,,,",
        "9,关于丙的提案,王敏,,,,,市教育局,,2027-02-20,,,,,,,,,",
    )
    batch = import_list(KIND, by_proposal(*rows), confirmed=False, units="refuse")
    assert [messages[0][:6] for _decision, messages in findings(batch)] == [
        "2025-0",
        "日期在今天之",
    ]
    assert counts_of(batch)["faulty"] == 2


def test_undo_removes_everything_even_units_that_came_with_it(
    city, import_list, django_capture_on_commit_callbacks
):
    before = Organisation.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        batch = import_list(KIND, BY_UNIT, units="register")
    assert Organisation.objects.count() == before + 7
    undo_import(batch, actor=city.office)
    assert (Proposal.objects.count(), Handling.objects.count()) == (0, 0)
    assert Organisation.objects.count() == before


def test_undo_refuses_what_was_built_upon(city, import_list):
    batch = import_list(KIND, BY_UNIT, units="register")
    proposal = Proposal.objects.get(matter="关于安装净水设备的提案")
    Proposal._base_manager.filter(pk=proposal.pk).update(version=1)
    ServiceFactory(
        assembly=city.assembly, organisation=Organisation.objects.get(name="澜川市商务局")
    )
    with pytest.raises(TouchedSince) as refusal:
        undo_import(batch, actor=city.office)
    assert sorted(refusal.value.lines) == [
        "“关于安装净水设备的提案”导入后已有办理或引用",
        "单位“澜川市商务局”已在别处使用",
    ]


def test_thread_and_list_of_a_proposal_without_known_proposer_open(city, import_list, client):
    import_list(KIND, BY_UNIT, units="register")
    proposal = Proposal.objects.get(matter="关于安装净水设备的提案")
    for reader in (city.office, city.leader, city.member_actor()):
        shown = sign_in(client, reader).get(proposal.get_absolute_url())
        assert (shown.status_code, "未注明提案者" in shown.content.decode()) == (200, True)
        listed = client.get(reverse("proposals:list", args=[city.assembly.slug]))
        assert proposal.matter in listed.content.decode()


@pytest.mark.parametrize(
    ("told", "is_session", "handed_in_on"),
    [
        ("提交日期,立案日期\n{row},2025-01-10,2025-03-01", True, date(2025, 1, 10)),
        ("提交日期,立案日期\n{row},2025-01-16,2025-03-01", True, date(2025, 1, 16)),
        ("提交日期,立案日期\n{row},2025-01-17,2025-03-01", False, date(2025, 1, 17)),
        ("提交日期\n{row},2024-10-12", False, date(2024, 10, 12)),
        ("立案日期\n{row},2025-03-01", True, date(2025, 1, 16)),
        ("立案日期\n{row},2025-01-15", True, date(2025, 1, 15)),
        ("立案日期\n{row},2025-06-01", False, date(2025, 6, 1)),
        ("备注\n{row},无", True, date(2025, 1, 14)),
        ("立案日期,大会/平时\n{row},2025-06-01,大会提案", True, date(2025, 1, 16)),
        ("立案日期,是否大会提案\n{row},2025-01-15,否", False, date(2025, 1, 15)),
        ("提交日期,提案时段\n{row},2025-01-10,闭会期间", False, date(2025, 1, 10)),
    ],
)
def test_session_or_ordinary_follows_the_window_unless_the_list_says_it(
    city, known, import_list, told, is_session, handed_in_on
):
    text = "案由,会议," + told.format(row="关于甲的提案,十一届四次")
    import_list(KIND, text, units="refuse")
    proposal = Proposal.objects.get()
    assert (proposal.is_session, proposal.handed_in_on) == (is_session, handed_in_on)


def test_proposals_of_no_known_session_are_ordinary(city, import_list):
    import_list(KIND, BY_UNIT, units="register")
    assert not Proposal.objects.filter(is_session=True).exists()


def test_only_offices_may_import(city, import_list):
    with pytest.raises(Refused):
        import_list(KIND, BY_UNIT, actor=city.member_actor(), units="register")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("十一届五次", (11, 5)),
        ("政协澜川市第十届委员会第二次会议", (10, 2)),
        ("11届5次", (11, 5)),
        ("二十一届十二次", (21, 12)),
        ("政协青溪县委员会", None),
    ],
)
def test_session_numbers_are_read_in_every_writing(text, numbers):
    assert session_numbers(text) == numbers


def test_units_are_found_without_their_place():
    assert (
        without_place("澜川市教育局", "澜川市") == without_place("市教育局", "澜川市") == "教育局"
    )


def quoted(row: str) -> str:
    """A row whose seventh field holds a line break."""
    cells = row.split(",")
    cells[6] = f'"{cells[6]}"'
    return ",".join(cells)
