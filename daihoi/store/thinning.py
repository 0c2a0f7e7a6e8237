"""Which backups are kept: the newest of each of the last days, weeks and months; the others are given up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

from daihoi.store.backups import anchor_path
from daihoi.store.copying import told

_OWN_NAME = re.compile(r"daihoi-(\d{8}-\d{6})(?:-(\d+))?\.db")
"""As ``backups`` names them; copies under other names, and those from before an upgrade, are left alone."""


def thin(folder: Path, daily: int, weekly: int, monthly: int) -> tuple[Path, ...]:
    """Gives up the backups of a folder that no rule keeps.

    To be called after a backup was made and verified: the newest is kept whatever the numbers are, so there
    is always a good one.

    Args:
        folder: the folder of backups; need not be there.
        daily: of how many days with a backup the newest is kept.
        weekly: the same for weeks from Monday to Sunday.
        monthly: the same for months.

    Returns:
        What was removed, oldest first.

    Raises:
        StoreError: a file cannot be removed.
    """
    made = sorted(_made(folder))
    if not made:
        return ()
    kept = {
        made[-1],
        *_newest(made, _day, daily),
        *_newest(made, _week, weekly),
        *_newest(made, _month, monthly),
    }
    given_up = tuple(backup[-1] for backup in made if backup not in kept)
    with told(f"Không bỏ bớt được bản sao lưu cũ trong {folder}"):
        for path in given_up:
            path.unlink(missing_ok=True)
            anchor_path(path).unlink(missing_ok=True)
    return given_up


Made = tuple[datetime, int, Path]
"""When a backup was made by clocks in Vietnam, its number among those of that second, and its file."""


def _made(folder: Path) -> Iterable[Made]:
    for path in folder.glob("daihoi-*.db"):
        found = _OWN_NAME.fullmatch(path.name)
        if found:
            moment = datetime.strptime(found[1], "%Y%m%d-%H%M%S")  # noqa: DTZ007 – the name has no zone
            yield moment, int(found[2] or 1), path


def _newest(made: list[Made], period: Callable[[date], object], count: int) -> set[Made]:
    """The newest of each of the last ``count`` periods in which a backup was made."""
    of_period = {period(backup[0].date()): backup for backup in made}
    return set(list(of_period.values())[-count:]) if count else set()


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return day.year, day.month
