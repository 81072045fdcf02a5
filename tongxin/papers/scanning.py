"""The seam for virus scanners: none by default (and `check` says so), ClamAV over TCP where its address is set."""

import io
import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO, Protocol
from urllib.parse import urlparse

from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.core.checks import UNSAFE, WRONG, Finding
from tongxin.core.errors import Refused

CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
PORT = 3310


@dataclass(frozen=True)
class Verdict:
    """What a scanner said: its name, and the name of what it found, if anything."""

    scanner: str
    found: str = ""


class Scanner(Protocol):
    """Looks at the bytes of a file before it is kept."""

    def scan(self, file: BinaryIO) -> Verdict: ...


class Unreachable(Exception):
    """The scanner did not answer; nothing may be assumed about the file."""


class NoScanner:
    """Lets everything pass and says so on the file's row."""

    def scan(self, file: BinaryIO) -> Verdict:
        return Verdict(scanner="")


@dataclass(frozen=True)
class ClamScanner:
    """clamd's INSTREAM command: chunks with their length before them, an empty one at the end, one line back."""

    host: str
    port: int = PORT
    timeout: float = 30

    def scan(self, file: BinaryIO) -> Verdict:
        file.seek(0)
        try:
            with socket.create_connection((self.host, self.port), self.timeout) as connection:
                connection.sendall(b"zINSTREAM\0")
                while chunk := file.read(CHUNK):
                    connection.sendall(struct.pack("!I", len(chunk)) + chunk)
                connection.sendall(struct.pack("!I", 0))
                answer = self._answer(connection)
        except OSError as error:
            raise Unreachable(str(error)) from error
        finally:
            file.seek(0)
        return self._verdict(answer)

    @staticmethod
    def _answer(connection: socket.socket) -> str:
        received = b""
        while not received.endswith(b"\0") and len(received) < LONGEST_ANSWER:
            part = connection.recv(LONGEST_ANSWER)
            if not part:
                break
            received += part
        return received.rstrip(b"\0\n").decode("utf-8", "replace")

    @staticmethod
    def _verdict(answer: str) -> Verdict:
        """`stream: OK`, `stream: <name> FOUND`; anything else, such as a size limit, is no verdict."""
        said = answer.removeprefix("stream: ")
        if said == "OK":
            return Verdict("clamav")
        if said.endswith(" FOUND"):
            return Verdict("clamav", found=said.removesuffix(" FOUND"))
        raise Unreachable(answer or "no answer")


def scanner() -> Scanner:
    """The scanner of this installation: settings.CLAMAV, such as tcp://127.0.0.1:3310."""
    if address := getattr(settings, "CLAMAV", ""):
        parts = urlparse(address)
        return ClamScanner(parts.hostname or "localhost", parts.port or PORT)
    return NoScanner()


def scan(file: BinaryIO) -> Verdict:
    """Scan or refuse: a file that carries something is not kept, nor one that could not be looked at."""
    try:
        verdict = scanner().scan(file)
    except Unreachable as error:
        raise Refused(
            _("病毒扫描服务暂时没有应答，文件没有保存。请稍后再传，或联系管理员。")
        ) from error
    if verdict.found:
        raise Refused(
            _("在这个文件里发现病毒（%(name)s），没有保存。请先在本机杀毒。")
            % {"name": verdict.found}
        )
    return verdict


def unscanned() -> list[Finding]:
    """Say when uploads are kept without a look, or when the scanner does not answer."""
    chosen = scanner()
    if isinstance(chosen, NoScanner):
        return [
            Finding(
                UNSAFE,
                _("没有配置病毒扫描，上传的文件不经查毒就保存。"),
                _("安装 ClamAV，并用环境变量 TONGXIN_CLAMAV 给出地址，例如 tcp://127.0.0.1:3310。"),
            )
        ]
    try:
        chosen.scan(io.BytesIO(b"tongxin"))
    except Unreachable as error:
        return [
            Finding(
                WRONG,
                _("病毒扫描服务没有应答：%(error)s。上传会被拒绝。") % {"error": error},
                _("请启动 ClamAV，或改正环境变量 TONGXIN_CLAMAV。"),
            )
        ]
    return []
