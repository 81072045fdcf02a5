"""Lists as offices keep them: titles, two-line headers, 同上, totals, a sheet for each committee, one unit by two names."""

import io

import pytest

from tests.factories.lists import findings
from tests.factories.members import MemberFactory, SectorFactory
from tests.factories.organisations import OrganisationFactory, ServiceFactory
from tests.factories.papers import workbook
from tongxin.organisations.models import Organisation, Service
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.match_import import match_import
from tongxin.papers.actions.start_import import start_import
from tongxin.papers.imports import kinds
from tongxin.papers.imports.layouts import read_layouts
from tongxin.papers.imports.queries import reconciliation
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import UnitRole

PAST = "proposals.past"
TITLE = ["政协澜川市第十届委员会提案办理情况一览表"]


@pytest.fixture
def bring_book(city, settings, tmp_path):
    """Bring a workbook in as proposed; gives the confirmed batch."""
    settings.MEDIA_ROOT = tmp_path / "files"

    def brought(kind: str, data: bytes, name: str = "一览表.xlsx", **options):
        source, office = io.BytesIO(data), city.office
        batch = start_import(kinds.kind(kind), source, name, assembly=city.assembly, actor=office)
        batch = match_import(batch, read_layouts(batch.layouts), options, actor=office)
        return confirm_import(batch, actor=office)

    return brought


def facts(*names: str) -> list[tuple]:
    return list(Proposal.objects.order_by("id").values_list(*names))


def test_sheet_with_every_bad_habit_comes_in_whole(city, bring_book):
    sector = SectorFactory(assembly=city.assembly, name="教育界")
    MemberFactory(assembly=city.assembly, person__name="王敏", sector=sector)
    rows = [
        TITLE,
        ["序号", "提案\n编号", "案 由", "提案人", "承办单位", "", "立案日期", "办理结果", "满意度"],
        ["", "", "", "", "主办单位", "会办单位", "", "", ""],
        [
            1,
            "第００１号",
            "关于甲的提案",
            "王　敏 李强",
            "市教育局",
            "市公安局",
            "2023.2.20",
            "Ａ",
            "满意",
        ],
        [
            2,
            "第002号",
            "关于乙的提案",
            "同上",
            "〃",
            "同上",
            "２０２３年２月２１日",
            "正在解决",
            "基本满意",
        ],
        [3, 3, "关于丙的提案", "张三等5人", "市水务局\n市林业局", "", 44978, "留作参考", "未反馈"],
        ["合计", "", "3件", "", "", "", "", "", ""],
        ["注：按立案时间排序", "", "", "", "", "", "", "", ""],
    ]
    merged = [(0, 0, 0, 8), (1, 4, 1, 5)]
    batch = bring_book(PAST, workbook(rows, merged=merged, hidden=[0]), units="register")
    assert findings(batch)[2][1] == [
        "写着“张三等5人”：只录入列出的姓名",
        "委员名册里没有“张三”，将只登记姓名",
    ]
    assert facts("case_number", "matter", "docketed_on__day", "reply_class", "satisfaction") == [
        (1, "关于甲的提案", 20, "A", "satisfied"),
        (2, "关于乙的提案", 21, "B", "basically"),
        (3, "关于丙的提案", 21, "D", ""),
    ]
    assert facts("lead_proposer__person__name", "proposer_kind") == [
        ("王敏", "joint"),
        ("王敏", "joint"),
        (None, "individual"),
    ]
    parts = [
        sorted(row.handlings.values_list("unit__name", "role"))
        for row in Proposal.objects.order_by("id")
    ]
    shared = [("市公安局", UnitRole.ASSIST), ("市教育局", UnitRole.LEAD)]
    parallel = [("市林业局", UnitRole.PARALLEL), ("市水务局", UnitRole.PARALLEL)]
    assert parts == [shared, shared, parallel]
    (account,) = reconciliation(batch)
    assert (account.numbers, account.set_aside) == (
        (3, 3, 0, 0, 0),
        [(7, "合计行"), (8, "表尾说明")],
    )


def test_unit_by_two_of_its_names_has_one_part(city, bring_book):
    unit = OrganisationFactory(name="澜川市教育局", short_name="市教育局")
    ServiceFactory(assembly=city.assembly, organisation=unit)
    rows = [
        ["案由", "主办单位", "会办单位", "年度"],
        ["关于甲的提案", "市教育局", "澜川市教育局、市公安局", 2023],
        ["关于乙的提案", "澜川市教育局、市教育局", "", 2023],
    ]
    bring_book(PAST, workbook(rows), units="register")
    parts = [
        sorted(row.handlings.values_list("unit__name", "role"))
        for row in Proposal.objects.order_by("id")
    ]
    assert parts == [
        [("市公安局", UnitRole.ASSIST), ("澜川市教育局", UnitRole.LEAD)],
        [("澜川市教育局", UnitRole.LEAD)],
    ]


def test_sheets_for_systems_fill_the_units_system(city, bring_book):
    header = ["序号", "承办单位", "简称", "分管领导", "联系人", "联系电话"]
    party = [
        ["承办单位一览表"],
        header,
        [1, "澜川市委宣传部", "市委宣传部", "甲", "赵 蓉", "0871-6123456"],
    ]
    government = [header, [1, "澜川市商务局", "", "", "钱一、", "13800001234"], ["共1家"]]
    batch = bring_book("organisations.units", workbook(party, government, names=["党群", "政府"]))
    services = Service.objects.filter(organisation__name__startswith="澜川").order_by("id")
    assert list(services.values_list("organisation__system", "channel", "contact_name")) == [
        ("party", "party", "赵蓉"),
        ("government", "government", "钱一"),
    ]
    assert [one.adds_up for one in reconciliation(batch)] == [True, True]
    assert Organisation.objects.get(name="澜川市商务局").initials == "lcsswj"
