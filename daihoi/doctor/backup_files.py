"""The backups that lie in the data folder, by their names; opens none of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from daihoi.doctor.installation import Installation
from daihoi.store.backups import FOLDER
from daihoi.store.baselines import VIETNAM

_NAME = re.compile(r"daihoi-(\d{8}-\d{6}).*\.db")


@dataclass(frozen=True)
class BackupFile:
    """One backup.

    Attributes:
        path: its file.
        moment: when it was made, as its name says.
    """

    path: Path
    moment: datetime


def backups_of(here: Installation) -> list[BackupFile]:
    """The backups of the default folder, oldest first; none where there is no such folder.

    Raises:
        OSError: the folder cannot be read.
    """
    folder = here.data / FOLDER
    named = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir()) if folder.is_dir() else ()
    return sorted(
        (BackupFile(path, _moment(found[1])) for found, path in named if found),
        key=lambda backup: (backup.moment, backup.path.name),
    )


def newest_backup(here: Installation) -> BackupFile | None:
    """The newest one; None when there is none.

    Raises:
        OSError: the folder cannot be read.
    """
    return next(reversed(backups_of(here)), None)


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y%m%d-%H%M%S").replace(tzinfo=VIETNAM)
