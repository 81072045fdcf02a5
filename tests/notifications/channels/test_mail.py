"""Mail against an SMTP server in the test process."""

import pytest
from aiosmtpd.controller import Controller

from tongxin.notifications.channels import Message, PermanentError, TemporaryError
from tongxin.notifications.channels.mail import Mail


class Postbox:
    """Keeps what arrives; `answer` refuses."""

    def __init__(self):
        self.arrived = []
        self.answer = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.arrived.append(envelope.content.decode())
        return "250 OK"


class AnyPort(Controller):
    """Takes a free port and then greets itself there."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def postbox(settings):
    box = Postbox()
    controller = AnyPort(box, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.DEFAULT_FROM_EMAIL = "office@tongxin.example"
    yield box
    controller.stop()


def message():
    return Message(
        key="k1", address="wang@example.cn", title="已立案", url="https://tongxin.example/x/"
    )


def test_mail_arrives_with_its_key_as_message_id(postbox):
    receipt = Mail().send(message())
    assert receipt.reference == "<k1@tongxin.example>"
    (content,) = postbox.arrived
    assert "Message-ID: <k1@tongxin.example>" in content
    assert "To: wang@example.cn" in content


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        ("550 no such user", PermanentError, "address"),
        ("450 try later", TemporaryError, "refused"),
    ],
)
def test_mail_refused_recipient(postbox, answer, error, code):
    postbox.answer = answer
    with pytest.raises(error) as failed:
        Mail().send(message())
    assert failed.value.code == code
    assert failed.value.__suppress_context__


def test_mail_without_a_server_is_a_temporary_error(postbox, settings):
    settings.EMAIL_PORT = 9
    with pytest.raises(TemporaryError, match="unreachable"):
        Mail().send(message())
