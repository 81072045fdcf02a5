"""What `tongxin check` asks of accounts: managers, second factors, messages, keyring."""

from collections import Counter
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts import codes, crypto, queries
from tongxin.accounts.actions.rotate_keys import SECRETS
from tongxin.accounts.adapter import SEALED_FOR
from tongxin.accounts.models import Person, RoleAssignment
from tongxin.accounts.sealed import unreadable
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.checks import NOTE, UNSAFE, WRONG, Check, Finding, declare
from tongxin.organisations.models import Assembly
from tongxin.organisations.terms import Tier


def declare_all() -> None:
    """Called once by the app's `ready`."""
    declare(Check("accounts.managers", gettext_lazy("三员分立"), managers))
    declare(Check("accounts.second_factors", gettext_lazy("第二因素"), second_factors))
    declare(Check("accounts.messages", gettext_lazy("短信验证码"), messages))
    declare(Check("accounts.keyring", gettext_lazy("密钥环"), keyring))


def managers() -> list[Finding]:
    """Every working assembly has its three managers, and nobody is two of them."""
    held = RoleAssignment.objects.in_force(clock.today()).filter(role__in=Role.managers())
    by_place: dict[int | None, set[str]] = {}
    by_person: dict[int, set[str]] = {}
    for place, person, role in held.values_list("assembly_id", "person_id", "role"):
        by_place.setdefault(place, set()).add(role)
        by_person.setdefault(person, set()).add(role)
    findings = []
    if doubled := sum(len(roles) > 1 for roles in by_person.values()):
        sentence = _("有 %(n)d 人同时担任两种以上管理员。") % {"n": doubled}
        findings.append(Finding(UNSAFE, sentence, _("请由安全管理员收回其中一种身份。")))
    for assembly in Assembly.objects.exclude(tier=Tier.PROVINCE):
        missing = Role.managers() - by_place.get(assembly.pk, set())
        if missing:
            findings.append(_missing(assembly, missing))
    return findings


def second_factors() -> list[Finding]:
    """Accounts that hold more than a member's identity and have no second factor yet."""
    enrolled = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    needing = Person.objects.filter(
        queries.holding(set(Role) - Role.of_members()), user__last_login__isnull=False
    )
    without = needing.exclude(user__in=enrolled.values("user_id")).count()
    if not without:
        return []
    sentence = _("有 %(n)d 个工作人员账号登录过而没有启用第二因素。") % {"n": without}
    return [Finding(NOTE, sentence, _("他们下次登录时必须先启用，才能打开其他页面。"))]


def messages() -> list[Finding]:
    if codes.can_send():
        return []
    return [Finding(NOTE, _("没有开通短信，委员只能用密码登录。"), _("请配置短信网关。"))]


def keyring() -> list[Finding]:
    """The keyring stands outside the data folder and its backups, readable by its owner only."""
    path = Path(settings.KEYRING).resolve()
    findings = []
    if path.is_relative_to(Path(settings.DATA).resolve()):
        advice = _("用 TONGXIN_KEYRING 指到别处，并单独备份。")
        findings.append(Finding(UNSAFE, _("密钥环放在数据文件夹里，会随备份一起流出。"), advice))
    is_there, unopened = path.exists(), _unopened()
    if not is_there and not unopened:
        advice = _("首次启用第二因素时自动生成。")
        findings.append(Finding(NOTE, _("还没有密钥环 %(path)s。") % {"path": path}, advice))
    elif is_there and path.stat().st_mode & 0o077:
        advice = _("运行 chmod 600 %(path)s。") % {"path": path}
        findings.append(Finding(UNSAFE, _("本机其他用户可以读取密钥环。"), advice))
    return findings + [_missing_key(key_id, n) for key_id, n in unopened.items()]


def _unopened() -> Counter[str]:
    """Sealed texts that no key opens, second factors among them, by the key they ask for."""
    found = unreadable()
    for data in Authenticator.objects.values_list("data", flat=True):
        for token in (data[name] for name in SECRETS if name in data):
            try:
                crypto.unseal(token, bound_to=SEALED_FOR)
            except crypto.UnreadableError as error:
                found[error.key_id] += 1
    return found


def _missing_key(key_id: str, count: int) -> Finding:
    """Data came here without the keyring of its machine."""
    sentence = _("密钥环里没有能用的密钥 %(key)s，%(n)d 处加密的内容打不开。") % {
        "key": key_id,
        "n": count,
    }
    return Finding(WRONG, sentence, how_to_adopt())


def how_to_adopt() -> str:
    """What a system manager does when sealed texts came without their keys."""
    sentence = _(
        "取来原机器上的密钥环文件，运行 tongxin manage adopt_keys 文件名，把它的密钥加进 %(path)s。"
    )
    return sentence % {"path": Path(settings.KEYRING).resolve()}


def _missing(assembly: Assembly, roles: frozenset[Role]) -> Finding:
    names = _("、").join(str(role.label) for role in Role if role in roles)
    sentence = _("%(assembly)s没有%(roles)s。") % {"assembly": assembly.short_name, "roles": names}
    level = WRONG if Role.SECURITY_MANAGER in roles else UNSAFE
    return Finding(level, sentence, _("运行 tongxin manage appoint，或由安全管理员授予。"))
