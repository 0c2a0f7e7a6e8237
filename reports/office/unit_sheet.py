"""The sheet of units directly below: how many congresses below each were held, what is late, its own day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from daihoi.domain.assessment import Assessment
from reports import tokens
from reports.office import live
from reports.office.document import plain
from reports.office.facts import BelowFacts
from reports.office.gantt_columns import CONGRESS_MARK, GanttTable
from reports.office.gantt_rows import GanttRow
from reports.office.late_text import obstacle
from reports.office.summary_sheet import COUNT

if TYPE_CHECKING:
    from reports.office.workbook import Book

NAME = "Đơn vị"
HEAD_ROW = 2
FIRST_ROW = HEAD_ROW + 1
_TITLES = (
    ("Mã", 9),
    ("Đơn vị", 46),
    ("Đại hội điểm", 8),
    ("Bầu trực tiếp", 8),
    ("Đảng viên", 9),
    ("Đại hội {level}", 9),
    ("Đã đại hội", 9),
    ("Tỷ lệ", 9),
    ("Việc quá hạn", 9),
    ("Chưa báo cáo", 9),
    ("Sẽ sau hạn", 9),
    ("Ngày đại hội", 12),
    ("Hạn", 12),
    ("Còn (ngày LV)", 9),
    ("Vướng mắc khi chốt", 48),
)


def write(
    made: Book, sheet: Worksheet, assessment: Assessment, rows: Sequence[GanttRow], table: GanttTable
) -> None:
    """One line per unit; counts by formulas over the Gantt."""
    level = plain(made.facts.overview.counted_level_name)
    sheet.write_string(
        0, 0, f"Đơn vị trực thuộc: {plain(made.facts.unit.name)}", made.look(bold=True, font_size=14)
    )
    soft = made.look(italic=True, font_size=10, font_color=tokens.INK_SOFT)
    sheet.write_string(1, 0, made.footer, soft)
    for column, (title, width) in enumerate(_TITLES):
        sheet.write_string(HEAD_ROW, column, title.format(level=level), made.head())
        sheet.set_column(column, column, width)
    sheet.set_row(HEAD_ROW, 32)
    by_branch: dict[str, list[GanttRow]] = defaultdict(list)
    for row in rows:
        by_branch[row.branch_code].append(row)
    for place, below in enumerate(made.facts.below):
        _write_unit(made, sheet, FIRST_ROW + place, below, by_branch[below.unit.code], table)
    _write_total(made, sheet, FIRST_ROW + len(made.facts.below))
    _set_view(made, sheet)


def _write_unit(
    made: Book, sheet: Worksheet, at: int, below: BelowFacts, rows: Sequence[GanttRow], table: GanttTable
) -> None:
    unit, text, number = below.unit, made.look(**_BOX), _number(made)
    sheet.write_string(at, 0, unit.code, text)
    sheet.write_string(at, 1, plain(unit.name), text)
    sheet.write_string(at, 2, "x" if unit.is_pilot else "", number)
    sheet.write_string(at, 3, "x" if unit.is_direct_election else "", number)
    if unit.member_count is None:
        sheet.write_blank(at, 4, None, number)
    else:
        sheet.write_number(at, 4, unit.member_count, number)
    _write_congresses(made, sheet, at, below, table)
    _write_work(made, sheet, at, below, rows, table)
    _write_own(made, sheet, at, below)
    sheet.write_string(at, 14, obstacle(below), made.look(**_BOX, text_wrap=True, font_size=10))


def _write_congresses(made: Book, sheet: Worksheet, at: int, below: BelowFacts, table: GanttTable) -> None:
    """How many congresses of the counted level there are below the unit, and how many were held."""
    count, row, number = below.row.count, at + 1, _number(made)
    level = plain(made.facts.overview.counted_level_name).replace('"', '""')
    congresses = (
        f'{table.column("branch")},$A{row},{table.column("level")},"{level}",'
        f'{table.column("mark")},"{CONGRESS_MARK}"'
    )
    sheet.write_formula(at, 5, f"=COUNTIFS({congresses})", number, count.total)
    done = f'=COUNTIFS({congresses},{table.column("state")},"{live.DONE}")'
    sheet.write_formula(at, 6, done, number, count.held)
    ratio = count.held / count.total if count.total else ""
    share = made.look(**_BOX, align="center", num_format="0.00%")
    sheet.write_formula(at, 7, f'=IF(F{row}=0,"",G{row}/F{row})', share, ratio)


def _write_work(
    made: Book, sheet: Worksheet, at: int, below: BelowFacts, rows: Sequence[GanttRow], table: GanttTable
) -> None:
    """What is overdue, unreported, and which congresses will be late, in the unit's whole subtree."""
    mine, number = f"{table.column('branch')},$A{at + 1}", _number(made)
    known = {8: (live.OVERDUE, below.row.overdue), 9: (live.UNREPORTED, below.row.unreported)}
    for column, (label, count) in known.items():
        if made.is_short:  # not all activities are there to be counted
            sheet.write_number(at, column, count, number)
        else:
            counted = f'{mine},{table.column("level")},"<>",{table.column("state")},"{label}"'
            sheet.write_formula(at, column, f"=COUNTIFS({counted})", number, count)
    late = f"=SUMIFS({table.column('is_late')},{mine})"
    sheet.write_formula(at, 10, late, number, sum(row.is_late_congress for row in rows if not row.is_unit))


