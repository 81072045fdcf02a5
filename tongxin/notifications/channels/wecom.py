"""WeCom (企业微信): messages of an application, de-duplicated by the provider for half an hour."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from tongxin.notifications.channels import json_http, tencent
from tongxin.notifications.channels.seam import Message, PermanentError, Receipt
from tongxin.notifications.channels.tokens import Token

DUPLICATES = 1800
AUTHORIZE = "https://open.weixin.qq.com/connect/oauth2/authorize"
SIGN_IN = "https://login.work.weixin.qq.com/wwlogin/sso/login"
INSIDE = "wxwork"
"""What the browser of the WeCom app calls itself; every other browser is shown a QR code to scan."""


class WeCom:
    """Sends text messages with a link to a user id; people bind theirs by signing in."""

    is_real = True

    def __init__(
        self,
        *,
        url: str,
        corp: str,
        agent: str,
        secret: str,
        authorize: str = AUTHORIZE,
        sign_in: str = SIGN_IN,
    ):
        self.url = url.rstrip("/")
        self.corp = corp
        self.agent = agent
        self.secret = secret
        self.authorize = authorize
        self.sign_in = sign_in
        self.token = Token(self._fetch)

    def send(self, message: Message) -> Receipt:
        body = {
            "touser": message.address,
            "msgtype": "text",
            "agentid": int(self.agent),
            "text": {"content": f"{message.title}\n{message.url}".strip()},
            "enable_duplicate_check": 1,
            "duplicate_check_interval": DUPLICATES,
        }
        answer = tencent.send(f"{self.url}/cgi-bin/message/send", body, self.token)
        if answer.get("invaliduser"):
            raise PermanentError("address")
        return Receipt(str(answer.get("msgid", "")))

    def sign_in_url(self, back: str, state: str, browser: str) -> str:
        if INSIDE in browser.lower():
            return tencent.authorize_url(self.authorize, self.corp, back, state, agentid=self.agent)
        query = {
            "login_type": "CorpApp",
            "appid": self.corp,
            "agentid": self.agent,
            "redirect_uri": back,
            "state": state,
        }
        return f"{self.sign_in}?{urlencode(query)}"

    def account_of(self, code: str) -> str:
        """The user id; people of other companies have none."""
        url = f"{self.url}/cgi-bin/auth/getuserinfo"
        answer = tencent.asked(url, {"code": code}, self.token, ask=_get)
        return tencent.account_in(answer, "userid")

    def _fetch(self) -> tuple[str, int]:
        query = {"corpid": self.corp, "corpsecret": self.secret}
        return tencent.token_of(json_http.get(f"{self.url}/cgi-bin/gettoken", query))


def _get(url: str, body: Mapping[str, str], *, query: Mapping[str, str]) -> dict[str, Any]:
    return json_http.get(url, {**query, **body})
