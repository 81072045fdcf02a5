"""Sends nothing: in the demonstration messages are shown on the outbox page."""

from tongxin.notifications.channels.seam import Message, Receipt


class Demonstration:
    """Takes every message and answers with a receipt."""

    is_real = False

    def send(self, message: Message) -> Receipt:
        return Receipt("demonstration")
