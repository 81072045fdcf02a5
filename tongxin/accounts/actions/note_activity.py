"""Notes when a session was last used, for the list of sessions."""

from allauth.usersessions.models import UserSession

from tongxin.core import clock


def note_activity(session_key: str) -> None:
    """Called at most once a minute per session."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=clock.now())
