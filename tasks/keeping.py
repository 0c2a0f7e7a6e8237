"""Keeping the log safe: backups that are verified, old ones given up, and the nightly examination."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from daihoi import clock
from daihoi.loading import find_config
from daihoi.loading.service_config import load_service_settings
from daihoi.store import backups, evidence, verifying
from daihoi.store.thinning import thin
from daihoi.store.verifying import Verification
from daihoi.workspace import Workspace
from tasks.watching import watched_task


@dataclass(frozen=True)
class Kept:
    """What a nightly backup did.

    Attributes:
        name: file name of the copy.
        events: events in it.
        head: number and hash of its last event; empty without events.
        removed: how many old copies were given up.
    """

    name: str
    events: int
    head: str
    removed: int


@watched_task("Sao lưu sổ ghi")
def back_up() -> Kept:
    """Makes a backup with the evidence beside it; when it is verified, gives up old ones."""
    workspace = Workspace.from_environment()
    folder = workspace.data / backups.FOLDER
    made = backups.back_up(workspace.log_place, None, clock.now(), folder=folder)
    evidence.copy_missing(workspace.data / evidence.FOLDER, folder / evidence.FOLDER)
    anchor = made.verification.head.anchor
    return Kept(
        made.path.name,
        made.verification.rows["event"],
        f"{anchor.seq} · {anchor.hash}" if anchor else "",
        len(_given_up(workspace, folder)),
    )


def _given_up(workspace: Workspace, folder: Path) -> tuple[Path, ...]:
    kept = load_service_settings(find_config(workspace.config)).backups_kept
    return thin(folder, kept.daily, kept.weekly, kept.monthly)


@watched_task("Kiểm tra sổ ghi")
def examine_log() -> Verification:
    """Examines the log from the file to the last hash, and the files of evidence."""
    workspace = Workspace.from_environment()
    return verifying.verify(workspace.log_place, workspace.data / evidence.FOLDER)
