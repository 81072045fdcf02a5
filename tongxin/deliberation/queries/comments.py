"""What is said of a circle, and what was decided about its alarms."""

from django.db.models import QuerySet

from tongxin.deliberation.models import AlarmNote, CircleComment, Conversation


def comments_on(conversation: Conversation) -> QuerySet[CircleComment]:
    """What stands on the page, oldest first."""
    rows = CircleComment._base_manager.filter(conversation=conversation, hidden_on=None)
    return rows.select_related("author", "statement").order_by("pk")


def notes_on(conversation: Conversation) -> QuerySet[AlarmNote]:
    """What was decided about signs that the result was pushed, oldest first."""
    return AlarmNote._base_manager.filter(conversation=conversation).order_by("pk")
