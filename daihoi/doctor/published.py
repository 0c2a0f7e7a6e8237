"""The last progress report of every campaign: recent enough, still there, and as it was published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from daihoi.doctor import limits
from daihoi.doctor.configuration import campaigns_of
from daihoi.doctor.findings import Finding, fine, warning
from daihoi.doctor.installation import Installation, when
from daihoi.doctor.log_access import moment, readable_log
from daihoi.domain.campaign import Campaign
from daihoi.publishing import MANIFEST
from daihoi.store.baselines import VIETNAM
from daihoi.store.runs import Run
from reports.tokens import date_long

TOPIC = "Báo cáo tiến độ"
REPORT = "bao-cao"
AFTERMATH = timedelta(days=30)
"""For how long after its last deadline a campaign still gets reports."""

_LAST = """select status_date, recorded_at from report_run
    where campaign_code = ? and name = ? order by number desc limit 1"""


@dataclass(frozen=True)
class Last:
    """The last progress report of a campaign, as the log remembers it."""

    status_date: date
    recorded_at: datetime


def reports(here: Installation) -> Iterator[Finding]:
    """One finding per campaign that has events."""
    with readable_log(here) as run:
        if run is None:
            return
        told = {str(row[0]) for row in run("select distinct campaign_code from event")}
        lasts = {code: _last(run, code) for code in told}
    for campaign in campaigns_of(here):
        if campaign.code in told:
            yield _of_campaign(here, campaign, lasts[campaign.code])


def _last(run: Run, code: str) -> Last | None:
    row = next(iter(run(_LAST, (code, REPORT))), None)
    if row is None:
        return None
    return Last(date.fromisoformat(str(row[0])), moment(row[1]))


def _of_campaign(here: Installation, campaign: Campaign, last: Last | None) -> Finding:
    if last is None:
        return _never(campaign, is_going_on=_is_going_on(here, campaign))
    pointer = here.out / campaign.code / last.status_date.isoformat() / REPORT
    command = f"daihoi run {campaign.code} --status-date {last.status_date.isoformat()}"
    told = f"{campaign.code}: chốt {date_long(last.status_date)}, lập lúc {when(last.recorded_at)}"
    fault = _fault(here, pointer)
    if fault:
        return warning(
            TOPIC,
            f"{told}; {fault}",
            "Người xem không mở được, hoặc xem phải bản không đúng.",
            f"Làm lại (không mất gì): {command}",
        )
    missed = _working_days_since(here, campaign, last) if _is_going_on(here, campaign) else 0
    if missed > limits.RUN_AGE_WORKING_DAYS:
        return warning(
            TOPIC,
            f"{told}, {missed} ngày làm việc trước",
            "Lịch chạy hằng ngày không chạy, hoặc chạy hỏng: lãnh đạo đang xem số liệu cũ.",
            f"Xem dịch vụ có chạy không (mục Dịch vụ), data/logs/; chạy ngay: daihoi run {campaign.code}",
        )
    return fine(TOPIC, told)


def _never(campaign: Campaign, *, is_going_on: bool) -> Finding:
    if not is_going_on:
        return fine(TOPIC, f"{campaign.code}: chưa lập lần nào")
    return warning(
        TOPIC,
        f"{campaign.code}: đã có báo cáo của đơn vị, chưa công bố lần nào",
        "Chưa ai xem được tiến độ của đợt.",
        f"Chạy daihoi run {campaign.code}, hoặc bật lịch chạy: daihoi serve",
    )


def _fault(here: Installation, pointer: Path) -> str:
    """What is wrong with the published report, in Vietnamese; empty when it stands as it was published."""
    if not pointer.is_symlink():
        return f"không còn trong {pointer.parent}"
    try:
        manifest = json.loads((pointer / MANIFEST).read_bytes())
        expected = dict(manifest["files"])
        known_seq, head = int(manifest["known_seq"]), str(manifest["head"])
    except OSError:
        return f"{pointer} trỏ vào chỗ trống"
    except (ValueError, TypeError, KeyError):
        return f"{pointer / MANIFEST} hỏng"
    if known_seq and not _holds(here, known_seq, head):
        return f"bản ấy dựa trên một sổ ghi khác (số {known_seq})"
    changed = _changed(pointer, expected)
    return f"tệp bị sửa hoặc mất: {', '.join(changed[:3])}" if changed else ""


def _holds(here: Installation, seq: int, digest: str) -> bool:
    """Whether the log holds the event that a report says it rests on."""
    with readable_log(here) as run:
        rows = list(run("select hash from event where seq = ?", (seq,))) if run else []
    return bool(rows) and str(rows[0][0]).startswith(digest)


def _changed(pointer: Path, expected: dict[str, str]) -> list[str]:
    """Names of files that are gone or not as they were published."""
    found = {}
    for name in expected:
        with suppress(OSError):
            found[name] = hashlib.sha256((pointer / name).read_bytes()).hexdigest()
    return sorted(name for name, digest in expected.items() if found.get(name) != digest)


def _is_going_on(here: Installation, campaign: Campaign) -> bool:
    today = here.now.astimezone(VIETNAM).date()
    ends = max((deadline.last_day for deadline in campaign.deadlines), default=campaign.plan_date)
    return campaign.plan_date <= today <= ends + AFTERMATH


def _working_days_since(here: Installation, campaign: Campaign, last: Last) -> int:
    today, calendar = here.now.astimezone(VIETNAM).date(), campaign.working_calendar
    day, count = last.recorded_at.astimezone(VIETNAM).date() + timedelta(days=1), 0
    while day < today:
        count += calendar.first <= day <= calendar.last and calendar.is_working_day(day)
        day += timedelta(days=1)
    return count
