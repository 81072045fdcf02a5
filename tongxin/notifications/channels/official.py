"""Official account (公众号): template messages; the provider drops a repeat of the same client_msg_id."""

from tongxin.notifications.channels import json_http, tencent
from tongxin.notifications.channels.seam import Message, Receipt
from tongxin.notifications.channels.tokens import Token

LONGEST_VALUE = 20


class OfficialAccount:
    """Sends one template with the fields `thing1` (title) and a link to an open id."""

    is_real = True

    def __init__(self, *, url: str, app: str, secret: str, template: str):
        self.url = url.rstrip("/")
        self.app = app
        self.secret = secret
        self.template = template
        self.token = Token(self._fetch)

    def send(self, message: Message) -> Receipt:
        body = {
            "touser": message.address,
            "template_id": self.template,
            "url": message.url,
            "client_msg_id": message.key,
            "data": {"thing1": {"value": message.title[:LONGEST_VALUE]}},
        }
        answer = tencent.send(f"{self.url}/cgi-bin/message/template/send", body, self.token)
        return Receipt(str(answer.get("msgid", "")))

    def _fetch(self) -> tuple[str, int]:
        """The stable token: several workers get the same one and do not invalidate each other's."""
        body = {"grant_type": "client_credential", "appid": self.app, "secret": self.secret}
        return tencent.token_of(json_http.post(f"{self.url}/cgi-bin/stable_token", body))
