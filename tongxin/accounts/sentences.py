"""How the events of this app read."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.terms import LockReason, Role
from tongxin.trail import sentences, taking
from tongxin.trail.models import Event

PLAIN = {
    "accounts.create_person": gettext_lazy("登记人员"),
    "accounts.update_person": gettext_lazy("修改人员资料"),
    "accounts.open_account": gettext_lazy("开立账号"),
    "accounts.issue_sheet_code": gettext_lazy("打印一次性口令"),
    "accounts.change_password": gettext_lazy("设置密码"),
    "accounts.unlock_account": gettext_lazy("解锁账号"),
    "accounts.reset_second_factor": gettext_lazy("重设第二因素"),
    "accounts.bind_device": gettext_lazy("绑定设备"),
    "accounts.forget_device": gettext_lazy("解除设备绑定"),
    "accounts.end_sessions": gettext_lazy("退出其他设备上的登录"),
    "accounts.merge_people": gettext_lazy("合并重复登记的人员"),
    "accounts.part_people": gettext_lazy("撤销人员合并"),
    "accounts.sign_in": gettext_lazy("登录"),
    "accounts.sign_out": gettext_lazy("退出"),
    "accounts.locked_out": gettext_lazy("连续输错，暂停登录"),
}
FACTORS = {
    "totp": gettext_lazy("动态口令"),
    "webauthn": gettext_lazy("通行密钥"),
    "recovery_codes": gettext_lazy("备用码"),
}
WAYS = {"phone": gettext_lazy("换绑手机号"), "code": gettext_lazy("一次性口令")}


def declare() -> None:
    """Make the sentences known."""
    for act, words in PLAIN.items():
        sentences.declare(act, _saying(words))
    taking.declare("trail.events", gettext_lazy("留痕查阅"))
    sentences.declare("accounts.grant_role", lambda event: _("授予身份：%s") % _role(event))
    sentences.declare("accounts.derive_role", lambda event: _("随任职产生身份：%s") % _role(event))
    sentences.declare("accounts.end_role", lambda event: _("收回身份：%s") % _role(event))
    sentences.declare("accounts.lock_account", lambda event: _("锁定账号：%s") % _reason(event))
    sentences.declare("accounts.restore_access", lambda event: _("当场恢复登录：%s") % _way(event))
    sentences.declare("accounts.add_factor", lambda event: _("启用%s") % _factor(event))
    sentences.declare("accounts.remove_factor", lambda event: _("停用%s") % _factor(event))


def _saying(words) -> Callable[[Event], str]:
    return lambda event: str(words)


def _role(event: Event) -> str:
    return str(Role(event.facts["role"]).label)


def _reason(event: Event) -> str:
    return str(LockReason(event.facts["reason"]).label)


def _way(event: Event) -> str:
    return str(WAYS[event.facts["way"]])


def _factor(event: Event) -> str:
    return str(FACTORS[event.facts["kind"]])
