"""Rows are written in actions; nothing writes behind their back; one clock; named exceptions, each with its reason."""

import ast
from collections.abc import Iterable

import pytest
from django.db.models import signals

from tests.architecture.source import Module, chain, modules, planted
from tests.architecture.writes import writers

WRITERS = {
    "tongxin/core/bulk.py": "sends the statements that an action made ready",
    "tongxin/core/jobs.py": "claims, gives back and forgets rows of the job queue",
    "tongxin/core/leases.py": "a process takes, renews and releases its lease",
    "tongxin/core/periodic.py": "the clock claims a duty and notes how it went",
    "tongxin/core/sequences.py": "numbers are taken inside the caller's transaction",
    "tongxin/figures/history.py": "versions of counted facts follow each act, through the engine's one seam",
    "tongxin/lifecycle/deadlines.py": "the engine's clocks, turned by acts only",
    "tongxin/lifecycle/perform.py": "the only door to a state field",
    "tongxin/lifecycle/waiting.py": "the engine's waiting rows, refreshed by acts only",
    "tongxin/portal/demo/accounts.py": "known passwords and second factors exist in the demonstration only",
    "tongxin/search/queue.py": "tasks and entries of the index, written with the act and by the worker",
    "tongxin/trail/recording.py": "the only way to add to the trail",
}
"""Engine modules that write rows."""

OTHER_STORES = {
    "tongxin/accounts/list_memory.py": "hands what a list remembers to its action, or the session",
    "tongxin/core/catalogue.py": "writes the catalogue, a text file",
    "tongxin/core/lists/page.py": "what a list remembers goes to the memory in use",
    "tongxin/core/lists/memory.py": "the same",
    "tongxin/core/lists/saved.py": "the same",
    "tongxin/papers/documents/codes.py": "draws a QR code into memory",
    "tongxin/papers/documents/word/styles.py": "writes the DOCX file that all begin with into memory",
    "tongxin/papers/documents/word/writer.py": "writes a DOCX file into memory",
}
"""Modules whose `save` is no row's."""

ALL_ASSEMBLIES = {
    "tongxin/portal/management/commands/demo.py": "the city is set up before anybody works in it",
    "tongxin/portal/queries/public.py": "the public index counts what every assembly has published",
    "tongxin/search/queue.py": "one index serves all; a reader's rule narrows what is found",
}
"""Uses of a scope over all assemblies, with the reason."""

REAL_TIME = {
    "tongxin/core/clock.py": "is the clock",
    "tongxin/portal/management/commands/demo.py": "sets the demonstration's clock against the real one",
    "tongxin/portal/views/demo.py": "allauth notes the moment of a sign-in in seconds of the epoch",
}
"""Modules that read the machine's own time."""

MODEL_SIGNALS = {
    "pre_init",
    "post_init",
    "pre_save",
    "post_save",
    "pre_delete",
    "post_delete",
    "m2m_changed",
    "class_prepared",
}
OTHER_CLOCKS = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
}


def model_receivers(among: Iterable[Module]) -> list[str]:
    """Uses of model signals: they run where a reader of the action cannot see them."""
    found = []
    for module in among:
        for node in module.nodes(ast.ImportFrom, ast.Attribute):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "django.db.models"
            ):
                names = {alias.name for alias in node.names} & {*MODEL_SIGNALS, "signals"}
            elif isinstance(node, ast.Attribute):
                names = MODEL_SIGNALS & {node.attr}
            else:
                continue
            found += [f"{module.at(node)}: {name}" for name in sorted(names)]
    return found


def other_clocks(among: Iterable[Module]) -> list[str]:
    """Modules that read the time past `core.clock`, also by Django's own stamps on fields."""
    found = []
    for module in among:
        for node in module.nodes(ast.Attribute, ast.keyword):
            if isinstance(node, ast.keyword):
                if node.arg in ("auto_now", "auto_now_add"):
                    found.append(module.path)
            elif tuple(chain(node)[-2:]) in OTHER_CLOCKS:
                found.append(module.path)
    return sorted(set(found))


