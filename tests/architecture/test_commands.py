"""The commands in bin/: executable, sound, described at their top and in the README; locks hold no addresses."""

import os
import subprocess
import tomllib

import pytest

from tests.architecture.source import ROOT

COMMANDS = sorted(path for path in (ROOT / "bin").iterdir() if path.name != "lib.sh")
LOCKS = sorted(ROOT.glob("requirements*.lock"))

every_command = pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)


@every_command
def test_command_can_be_run_and_says_what_it_does(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert os.access(path, os.X_OK)
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[1].startswith("# ")
    assert "set -euo pipefail" in lines or "set -uo pipefail" in lines


@every_command
def test_command_is_sound_bash(path):
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0


@every_command
def test_command_stands_in_the_readme(path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"bin/{path.name}" in readme


def test_ci_runs_what_people_run():
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith('../bin/test"')


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_names_hashes_and_no_addresses(lock):
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count("==") > 0
    blocks = text.replace("\\\n", "").splitlines()
    pinned = [line for line in blocks if "==" in line and not line.lstrip().startswith("#")]
    assert [line[:40] for line in pinned if "--hash=sha256:" not in line] == []


def test_locks_agree_and_hold_what_the_project_asks_for():
    run, test = (_pinned(ROOT / name) for name in ("requirements.lock", "requirements-dev.lock"))
    assert run.items() <= test.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {_name(one) for one in project["project"]["dependencies"]}
    for_tests = {_name(one) for one in project["dependency-groups"]["dev"]}
    assert (asked - set(run), for_tests - set(test)) == (set(), set())


def _pinned(lock) -> dict[str, str]:
    lines = (line for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line)
    words = (line.split()[0] for line in lines if not line.lstrip().startswith(("#", "--")))
    return {
        name.partition("[")[0]: version
        for name, _same, version in (w.partition("==") for w in words)
    }


def _name(requirement: str) -> str:
    for end in "[~=<>! ":
        requirement = requirement.partition(end)[0]
    return requirement
