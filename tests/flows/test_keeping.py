"""Every night: a verified backup, old ones given up, and an examination that fails where the log does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort

from daihoi.errors import StoreError
from daihoi.recording import import_campaign_reports
from daihoi.store.verifying import verify
from daihoi.workspace import Workspace
from flows.keeping import NOTHING_TO_KEEP, back_up_log, verify_log


@pytest.fixture
def data(workspace: Path) -> Path:
    """A log with the reports of Cẩm Lệ; its folder."""
    import_campaign_reports(Workspace.from_environment(), "cam_le_2020")
    return Workspace.from_environment().data


def damage(log: Path) -> None:
    """Changes a recorded event behind the program's back."""
    with closing(sqlite3.connect(log)) as database:
        for (name,) in database.execute(
            "select name from sqlite_master where name glob 'event_*' and type = 'trigger'"
        ).fetchall():
            database.execute(f'drop trigger "{name}"')
        database.execute("pragma ignore_check_constraints = on")
        database.execute("update event set percent = 99 where seq = 7")
        database.commit()


def told(key: str) -> str:
    """The text of the newest artifact under a key."""
    with get_client(sync_client=True) as client:
        wanted = ArtifactFilter(key=ArtifactFilterKey(any_=[key]))
        found = client.read_artifacts(artifact_filter=wanted, sort=ArtifactSort.CREATED_DESC)
        return str(found[0].data)


def test_the_backup_is_whole_and_old_ones_are_thinned(data: Path) -> None:
    folder = data / "backups"
    folder.mkdir()
    for month in range(1, 13):  # of 24 months the newest are kept, of the days before those not
        for day in (1, 15):
            (folder / f"daihoi-2018{month:02}{day:02}-223000.db").touch()
    kept = back_up_log()
    assert kept.events == verify(folder / kept.name).rows["event"] > 900
    assert verify(folder / kept.name).is_whole
    left = sorted(path.name for path in folder.glob("*.db"))
    assert "daihoi-20180115-223000.db" in left
    assert "daihoi-20180101-223000.db" not in left
    assert kept.name in left
    assert kept.name in told("sao-luu")


def test_a_log_that_is_not_whole_is_not_backed_up_and_no_old_backup_is_given_up(data: Path) -> None:
    good = back_up_log().name
    (data / "backups" / "daihoi-20180101-223000.db").touch()
    damage(data / "daihoi.db")
    with pytest.raises(StoreError, match="không nguyên vẹn"):
        back_up_log()
    assert {path.name for path in (data / "backups").glob("*.db")} == {good, "daihoi-20180101-223000.db"}
    assert verify(data / "backups" / good).is_whole


def test_the_examination_of_a_sound_log_says_so(data: Path) -> None:
    assert verify_log() > 900
    assert "nguyên vẹn" in told("kiem-tra-so-ghi")


def test_the_examination_of_a_damaged_log_fails_with_every_finding(data: Path) -> None:
    damage(data / "daihoi.db")
    with pytest.raises(StoreError, match=r"KHÔNG nguyên vẹn, 4 điều sai: .*event_no_update.*CHECK"):
        verify_log()
    text = told("kiem-tra-so-ghi")
    assert "KHÔNG nguyên vẹn" in text
    assert "daihoi db restore" in text


def test_without_a_log_there_is_nothing_to_do(workspace: Path) -> None:
    for flow in (back_up_log, verify_log):
        state = flow(return_state=True)
        assert (state.name, state.is_completed()) == (NOTHING_TO_KEEP, True)
    assert not workspace.parent.joinpath("data").exists()
