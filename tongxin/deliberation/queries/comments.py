"""What is said of a circle."""

from django.db.models import QuerySet

from tongxin.deliberation.models import CircleComment, Conversation


def comments_on(conversation: Conversation) -> QuerySet[CircleComment]:
    """What stands on the page, oldest first."""
    rows = CircleComment._base_manager.filter(conversation=conversation, hidden_on=None)
    return rows.select_related("author", "statement").order_by("pk")
