"""The workstreams' tables, which are made from the entries of registers, made again after everything.

A log of the first version has no registers, so an upgrade is not among what they have to live through;
reports without them go through one in ``benchmarks.fault_reports``.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from pathlib import Path

from benchmarks.fault_imports import CAMPAIGN, run_command
from benchmarks.fault_places import Ground
from benchmarks.fault_reports import NOON, STATUS, live_on, report
from benchmarks.fault_table import Outcome
from daihoi.loading import find_config, load_campaign
from daihoi.log_place import LogPlace
from daihoi.recording import import_campaign_reports, import_file
from daihoi.store import backups, restoring
from daihoi.store.log import EventLog

ENTRIES = 50
_HEAD = "Sổ,Mã đơn vị,Số ký hiệu,Ngày ban hành,Vai trò,Thể loại,Cơ quan ban hành,Trích yếu,Căn cứ,Nguồn"
_ROW = "Sổ văn bản,CL,{}-CV/QU,20/02/2020,đã ban hành,công văn,Quận ủy,Về chuẩn bị đại hội,giả định,Phép thử"


def tables_again(ground: Ground, others: Ground | None = None, later: int = 1000) -> Outcome:
    """Makes the tables of every workstream, the page and the status, and makes them all again.

    Args:
        ground: where the log lies.
        others: another kind of database, to which it moves.
        later: events that come after them; some more are entries of registers.
    """
    began = time.monotonic()
    place = ground.fresh()
    import_campaign_reports(ground.workspace(place), CAMPAIGN)
    with EventLog.open_existing(place) as log:
        known_at = log.head()[0]
    first = _all_of(ground, place, known_at)
    added = live_on(ground, place, later) + _file_more(ground, place)
    same = {f"{added} later events": _all_of(ground, place, known_at) == first}
    kept = backups.back_up(place, ground.folder / f"{ground.name}-registers.db", NOON).path
    for target in (ground, *([others] if others else [])):
        copy = target.fresh()
        restoring.restore(copy, kept, NOON)
        same[f"a restore to {target.name}"] = _all_of(target, copy, known_at) == first
    now = _all_of(ground, place, None)
    same["(as known now all three differ)"] = all(a != b for a, b in zip(first, now, strict=True))
    tried = f"tables, page and status as known at event {known_at}, again after: {', '.join(same)}"
    found = f"{sum(same.values())} of {len(same)} as they have to be, byte for byte"
    return Outcome("registers again", ground.name, tried, found, all(same.values()), time.monotonic() - began)


def _all_of(ground: Ground, place: LogPlace, known_at: int | None) -> tuple[str, str, str]:
    return *report(ground, place, known_at), _tables(ground, place, known_at)


def _tables(ground: Ground, place: LogPlace, known_at: int | None) -> str:
    """SHA-256 over the names and bytes of all that ``daihoi work --output`` writes.

    Raises:
        RuntimeError: the command was refused, or wrote nothing.
    """
    known = [] if known_at is None else ["--known-at", known_at]
    with tempfile.TemporaryDirectory() as folder:
        asked = ("work", CAMPAIGN, "--status-date", STATUS.isoformat(), *known, "-o", folder)
        code, said = run_command(ground.workspace(place), *asked)
        files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        if code or not files:
            raise RuntimeError(f"{' '.join(map(str, asked))}: {said}")
        digest = hashlib.sha256()
        for path in files:
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()


def _file_more(ground: Ground, place: LogPlace) -> int:
    """Documents that were issued before the status date and filed after the tables were made; how many."""
    workspace = ground.workspace(place)
    path = ground.folder / "so-van-ban-muon.csv"
    rows = (_ROW.format(1000 + number) for number in range(ENTRIES))
    path.write_text("\n".join((_HEAD, *rows)) + "\n", encoding="utf-8")
    campaign = load_campaign(find_config(workspace.config), CAMPAIGN)
    return import_file(workspace, campaign, path, actor="vp").new_events
