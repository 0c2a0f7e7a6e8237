"""Hand-made counts to draw: a district like Cẩm Lệ on 2-3-2020, and its extremes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from daihoi.domain.campaign import Deadline
from daihoi.domain.results import (
    CongressCount,
    DailyCount,
    Edition,
    Overview,
    OverviewRow,
    Pace,
    WeekCount,
)
from daihoi.domain.spans import Span
from daihoi.domain.structure import Basis, Certainty
from daihoi.domain.units import Unit

STATUS = date(2020, 3, 2)
TET = {date(2020, 1, 23) + timedelta(days=n): "Tết Nguyên Đán" for n in range(7)}
DAYS_OFF = {
    **TET,
    date(2020, 4, 2): "Ngày Giỗ Tổ Hùng Vương",
    date(2020, 4, 30): "Ngày Chiến thắng",
    date(2020, 5, 1): "Ngày Quốc tế Lao động",
}
STATED = Basis(Certainty.STATED, "S3")
ASSUMED = Basis(Certainty.ASSUMED, "Giả định")
EDITION = Edition(
    "cam_le_2020",
    "Đại hội đảng các cấp quận Cẩm Lệ, nhiệm kỳ 2020–2025",
    STATUS,
    992,
    "c2186edcc62f9523c2282ce26c60c8d0885f1846f8f22f10a76e79b5f0baaeac",
    ("tên chi bộ và ngày của từng chi bộ", "số đảng viên của các đơn vị, trừ Khuê Trung"),
)
ROOT = Unit("CL", "Đảng bộ quận Cẩm Lệ", "district", "", "district", STATED)

# Names and counts of organisations: total, held, planned by the status date; 235, 121 and 146 together.
ORGANISATIONS = (
    ("Đảng bộ phường Hòa Phát", 25, 3, 11),
    ("Đảng bộ phường Hòa Thọ Tây", 24, 6, 11),
    ("Đảng bộ phường Hòa Xuân", 29, 13, 16),
    ("Đảng bộ phường Hòa An", 27, 12, 15),
    ("Đảng bộ phường Hòa Thọ Đông", 28, 16, 17),
    ("Đảng bộ Công an quận", 11, 9, 8),
    ("Đảng bộ Tổng Công ty CP Dệt may Hòa Thọ", 12, 6, 7),
    ("Đảng bộ Cơ quan Ủy ban nhân dân quận", 8, 5, 6),
    ("Đảng bộ Trung tâm Giáo dục nghề nghiệp – Giáo dục thường xuyên", 4, 1, 2),
    ("Đảng bộ Khối doanh nghiệp quận", 5, 1, 2),
    ("Đảng bộ Trung tâm Y tế quận", 5, 1, 2),
    ("Đảng bộ Cơ quan Quận ủy, Mặt trận, đoàn thể", 4, 3, 3),
    ("Đảng bộ Chi cục Thuế quận", 3, 2, 2),
    ("Đảng bộ Trường Trung học phổ thông số 1", 3, 1, 2),
    ("Đảng bộ Trường Trung học phổ thông số 2", 3, 0, 1),
    ("Đảng bộ Ban Quản lý dự án đầu tư xây dựng quận", 3, 2, 2),
    ("Đảng bộ Trung tâm Văn hóa – Thể thao quận", 2, 1, 1),
    ("Đảng bộ phường Khuê Trung", 36, 36, 35),
    ("Đảng bộ Quân sự quận", 3, 3, 3),
)


def deadline(last_day: date, words: str = "hoàn thành trong tháng 3-2020", level: str = "branch") -> Deadline:
    return Deadline(words, last_day, STATED, level=level)


def unit(code: str, name: str, *, assumed: bool = True) -> Unit:
    return Unit(code, name, "grassroots", "CL", "ward", ASSUMED if assumed else STATED)


def daily(first: date, last: date, total: int) -> DailyCount:
    """A count that grows evenly on working weekdays from ``first`` to ``last`` and ends at ``total``."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = [day for day in days if day.weekday() < 5 and day not in DAYS_OFF] or [first]
    counts = [total * (n + 1) // len(days) for n in range(len(days))]
    grown = [(d, c) for d, c, before in zip(days, counts, [0, *counts], strict=False) if c > before]
    return DailyCount([d for d, _ in grown], [c for _, c in grown])


def count(
    who: Unit,
    total: int,
    held: int,
    planned: int,
    *,
    status: date = STATUS,
    days_left: int = 21,
    first: date = date(2020, 2, 3),
    last: date = date(2020, 3, 27),
) -> CongressCount:
    """A count with plausible curves; ``planned`` is what is shown as planned by the status date."""
    before, after = daily(first, status, planned), daily(status + timedelta(days=1), last, total - planned)
    curve = DailyCount([*before.days, *after.days], [*before.counts, *(planned + c for c in after.counts)])
    remaining = total - held
    return CongressCount(
        unit=who,
        total=total,
        held=held,
        planned=planned,
        held_curve=daily(first, status, held) if held else DailyCount([], []),
        planned_curve=curve if total else DailyCount([], []),
        working_days_left=days_left,
        required_per_day=remaining / days_left if remaining and days_left else None,
        is_assumed=who.basis.is_assumed,
    )


def overview_row(place: int, name: str, total: int, held: int, planned: int) -> OverviewRow:
    opening = date(2020, 5, 11) + timedelta(days=place % 26)
    slip = 3 if planned - held > 4 else 0
    return OverviewRow(
        count=count(unit(f"CL.{place:02d}", name), total, held, planned),
        congress_baseline=Span(opening, opening + timedelta(days=2)),
        congress_current=Span(opening + timedelta(days=slip), opening + timedelta(days=slip + 2)),
        congress_held=False,
        deadline=deadline(date(2020, 6, 9), "hoàn thành trước ngày 10-6-2020", "grassroots"),
        float_days=18 - place,
        overdue=max(planned - held - 3, 0),
        unreported=held * 10,
    )


def make_overview(rows: Sequence[OverviewRow] | None = None, **changes: object) -> Overview:
    """The district on 2-3-2020 with 19 organisations that have branches and 26 that have none."""
    if rows is None:
        rows = [overview_row(n, *organisation) for n, organisation in enumerate(ORGANISATIONS)]
        rows += [overview_row(n, f"Chi bộ cơ sở số {n}", 0, 0, 0) for n in range(26)]
    total = sum(row.count.total for row in rows)
    held = sum(row.count.held for row in rows)
    planned = sum(row.count.planned for row in rows)
    opening = Span(date(2020, 7, 28), date(2020, 7, 31))
    made = Overview(
        edition=EDITION,
        root=ROOT,
        counted_level_name="chi bộ",
        row_level_name="cơ sở",
        total=count(ROOT, total, held, planned),
        rows=rows,
        root_baseline=opening,
        root_current=opening,
        root_deadline=deadline(date(2020, 7, 31), "vào cuối tháng 7-2020", "district"),
        counted_deadline=deadline(date(2020, 3, 31)),
        days_off=DAYS_OFF,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def weeks_of(counted: CongressCount, status: date = STATUS) -> list[WeekCount]:
    days = [*counted.planned_curve.days, *counted.held_curve.days]
    if not days:
        return []
    monday, weeks = min(days) - timedelta(days=min(days).weekday()), []
    while monday <= max(days):
        before, sunday = monday - timedelta(days=1), monday + timedelta(days=6)
        planned = counted.planned_curve.at(sunday) - counted.planned_curve.at(before)
        held = counted.held_curve.at(min(sunday, status)) - counted.held_curve.at(before)
        weeks.append(WeekCount(monday, planned, max(held, 0)))
        monday += timedelta(days=7)
    return weeks


def make_pace(counted: CongressCount | None = None, **changes: object) -> Pace:
    """235 branches, 121 held, 140 planned; Khuê Trung 36/36 and Quân sự 3/3 are through."""
    whole = counted or count(ROOT, 235, 121, 140)
    made = Pace(
        edition=EDITION,
        root=ROOT,
        level_name="chi bộ",
        count=whole,
        others=count(ROOT, 196, 82, 101) if counted is None else whole,
        complete_units=[("Đảng bộ phường Khuê Trung", 36), ("Đảng bộ Quân sự quận", 3)]
        if counted is None
        else [],
        weeks=weeks_of(whole),
        recent_per_day=8.3,
        recent_days=10,
        deadline=deadline(date(2020, 3, 31)),
        days_off=DAYS_OFF,
    )
    return replace(made, **changes)  # type: ignore[arg-type]
