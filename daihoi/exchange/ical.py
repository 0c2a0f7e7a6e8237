"""Congress dates as iCalendar (RFC 5545): one all-day event per congress, for any calendar program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind
from daihoi.domain.units import Unit
from daihoi.exchange.selection import Selection
from daihoi.whole_files import written_whole
from reports.tokens import date_long

LINE_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def write_ical(path: Path, assessment: Assessment, unit_code: str | None = None) -> int:
    """Writes the congresses of a campaign, or of one unit and all below it; returns their number.

    Raises:
        UnknownCodeError: the campaign has no such unit.
        WriteError: the file cannot be written.
    """
    selection = Selection.of(assessment.expansion, unit_code)
    congresses = np.flatnonzero(selection.is_inside & assessment.expansion.is_kind(ActivityKind.CONGRESS))
    with written_whole(path, newline="") as file:
        for line in _calendar(assessment, congresses.tolist()):
            file.write(folded(line))
    return int(congresses.size)


def folded(line: str) -> str:
    """A content line with its end; continued on the next where it is longer than 75 octets of UTF-8.

    A letter is never cut in two; a continued line begins with a space, which counts.
    """
    if len(line.encode()) <= LINE_OCTETS:
        return f"{line}\r\n"
    lines, size = [""], 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LINE_OCTETS:
            lines.append(" ")
            size = 1
        lines[-1] += sign
        size += octets
    return "\r\n".join(lines) + "\r\n"


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line end as RFC 5545 §3.3.11 wants them."""
    return text.translate(_ESCAPES)


def _calendar(assessment: Assessment, congresses: list[int]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//daihoi//VI"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{escaped(assessment.campaign.title)}"
    for number in congresses:
        yield from _event(assessment, number)
    yield "END:VCALENDAR"


def _event(assessment: Assessment, number: int) -> Iterator[str]:
    expansion, campaign = assessment.expansion, assessment.campaign
    unit = campaign.tree.units[int(expansion.unit_of[number])]
    current = assessment.span(assessment.current, number)
    is_held = assessment.state[number] == ActivityState.DONE
    # The end of the status date in Vietnam (UTC+7): equal pictures make equal files.
    stamp = f"{assessment.status_date:%Y%m%d}T170000Z"
    yield "BEGIN:VEVENT"
    yield f"UID:{unit.code}-{expansion.template(number).code}@{campaign.code}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{assessment.edition.known_seq}"
    yield f"DTSTART;VALUE=DATE:{current.start:%Y%m%d}"
    # The day after the last one; a congress lasts a day at least.
    yield f"DTEND;VALUE=DATE:{max(current.end, current.start + timedelta(days=1)):%Y%m%d}"
    yield f"SUMMARY:{escaped(f'Đại hội {unit.name} ({_standing(assessment, number)})')}"
    yield f"DESCRIPTION:{escaped(chr(10).join(_description(assessment, number, unit, current)))}"
    yield f"CATEGORIES:{escaped(campaign.structure.by_code[unit.level].name)}"
    yield f"STATUS:{'CONFIRMED' if is_held else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _standing(assessment: Assessment, number: int) -> str:
    state = assessment.state[number]
    if state == ActivityState.DONE:
        return "đã tổ chức"
    if state == ActivityState.UNREPORTED:
        return "chưa báo cáo, việc sau đã bắt đầu"
    return "đang họp" if state == ActivityState.IN_PROGRESS else "dự kiến"


def _description(assessment: Assessment, number: int, unit: Unit, current: Span) -> Iterator[str]:
    yield f"{'Ngày' if assessment.current.is_finished[number] else 'Hiện dự kiến'}: {_days(current)}"
    yield f"Kế hoạch: {_days(assessment.span(assessment.baseline, number))}"
    if deadline := assessment.campaign.deadline_of(unit):
        late = (current.last_day - deadline.last_day).days
        missed = f"; trễ {late} ngày" if late > 0 else ""
        yield f"Hạn: {deadline.words} (chậm nhất hết ngày {date_long(deadline.last_day)}{missed})"
    if assessment.reported.is_assumed[number]:
        yield "Ngày này là giả định, nguồn không nêu."
    if parent := assessment.campaign.tree.by_code.get(unit.parent_code):
        yield f"Thuộc: {parent.name}"
    yield f"Mã đơn vị: {unit.code}"
    yield f"Số liệu đến hết ngày {date_long(assessment.status_date)}"


def _days(span: Span) -> str:
    if span.last_day == span.start:
        return date_long(span.start)
    return f"{date_long(span.start)} – {date_long(span.last_day)}"