def uses_of(name: str, home: str, among: Iterable[Module]) -> list[str]:
    """Modules that import `name` from `home` or reach it through it."""
    found = []
    for module in among:
        if module.name == home:
            continue
        for node in module.nodes(ast.ImportFrom, ast.Attribute):
            if isinstance(node, ast.ImportFrom):
                used = node.module == home and name in {alias.name for alias in node.names}
            else:
                used = chain(node)[-2:] == [home.rpartition(".")[2], name]
            if used:
                found.append(module.path)
    return sorted(set(found))


def test_rows_are_written_in_actions_only():
    assert sorted(writers(modules())) == sorted([*WRITERS, *OTHER_STORES])


@pytest.mark.parametrize(
    "source",
    [
        "proposal.save()",
        "Proposal.objects.create(matter='x')",
        "Proposal._base_manager.filter(pk=1).update(matter='x')",
        "proposal.handlings.all().delete()",
        "proposal.wished_units.set([])",
        "proposal.handlings.update(round=2)",
        "proposal.wished_units.add(unit)",
        "Reply.objects.get_or_create(pk=1)",
        "Proposal.objects.bulk_update(rows, ['matter'])",
        "ready(proposals).write_rows()",
        "write_all([ready(proposals)])",
    ],
)
def test_write_outside_actions_would_be_found(source):
    path = "tongxin/proposals/queries.py"
    assert path in writers([Module(path, source)])


def test_plain_containers_are_no_writes():
    source = "facts.update(a=1)\nseen.add(2)\nnames.remove('x')\nself.update(x=1)"
    assert writers([Module("tongxin/proposals/queries.py", source)]) == {}


def test_no_model_signal_is_received():
    assert model_receivers(modules()) == []


def test_no_model_signal_has_our_receiver_at_run_time():
    ours = [
        receiver
        for name in MODEL_SIGNALS - {"class_prepared"}
        for _key, weak, *_rest in getattr(signals, name).receivers
        if (receiver := weak() if callable(weak) else weak)
        and getattr(receiver, "__module__", "").startswith("tongxin")
    ]
    assert ours == []


@pytest.mark.parametrize(
    "source",
    [
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "import django.db.models.signals as s\ns.pre_delete.connect(f)",
    ],
)
def test_model_signal_would_be_found(source):
    assert model_receivers([Module("tongxin/search/planted.py", source)])


def test_time_is_read_from_the_one_clock():
    assert other_clocks(modules()) == sorted(REAL_TIME)


@pytest.mark.parametrize(
    "source",
    [
        "from django.utils import timezone\nx = timezone.now()",
        "import datetime\nx = datetime.date.today()",
        "from datetime import datetime\nf = datetime.now",
        "at = models.DateTimeField(auto_now_add=True)",
        "import time\nx = time.time()",
    ],
)
def test_other_clock_would_be_found(source):
    assert other_clocks([Module("tongxin/members/planted.py", source)])


def test_scopes_over_all_assemblies_are_listed():
    found = uses_of("all_assemblies", "tongxin.organisations.scope", modules())
    assert found == sorted(ALL_ASSEMBLIES)


def test_scope_over_all_assemblies_would_be_found():
    source = "from tongxin.organisations.scope import all_assemblies"
    among = planted("tongxin/members/planted.py", source)
    assert "tongxin/members/planted.py" in uses_of(
        "all_assemblies", "tongxin.organisations.scope", among
    )


def test_guard_of_the_trail_is_never_lifted_in_the_program():
    assert uses_of("lifted", "tongxin.trail.guard", modules()) == []


def test_lifting_the_guard_would_be_found():
    source = "from tongxin.trail import guard\nwith guard.lifted():\n    pass"
    among = [Module("tongxin/trail/planted.py", source)]
    assert uses_of("lifted", "tongxin.trail.guard", among) == ["tongxin/trail/planted.py"]
