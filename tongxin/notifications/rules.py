"""Who may look at the outbox and who may stop sending; what of sending cities may set differently."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.notifications.terms import Channel
from tongxin.organisations import rulebook
from tongxin.organisations.rulebook import Parameter

OUTBOX = "notifications.outbox"
SWITCH = "notifications.switch"
SWITCH_ALL = "notifications.switch_all"

CHANNELS = "notifications.channels"
REMINDER_STEPS = "notifications.reminder_steps"
QUIET_FROM = "notifications.quiet_from"
QUIET_UNTIL = "notifications.quiet_until"

OFFICES = (
    Role.SYSTEM_MANAGER,
    Role.PROPOSALS_OFFICE,
    Role.GENERAL_OFFICE,
    Role.SECRETARY_GENERAL,
)
BEFORE = [(str(n), format_lazy(_("提前 {n} 个工作日"), n=n)) for n in (20, 15, 10, 5, 3, 2, 1)]
AFTER = [(str(-n), format_lazy(_("逾期 {n} 个工作日"), n=n)) for n in (1, 3, 5, 10)]


def declare_all() -> None:
    """Called once by the app's `ready`."""
    permissions.declare(OUTBOX, None, permissions.roles(Role.SYSTEM_MANAGER), _("查看发送记录"))
    permissions.declare(SWITCH, None, permissions.roles(*OFFICES), _("停发和恢复本级消息"))
    permissions.declare(SWITCH_ALL, None, _may_switch_all, _("停发和恢复全部消息"))
    rulebook.declare(
        Parameter(
            CHANNELS,
            _("消息渠道的先后"),
            "codes",
            list(Channel.values),
            _("依次选第一个能送达的渠道；本人另有选择的从其选择"),
            Channel.choices,
        ),
        Parameter(
            REMINDER_STEPS,
            _("到期提醒的时点"),
            "codes",
            ["10", "5", "1", "0", "-1"],
            _("只提醒经办人；向上催办由人发出"),
            [*BEFORE, ("0", _("到期当天")), *AFTER],
        ),
        Parameter(QUIET_FROM, _("晚上几点后不发提醒"), "int", 21, _("消息本身不受影响"), most=24),
        Parameter(QUIET_UNTIL, _("早上几点前不发提醒"), "int", 8, _("消息本身不受影响"), most=12),
    )


def _may_switch_all(actor: Actor):
    """The system manager of the city, which runs the installation."""
    is_city = actor.assembly is not None and actor.assembly.parent_id is None
    allowed = actor.is_any([Role.SYSTEM_MANAGER]) and is_city
    return permissions.EVERYTHING if allowed else permissions.NOTHING
