"""What invitations, answers and calendars declare to the engines."""

from datetime import timedelta

from tongxin.core import periodic
from tongxin.core.periodic import Duty
from tongxin.gatherings import (
    menu_people,
    notices,
    papers_people,
    parameters_people,
    sentences_people,
)
from tongxin.gatherings.actions.remind_invited import remind_of_coming
from tongxin.organisations import rulebook


def declare() -> None:
    """Called once, when the app is ready."""
    rulebook.declare(*parameters_people.PARAMETERS)
    sentences_people.declare_all()
    notices.declare()
    papers_people.declare()
    menu_people.declare()
    periodic.declare(Duty("gatherings.reminders", timedelta(hours=1), remind_of_coming))
