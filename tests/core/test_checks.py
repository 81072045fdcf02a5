"""`tongxin check` prints what is wrong, says what to do, and fails when it must."""

import pytest
from django.core.management import call_command

from tongxin.core import checks, installation
from tongxin.core.checks import Check, Finding

WRONG = Finding("wrong", "磁盘满了", "清理磁盘")
UNSAFE = Finding("unsafe", "口令太短")


@pytest.fixture
def declared(monkeypatch):
    monkeypatch.setattr(checks, "_checks", {})

    def declare(*findings, code="tests.check"):
        checks.declare(Check(code, "检查", lambda: list(findings)))

    return declare


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        call_command("checkup", *arguments)
    return ended.value.code, capsys.readouterr().out


def test_all_well(declared, capsys):
    declared()
    assert run(capsys) == (0, "✓ 检查\n")


def test_wrong_fails_and_advises(declared, capsys):
    declared(WRONG)
    assert run(capsys) == (1, "✗ 检查 [不行] 磁盘满了\n    → 清理磁盘\n")


def test_unsafe_fails_only_when_strict(declared, capsys):
    declared(UNSAFE)
    assert run(capsys) == (0, "✗ 检查 [不安全] 口令太短\n")
    assert run(capsys, "--strict")[0] == 1


def test_check_that_breaks_is_a_finding_without_its_message(monkeypatch, capsys):
    def break_down():
        raise LookupError("13800138000")

    monkeypatch.setattr(checks, "_checks", {"x": Check("x", "检查", break_down)})
    code, output = run(capsys)
    assert code == 1
    assert "LookupError at test_checks.py" in output
    assert "13800138000" not in output


def test_unknown_level_is_refused():
    with pytest.raises(ValueError, match="severe"):
        Finding("severe", "x")


@pytest.mark.parametrize(
    ("changed", "check", "levels"),
    [
        ({"SECRET_KEY": "x" * 50, "DEBUG": True}, installation.secrets, ["unsafe"]),
        ({"SECRET_KEY": "short"}, installation.secrets, ["unsafe"]),
        ({"SECRET_KEY": "x" * 50, "DEMO": True}, installation.secrets, ["note"]),
        ({"SECRET_KEY": "x" * 50}, installation.secrets, []),
        ({"ALLOWED_HOSTS": ["*"], "BEHIND_TLS": True}, installation.address, ["unsafe"]),
        ({"ALLOWED_HOSTS": ["zx.example"]}, installation.address, ["unsafe"]),
        ({"ALLOWED_HOSTS": ["localhost"]}, installation.address, ["note"]),
        ({"ALLOWED_HOSTS": ["zx.example"], "BEHIND_TLS": True}, installation.address, []),
    ],
)
def test_settings_are_judged(settings, changed, check, levels):
    for name, value in changed.items():
        setattr(settings, name, value)
    assert [finding.level for finding in check()] == levels


@pytest.mark.django_db
def test_missing_processes_are_noticed():
    from tongxin.core import leases

    assert len(installation.processes()) == 2
    leases.acquire("worker:a", "a")
    leases.acquire("clock", "b")
    assert installation.processes() == []


def test_data_folder_others_can_read_is_unsafe(settings, tmp_path):
    settings.DATA = tmp_path
    tmp_path.chmod(0o755)
    assert [finding.level for finding in installation.data_folder()] == ["unsafe"]
    tmp_path.chmod(0o750)
    assert installation.data_folder() == []


@pytest.mark.parametrize(
    ("day", "levels"),
    [((2026, 6, 1), []), ((2026, 12, 2), ["note"]), ((2027, 1, 5), ["unsafe"])],
)
def test_missing_notice_of_the_state_council_is_noticed(day, levels):
    from datetime import datetime

    from tongxin.core import clock

    with clock.frozen(datetime(*day)):
        assert [finding.level for finding in installation.calendar()] == levels
