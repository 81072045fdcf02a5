"""An older backup comes back: what had been cleared is cleared again by the list beside the database."""

import json
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tests.proposals.clearing.planting import (
    files_with_needle,
    in_database_files,
    planted_case,
    rows_with_needle,
)
from tests.proposals.thread import fresh, submitted
from tongxin.core import periodic
from tongxin.proposals.actions.clearing import clear_again, finish, finishing, ledger
from tongxin.proposals.actions.clearing.declaring import clearings
from tongxin.proposals.models import Clearing
from tongxin.proposals.terms import CLEARED
from tongxin.search.engines import engine


def listed() -> list[dict]:
    return [json.loads(line) for line in ledger.path().read_text(encoding="utf-8").splitlines()]


def test_list_beside_the_database_holds_ids_only(city, clear):
    proposal = submitted(city)
    clearing = clear(proposal)
    finish()
    (entry,) = listed()
    assert (entry["clearing"], entry["proposal"]) == (clearing.public_id, proposal.public_id)
    assert proposal.matter not in ledger.path().read_text(encoding="utf-8")
    finish()
    assert len(listed()) == 1


@pytest.fixture
def copied(tmp_path):
    """Make a copy of the database's file; bring it back."""
    file, kept = Path(connection.settings_dict["NAME"]), tmp_path / "backup"

    def save():
        kept.mkdir()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(kept / "db")])
        shutil.copytree(tmp_path / "files", kept / "files")

    def restore():
        connection.close()
        for beside in ("-wal", "-shm"):
            file.with_name(file.name + beside).unlink(missing_ok=True)
        shutil.copy(kept / "db", file)
        shutil.copytree(kept / "files", tmp_path / "files", dirs_exist_ok=True)
        shutil.rmtree(kept)

    return save, restore


def test_restored_database_is_cleared_again(transactional_db, city, clear, copied, capsys):
    if connection.vendor != "sqlite":
        pytest.skip("copies SQLite's file")
    save, restore = copied
    engine().clear()
    proposal = planted_case(city)
    save()
    clearing = clear(proposal)
    restore()
    assert rows_with_needle() != []
    assert [finding.level for finding in clearings()] == ["wrong"]
    call_command("clear_again")
    assert "重新清除 1 项。" in capsys.readouterr().out
    assert (rows_with_needle(), files_with_needle(), in_database_files()) == ([], [], [])
    again = Clearing._base_manager.get(public_id=clearing.public_id)
    assert (again.state, again.cleared_at) == ("cleared", clearing.cleared_at)
    assert [finding.level for finding in clearings()] == ["note"]


def test_what_was_written_since_is_not_cleared_again(city, clear):
    proposal = submitted(city)
    clear(proposal, "version", proposal.versions.get().pk)
    finish()
    type(proposal)._base_manager.filter(pk=proposal.pk).update(situation="新写的情况。")
    assert clear_again() == (0, 0)
    assert (fresh(proposal).situation, fresh(proposal).analysis) == ("新写的情况。", CLEARED)


def test_proposal_that_the_backup_does_not_know_is_counted(city, clear):
    clear(submitted(city))
    finish()
    entry = listed()[0] | {"clearing": "aaaaaaaaaaaa", "proposal": "bbbbbbbbbbbb"}
    ledger.path().write_text(json.dumps(entry) + "\n", encoding="utf-8")
    assert clear_again() == (0, 1)


def test_request_that_waits_gives_way_to_the_list(city, ask, clear):
    proposal = submitted(city)
    clear(proposal)
    finish()
    entry = listed()[0]
    other = submitted(city)
    waiting = ask(other)
    ledger.path().write_text(
        json.dumps(entry | {"clearing": "aaaaaaaaaaaa", "proposal": other.public_id}) + "\n",
        encoding="utf-8",
    )
    assert clear_again() == (1, 0)
    assert (fresh(waiting).state, fresh(other).matter) == ("dropped", CLEARED)


def test_clock_finishes_what_readers_held_up(city, clear, monkeypatch):
    monkeypatch.setattr(finishing, "scrub_database", lambda: False)
    clearing = clear(submitted(city))
    assert (finish(), fresh(clearing).scrubbed_at) == (0, None)
    assert "unsafe" in [finding.level for finding in clearings()]
    monkeypatch.setattr(finishing, "scrub_database", lambda: True)
    duty = next(one for one in periodic.duties() if one.code == "proposals.clearing")
    assert duty.run() == 1
    assert fresh(clearing).scrubbed_at is not None
