"""Papers as the offices write them, with the names that fonts find hard."""

from datetime import date

from tongxin.papers.documents import (
    Align,
    Book,
    Cell,
    Chapter,
    Code,
    Column,
    Dossier,
    Entry,
    Grid,
    Group,
    Heading,
    Letter,
    Line,
    Listing,
    Official,
    Paragraph,
    Sheet,
    Table,
    Total,
    choice,
    label,
)

RARE = "喆堃玥昇燚珺婳翀龑旻晞祎彧㛃䶮𬱖𫖮"
TOPIC = "关于加强校园周边停车治理切实缓解上下学交通拥堵的提案"
TEXT = (
    "近年来，我市机动车保有量持续增长，中心城区学校周边上下学时段停车难、行车慢的问题日益突出。"
    "您在提案中指出的“接送车辆集中、临时停车位不足、执法力量不够”三个问题切中要害，"
    "所提建议具有很强的针对性和可操作性，对我们改进工作很有帮助。"
)
TABLE = Table(
    columns=(
        Column("序号", 1, Align.CENTER),
        Column("建议", 4),
        Column("答复", 5),
        Column("不能采纳的理由", 3),
    ),
    rows=(
        (1, "划设限时停车位", "已采纳，划设420个。", None),
        (2, "修建地下接送通道", "部分采纳，逐校论证。", "地铁保护区内不具备施工条件"),
    ),
)


def letter(**changes: object) -> Letter:
    """A reply with everything that a reply may hold."""
    fields: dict = {
        "masthead": "清江市教育局",
        "number": "清教提复〔2026〕15号",
        "marks": ("A", "同意公开"),
        "title": "关于政协清江市第十四届委员会第三次会议第0315号提案的答复",
        "receiver": f"王敏、李{RARE[:2]}委员",
        "blocks": (Paragraph(TEXT), Heading("办理情况"), Paragraph(TEXT), TABLE, Paragraph(TEXT)),
        "attachments": ("新增学校周边潮汐车位一览表", "办理情况征询意见表"),
        "dated_on": date(2026, 5, 28),
        "contact": ("联系人：赵祎彧", "联系电话：0500-1234567"),
        "notes": ("此件公开发布",),
        "copies": "市政协提案委员会（2份），市政府督查室（2份）。",
    }
    return Letter(**fields | changes)


def official(**changes: object) -> Official:
    """A notice with masthead, signer and record."""
    fields: dict = {
        "masthead": "政协清江市委员会办公室文件",
        "number": "清政协办〔2026〕8号",
        "signer": "张建国",
        "title": "关于印发《2026年重点提案督办工作方案》的通知",
        "receiver": "市政协各专门委员会",
        "blocks": (Paragraph(TEXT),),
        "dated_on": date(2026, 3, 20),
        "copies": "市委办公室。",
        "printed_by": "政协清江市委员会办公室",
        "printed_on": date(2026, 3, 21),
    }
    return Official(**fields | changes)


def feedback_form(**changes: object) -> Sheet:
    """办理情况征询意见表 in three copies."""
    fields: dict = {
        "title": "提案办理情况征询意见表",
        "over": "政协清江市委员会提案委员会",
        "left": "提案号：0315",
        "right": "填表日期：　　年　　月　　日",
        "copies": ("第一联　承办单位留存", "第二联　提案委员会留存", "第三联　督查室留存"),
        "blocks": (
            Grid(
                (3, 4, 3, 4),
                (
                    Line((label("案由"), Cell(TOPIC, span=3)), 14),
                    Line((label("提案者"), Cell("王敏"), label("联名人"), Cell(RARE))),
                    Line(
                        (
                            label("办理结果"),
                            Cell(choice(["满意", "基本满意", "不满意"], "满意"), span=3),
                        )
                    ),
                    Line(
                        (
                            label("具体意见"),
                            Cell(span=3, foot="提案者签名：　　　　年　　月　　日"),
                        ),
                        70,
                    ),
                ),
            ),
            Code("https://example.org/e/7f3k9", "扫码填写", 26, Align.RIGHT),
        ),
        "notes": ("请于收到答复之日起15日内填写。", "评价结果按规定程序告知承办单位。"),
    }
    return Sheet(**fields | changes)


def catalogue(groups: int = 5, each: int = 24, **changes: object) -> Listing:
    """提案目录, by category."""
    rows: list = []
    for group in range(1, groups + 1):
        rows.append(Group(f"第{group}类（{each}件）"))
        for number in range(1, each + 1):
            serial = (group - 1) * each + number
            rows.append(
                (serial, str(7000 + serial), TOPIC, "王敏", "市教育局", "", date(2026, 1, 15))
            )
    rows.append(Total(("", "合计", f"{groups * each}件", "", "", "", "")))
    columns = (
        Column("序号", 1, Align.CENTER),
        Column("案号", 1.3, Align.CENTER),
        Column("案由", 6),
        Column("提案者", 2),
        Column("主办", 2.4, under="承办单位"),
        Column("会办", 2.4, under="承办单位"),
        Column("立案日期", 2.2, Align.CENTER),
    )
    return Listing(title="提案目录", columns=columns, rows=rows, **changes)


def collected_texts(parts: int = 2, each: int = 3, **changes: object) -> Book:
    """提案汇编 in parts."""
    chapters = []
    for part in range(1, parts + 1):
        chapters.append(Chapter(f"第{part}编"))
        for number in range(1, each + 1):
            text = (Heading("情况"), Paragraph(TEXT), Heading("建议"), *(Paragraph(TEXT),) * 4)
            chapters.append(
                Chapter(f"提案{part}之{number}", text, 2, facts=(("提案者", "王敏"),), aside="王敏")
            )
    fields: dict = {"title": "提案汇编", "issuer": "提案委员会", "chapters": chapters}
    return Book(**fields | {"dated_on": date(2026, 3, 1)} | changes)


def case_file() -> Dossier:
    """一案一卷."""
    return Dossier(
        title="提案案卷",
        facts=(("案号", "0315"), ("立卷日期", date(2026, 12, 30))),
        columns=(Column("责任者", 2), Column("日期", 2)),
        entries=(
            Entry("征询意见表", feedback_form(), ("王敏", date(2026, 6, 1))),
            Entry("答复函", letter(), ("市教育局", date(2026, 5, 28))),
            Entry("督办方案", official(), ("市政协办公室", None)),
        ),
    )
