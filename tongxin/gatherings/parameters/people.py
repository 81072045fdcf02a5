"""The rulebook's lines on invitations: when those who are expected are reminded."""

from django.utils.translation import gettext_lazy as _

from tongxin.organisations.rulebook import Parameter

REMINDER_DAYS = "gatherings.reminder_days"

PARAMETERS = [
    Parameter(
        REMINDER_DAYS,
        _("会议和活动提前几天提醒参加的人"),
        "int",
        1,
        _("0 表示不提醒；未答复的按到期提醒的时点另行提醒"),
        most=7,
    ),
]
