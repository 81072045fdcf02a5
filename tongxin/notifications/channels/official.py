"""Official account (公众号): template messages; the provider drops a repeat of the same client_msg_id."""

from tongxin.notifications.channels import json_http, tencent
from tongxin.notifications.channels.seam import Message, Receipt
from tongxin.notifications.channels.tokens import Token

LONGEST_VALUE = 20
AUTHORIZE = "https://open.weixin.qq.com/connect/oauth2/authorize"
INSIDE = "micromessenger"
"""What WeChat's own browser calls itself: nobody signs in with WeChat anywhere else."""


class OfficialAccount:
    """Sends one template with the fields `thing1` (title) and a link to an open id; people bind theirs in WeChat."""

    is_real = True

    def __init__(
        self, *, url: str, app: str, secret: str, template: str, authorize: str = AUTHORIZE
    ):
        self.url = url.rstrip("/")
        self.app = app
        self.secret = secret
        self.template = template
        self.authorize = authorize
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

    def sign_in_url(self, back: str, state: str, browser: str) -> str:
        if INSIDE not in browser.lower():
            return ""
        return tencent.authorize_url(self.authorize, self.app, back, state)

    def account_of(self, code: str) -> str:
        """The open id."""
        query = {
            "appid": self.app,
            "secret": self.secret,
            "code": code,
            "grant_type": "authorization_code",
        }
        answer = json_http.get(f"{self.url}/sns/oauth2/access_token", query)
        return tencent.account_in(answer, "openid")

    def _fetch(self) -> tuple[str, int]:
        """The stable token: several workers get the same one and do not invalidate each other's."""
        body = {"grant_type": "client_credential", "appid": self.app, "secret": self.secret}
        return tencent.token_of(json_http.post(f"{self.url}/cgi-bin/stable_token", body))
