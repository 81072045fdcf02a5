"""The columns of lists of earlier proposals, under the names that cities give them."""

from django.utils.translation import gettext_lazy as _

from tongxin.papers.imports.kinds import ImportColumn
from tongxin.proposals.imports.cells import (
    flag,
    read_case_number,
    read_class,
    read_is_session,
    read_role,
    read_satisfaction,
)

COLUMNS = [
    ImportColumn(
        "case_number",
        _("案号"),
        ["提案编号", "提案号", "编号", "提案案号"],
        read=read_case_number,
        example="315",
    ),
    ImportColumn(
        "matter",
        _("案由"),
        ["提案名称", "题目", "标题", "提案题目", "提案标题", "提案案由"],
        required=True,
        max_length=120,
        example="关于改善校园周边停车的提案",
    ),
    ImportColumn(
        "proposer",
        _("提案人"),
        ["提案者", "第一提案人", "领衔提案人", "提案人姓名"],
        kind="names",
        help=_("一格里有几个姓名时，第一个是第一提案人，其余是联名人。"),
        example="王敏、李强",
    ),
    ImportColumn("co_signers", _("联名人"), ["联名提案人", "附议人", "联名委员"], kind="names"),
    ImportColumn("card", _("委员证号"), ["证号", "第一提案人证号"]),
    ImportColumn("sector", _("界别"), ["所属界别", "提案人界别"], example="教育界"),
    ImportColumn(
        "collective", _("集体"), ["党派", "集体提案者", "集体提案单位", "提案单位"], max_length=80
    ),
    ImportColumn("category", _("类别"), ["分类", "提案类别", "提案分类"], example="城建"),
    ImportColumn("content", _("内容"), ["提案内容", "正文", "全文"]),
    ImportColumn("situation", _("情况"), ["情况反映", "现状", "存在问题", "情况分析"]),
    ImportColumn("analysis", _("分析"), ["原因分析", "问题分析"]),
    ImportColumn("suggestions", _("建议"), ["对策建议", "意见建议", "建议内容", "具体建议"]),
    ImportColumn(
        "lead",
        _("主办单位"),
        ["承办单位", "办理单位", "主办", "单办单位"],
        kind="list",
        help=_("写了几个单位时，都作为分办单位。"),
        example="市公安局",
    ),
    ImportColumn(
        "assist",
        _("会办单位"),
        ["协办单位", "会办", "协办", "配合单位"],
        kind="list",
        example="市教育局、市城管局",
    ),
    ImportColumn("parallel", _("分办单位"), ["分办", "联办单位"], kind="list"),
    ImportColumn(
        "role",
        _("办理分工"),
        ["角色", "分工", "办理方式", "承办方式"],
        read=read_role,
        help=_("每行一个单位的表格用：同一案由的各行合成一件提案。"),
    ),
    ImportColumn("handed_in_on", _("提交日期"), ["收到日期", "提案日期", "提出日期"], kind="date"),
    ImportColumn("docketed_on", _("立案日期"), ["立案时间"], kind="date", example="2024-02-20"),
    ImportColumn("assigned_on", _("交办日期"), ["交办时间"], kind="date"),
    ImportColumn("replied_on", _("答复日期"), ["办复日期", "答复时间", "办结日期"], kind="date"),
    ImportColumn("document_number", _("答复文号"), ["发文字号", "文号"], max_length=60),
    ImportColumn("reply", _("答复内容"), ["答复", "答复意见", "答复全文", "办理情况"]),
    ImportColumn(
        "reply_class", _("办理结果"), ["答复类别", "办理类别"], read=read_class, example="A"
    ),
    ImportColumn(
        "satisfaction",
        _("满意度"),
        ["委员意见", "反馈意见", "满意情况", "委员评价"],
        read=read_satisfaction,
        example="满意",
    ),
    ImportColumn("evaluated_on", _("评价日期"), ["反馈日期"], kind="date"),
    ImportColumn("is_priority", _("是否重点"), ["重点提案", "重点"], read=flag("重点")),
    ImportColumn("may_publish", _("是否公开"), ["公开", "公开情况"], read=flag("公开")),
    ImportColumn("session", _("会议"), ["届次", "会次", "届次会议"], example="十一届五次"),
    ImportColumn(
        "is_session",
        _("大会或平时"),
        ["大会/平时", "是否大会提案", "大会提案", "提案时段"],
        read=read_is_session,
        help=_("没有这一列的，按提交日期是否在会议的受理时段内。"),
    ),
    ImportColumn("year", _("年度"), ["年份", "提案年度"], kind="year"),
    ImportColumn("organisation", _("提案组织"), ["提出组织", "政协组织"], max_length=120),
    ImportColumn("source", _("来源"), ["来源网址", "网址", "链接", "出处"], max_length=400),
    ImportColumn("remark", _("备注"), ["说明"], max_length=400),
]
