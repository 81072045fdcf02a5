"""Providers in the test process: they speak the HTTP of an SMS gateway, WeCom and official accounts, and misbehave on demand."""

import json
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from tongxin.notifications.channels.sms import signature

Answer = tuple[int, dict, dict]


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Clients that hung up are part of the tests."""


class StandIn:
    """Answers on a free port while its `with` block lasts; `faults` are used up one a request."""

    def __init__(self):
        self.faults: deque[Callable[[Callable[[], Answer]], Answer | None]] = deque()
        self.requests: list[tuple[str, dict, dict]] = []
        self.delay = 0.0
        self._server = _Quiet(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str, query: dict, body: dict, headers: dict, raw: bytes) -> Answer:
        raise NotImplementedError

    def _respond(self, path, query, body, headers, raw) -> Answer | None:
        with self._lock:
            self.requests.append((path, query, body))
            fault = self.faults.popleft() if self.faults else None

        def usual() -> Answer:
            with self._lock:
                return self.answer(path, query, body, headers, raw)

        time.sleep(self.delay)
        return fault(usual) if fault else usual()

    def _handler(stand_in):  # noqa: N805 — `self` is the handler's
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._do(b"")

            def do_POST(self):
                self._do(self.rfile.read(int(self.headers["Content-Length"])))

            def _do(self, raw: bytes):
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                body = json.loads(raw) if raw else {}
                answer = stand_in._respond(parts.path, query, body, dict(self.headers), raw)
                if answer is None:
                    self.close_connection = True
                    return
                status, content, headers = answer
                data = content if isinstance(content, bytes) else json.dumps(content).encode()
                self.send_response(status)
                for name, value in {"Content-Length": str(len(data)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args):
                """The test's output stays clean."""

        return Handler


def failing(status: int, **headers: str):
    """The provider answers with an HTTP error and does nothing."""
    return lambda usual: (status, {}, {name.replace("_", "-"): v for name, v in headers.items()})


def saying(content: dict | bytes):
    """The provider answers with this and does nothing."""
    return lambda usual: (200, content, {})


def late(seconds: float):
    """The provider does its work, but answers too late."""

    def fault(usual):
        answer = usual()
        time.sleep(seconds)
        return answer

    return fault


def cut_off(usual):
    """The provider does its work, but the line breaks before its answer."""
    usual()


class SmsStandIn(StandIn):
    """A gateway that checks signatures and sends each request id once."""

    SECRET = "sms-secret"

    def __init__(self):
        super().__init__()
        self.sent: dict[str, dict] = {}
        self.asked: Counter[str] = Counter()

    @property
    def settings(self) -> dict:
        templates = {"notice": "N1", "code": "C1"}
        return {
            "url": f"{self.url}/send",
            "key": "k",
            "secret": self.SECRET,
            "templates": templates,
        }

    def answer(self, path, query, body, headers, raw) -> Answer:
        signed = signature(self.SECRET, headers["X-Timestamp"], headers["X-Nonce"], raw)
        if headers["X-Signature"] != signed:
            return 403, {}, {}
        self.asked[body["request_id"]] += 1
        self.sent.setdefault(body["request_id"], body)
        return 200, {"code": "OK", "id": f"sms-{body['request_id']}"}, {}


class TokenStandIn(StandIn):
    """What both Tencent interfaces share: tokens that can run out, and sign-ins that end in a code good for once."""

    app = ""

    def __init__(self):
        super().__init__()
        self.signs_in = "somebody"
        self.codes: dict[str, str] = {}
        self.tokens = 0
        self.life = 7200
        self.refused = 42001
        self.valid: set[str] = set()
        self.sent: list[dict] = []

    def new_token(self) -> Answer:
        self.tokens += 1
        self.valid = {f"token-{self.tokens}"}
        content = {"errcode": 0, "access_token": f"token-{self.tokens}", "expires_in": self.life}
        return 200, content, {}

    def sign_in(self, query: dict) -> Answer:
        """The provider's page: whoever looks at it (`signs_in`) is sent back with a code."""
        if query.get("appid") != self.app:
            return 400, {"errmsg": "invalid appid"}, {}
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = self.signs_in
        back = urlencode({"code": code, "state": query["state"]})
        return 302, {}, {"Location": f"{query['redirect_uri']}?{back}"}

    def account_of(self, code: str) -> str:
        """Whose code it is; none for one that was used."""
        return self.codes.pop(code, "")

    def refuse_token(self) -> Answer:
        return 200, {"errcode": self.refused, "errmsg": "access_token expired"}, {}


