"""Mail by SMTP; the Message-ID is the idempotency key, so that a repeat can be recognised at the other end."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from tongxin.notifications.channels.seam import Message, PermanentError, Receipt, TemporaryError

TIMEOUT = 10


class Mail:
    """Sends plain text through the server of Django's EMAIL settings."""

    is_real = True

    def send(self, message: Message) -> Receipt:
        reference = f"<{message.key}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"
        mail = EmailMessage(
            subject=message.title,
            body=_("%(title)s\n\n%(url)s\n\n这是系统自动发出的通知，请勿直接回复。")
            % {"title": message.title, "url": message.url},
            to=[message.address],
            headers={"Message-ID": reference, "Auto-Submitted": "auto-generated"},
            connection=get_connection(timeout=TIMEOUT),
        )
        _send(mail)
        return Receipt(reference)


def _send(mail: EmailMessage) -> None:
    """Hand over; the library's errors are replaced because they quote the address."""
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        raise (
            PermanentError("address") if min(codes) >= 500 else TemporaryError("refused")
        ) from None
    except TimeoutError:
        raise TemporaryError("timeout") from None
    except smtplib.SMTPResponseException as error:
        raise TemporaryError(f"smtp_{error.smtp_code}") from None
    except (smtplib.SMTPException, OSError):
        raise TemporaryError("unreachable") from None
