"""The one seam to the world outside: a message goes in, a receipt or a telling error comes out."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """What a channel needs: an idempotency key, an address, and words without personal data. `code`: a sign-in code."""

    key: str
    address: str = field(repr=False)
    title: str = field(repr=False)
    url: str = ""
    code: str = field(default="", repr=False)


@dataclass(frozen=True)
class Receipt:
    """The provider took it; `reference` is its number for the message."""

    reference: str = ""


class SendingError(Exception):
    """It did not go out. `code` is short and carries neither text nor number."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class PermanentError(SendingError):
    """Trying again would not help: the address is wrong."""


class TemporaryError(SendingError):
    """The same message may go out later."""


class RateLimitedError(TemporaryError):
    """The provider wants no message by this channel for a while."""

    def __init__(self, code: str = "rate", wait: timedelta = timedelta(minutes=1)):
        super().__init__(code)
        self.wait = wait


class Sender(Protocol):
    """A way out of the house. `is_real` is False where messages are only shown, as in the demonstration."""

    is_real: bool

    def send(self, message: Message) -> Receipt:
        """Hand the message over; raises SendingError. Repeating it under the same key must be harmless."""
        ...


class Binder(Protocol):
    """A way out whose accounts people bind themselves, by signing in at the provider (OAuth)."""

    def sign_in_url(self, back: str, state: str, browser: str) -> str:
        """Where to send this browser; empty where it cannot sign in there. The provider adds `code` and `state` to `back`."""
        ...

    def account_of(self, code: str) -> str:
        """The account that signed in, as `Message.address` takes it; raises SendingError. A code is good for once."""
        ...