def _number(made: Book) -> Format:
    return made.look(**_BOX, align="center", num_format=COUNT)


def _write_own(made: Book, sheet: Worksheet, at: int, below: BelowFacts) -> None:
    """The unit's own congress and its deadline."""
    row, own, number = at + 1, below.row, made.look(**_BOX, align="center")
    day = made.look(**_BOX, align="center", num_format="dd/mm/yyyy", italic=not own.congress_held)
    sheet.write_datetime(at, 11, own.congress_current.start, day)
    if own.deadline is None:
        sheet.write_blank(at, 12, None, number)
        sheet.write_blank(at, 13, None, number)
        return
    last = made.look(**_BOX, align="center", num_format="dd/mm/yyyy")
    sheet.write_datetime(at, 12, own.deadline.last_day, last)
    calendar, status = made.facts.campaign.working_calendar, made.facts.edition.status_date
    left = "" if own.congress_held else live.counted_days_left(calendar, status, own.deadline.last_day)
    held = "TRUE" if own.congress_held else "FALSE"
    sheet.write_formula(at, 13, live.days_left(f"$M{row}", held), number, left)


def _write_total(made: Book, sheet: Worksheet, at: int) -> None:
    below = made.facts.below
    bold = made.look(**_BOX, bold=True, align="center", num_format=COUNT)
    for column in range(len(_TITLES)):
        sheet.write_blank(at, column, None, bold)
    sheet.write_string(at, 1, "Cộng", made.look(**_BOX, bold=True))
    values = {
        5: sum(b.row.count.total for b in below),
        6: sum(b.row.count.held for b in below),
        8: sum(b.row.overdue for b in below),
        9: sum(b.row.unreported for b in below),
        10: sum(len(b.late) for b in below),
    }
    for column, value in values.items():
        letter = chr(ord("A") + column)
        sheet.write_formula(at, column, f"=SUM({letter}{FIRST_ROW + 1}:{letter}{at})", bold, value)
    share = made.look(**_BOX, bold=True, align="center", num_format="0.00%")
    ratio = values[6] / values[5] if values[5] else ""
    sheet.write_formula(at, 7, f'=IF(F{at + 1}=0,"",G{at + 1}/F{at + 1})', share, ratio)


def _set_view(made: Book, sheet: Worksheet) -> None:
    last = FIRST_ROW + len(made.facts.below) - 1
    loud = made.file.add_format({"bold": True, "font_color": tokens.CRITICAL})
    rule = {"type": "cell", "criteria": ">", "value": 0, "format": loud}
    for column in (8, 10):
        sheet.conditional_format(FIRST_ROW, column, last, column, rule)
    bar = {"type": "data_bar", "bar_color": "#A9C7E4"}
    ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    sheet.conditional_format(FIRST_ROW, 7, last, 7, {**bar, **ends})
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.hide_gridlines(2)
    sheet.autofilter(HEAD_ROW, 0, last, len(_TITLES) - 1)
    sheet.repeat_rows(HEAD_ROW)
    made.set_print(sheet)


_BOX = {"border": 1, "border_color": tokens.RULE}
