"""Text messages by an HTTP gateway: JSON, a template id, an HMAC signature over time, nonce and body."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping

from tongxin.core import clock
from tongxin.notifications.channels import json_http
from tongxin.notifications.channels.seam import (
    Message,
    PermanentError,
    RateLimitedError,
    Receipt,
    TemporaryError,
)

RATE_LIMITED = {"RATE_LIMITED", "LIMIT_CONTROL"}
WRONG_ADDRESS = {"INVALID_NUMBER", "BLOCKED_NUMBER"}


class SmsGateway:
    """Sends the template `code` for sign-in codes and `notice` for everything else."""

    is_real = True

    def __init__(self, *, url: str, key: str, secret: str, templates: Mapping[str, str]):
        self.url = url
        self.key = key
        self.secret = secret
        self.templates = templates

    def send(self, message: Message) -> Receipt:
        body = json_http.encoded(self._body(message))
        answer = json_http.post(self.url, body, headers=self._signed(body))
        match answer.get("code"):
            case "OK":
                return Receipt(str(answer.get("id", "")))
            case code if code in RATE_LIMITED:
                raise RateLimitedError()
            case code if code in WRONG_ADDRESS:
                raise PermanentError("address")
        raise TemporaryError("refused")

    def _body(self, message: Message) -> dict[str, object]:
        purpose = "code" if message.code else "notice"
        params = {"code": message.code} if message.code else {"title": message.title}
        return {
            "request_id": message.key,
            "phone": message.address,
            "template": self.templates.get(purpose, purpose),
            "params": params,
        }

    def _signed(self, body: bytes) -> dict[str, str]:
        moment, nonce = str(int(clock.now().timestamp())), secrets.token_hex(8)
        return {
            "X-Key": self.key,
            "X-Timestamp": moment,
            "X-Nonce": nonce,
            "X-Signature": signature(self.secret, moment, nonce, body),
        }


def signature(secret: str, moment: str, nonce: str, body: bytes) -> str:
    """HMAC-SHA256 over the three lines time, nonce, digest of the body; hex."""
    lines = f"{moment}\n{nonce}\n{hashlib.sha256(body).hexdigest()}"
    return hmac.new(secret.encode(), lines.encode(), hashlib.sha256).hexdigest()
