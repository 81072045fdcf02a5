"""How those events of gatherings read that come from no lifecycle's table, and what may be taken out."""

from tongxin.gatherings.sentences import doors, people, planning, proceedings


def declare_all() -> None:
    """Make them known; called once, when the app is ready."""
    for part in (planning, people, doors, proceedings):
        part.declare_all()
