"""A report made at an event of the log, made again after everything that may happen to a log."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.fault_imports import CAMPAIGN, Files, run_command
from benchmarks.fault_places import Ground
from benchmarks.fault_table import Outcome
from daihoi.loading import find_config, load_campaign
from daihoi.log_place import LogPlace
from daihoi.recording import import_file
from daihoi.store import backups, restoring, upgrading
from daihoi.store.database import database
from daihoi.store.log import EventLog
from daihoi.store.migrations.running import migrate, rebuilding

STATUS, NOON = date(2020, 3, 2), datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
COPIED = ("batch", "event", "activity_current", "seal")


def report(ground: Ground, place: LogPlace, known_at: int | None) -> tuple[str, str]:
    """SHA-256 of what ``daihoi page`` writes, the whole campaign, and of what ``daihoi status`` prints.

    Raises:
        RuntimeError: a command was refused.
    """
    known = [] if known_at is None else ["--known-at", known_at]
    asked = (CAMPAIGN, "--status-date", STATUS.isoformat(), *known)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "dot.html"
        for command in (("page", *asked, "-o", page), ("status", *asked)):
            code, said = run_command(ground.workspace(place), *command)
            if code:
                raise RuntimeError(f"{' '.join(map(str, command))}: {said}")
        return hashlib.sha256(page.read_bytes()).hexdigest(), hashlib.sha256(said.encode()).hexdigest()


def reports_again(ground: Ground, others: Ground | None = None, later: int = 1000) -> Outcome:
    """Makes a report, lets the log live on, and makes the report again.

    Args:
        ground: where the log lies.
        others: another kind of database, to which it moves and from which it comes back.
        later: events that come after the report.
    """
    began = time.monotonic()
    place = ground.fresh()
    _import_reports(ground, place)
    with EventLog.open_existing(place) as log:
        known_at = log.head()[0]
    first = report(ground, place, known_at)
    same: dict[str, bool] = {}
    with _older(ground, place) as old:
        upgraded = upgrading.upgrade(old, NOON, ground.folder)
        same[f"an upgrade from version {upgraded.before}"] = report(ground, old, known_at) == first
    added = live_on(ground, place, later)
    same[f"{added} later events"] = report(ground, place, known_at) == first
    kept = backups.back_up(place, ground.folder / f"{ground.name}.db", NOON).path
    for target in (ground, *([others] if others else [])):
        copy = target.fresh()
        restoring.restore(copy, kept, NOON)
        same[f"a restore to {target.name}"] = report(target, copy, known_at) == first
    same["(as known now it differs)"] = report(ground, place, None) != first
    tried = f"page and status as known at event {known_at}, again after: {', '.join(same)}"
    found = f"{sum(same.values())} of {len(same)} as they have to be, byte for byte"
    return Outcome("reports again", ground.name, tried, found, all(same.values()), time.monotonic() - began)


def _import_reports(ground: Ground, place: LogPlace) -> None:
    """The reports of the campaign; a log of version 1, which comes into this, has no registers."""
    workspace = ground.workspace(place)
    campaign = load_campaign(find_config(workspace.config), CAMPAIGN)
    for path in campaign.report_files:
        import_file(workspace, campaign, Path(path), actor="reports")


def live_on(ground: Ground, place: LogPlace, events: int) -> int:
    """Corrections of the past, the hardest of later events; how many."""
    files, added, number = Files(ground.folder / "later"), 0, 1
    while added < events:
        path = files.path(number)
        added += import_file(ground.workspace(place), files.campaign, path, actor="vp").new_events
        number += 1
    return added


@contextmanager
def _older(ground: Ground, place: LogPlace) -> Iterator[LogPlace]:
    """A log of version 1 with the same events, as the first release laid it out."""
    old = ground.fresh()
    found = database(old)
    found.prepare()
    with database(place).reading() as source:
        rows = {name: [tuple(row) for row in source(f"select * from {name}")] for name in COPIED}
        head = next(iter(source("select seq, hash from chain_head")))
    with rebuilding(found) as now:
        migrate(now.connection, "0001")
        for name, content in rows.items():
            for row in content:
                kept = row[:-1] if name == "event" else row  # version 1 had no details
                now.run(f"insert into {name} values ({', '.join('?' * len(kept))})", kept)
        now.run("update chain_head set seq = ?, hash = ?", tuple(head))
    yield old
