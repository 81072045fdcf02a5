"""The rulebook's proposal chapter: every number and choice in which cities differ, with its source."""

from django.utils.translation import gettext_lazy as _

from tongxin.organisations.rulebook import Length, Parameter
from tongxin.proposals.models import Handling
from tongxin.proposals.terms import ProposerKind, ReplyClass


def numbers_cases(pattern: str) -> bool:
    """Whether a pattern writes a case number, and tells two of them apart."""
    try:
        return pattern.format(number=1) != pattern.format(number=2)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False


PARAMETERS = [
    Parameter(
        "proposals.kinds_all_year",
        _("全年可提交的集体提案"),
        "codes",
        ["party", "peoples_organisation", "committee", "county"],
        _("界别、小组一般只在全体会议期间提出；北京2024、常州全年可提"),
        choices=ProposerKind.choices,
    ),
    Parameter(
        "proposals.joint_signatures",
        _("联名提案至少几名联名人"),
        "int",
        1,
        _("各地规定不同"),
        least=1,
        most=50,
    ),
    Parameter(
        "proposals.seal_page_required",
        _("集体提案须附盖章页"),
        "flag",
        True,
        _("全国条例：署名并盖章"),
    ),
    Parameter(
        "proposals.most_attachments",
        _("一件提案最多附几个文件"),
        "int",
        10,
        _("常见做法"),
        least=1,
        most=50,
    ),
    Parameter(
        "proposals.co_sign_within",
        _("联名确认期限"),
        "length",
        Length(7, "days"),
        _("由发起人设定，默认七日"),
    ),
    Parameter(
        "proposals.office_may_return",
        _("办公室可直接退回修改"),
        "flag",
        False,
        _("默认由会议列表审定"),
    ),
    Parameter(
        "proposals.revise_within",
        _("退回后修改期限"),
        "length",
        Length(5, "workdays"),
        _("常见做法"),
    ),
    Parameter(
        "proposals.assign_within",
        _("立案后交办期限"),
        "length",
        Length(30, "days"),
        _("一市：闭会后30日内"),
    ),
    Parameter(
        "proposals.trial_within",
        _("预交办答复期限"),
        "length",
        Length(3, "workdays"),
        _("常见做法"),
    ),
    Parameter(
        "proposals.acknowledge_within",
        _("签收期限"),
        "length",
        Length(5, "workdays"),
        _("各地3至10日"),
    ),
    Parameter(
        "proposals.objection_comment_within",
        _("提案委对改办提意见的期限"),
        "length",
        Length(3, "workdays"),
        _("常见做法"),
    ),
    Parameter(
        "proposals.objection_decided_within",
        _("改办批复期限"),
        "length",
        Length(7, "days"),
        _("广州：7日"),
    ),
    Parameter(
        "proposals.opine_within",
        _("会办意见期限"),
        "length",
        Length(1, "months"),
        _("一地1个月，另一地2个月"),
    ),
    Parameter(
        "proposals.reply_session_within",
        _("大会提案答复期限"),
        "length",
        Length(3, "months"),
        _("多数地方3个月；四川5个月"),
    ),
    Parameter(
        "proposals.reply_ordinary_within",
        _("平时提案答复期限"),
        "length",
        Length(3, "months"),
        _("自交办之日起3个月"),
    ),
    Parameter(
        "proposals.reply_collective_within",
        _("集体提案答复期限"),
        "length",
        Length(3, "months"),
        _("一地规定党派提案较早答复"),
    ),
    Parameter(
        "proposals.reply_priority_within",
        _("重点提案答复期限"),
        "length",
        Length(3, "months"),
        _("吉林市：5月31日前"),
    ),
    Parameter(
        "proposals.reply_at_most",
        _("答复最长期限（含延期）"),
        "length",
        Length(6, "months"),
        _("自交办之日起最长6个月"),
    ),
    Parameter(
        "proposals.review_within",
        _("答复送审的审核期限"),
        "length",
        Length(5, "workdays"),
        _("常见做法"),
    ),
    Parameter(
        "proposals.contact_before_reply",
        _("答复前须与提案者沟通"),
        "flag",
        True,
        _("许多地方以沟通为答复前提"),
    ),
    Parameter(
        "proposals.evaluate_within",
        _("评价期限"),
        "length",
        Length(30, "days"),
        _("15至30日，逾期记未反馈"),
    ),
    Parameter(
        "proposals.hear_within",
        _("不满意后听取意见的期限"),
        "length",
        Length(5, "workdays"),
        _("5个工作日内听取双方意见"),
    ),
    Parameter(
        "proposals.rehandle_within",
        _("重新办理期限"),
        "length",
        Length(1, "months"),
        _("四川3个月；其他1个月"),
    ),
    Parameter(
        "proposals.rehandle_times",
        _("最多重新办理几次"),
        "int",
        1,
        _("再次不满意的，组织面对面沟通"),
        least=0,
        most=3,
    ),
    Parameter(
        "proposals.confirm_commitment_within",
        _("单位确认承诺事项的期限"),
        "length",
        Length(5, "workdays"),
        _("常见做法"),
    ),
    Parameter(
        "proposals.classes_followed",
        _("须跟踪落实的办理结果"),
        "codes",
        ["B"],
        _("自贡：B、C类每年回访"),
        choices=ReplyClass.choices,
    ),
    Parameter(
        "proposals.class_rule",
        _("几个单位答复时取哪一个办理结果"),
        "choice",
        "lowest",
        _("默认取最靠后的一类"),
        choices=[("lowest", _("取最靠后的一类")), ("lead", _("取第一个主办单位的"))],
    ),
    Parameter(
        "proposals.merged_count_as_docketed",
        _("并案计入立案数"),
        "flag",
        False,
        _("各地计法不同：延安计入，全国分列"),
    ),
    Parameter(
        "proposals.number_pattern",
        _("案号写法"),
        "text",
        "第{number:04d}号",
        _("各地写法：0315、W2024118、54057"),
        fits=numbers_cases,
    ),
]


def reply_rule(handling: Handling) -> str:
    """Which reply term applies: priority before collective before session before ordinary."""
    proposal = handling.proposal
    if proposal.is_priority:
        return "proposals.reply_priority_within"
    if proposal.is_collective:
        return "proposals.reply_collective_within"
    if proposal.is_session:
        return "proposals.reply_session_within"
    return "proposals.reply_ordinary_within"
