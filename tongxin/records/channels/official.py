"""The drafts of a WeChat official account: stable_token, draft/add, freepublish/submit."""

from typing import Any

from tongxin.notifications.channels import json_http, tencent
from tongxin.notifications.channels.seam import TemporaryError
from tongxin.notifications.channels.tokens import Token
from tongxin.records.channels.seam import Piece


class OfficialDrafts:
    """One account. `cover` is the media id of the picture that stands above pieces without one of their own."""

    def __init__(self, *, url: str, app: str, secret: str, cover: str):
        self.url = url.rstrip("/")
        self.app = app
        self.secret = secret
        self.cover = cover
        self.token = Token(self._fetch)

    def add_draft(self, piece: Piece) -> str:
        article = {
            "article_type": "news",
            "title": piece.title,
            "author": piece.author,
            "digest": piece.summary,
            "content": piece.markup,
            "thumb_media_id": self.cover,
            "need_open_comment": 0,
        }
        return self._number("draft/add", {"articles": [article]}, "media_id")

    def submit(self, draft: str) -> str:
        return self._number("freepublish/submit", {"media_id": draft}, "publish_id")

    def _number(self, path: str, body: dict[str, Any], name: str) -> str:
        answer = tencent.send(f"{self.url}/cgi-bin/{path}", body, self.token)
        number = str(answer.get(name, ""))
        if not number:
            raise TemporaryError("bad_answer")
        return number

    def _fetch(self) -> tuple[str, int]:
        """The stable token: several workers get the same one and do not invalidate each other's."""
        body = {"grant_type": "client_credential", "appid": self.app, "secret": self.secret}
        return tencent.token_of(json_http.post(f"{self.url}/cgi-bin/stable_token", body))
