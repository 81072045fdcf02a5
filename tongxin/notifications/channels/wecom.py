"""WeCom (企业微信): messages of an application, de-duplicated by the provider for half an hour."""

from tongxin.notifications.channels import json_http, tencent
from tongxin.notifications.channels.seam import Message, PermanentError, Receipt
from tongxin.notifications.channels.tokens import Token

DUPLICATES = 1800


class WeCom:
    """Sends text messages with a link to a user id."""

    is_real = True

    def __init__(self, *, url: str, corp: str, agent: str, secret: str):
        self.url = url.rstrip("/")
        self.corp = corp
        self.agent = agent
        self.secret = secret
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

    def _fetch(self) -> tuple[str, int]:
        query = {"corpid": self.corp, "corpsecret": self.secret}
        return tencent.token_of(json_http.get(f"{self.url}/cgi-bin/gettoken", query))
