"""``plans/*.csv`` of a campaign → durations, floors and fixed dates that units plan for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from daihoi.domain.campaign import Campaign, FixedDate, Floor, OwnDuration
from daihoi.domain.structure import Basis, Certainty
from daihoi.errors import InputErrors, suggestion
from daihoi.intake.cells import RowReader
from daihoi.intake.config_text import Problems
from daihoi.intake.lookup import Lookup
from daihoi.intake.statements import CERTAINTIES
from daihoi.intake.tables import Table, read_table
from daihoi.intake.texts import match_key
from daihoi.loading.decided import Decided, DecisionKind

TITLES: Mapping[str, str] = {
    "unit_code": "Mã đơn vị",
    "activity": "Việc",
    "duration_days": "Số ngày",
    "not_earlier_than": "Không sớm hơn",
    "fixed_start": "Ấn định ngày",
    "reason": "Lý do",
    "certainty": "Căn cứ",
    "source": "Nguồn",
}
"""English alias → Vietnamese title; a plan has every column, in any order."""

MAX_DIGITS = 6
_ALIAS = {match_key(name): alias for alias, title in TITLES.items() for name in (alias, title)}
_CERTAINTY = {match_key(word): sure for name, sure in CERTAINTIES.items() for word in (name, sure.value)}
_HEADER = ",".join(TITLES.values())
_VALUES = ("duration_days", "not_earlier_than", "fixed_start")

T = TypeVar("T")


@dataclass(frozen=True)
class UnitPlans:
    """What the plans of units hold.

    Attributes:
        floors: dates before which activities do not start.
        fixed_dates: days on which activities start by decision.
        durations: how long activities last instead of the template's days.
        decided: all of them with the cell that each was read from, for the checks that follow.
    """

    floors: tuple[Floor, ...] = ()
    fixed_dates: tuple[FixedDate, ...] = ()
    durations: tuple[OwnDuration, ...] = ()
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True)
class _Row:
    """The cells of a row that was understood, of an activity that the unit has."""

    unit_code: str
    activity: str
    days: int | None
    floor: date | None
    fixed: date | None
    reason: str
    basis: Basis
    reader: RowReader


def read_plans(files: Mapping[str, Path], campaign: Campaign | None, problems: Problems) -> UnitPlans:
    """The plans of all files; what is wrong with them is noted, cell by cell.

    Args:
        files: file as messages name it → where it lies.
        campaign: whose units and activities are meant; None when they could not be read: then only the
            other columns are looked at.
        problems: grows by what is wrong.
    """
    lookup = Lookup(campaign) if campaign else None
    rows: list[_Row] = []
    for place, path in files.items():
        rows += _read_file(place, path, lookup, problems)
    return _plans(rows)


def _plans(rows: Iterable[_Row]) -> UnitPlans:
    floors, fixed_dates, durations, decided = [], [], [], []
    for row in rows:
        key, line = (row.unit_code, row.activity), row.reader.line
        if row.days is not None:
            durations.append(OwnDuration(*key, row.days, row.basis))
            decided.append(_decided(row, DecisionKind.DURATION, "duration_days", row.days))
        if row.floor:
            floors.append(Floor(*key, row.floor, row.reason, row.basis, line))
            decided.append(_decided(row, DecisionKind.FLOOR, "not_earlier_than", row.floor))
        if row.fixed:
            fixed_dates.append(FixedDate(*key, row.fixed, row.reason, row.basis, line))
            decided.append(_decided(row, DecisionKind.FIXED_DATE, "fixed_start", row.fixed))
    return UnitPlans(tuple(floors), tuple(fixed_dates), tuple(durations), tuple(decided))


def _decided(row: _Row, kind: DecisionKind, alias: str, value: int | date) -> Decided:
    reader = row.reader
    return Decided(kind, row.unit_code, row.activity, value, reader.place, reader.line, reader.where(alias))


def _read_file(place: str, path: Path, lookup: Lookup | None, problems: Problems) -> Sequence[_Row]:
    try:
        # Messages name a file as it is called inside the configuration.
        table = replace(read_table(path), place=place)
    except InputErrors as errors:
        problems += [replace(problem, place=place) for problem in errors.problems]
        return ()
    columns = _locate(table, problems)
    if columns is None:
        return ()
    rows = []
    for line in table.rows:
        reader = RowReader(table, line, columns)
        row = _read_row(reader, lookup)
        problems += reader.problems
        rows += [row] if row else []
    return rows


def _locate(table: Table, problems: Problems) -> dict[str, int] | None:
    """Alias of each column → its position; None when a column is missing, unknown or there twice."""
    found: dict[str, int] = {}
    before = len(problems)
    for position, (title, _) in enumerate(table.header):
        alias = _ALIAS.get(match_key(title.replace("\u00a0", " ")))
        if alias is None:
            remedy = suggestion(title, TITLES.values())
            problems.note(table.place, table.header_line, f"không có cột «{title}»", remedy)
        elif alias in found:
            what = f"cột «{TITLES[alias]}» có hai lần"
            problems.note(table.place, table.header_line, what, "giữ lại một cột")
        else:
            found[alias] = position
    missing = [f"«{title}»" for alias, title in TITLES.items() if alias not in found]
    if missing:
        what = f"thiếu cột {', '.join(missing)}"
        problems.note(table.place, table.header_line, what, f"tiêu đề phải là: {_HEADER}")
    return found if len(problems) == before else None


def _read_row(reader: RowReader, lookup: Lookup | None) -> _Row | None:
    """The row; None when something is wrong, which ``reader.problems`` tells."""
    unit = lookup.unit(reader) if lookup else None
    activity = lookup.activity(reader, unit) if lookup else None
    row = _Row(
        unit_code=unit.code if unit else "",
        activity=activity.code if activity else "",
        days=_days(reader),
        floor=reader.day("not_earlier_than"),
        fixed=reader.day("fixed_start"),
        reason=reader.text("reason"),
        basis=Basis(
            reader.word("certainty", _CERTAINTY, Certainty.STATED, CERTAINTIES),
            reader.text("source"),
        ),
        reader=reader,
    )
    _check_row(reader, row)
    return row if unit and activity and not reader.problems else None


def _days(reader: RowReader) -> int | None:
    """A whole number of days, at least one; None when blank."""
    text = reader.text("duration_days")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]+", text) or not text.strip("0"):
        reader.refuse("duration_days", f"«{text:.20}» không phải số ngày", "ghi số nguyên từ 1, ví dụ 5")
    elif len(text) > MAX_DIGITS:
        reader.refuse("duration_days", f"«{text:.20}» lớn quá mức", "ghi số ngày mà việc này cần, ví dụ 5")
    else:
        return int(text)
    reader.unreadable.add("duration_days")
    return None


def _check_row(reader: RowReader, row: _Row) -> None:
    """A row decides something, says why, and names its source."""
    is_empty = row.days is None and row.floor is None and row.fixed is None
    if is_empty and not reader.unreadable.intersection(_VALUES):
        reader.refuse(
            "duration_days", "dòng không ấn định gì", "ghi Số ngày, Không sớm hơn hoặc Ấn định ngày"
        )
    if row.floor and row.fixed:
        what = "dòng ghi cả Không sớm hơn và Ấn định ngày"
        reader.refuse("fixed_start", what, "giữ một: ngày đã ấn định thì không chờ mốc nào")
    if (row.floor or row.fixed) and not row.reason and "reason" not in reader.unreadable:
        reader.refuse("reason", "để trống", "nêu vì sao có ngày này")
    if not row.basis.source and "source" not in reader.unreadable:
        reader.refuse("source", "để trống", "ghi văn bản hoặc kế hoạch của đơn vị")
