"""The columns of members' rosters, under the names that cities give them."""

import re

from django.utils.translation import gettext_lazy as _

from tongxin.accounts.terms import Gender
from tongxin.papers.imports.cells import read_yes_no, tight
from tongxin.papers.imports.kinds import ImportColumn
from tongxin.papers.spreadsheets.grids import Cell

GENDERS = {"男": Gender.MALE, "女": Gender.FEMALE, "男性": Gender.MALE, "女性": Gender.FEMALE}


def read_standing(cell: Cell) -> bool:
    """A post that sits in the standing committee (the chair, vice chairs and secretary general too), or yes and no."""
    text = tight(cell)
    if re.search(r"非|不是", text) or text == "委员":
        return False
    return bool(re.search(r"常委|常务|主席|秘书长", text)) or read_yes_no(cell)


COLUMNS = [
    ImportColumn(
        "name",
        _("姓名"),
        ["委员姓名", "名字"],
        kind="name",
        required=True,
        max_length=40,
        example="王敏",
    ),
    ImportColumn("gender", _("性别"), kind="choice", choices=GENDERS, example="女"),
    ImportColumn(
        "born", _("出生年月"), ["出生日期", "出生时间", "生日"], kind="month", example="1975-06"
    ),
    ImportColumn(
        "party", _("政治面貌"), ["党派", "所属党派", "党派团体"], max_length=40, example="民盟盟员"
    ),
    ImportColumn("education", _("学历"), ["文化程度", "最高学历"], max_length=30, example="大学"),
    ImportColumn(
        "employer",
        _("工作单位及职务"),
        ["单位职务", "单位及职务", "工作单位和职务", "工作单位、职务", "单位和职务"],
        max_length=160,
        example="澜川市第一中学校长",
    ),
    ImportColumn("workplace", _("工作单位"), ["单位", "单位名称"], max_length=120),
    ImportColumn("position", _("职务"), ["行政职务", "现任职务"], max_length=40),
    ImportColumn(
        "sector",
        _("界别"),
        ["所属界别", "委员界别"],
        required=True,
        max_length=40,
        from_sheet=True,
        example="教育界",
    ),
    ImportColumn(
        "committees",
        _("专委会"),
        ["所属专委会", "专门委员会", "所在专委会"],
        kind="list",
        help=_("可以写上职务，例如：提案委员会副主任。"),
        example="提案委员会",
    ),
    ImportColumn(
        "standing",
        _("是否常委"),
        ["常委"],
        read=read_standing,
        example="否",
    ),
    ImportColumn(
        "posts",
        _("政协职务"),
        ["社会职务", "政协任职", "本会职务"],
        kind="list",
        help=_("常委和专委会职务可以写在一格，例如：市政协常委、提案委副主任。"),
    ),
    ImportColumn("card", _("委员证号"), ["证号", "编号", "委员编号"], max_length=20),
    ImportColumn(
        "mobile",
        _("手机号"),
        ["手机", "手机号码", "联系电话", "电话", "移动电话"],
        kind="mobile",
        example="13800001234",
    ),
    ImportColumn("degree", _("学位"), ["最高学位"], max_length=30),
    ImportColumn("professional_title", _("职称"), ["专业技术职称", "技术职称"], max_length=40),
    ImportColumn("native_place", _("籍贯"), ["出生地"], max_length=40),
    ImportColumn("speciality", _("专长"), ["特长", "专业特长"], max_length=80),
    ImportColumn("address", _("通讯地址"), ["地址", "联系地址", "通信地址"], max_length=120),
    ImportColumn("postcode", _("邮编"), ["邮政编码"], max_length=10),
    ImportColumn("email", _("邮箱"), ["电子邮箱", "电子邮件", "E-mail"], max_length=120),
    ImportColumn(
        "groups",
        _("委员小组"),
        ["小组", "活动组", "活动小组"],
        kind="list",
        help=_("可以写上职务，例如：第一小组组长。"),
    ),
    ImportColumn(
        "seated_on",
        _("任职时间"),
        ["增补时间", "任委员时间", "任职日期", "增补日期"],
        kind="partial_date",
        help=_("空着的，从本届开始之日算起；晚于本届开始的算增补。"),
    ),
    ImportColumn(
        "identity",
        _("身份证号"),
        ["身份证", "身份证号码", "公民身份号码"],
        kind="identity",
        is_sensitive=True,
        permission="members.read_identity",
        help=_("加密保存，只有指定人员可以导入和查看；其他人导入时略过这一列。"),
    ),
]
