"""Everything as two tables for spreadsheets: ``activities.csv`` and ``links.csv``.

UTF-8 with a mark, so that a spreadsheet shows Vietnamese at once; dates are ISO, finishes the last day.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from daihoi.domain.assessment import Assessment
from daihoi.domain.calendars import DayTable
from daihoi.domain.links import NO_DAY, NO_DEADLINE
from daihoi.domain.logic import Logic, logic
from daihoi.domain.schedule import Schedule
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import LinkType
from daihoi.exchange.selection import Selection, templates
from daihoi.exchange.words import CERTAINTIES, KINDS, STATES
from daihoi.whole_files import Cell, WriteError, write_csv

ACTIVITIES, LINKS = "activities.csv", "links.csv"
ACTIVITY_COLUMNS = (
    "Mã đơn vị",
    "Đơn vị",
    "Cấp",
    "Mã việc",
    "Việc",
    "Nhóm việc",
    "Loại việc",
    "Lịch",
    "Số ngày",
    "Kế hoạch: bắt đầu",
    "Kế hoạch: kết thúc",
    "Bắt đầu",
    "Kết thúc",
    "Muộn nhất: bắt đầu",
    "Muộn nhất: kết thúc",
    "Dự trữ chung (ngày)",
    "Dự trữ riêng (ngày)",
    "Lệch kế hoạch (ngày)",
    "Găng",
    "Hạn",
    "Không sớm hơn",
    "Ấn định ngày",
    "Tỷ lệ (%)",
    "Còn lại (ngày)",
    "Trạng thái",
    "Suy ra",
    "Báo cáo giả định",
    "Căn cứ thời lượng",
    "Nguồn thời lượng",
)
LINK_COLUMNS = (
    "Mã đơn vị chờ",
    "Mã việc chờ",
    "Mã đơn vị được chờ",
    "Mã việc được chờ",
    "Kiểu",
    "Chậm (ngày)",
    "Lịch đếm",
    "Quyết định ngày",
)


def write_tables(folder: Path, assessment: Assessment, unit_code: str | None = None) -> list[Path]:
    """Writes both tables into a folder; returns their paths.

    Raises:
        UnknownCodeError: the campaign has no such unit.
        WriteError: the folder cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise WriteError(f"«{folder}» là tệp → với --format csv, -o là thư mục để ghi hai bảng.")
    selection = Selection.of(assessment.expansion, unit_code)
    deciding = logic(assessment.expansion.current_network, assessment.expansion.table, assessment.current)
    written = []
    for name, header, rows in (
        (ACTIVITIES, ACTIVITY_COLUMNS, _Activities(assessment, deciding).rows(selection)),
        (LINKS, LINK_COLUMNS, _links(assessment, deciding, selection)),
    ):
        write_csv(folder / name, chain([header], rows))
        written.append(folder / name)
    return written


class _Activities:
    """One row per activity that its unit has."""

    def __init__(self, assessment: Assessment, deciding: Logic) -> None:
        self._assessment, self._expansion = assessment, assessment.expansion
        self._network, self._table = assessment.expansion.current_network, assessment.expansion.table
        self._current, self._free_float = assessment.current, deciding.free_float_days
        self._is_critical = assessment.current.is_critical
        self._templates = templates(assessment.expansion)
        self._iso = _iso_days(assessment.expansion.table)
        self._own = {(own.unit_code, own.activity): own.basis for own in assessment.campaign.durations}

    def rows(self, selection: Selection) -> Iterator[list[Cell]]:
        for number in selection.numbers.tolist():
            if self._expansion.is_applicable[number]:
                yield [
                    *self._identity(number),
                    *self._dates(number),
                    *self._decided(number),
                    *self._reported(number),
                ]

    def _identity(self, number: int) -> list[Cell]:
        structure, template = self._assessment.campaign.structure, self._templates[number]
        unit = self._assessment.campaign.tree.units[int(self._expansion.unit_of[number])]
        return [
            unit.code,
            unit.name,
            unit.level,
            template.code,
            template.name,
            structure.workstreams[template.workstream],
            KINDS[template.kind],
            template.calendar,
            int(self._network.duration_days[number]),
        ]

    def _dates(self, number: int) -> list[Cell]:
        current, assessment = self._current, self._assessment
        return [
            *self._span(assessment.baseline, number),
            *self._span(current, number),
            self._day(int(current.late_start[number])),
            self._day(int(current.late_finish[number]), last=1),
            self._days(int(current.total_float_days[number]), number),
            self._days(int(self._free_float[number]), number),
            assessment.variance_days(number),
            "x" if self._is_critical[number] else "",
        ]

    def _decided(self, number: int) -> list[Cell]:
        start = self._table.day(self._assessment.campaign.start_date)
        floor = int(self._network.floor[number])
        return [
            self._day(int(self._expansion.deadline[number]), last=1),
            self._day(floor if floor > start else int(NO_DAY)),
            self._day(int(self._network.fixed_start[number])),
        ]

    def _reported(self, number: int) -> list[Cell]:
        reported, template = self._assessment.reported, self._templates[number]
        basis = self._own.get((self._expansion.unit_code(number), template.code), template.basis)
        return [
            int(reported.percent[number]),
            int(self._current.remaining.work_days[number]),
            STATES[ActivityState(int(self._assessment.state[number]))],
            "x" if reported.is_inferred[number] else "",
            "x" if reported.is_assumed[number] else "",
            CERTAINTIES[basis.certainty],
            basis.source,
        ]

    def _span(self, plan: Schedule, number: int) -> list[Cell]:
        start, finish = int(plan.start[number]), int(plan.finish[number])
        return [self._day(start), self._day(max(finish - 1, start))]

    def _day(self, day: int, last: int = 0) -> str:
        """A day, ``last`` days before an exclusive one; empty when there is none."""
        if not NO_DAY < day < NO_DEADLINE:
            return ""
        inside = 0 <= day - last < len(self._iso)
        return self._iso[day - last] if inside else self._table.date(day - last).isoformat()

    def _days(self, days: int, number: int) -> Cell:
        """A float; empty when over, or when there is nothing to be late for."""
        return "" if self._current.is_finished[number] or days >= NO_DEADLINE else days


def _iso_days(table: DayTable) -> list[str]:
    """Every day of the calendars as text, made once."""
    return [table.date(day).isoformat() for day in range(table.horizon + 1)]


def _links(assessment: Assessment, deciding: Logic, selection: Selection) -> Iterator[list[Cell]]:
    expansion = assessment.expansion
    links, calendars, found = expansion.network.links, expansion.table.codes, templates(expansion)
    for row in selection.link_rows.tolist():
        successor, predecessor = int(links.successor[row]), int(links.predecessor[row])
        if expansion.is_applicable[successor] and expansion.is_applicable[predecessor]:
            yield [
                expansion.unit_code(successor),
                found[successor].code,
                expansion.unit_code(predecessor),
                found[predecessor].code,
                LinkType(int(links.type[row])).name,
                int(links.lag_days[row]),
                calendars[int(links.calendar[row])],
                "x" if deciding.drives[row] else "",
            ]
