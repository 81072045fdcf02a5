"""The command `tongxin` hands its arguments to the right command."""

import pytest

from tongxin.core import cli


@pytest.fixture
def executed(monkeypatch):
    calls = []
    monkeypatch.setattr(cli, "execute_from_command_line", calls.append)
    return calls


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["serve", "--port", "1"], ["tongxin", "serve", "--port", "1"]),
        (["worker"], ["tongxin", "worker"]),
        (["clock", "--once"], ["tongxin", "clock", "--once"]),
        (["check", "--strict"], ["tongxin", "checkup", "--strict"]),
        (["manage", "migrate"], ["tongxin manage", "migrate"]),
    ],
)
def test_command_is_handed_on(executed, given, expected):
    cli.main(given)
    assert executed == [expected]


@pytest.mark.parametrize(("given", "code"), [([], 2), (["nonsense"], 2), (["--help"], 0)])
def test_usage_is_told(executed, capsys, given, code):
    with pytest.raises(SystemExit) as ended:
        cli.main(given)
    assert (ended.value.code, executed) == (code, [])
    assert "usage: tongxin COMMAND" in capsys.readouterr().err
