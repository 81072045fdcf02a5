"""Five hundred people vote in the same minute: sessions over HTTP against the real server with its worker and its clock.

Everybody comes in by a printed code before the minute begins; then each answers three statements at moments drawn over
the minute, every tenth of them twice as after a slow line. An answer's time runs from its moment, waiting included.
Afterwards nothing is lost or doubled, and the analysis that holds everything is waited for. Beside the clock, which
tells of everything that runs on the machine, the processor time of the server with its worker and clock is printed. On
a SQLite file as in production; `bin/with-postgres` runs the same on PostgreSQL. TONGXIN_BENCH_VOICES sets another number of people,
TONGXIN_BENCH_PORT another port.
"""

import http.client
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from bench import ground

VOICES = int(os.environ.get("TONGXIN_BENCH_VOICES", "500"))
PORT = int(os.environ.get("TONGXIN_BENCH_PORT", "8977"))
MINUTE, EACH, STATEMENTS = 60.0, 3, 40
TWICE = 10
"""One answer in so many is sent again."""
HANDS = 48
PATIENCE = 120
STATEMENT = re.compile(r'name="statement" value="([^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as folder:
        ground.prepare(Path(folder), "bench.settings")
        from django.db import connection

        from tongxin.organisations.scope import all_assemblies

        with all_assemblies(reason="the benchmark looks at the whole database"):
            conversation, codes = opened()
            print(f"{connection.vendor}, {VOICES} people, {EACH} answers each, {ground.load()}")
            with serving() as server:
                people = enter([Citizen(conversation.open_url, code) for code in codes])
                before = processor(server)
                answers = vote(people)
                report(answers, processor(server) - before)
                print(f"in the result {awaited(conversation):.1f} s after the last answer")
            compare(conversation, answers)
            print("nothing lost, nothing doubled")


def opened() -> tuple[Any, list[str]]:
    """A conversation that takes stances today, and its printed codes."""
    from tests.deliberation.conferring import Conferring
    from tests.factories.cities import make_city
    from tongxin.deliberation.actions.join import print_codes
    from tongxin.deliberation.terms import Admission

    conferring, today = Conferring(make_city()), date.today()
    days = ("collects_on", "votes_on", "discusses_on", "closes_on")
    ahead = dict(zip(days, (today + timedelta(days=n) for n in (0, 0, 8, 9)), strict=True))
    seeds = "\n".join(f"第{number}条观点" for number in range(STATEMENTS))
    conversation = conferring.voting(admission=Admission.CODE, seeds=seeds, **ahead)
    codes = print_codes(conversation, actor=conferring.general, batch="会场", count=VOICES)
    return conversation, codes


@contextmanager
def serving() -> Iterator[int]:
    """`tongxin serve` on this database, until it is no longer needed; the number of its process."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tongxin.config.settings"}
    command = [sys.executable, "-m", "tongxin.core.cli", "serve", "--port", str(PORT)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            until(answers_at_all)
            yield server.pid
        finally:
            server.terminate()


def processor(process: int) -> float:
    """Seconds of processor that a process and all below it have used."""
    parents, ticks = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(fields[1])
            ticks[int(folder.name)] = int(fields[11]) + int(fields[12])
    family = {process}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(ticks.get(one, 0) for one in family) / os.sysconf("SC_CLK_TCK")


def until(holds: Any, *, patience: float = PATIENCE) -> float:
    """Wait until it holds; how long that took."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > patience:
            raise TimeoutError(holds.__name__)
        time.sleep(0.1)
    return time.monotonic() - began


def answers_at_all() -> bool:
    try:
        return bool(Line().ask("GET", "/")[0])
    except OSError:
        return False


class Line:
    """One device: its cookies; every question comes by a connection of its own, as from phones that slept between."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **form: str) -> tuple[int, str]:
        """Status and text of an answer; a form is sent as htmx sends it."""
        head = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form:
            head |= {"HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)
        connection.request(method, path, urlencode(form) if form else None, head)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                crumbs = SimpleCookie(value)
                self.cookies |= {key: one.value for key, one in crumbs.items()}
        return answer.status, text


class Citizen:
    """Somebody with a printed code and a phone."""

    def __init__(self, door: str, code: str):
        self.door, self.code, self.line = door, code, Line()
        self.before = self.token = ""

    def enter(self) -> "Citizen":
        """Through the door, to the first statement."""
        token = found(TOKEN, self.line.ask("GET", self.door)[1])
        form = {"csrfmiddlewaretoken": token, "code": self.code}
        status, _text = self.line.ask("POST", f"{self.door}code/", **form)
        assert status == 302, status
        self._reads(self.line.ask("GET", f"{self.door}take-part/")[1])
        return self

    def answer(self, stance: str, *, twice: bool) -> tuple[str, str]:
        """One answer, sent again where the line was slow; which statement got which stance."""
        said, form = self.before, {"stance": stance, "csrfmiddlewaretoken": self.token}
        for _time in range(2 if twice else 1):
            status, text = self.line.ask(
                "POST", f"{self.door}take-part/stance/", statement=said, **form
            )
            assert status == 200, status
        self._reads(text)
        return said, stance

    def _reads(self, text: str) -> None:
        self.before, self.token = found(STATEMENT, text), found(TOKEN, text)


def found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    assert match, text[:500]
    return match[1]


def enter(people: list[Citizen]) -> list[Citizen]:
    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(Citizen.enter, people))


Answer = tuple[float, str, str]
"""How long it took from its moment, the statement, the stance."""


def vote(people: list[Citizen]) -> list[Answer]:
    """Everybody's answers over the minute."""
    draw = random.Random(4)  # noqa: S311
    plan = [(draw.uniform(0, MINUTE), person) for person in people for _one in range(EACH)]
    plan.sort(key=lambda one: one[0])
    began = time.monotonic()
    locks = {person: threading.Lock() for person in people}

    def act(place: int) -> Answer:
        moment, person = plan[place]
        time.sleep(max(0.0, began + moment - time.monotonic()))
        with locks[person]:
            said, stance = person.answer(("1", "-1", "0")[place % 3], twice=not place % TWICE)
        return time.monotonic() - began - moment, said, stance

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(act, range(len(plan))))


