"""The rulebook's word on passwords, locks, sessions and devices: of several assemblies the strictest counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor, identities_of
from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.organisations.models import Assembly, RulebookEntry
from tongxin.organisations.rulebook import Parameter
from tongxin.organisations.terms import Tier

PREFIX = "accounts."
CLAUSE = _("信息安全等级保护基本要求（三级）")


def _whole(name: str, label: str, default: int, least: int, most: int) -> Parameter:
    return Parameter(f"{PREFIX}{name}", label, "int", default, CLAUSE, least=least, most=most)


PARAMETERS = (
    _whole("password_length", _("密码最短位数"), 8, 8, 64),
    _whole("password_kinds", _("密码至少含几类字符（大写、小写、数字、符号）"), 3, 1, 4),
    _whole("password_history", _("不得与最近几次用过的密码相同"), 5, 0, 24),
    _whole("password_days", _("密码多少天后须更换（0 为不限）"), 90, 0, 3650),
    _whole("lock_failures", _("连续输错几次后暂停登录"), 5, 3, 20),
    _whole("lock_minutes", _("暂停登录多少分钟"), 15, 5, 1440),
    _whole("idle_minutes", _("多少分钟不操作自动退出"), 30, 5, 480),
    _whole("session_hours", _("登录后最长保持多少小时"), 12, 1, 24),
    _whole("bound_idle_hours", _("委员在绑定设备上多少小时不操作自动退出"), 24, 1, 720),
    _whole("bound_session_days", _("委员在绑定设备上登录后最长保持多少天"), 7, 1, 90),
    _whole("code_minutes", _("短信验证码几分钟内有效"), 5, 1, 30),
    _whole("device_days", _("设备绑定多少天（0 为不绑定）"), 30, 0, 365),
    _whole("sheet_days", _("打印的一次性口令多少天内有效"), 30, 1, 180),
)
LARGER_IS_STRICTER = {"password_length", "password_kinds", "password_history", "lock_minutes"}
ZERO_IS_UNLIMITED = {"password_days"}


@dataclass(frozen=True)
class Policy:
    """The parameters in force for somebody; field names are the codes without their prefix."""

    password_length: int
    password_kinds: int
    password_history: int
    password_days: int
    lock_failures: int
    lock_minutes: int
    idle_minutes: int
    session_hours: int
    bound_idle_hours: int
    bound_session_days: int
    code_minutes: int
    device_days: int
    sheet_days: int

    @property
    def lock_time(self) -> timedelta:
        return timedelta(minutes=self.lock_minutes)

    @property
    def code_time(self) -> timedelta:
        return timedelta(minutes=self.code_minutes)


def for_person(person: Person) -> Policy:
    """The strictest rules among the assemblies in which a person has an identity today."""
    identities = identities_of(person)
    served = (Actor(person=person, assignment=identity).assembly_ids for identity in identities)
    return strictest(frozenset().union(*served))


def for_everybody() -> Policy:
    """The strictest rules of the whole installation: for what happens before we know who it is."""
    return strictest(Assembly.objects.exclude(tier=Tier.PROVINCE).values_list("id", flat=True))


def strictest(assembly_ids: Iterable[int], on: date | None = None) -> Policy:
    """Of each parameter the strictest value among these assemblies; the default where there is none."""
    assembly_ids = set(assembly_ids)
    entries = RulebookEntry._base_manager.filter(
        code__startswith=PREFIX, valid_from__lte=on or clock.today(), assembly_id__in=assembly_ids
    ).order_by("valid_from", "id")
    said = {(entry.code, entry.assembly_id): entry.value for entry in entries}
    return Policy(
        **{
            parameter.code.removeprefix(PREFIX): _strictest(
                parameter,
                [said.get((parameter.code, place), parameter.default) for place in assembly_ids],
            )
            for parameter in PARAMETERS
        }
    )


def _strictest(parameter: Parameter, values: list[int]) -> int:
    name = parameter.code.removeprefix(PREFIX)
    if values and name in ZERO_IS_UNLIMITED:
        values = [value for value in values if value] or [0]
    choose = max if name in LARGER_IS_STRICTER else min
    return choose(values, default=parameter.default)
