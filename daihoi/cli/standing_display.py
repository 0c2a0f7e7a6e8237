"""What ``daihoi status`` prints below its first sentence: pace, forecast, and the units most at risk."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from daihoi.domain.results import CongressCount, Overview, OverviewRow, Pace
from reports import tokens, wording

MAX_ROWS = 10
"""Units named; the table says how many more there are."""


def pace_line(speed: Pace) -> str:
    """The pace without the count, which the first sentence has given; empty when nothing is left to say."""
    count = speed.count
    if count.is_complete:
        return ""
    return wording.pace_finding(speed).removeprefix(
        f"Đã tổ chức {tokens.share(count.held, count.total)} {speed.level_name}. "
    )


def forecast_line(speed: Pace) -> str:
    """Congresses put off by decision, and those expected after the day planned for them; empty when none.

    «As planned» is said of the days gone by: what is forecast for the days to come has to stand beside it.
    """
    level, count = speed.level_name, speed.count
    moved = f"{count.put_off} {level} đã có quyết định dời sang ngày sau. " if count.put_off else ""
    if not count.slipping:
        return moved.rstrip()
    # The first sentence tells of those that are late; without a deadline nothing is in time either.
    kept = ", vẫn trong hạn" if speed.deadline and not count.expected_late else ""
    share = f"{count.slipping}/{count.remaining} {level} chưa đại hội"
    return f"{moved}Dự báo: {share} sẽ muộn hơn ngày trong kế hoạch{kept}.{_silent_words(level, count)}"


def _silent_words(level: str, count: CongressCount) -> str:
    """How many of those expected later have reported nothing; empty when all have."""
    if not count.silent:
        return ""
    if count.silent < count.slipping:
        among = f"Trong đó {count.silent} {level}"
    else:
        among = f"Cả {count.silent} {level} ấy" if count.silent > 1 else "Nơi ấy"
    return f" {among} chưa báo việc nào: chưa báo thì tính như chưa làm."


def risk_table(shown: Overview) -> Table | None:
    """The units most at risk, the worst first; None when all are through."""
    rows = _open(shown)
    if not rows:
        return None
    counted = not wording.counts_itself(shown)
    table = Table(*_columns(counted=counted), box=None, header_style="bold")
    for row in rows[:MAX_ROWS]:
        table.add_row(row.count.unit.name, *(_counts(row) if counted else ()), *_own(row))
    return table


def rest_line(shown: Overview, known_at: int | None = None) -> str:
    """How many units the table leaves out, and the command that shows them as of now; empty when none.

    Args:
        shown: the overview whose table was printed.
        known_at: the event up to which the reader asked to know; None for all of the log.
    """
    left = len(_open(shown)) - MAX_ROWS
    if left <= 0:
        return ""
    known = "" if known_at is None else f" --known-at {known_at}"
    day = f" --status-date {shown.edition.status_date:%Y-%m-%d}"
    return f"… còn {left} đơn vị: daihoi work {shown.edition.campaign_code} progress{day}{known}"


def _open(shown: Overview) -> Sequence[OverviewRow]:
    return [row for row in shown.rows if not row.is_through]


def _columns(*, counted: bool) -> Sequence[str]:
    below = ("Đã đại hội", "Lệch KH", "Sẽ trễ hạn") if counted else ()
    return ("Rủi ro nhất", *below, "Việc quá hạn", "ĐH kế hoạch", "ĐH dự kiến", "Dự trữ")


def _counts(row: OverviewRow) -> Sequence[str | Text]:
    gap = row.count.held - row.count.planned
    return (
        tokens.share(row.count.held, row.count.total),
        Text(tokens.signed(gap), "red" if gap < 0 else ""),
        Text(str(row.count.expected_late or ""), "red"),
    )


def _own(row: OverviewRow) -> Sequence[str | Text]:
    """Of the unit itself: overdue work, its congress as planned and as expected, days to spare."""
    return (
        str(row.overdue or ""),
        tokens.date_long(row.congress_baseline.start),
        tokens.date_long(row.congress_current.start),
        Text(_float(row), "red" if row.is_late else ""),
    )


def _float(row: OverviewRow) -> str:
    """Working days to spare; with a true minus sign when late."""
    return "" if row.float_days is None else f"{row.float_days} ngày".replace("-", "−")