def report(answers: list[Answer], used: float) -> None:
    cuts = quantiles([took for took, _said, _stance in answers], n=100)
    worst = max(took for took, _said, _stance in answers)
    told = ", ".join(f"p{at} {cuts[at - 1] * 1000:.0f} ms" for at in (50, 95, 99))
    print(f"{len(answers)} answers in a minute: {told}, longest {worst:.2f} s, {ground.load()}")
    print(
        f"the server used {used:.1f} s of processor, {used / len(answers) * 1000:.0f} ms an answer"
    )


def compare(conversation: Any, answers: list[Answer]) -> None:
    """What is stored is what was answered, once each."""
    from tongxin.deliberation.models import StanceRow, Voice

    rows = StanceRow.objects.filter(conversation=conversation)
    stored = Counter(rows.values_list("statement__public_id", "stance"))
    assert stored == Counter((said, int(stance)) for _took, said, stance in answers)
    assert rows.values("voice").distinct().count() == Voice.objects.count() == VOICES


def awaited(conversation: Any) -> float:
    """Seconds until the kept result holds every stance but those of too few people, which are no news by themselves."""
    from tongxin.deliberation.queries.analyses import latest
    from tongxin.deliberation.suppression import least_people

    few = (least_people(conversation.assembly_id) - 1) * STATEMENTS

    def is_whole() -> bool:
        kept = latest(conversation)
        return kept is not None and kept.stances >= VOICES * EACH - few

    return until(is_whole)


if __name__ == "__main__":
    main()
