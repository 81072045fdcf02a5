"""How the events of the roll read."""

from django.utils.translation import gettext_lazy as _

from tongxin.members.queries.aliases import ASKED
from tongxin.notifications import words
from tongxin.notifications.words import Words
from tongxin.trail import sentences, taking

PLAIN = {
    "members.open_term": _("登记新一届"),
    "members.open_session": _("登记全体会议"),
    "members.start_term": _("建立新一届名册"),
    "members.seat": _("委员任职"),
    "members.update": _("修改委员资料"),
    "members.merge_seats": _("同一届的两个席位并成一个"),
    "members.merge_pairs": _("同一联系的两条并成一条"),
    ASKED: _("请安全管理员合并重复登记的人员"),
    "members.amend_mandate": _("更正任期日期"),
    "members.end_mandate": _("终止委员任期"),
    "members.found_bodies": _("设立界别、专委会和集体提案者"),
    "members.found_body": _("登记机构和组织"),
    "members.dissolve_body": _("撤销机构和组织"),
    "members.represent": _("确定集体提案经办人"),
    "members.appoint": _("任命职务"),
    "members.relieve": _("免去职务"),
    "members.enter_identity": _("登记身份证号"),
    "members.read_identity": _("查看身份证号"),
    "members.open_pair": _("建立联系"),
    "members.enter_enterprise": _("登记企业"),
    "members.end_pair": _("结束联系"),
    "members.log_contact": _("记录联系"),
    "members.settle_help": _("登记帮助事项的办理情况"),
}


def declare_all() -> None:
    """Make the sentences known."""
    for act, said in PLAIN.items():
        sentences.declare(act, lambda event, said=said: str(said))
    words.declare(
        ASKED, lambda notice, person: Words(str(_("请合并重复登记的人员")), str(person or ""))
    )
    taking.declare("members", _("委员名册"))
