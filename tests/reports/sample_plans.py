"""Hand-made plans of one unit to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from daihoi.domain.results import ActivityRow, RowLink, UnitPlan, WorkstreamGroup
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import LinkType
from tests.reports.samples import DAYS_OFF, EDITION, deadline, unit


def activity(
    code: str, number: str, name: str, *dates: str, percent: int = 0, **changes: object
) -> ActivityRow:
    """A row from baseline start, baseline end, current start, current end (last days)."""
    a, b, c, d = (date.fromisoformat(f"2020-{day}") for day in dates)
    day = timedelta(days=1)
    made = ActivityRow(
        code=code,
        number=number,
        name=name,
        baseline=Span(a, b + day),
        current=Span(c, d + day),
        percent=percent,
        state=ActivityState.DONE if percent == 100 else ActivityState.IN_PROGRESS,
        is_inferred=False,
        is_critical=False,
        total_float_days=None,
        late_end=None,
        variance_days=0,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


STEERING = [
    activity(
        "plan",
        "1.1",
        "Ban hành kế hoạch",
        "01-06",
        "01-17",
        "01-06",
        "01-20",
        percent=100,
        variance_days=1,
    ),
    activity(
        "send",
        "1.2",
        "Gửi dự thảo cho chi bộ",
        "01-20",
        "01-21",
        "02-03",
        "02-04",
        percent=100,
        is_inferred=True,
        state=ActivityState.UNREPORTED,
    ),
    activity(
        "direct",
        "1.3",
        "Chỉ đạo đại hội các chi bộ",
        "01-30",
        "03-31",
        "02-03",
        "04-07",
        percent=44,
        is_hammock=True,
        variance_days=4,
        total_float_days=3,
        late_end=date(2020, 4, 11),
    ),
]
DOCUMENTS = [
    activity(
        "draft",
        "2.1",
        "Dự thảo báo cáo chính trị, báo cáo kiểm điểm",
        "01-20",
        "03-06",
        "01-21",
        "03-13",
        percent=70,
        variance_days=5,
        total_float_days=5,
        late_end=date(2020, 3, 21),
    ),
    activity(
        "final",
        "2.2",
        "Tiếp thu, giải trình, hoàn thiện văn kiện trình đại hội và gửi đại biểu nghiên cứu trước",
        "03-16",
        "04-10",
        "03-24",
        "04-17",
        variance_days=5,
        state=ActivityState.NOT_YET_POSSIBLE,
        total_float_days=5,
        late_end=date(2020, 4, 25),
    ),
]
PERSONNEL = [
    activity(
        "staff",
        "3.1",
        "Xây dựng đề án nhân sự",
        "02-24",
        "03-20",
        "03-02",
        "03-31",
        percent=5,
        is_critical=True,
        variance_days=7,
        state=ActivityState.OVERDUE,
        total_float_days=-2,
    ),
    activity(
        "review",
        "3.2",
        "Ban Thường vụ Quận ủy thẩm định",
        "03-23",
        "04-24",
        "04-01",
        "05-08",
        is_critical=True,
        is_gate=True,
        variance_days=8,
        state=ActivityState.NOT_YET_POSSIBLE,
    ),
    activity(
        "quota",
        "3.3",
        "Phân bổ đại biểu",
        "02-10",
        "02-28",
        "02-10",
        "03-06",
        percent=90,
        is_gate=True,
        state=ActivityState.WAITING_FOR_APPROVAL,
    ),
]
CONGRESS = [
    activity(
        "congress",
        "4.1",
        "Đại hội đảng bộ phường",
        "05-28",
        "05-29",
        "06-02",
        "06-03",
        is_congress=True,
        is_critical=True,
        variance_days=3,
        state=ActivityState.NOT_YET_POSSIBLE,
    )
]
AFTER = [
    activity("ratify", "5.1", "Báo cáo kết quả, chuẩn y", "06-01", "06-30", "06-04", "07-03", is_gate=True),
    activity("programme", "5.2", "Chương trình hành động", "06-01", "09-30", "06-04", "10-02"),
]


def hoa_xuan_groups() -> list[WorkstreamGroup]:
    """Eleven activities of a ward, with every mark that a Gantt knows."""
    return [
        WorkstreamGroup("steering", "Lãnh đạo, chỉ đạo", 61, STEERING),
        WorkstreamGroup("documents", "Văn kiện", 42, DOCUMENTS),
        WorkstreamGroup("personnel", "Nhân sự", 12, PERSONNEL),
        WorkstreamGroup("congress", "Đại hội", 0, CONGRESS),
        WorkstreamGroup("after", "Sau đại hội", 0, AFTER),
    ]


LINKS = (
    RowLink("plan", "draft", LinkType.FS, is_satisfied=True),
    RowLink("draft", "final", LinkType.FS, is_satisfied=False),
    RowLink("staff", "review", LinkType.FS, is_satisfied=False),
    RowLink("review", "congress", LinkType.FS, is_satisfied=False),
    RowLink("final", "congress", LinkType.FS, is_satisfied=False),
    RowLink("draft", "staff", LinkType.SS, is_satisfied=False),
    RowLink("direct", "final", LinkType.FF, is_satisfied=False),
    RowLink("congress", "ratify", LinkType.FS, is_satisfied=False),
)


def make_plan(groups: Sequence[WorkstreamGroup] | None = None, **changes: object) -> UnitPlan:
    """The ward Hòa Xuân, its congress on 2 and 3 June against a deadline of 9 June."""
    chosen = hoa_xuan_groups() if groups is None else list(groups)
    made = UnitPlan(
        edition=EDITION,
        unit=unit("CL.HX", "Đảng bộ phường Hòa Xuân", assumed=False),
        level_name="Đảng bộ cơ sở",
        path=["Đảng bộ quận Cẩm Lệ"],
        groups=chosen,
        links=LINKS,
        deadline=deadline(date(2020, 6, 9), "hoàn thành trước ngày 10-6-2020", "grassroots"),
        days_off=DAYS_OFF,
        done_pct=31,
        planned_pct=39,
        congress=(
            Span(date(2020, 5, 28), date(2020, 5, 30)),
            Span(date(2020, 6, 2), date(2020, 6, 4)),
        ),
        congress_float_days=4,
        blocking=["Xây dựng đề án nhân sự", "Ban Thường vụ Quận ủy thẩm định"],
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def plain_groups(rows: int, per_group: int) -> list[WorkstreamGroup]:
    """Groups of plain activities one after another; the last is the congress on 2 and 3 June."""
    made, first = [], date(2020, 1, 6)
    for n in range(rows):
        start = first + timedelta(days=n * 140 // rows)
        days = [start, start + timedelta(days=9)] * 2
        texts = [f"{day:%m-%d}" for day in days]
        group, place = divmod(n, per_group)
        made.append(activity(f"a{n}", f"{group + 1}.{place + 1}", f"Việc chuẩn bị thứ {n + 1}", *texts))
    last = activity("c", "9.9", "Đại hội đảng bộ", "05-28", "05-29", "06-02", "06-03", is_congress=True)
    made[-1] = last
    parts = [made[n : n + per_group] for n in range(0, rows, per_group)]
    return [WorkstreamGroup(f"g{n}", f"Nhóm việc {n + 1}", 0, part) for n, part in enumerate(parts)]
