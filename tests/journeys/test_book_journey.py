"""The record book: a county's signed submission moves the city's total; a clerk's own kind is there at once."""

import io

import pytest
import xlsxwriter

from tests.records.book import make_book
from tongxin.organisations.scope import scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAYS = "2025-01-01_2026-01-01"
RESIDENTS = "居民议事"
ROWS = [
    ["标题", "日期", "数量", "地点"],
    ["二号楼议事", "2025.4.1", 4, "二号楼"],
    ["三号楼议事", "2025年5月6日", "３", "三号楼"],
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def book(story, settings, tmp_path):
    """The town's offices and one county below it."""
    settings.MEDIA_ROOT = tmp_path / "files"
    made = make_book(story.city)
    with scope([made.here.pk, made.county.pk]):
        yield made


def test_citys_total_moves_only_with_the_countys_signed_submission(story, book):
    total = f"{story.here}/figures/records.donation.both/{DAYS}/"
    city, county = story.at_desk(book.general), story.at_desk(book.county_office)
    county.opens(f"/{book.county.slug}/records/").presses("登记一条“捐款捐物”")
    county.fills("捐赠事项", "捐赠口罩").fills("捐赠日期", "2025-02-03").chooses(
        "捐款或捐物", "捐物"
    )
    county.fills("金额或价值", "12万").fills("接收单位", "县医院").presses("登记").reads("已登记")
    county.opens(f"/{book.county.slug}/records/").presses("报送市政协").presses("汇编一份")
    county.presses("汇编").reads("金额或价值 12万元")
    city.opens(total).reads_no("12万元")
    county.presses("签报").fills("签发人", "赵主席").presses("签报").reads("等待接收")
    city.opens(total).reads_no("12万元")
    city.opens("/me/").presses_task("报送").reads("捐赠口罩").presses("接收").reads("计入两级数字")
    city.opens(total).reads("12万元").reads("捐赠口罩")
    city.opens(f"{story.here}/figures/records.donation/{DAYS}/").reads_no("捐赠口罩")


def test_clerk_adds_a_kind_and_has_its_list_form_import_and_figure(story, book):
    clerk = story.at_desk(book.general)
    clerk.opens(f"{story.here}/records/").presses("种类").presses("增设种类")
    clerk.fills("种类名称", RESIDENTS).fills("计数单位", "场").chooses("数字怎样算", "数量合计")
    clerk.taps("要用的统计栏目", "数量").fills("栏目名称", "地点").presses("保存").presses(
        "启用"
    ).reads("已启用")
    clerk.opens(f"{story.here}/records/").presses(f"登记一条“{RESIDENTS}”")
    clerk.fills("标题", "楼道议事").fills("日期", "2025-03-01").fills("数量", "3")
    clerk.fills("地点", "一号楼").presses("登记").reads("已登记")
    clerk.presses(RESIDENTS).reads("一号楼").presses("导入表格")
    clerk.page.get_by_label("表格文件").set_input_files(sheet())
    clerk.presses("上传并核对").presses("列名无误，检查各行").reads("将新增 2 行")
    clerk.presses("确认导入").reads("导入核对表")
    clerk.opens(f"{story.here}/records/").presses("2025").presses(RESIDENTS).reads("二号楼")
    clerk.presses(RESIDENTS).reads("10 场").reads("二号楼议事").reads("三号楼议事")


def sheet() -> dict:
    """What the clerk kept in a workbook until now."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        page = workbook.add_worksheet("议事")
        for number, row in enumerate(ROWS):
            page.write_row(number, 0, row)
    return {"name": "议事.xlsx", "mimeType": XLSX, "buffer": stream.getvalue()}