class WeComStandIn(TokenStandIn):
    """An application of 企业微信 whose only unknown user is `nobody`; a repeated content is dropped.

    Who signs in as `@…` belongs to another company and has an open id only.
    """

    app = "corp"

    @property
    def settings(self) -> dict:
        return {
            "url": self.url,
            "corp": "corp",
            "agent": "1000002",
            "secret": "wecom-secret",
            "authorize": f"{self.url}/connect/oauth2/authorize",
            "sign_in": f"{self.url}/wwlogin/sso/login",
        }

    def answer(self, path, query, body, headers, raw) -> Answer:
        if path in ("/connect/oauth2/authorize", "/wwlogin/sso/login"):
            return self.sign_in(query)
        if path == "/cgi-bin/gettoken":
            right = query == {"corpid": "corp", "corpsecret": "wecom-secret"}
            return self.new_token() if right else (200, {"errcode": 40001}, {})
        if query.get("access_token") not in self.valid:
            return self.refuse_token()
        if path == "/cgi-bin/auth/getuserinfo":
            return self.who_signed_in(query.get("code", ""))
        if body["touser"] == "nobody":
            return 200, {"errcode": 0, "invaliduser": "nobody", "msgid": "m0"}, {}
        if body not in self.sent:
            self.sent.append(body)
        return 200, {"errcode": 0, "errmsg": "ok", "msgid": f"m{len(self.sent)}"}, {}

    def who_signed_in(self, code: str) -> Answer:
        account = self.account_of(code)
        if not account:
            return 200, {"errcode": 40029, "errmsg": "invalid code"}, {}
        name = "openid" if account.startswith("@") else "userid"
        return 200, {"errcode": 0, "errmsg": "ok", name: account}, {}


class OfficialStandIn(TokenStandIn):
    """An official account that sends one message per open id and client_msg_id."""

    app = "app"

    @property
    def settings(self) -> dict:
        return {
            "url": self.url,
            "app": "app",
            "secret": "wx-secret",
            "template": "T1",
            "authorize": f"{self.url}/connect/oauth2/authorize",
        }

    def answer(self, path, query, body, headers, raw) -> Answer:
        if path == "/connect/oauth2/authorize":
            return self.sign_in(query)
        if path == "/sns/oauth2/access_token":
            return self.exchange(query)
        if path == "/cgi-bin/stable_token":
            right = (body["appid"], body["secret"]) == ("app", "wx-secret")
            return self.new_token() if right else (200, {"errcode": 40001}, {})
        if query.get("access_token") not in self.valid:
            return self.refuse_token()
        known = {(one["touser"], one["client_msg_id"]) for one in self.sent}
        if (body["touser"], body["client_msg_id"]) not in known:
            self.sent.append(body)
        return 200, {"errcode": 0, "errmsg": "ok", "msgid": len(self.sent)}, {}

    def exchange(self, query: dict) -> Answer:
        """Open id for code: without an access token, with the secret of the account."""
        right = (query.get("appid"), query.get("secret"), query.get("grant_type"))
        if right != ("app", "wx-secret", "authorization_code"):
            return 200, {"errcode": 40125, "errmsg": "invalid appsecret"}, {}
        account = self.account_of(query.get("code", ""))
        if not account:
            return 200, {"errcode": 40163, "errmsg": "code been used"}, {}
        return 200, {"access_token": "u", "expires_in": 7200, "openid": account}, {}
