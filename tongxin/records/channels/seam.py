"""What a piece for the official account needs, and what an account can do with it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Piece:
    """A piece as the account takes it: plain fields, the text as simple markup."""

    title: str
    author: str
    summary: str
    markup: str


class AccountDrafts(Protocol):
    """An official account that takes drafts and publishes them."""

    def add_draft(self, piece: Piece) -> str:
        """Put the piece among the account's drafts; its number there. Raises SendingError."""
        ...

    def submit(self, draft: str) -> str:
        """Publish a draft; the number of the job that does it. Raises SendingError."""
        ...
