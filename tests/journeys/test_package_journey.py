"""Journey (b): paper all the way, and packages out and back for a unit that stays in its own system."""

import zipfile

import pytest

from tests.journeys import shortcuts
from tests.journeys.steps import SEALED
from tests.journeys.thread import ANALYSIS, MATTER, SITUATION, SUGGESTIONS, Tale
from tests.proposals import thread as short
from tests.proposals.exchange.paper import ANSWERS, REPLIED, filled, on_paper, zipped
from tongxin.proposals.models import Handling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_paper_proposal_is_entered_on_behalf(story):
    tale = Tale(story)
    office = (
        tale.office().opens(f"{story.here}/proposals/new/").chooses("第一提案人", "王敏 · 教育界")
    )
    office.presses("开始录入").fills("案由", MATTER).fills("情况", SITUATION)
    office.fills("分析", ANALYSIS).fills("第 1 条建议", SUGGESTIONS[0])
    office.unfolds("类别、希望承办单位、是否公开").ticks("同意公开提案和答复")
    office.presses("提交提案").reads("已收到您的提案").presses("看这件提案").reads("王敏")
    tale.member().opens(office.path).reads("审查中").reads(ANALYSIS)


def test_paper_evaluation_is_entered_by_the_office(story):
    tale = Tale(story)
    tale.address = shortcuts.replied(tale).get_absolute_url()
    office = tale.office().opens(tale.address).presses("王敏")
    office.taps("办理态度", "满意").taps("办理结果", "满意").presses("代录纸质征询表")
    office.reads("跟踪落实")
    tale.member().opens(tale.address).reads("跟踪落实")


def test_package_goes_out_and_comes_back(story, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    tale = Tale(story)
    on_paper(tale.city)
    tale.address = short.assigned(tale.city, **shortcuts.WORDS).get_absolute_url()
    package = handed_out(tale)
    sheet = next(data for name, data in package.items() if name.endswith("回件表.xlsx"))
    row = {**REPLIED, "经办人": "赵一鸣", "答复文件名": SEALED["name"]}
    came_back(tale, zipped({"回件表.xlsx": filled(sheet, [row], ANSWERS), SEALED["name"]: PDF}))
    wang = tale.member().opens("/me/").presses_task(MATTER)
    wang.taps("办理态度", "满意").taps("办理结果", "满意").presses("评价答复").reads("跟踪落实")
    wang.reads(REPLIED["答复文号"]).reads("三所学校已经试行。").reads("由刘静于2026年1月14日代录")
    shown_to_all(tale)


def test_paper_unit_is_entered_act_by_act(story, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    tale = Tale(story)
    on_paper(tale.city)
    tale.address = short.assigned(tale.city, **shortcuts.WORDS).get_absolute_url()
    office = tale.office().opens(handling_address(tale)).reads("这个单位用纸质办理")
    office.presses("代录：签收").fills("经办人", "赵一鸣").fills("代录依据", "签收回执")
    office.presses("代录：签收").reads("已代市教育局登记：签收。").reads("办理中")
    office.presses("代录：登记沟通").taps("沟通方式", "走访面谈").fills("代录依据", "电话记录")
    office.presses("代录：登记沟通").presses("代录：登记纸质答复")
    office.fills("代录依据", "澜教提复〔2026〕3号").fills("签发人", "周明")
    office.fills("发文字号", "澜教提复〔2026〕3号").attaches("盖章件")
    office.chooses("办理结果", "A 已解决或基本解决").taps("单位是否同意公开", "同意公开")
    for number in (1, 2):
        office.page.check(f"[name=answer-{number}][value=adopted]")
        office.page.fill(f"[name=text-{number}]", "已经办妥。")
    office.presses("代录：登记纸质答复").reads("已答复").reads("由刘静于2026年1月14日代录")
    tale.member().opens(tale.address).reads("已经办妥。").reads("代录记录")


PDF = SEALED["buffer"]


def handed_out(tale: Tale) -> dict[str, bytes]:
    """The assigner packs what waits for units on paper and takes the ZIP along; its files by name."""
    assigner = tale.assigner().opens(f"{tale.story.here}/exchange/").reads(MATTER)
    assigner.presses("制作交换包").reads("市教育局（未打包 1，在办 1）")
    assigner.presses("制作交换包").reads("交换包已做好")
    with assigner.page.expect_download() as downloading:
        assigner.page.get_by_role("link", name="下载交换包").click()
    with zipfile.ZipFile(downloading.value.path()) as package:
        files = {name: package.read(name) for name in package.namelist()}
    assert {"manifest.json", "分发清单.pdf", "分发清单.xlsx"} <= set(files)
    assert [name for name in files if name.startswith("01 市教育局/提案/")] != []
    return files


def came_back(tale: Tale, data: bytes) -> None:
    """The office looks at the preview, finds nothing entered yet, and confirms."""
    office = tale.office().opens(f"{tale.story.here}/exchange/").presses("上传回件")
    upload = {"name": "市教育局回件.zip", "mimeType": "application/zip", "buffer": data}
    office.page.get_by_label("回件", exact=True).set_input_files(upload)
    office.presses("上传并预览").reads("之前什么都不会登记").reads("登记纸质答复（2026年1月14日）")
    tale.member().opens(tale.address).reads("办理中").reads_no(REPLIED["答复文号"])
    preview = office.path
    office.page.get_by_role("button", name="登记回件").click()
    office.reads("回件已登记").reads("不能整批撤销").opens(preview)
    office.opens(tale.address).reads("代录记录").reads("六月底前开放第二处停车场。")


def shown_to_all(tale: Tale) -> None:
    """The office releases proposal and reply; citizens read the answers, nothing of how they came in."""
    office = tale.office().opens(tale.address).presses("公开提案")
    office.opens(handling_address(tale)).presses("公开答复")
    public_id = tale.address.rstrip("/").rpartition("/")[2]
    page = tale.story.in_public().opens(f"/open{tale.story.here}/{public_id}/").reads(MATTER)
    page.reads("三所学校已经试行。").reads_no("代录", "赵一鸣", "0871-6123456", "刘静", "满意")


def handling_address(tale: Tale) -> str:
    public_id = tale.address.rstrip("/").rpartition("/")[2]
    part = Handling._base_manager.get(proposal__public_id=public_id)
    return part.get_absolute_url()
