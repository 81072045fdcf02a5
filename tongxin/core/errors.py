"""The ways in which the program says no."""


class Refused(Exception):
    """A rule refused the act; `message` is the sentence that the person reads."""

    def __init__(self, message: str, *, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


class Conflict(Refused):
    """Somebody else was faster: the record is not as this person saw it."""


class NotVisible(Exception):
    """The record does not exist for this actor; pages answer 404."""
