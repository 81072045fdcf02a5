"""The columns of the sheet that a unit on paper sends back: one row for each part in a proposal, one for each suggestion."""

from django.utils.translation import gettext_lazy as _

from tongxin.papers.imports.kinds import ImportColumn
from tongxin.proposals.imports.cells import flag, read_class
from tongxin.proposals.terms import ContactForm, ItemAnswer

FORMS = {
    **{str(label): value for value, label in ContactForm.choices},
    "走访": ContactForm.VISIT,
    "面谈": ContactForm.VISIT,
    "当面": ContactForm.VISIT,
    "座谈": ContactForm.MEETING,
    "会议": ContactForm.MEETING,
    "通话": ContactForm.PHONE,
    "来电": ContactForm.PHONE,
    "电子邮件": ContactForm.MAIL,
    "信函": ContactForm.LETTER,
    "书面": ContactForm.LETTER,
}
ANSWERS = {
    **{str(label): value for value, label in ItemAnswer.choices},
    "已采纳": ItemAnswer.ADOPTED,
    "部分": ItemAnswer.PARTLY,
    "不采纳": ItemAnswer.NOT_ADOPTED,
}

KEYS = [
    ImportColumn(
        "handling",
        _("办理编号"),
        ["编号"],
        required=True,
        max_length=40,
        help=_("交换包里已经填好，请不要改动。"),
        is_shown=False,
    ),
    ImportColumn("case", _("案号"), ["提案编号"], max_length=40),
]
WHAT = [
    ImportColumn("round", _("办理次数"), ["第几次办理"], kind="integer"),
    ImportColumn("matter", _("案由"), ["提案名称"], max_length=200),
    ImportColumn("unit", _("承办单位"), ["单位"], max_length=80),
    ImportColumn("role", _("办理分工"), ["分工"], max_length=20),
]
DONE = [
    ImportColumn("signed_on", _("签收日期"), ["签收时间"], kind="date"),
    ImportColumn("handler", _("经办人"), ["承办人", "联系人"], kind="name", max_length=40),
    ImportColumn("phone", _("经办电话"), ["电话", "联系电话"], kind="telephone"),
    ImportColumn("talked_on", _("沟通日期"), ["办理沟通日期", "面商日期"], kind="date"),
    ImportColumn(
        "talked_by",
        _("沟通方式"),
        ["办理沟通方式", "面商方式"],
        kind="choice",
        choices=FORMS,
        help=_("走访面谈、座谈会、电话、邮件或书信。"),
    ),
    ImportColumn("talked_with", _("沟通对象"), ["面商对象"], max_length=80),
    ImportColumn("opinion", _("协办意见"), ["会办意见"], max_length=6000),
    ImportColumn("signer", _("签发人"), ["签发领导"], kind="name", max_length=40),
    ImportColumn("number", _("答复文号"), ["发文字号", "文号"], max_length=60),
    ImportColumn("replied_on", _("答复日期"), ["答复时间"], kind="date"),
    ImportColumn(
        "reply_class",
        _("答复类别"),
        ["办理结果", "办理类别"],
        read=read_class,
        help=_("A、B、C、D 之一。"),
    ),
    ImportColumn("looked_on", _("督查室审核日期"), ["审核日期"], kind="date"),
    ImportColumn(
        "may_publish",
        _("同意公开"),
        ["是否公开", "公开"],
        read=flag("公开"),
        help=_("是或否；不同意公开的写明理由。"),
    ),
    ImportColumn("no_publish_reason", _("不公开理由"), ["不公开的理由"], max_length=200),
    ImportColumn(
        "file",
        _("答复文件名"),
        ["文件名", "盖章件"],
        max_length=160,
        help=_("盖章答复的 PDF 或扫描图片，与本表一起交回。"),
    ),
    ImportColumn(
        "digest", _("答复文件摘要"), ["文件摘要", "SHA256"], max_length=64, is_shown=False
    ),
    ImportColumn("objection", _("申请改办理由"), ["改办理由"], max_length=2000),
    ImportColumn("other_unit", _("建议单位"), ["建议改由", "建议承办单位"], max_length=80),
]
ANSWER = [
    ImportColumn("item", _("建议序号"), ["序号"], kind="integer"),
    ImportColumn("suggestion", _("建议原文"), ["建议"]),
    ImportColumn(
        "answer",
        _("采纳情况"),
        ["是否采纳"],
        kind="choice",
        choices=ANSWERS,
        help=_("采纳、部分采纳或未采纳。"),
    ),
    ImportColumn("text", _("办理情况"), ["逐条答复", "答复内容"], max_length=6000),
    ImportColumn("reason", _("未采纳理由"), ["未采纳的理由"], max_length=2000),
    ImportColumn("promise", _("承诺事项"), ["承诺内容"], max_length=2000),
    ImportColumn("promised_for", _("承诺期限"), ["完成时限", "承诺完成日期"], kind="date"),
    ImportColumn("responsible", _("责任人或科室"), ["责任人", "责任科室"], max_length=80),
]

PARTS = [*KEYS, *WHAT, *DONE]
"""The first worksheet: a row for each part in a proposal."""

ANSWERED = [*KEYS, *ANSWER]
"""The second worksheet: a row for each numbered suggestion."""

COLUMNS = [*KEYS, *WHAT, *DONE, *ANSWER]
REPLY_CODES = ("signer", "number", "replied_on", "reply_class", "file")
"""What a paper reply must say; any of them filled in means that a reply is returned."""
