"""The scanner seam, against a stand-in that speaks clamd's INSTREAM protocol over TCP."""

import io
import socket
import socketserver
import struct
import threading

import pytest

from tongxin.core.checks import UNSAFE, WRONG
from tongxin.core.errors import Refused
from tongxin.papers.scanning import ClamScanner, Unreachable, scan, unscanned

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGEST = 500_000


class StandIn(socketserver.BaseRequestHandler):
    """Reads one zINSTREAM command and answers as clamd does."""

    def handle(self) -> None:
        with self.request.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            received = b""
            while size := struct.unpack("!I", stream.read(4))[0]:
                received += stream.read(size)
        self.request.sendall(self.answer(received) + b"\0")

    def answer(self, received: bytes) -> bytes:
        if len(received) > LARGEST:
            return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in received else b"stream: OK"


@pytest.fixture
def clamd(settings):
    """A scanner listening on this machine, set as the installation's."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), StandIn) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        settings.CLAMAV = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield settings.CLAMAV
        server.shutdown()


@pytest.fixture
def nobody(settings):
    """An address at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.CLAMAV = f"tcp://127.0.0.1:{port}"


def test_clean_files_pass_with_the_scanners_name(clamd):
    assert scan(io.BytesIO(b"harmless" * 30_000)).scanner == "clamav"


def test_infected_files_are_refused_by_name(clamd):
    with pytest.raises(Refused) as refusal:
        scan(io.BytesIO(b"x" * 100_000 + EICAR))
    assert "Eicar-Test-Signature" in refusal.value.message


def test_files_that_the_scanner_could_not_read_are_refused(clamd):
    with pytest.raises(Refused) as refusal:
        scan(io.BytesIO(b"x" * (LARGEST + 1)))
    assert "没有应答" in refusal.value.message


def test_file_is_left_at_its_start(clamd):
    file = io.BytesIO(b"harmless")
    scan(file)
    assert file.tell() == 0


def test_unreachable_scanner_refuses_everything(nobody):
    with pytest.raises(Refused):
        scan(io.BytesIO(b"harmless"))


def test_silent_scanner_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        scanner = ClamScanner("127.0.0.1", silent.getsockname()[1], timeout=0.1)
        with pytest.raises(Unreachable):
            scanner.scan(io.BytesIO(b"x"))


def test_check_says_that_files_are_kept_unscanned(settings):
    settings.CLAMAV = ""
    assert [finding.level for finding in unscanned()] == [UNSAFE]
    assert scan(io.BytesIO(b"x")).scanner == ""


def test_check_says_that_the_scanner_is_away(nobody):
    assert [finding.level for finding in unscanned()] == [WRONG]


def test_check_is_content_with_a_scanner_that_answers(clamd):
    assert unscanned() == []
