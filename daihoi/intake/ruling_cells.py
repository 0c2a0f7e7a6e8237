"""What a row of a table of rulings decides: its cells, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.excepting import Except
from daihoi.domain.record import Fault
from daihoi.domain.replanning import Replan
from daihoi.domain.ruling_checks import annulling
from daihoi.domain.ruling_faults import FaultyRuling
from daihoi.domain.ruling_paper import Paper
from daihoi.domain.rulings import Ruling, RulingEvent, RulingKind
from daihoi.domain.suspending import Resume, Suspend
from daihoi.domain.unit_changes import Creation, Dissolution, Merger, Move, NewUnit, Renaming, UnitChange
from daihoi.domain.unit_details import unit_ruling
from daihoi.domain.unit_filling import filled
from daihoi.errors import Problem
from daihoi.intake.cells import RowReader
from daihoi.intake.dates import DateError, read_date
from daihoi.intake.ruling_columns import TITLES
from daihoi.intake.tables import is_blank, shown_cell
from daihoi.intake.texts import match_key

_COUNT = re.compile(r"[0-9]{1,6}")
_LIFTED = "không áp dụng"


class RulingReader(RowReader):
    """One row of a table of rulings, whose columns may be left out where no row needs them."""

    def is_blank(self, alias: str) -> bool:
        """Whether the cell holds nothing, or the table lacks the column."""
        return is_blank(self._cell(alias))

    def written(self, alias: str) -> str:
        """The cell as a user sees it, be it a text, a number or a date; empty when blank."""
        cell = self._cell(alias)
        return self.text(alias) if isinstance(cell, str) else shown_cell(cell)

    def note(self, alias: str, what: str, remedy: str) -> None:
        """Notes what is wrong with a cell, or with the row where the table lacks the column."""
        if self.has(alias):
            self.refuse(alias, what, remedy)
        elif alias in TITLES:
            cell = f"thiếu cột «{TITLES[alias]}»"
            self.problems.append(Problem(self.place, self.line, what, remedy, cell))
        else:
            self.refuse("kind", what, remedy)


@dataclass(frozen=True)
class _Row:
    """A row, and what it is about."""

    reader: RulingReader
    paper: Paper
    before: Campaign
    known: Sequence[RulingEvent]

    @property
    def unit(self) -> str:
        """The unit named; the root where none is."""
        return self.reader.text("unit") or self.before.root.code

    @property
    def levels(self) -> tuple[str, ...]:
        """Codes of the levels named, by code or by Vietnamese name; others stay as they are written."""
        named = {
            match_key(word): level.code
            for level in self.before.structure.levels
            for word in (level.code, level.name, level.short_name)
        }
        words = _listed(self.reader.text("levels"))
        return tuple(named.get(match_key(word), word) for word in words)


def decided(
    reader: RulingReader,
    kind: RulingKind,
    paper: Paper,
    before: Campaign,
    known: Sequence[RulingEvent],
) -> tuple[Ruling, int | None]:
    """The ruling of a row, and the number of the one that it annuls.

    Args:
        reader: the row; cells that are no date or no number are noted there.
        kind: what is decided.
        paper: the document.
        before: the campaign at the end of the day on which it takes effect, without it.
        known: the rulings of the log.

    Raises:
        RulingError: cells contradict each other.
    """
    row = _Row(reader, paper, before, known)
    if kind is RulingKind.ANNUL:
        return _annul(row)
    if kind in _CHANGES:
        return unit_ruling(paper, filled(_CHANGES[kind](row), before)), None
    return _PLANS[kind](row), None


def _suspend(row: _Row) -> Ruling:
    first = row.reader.day("start") or row.paper.effective_date
    decision = Suspend(row.levels, first, row.reader.day("until"))
    return row.paper.ruling(RulingKind.SUSPEND, row.unit, decision.details())


def _resume(row: _Row) -> Ruling:
    first = row.reader.day("start") or row.paper.effective_date
    return row.paper.ruling(RulingKind.RESUME, row.unit, Resume(row.levels, first).details())


def _replan(row: _Row) -> Ruling:
    text = row.reader.written("days")
    if text and not _COUNT.fullmatch(text):
        raise FaultyRuling([Fault("days", f"«{text}» không phải số ngày", "ghi số nguyên, ví dụ 2")])
    decision = Replan(row.reader.text("activity"), row.reader.day("start"), int(text) if text else None)
    return row.paper.ruling(RulingKind.REPLAN, row.unit, decision.details())


def _except(row: _Row) -> Ruling:
    levels = row.levels
    if len(levels) > 1:
        raise FaultyRuling([Fault("levels", "ngoại lệ ghi nhiều cấp", "mỗi cấp một dòng")])
    decision = Except(row.reader.text("rule"), levels[0] if levels else "", _value(row.reader))
    return row.paper.ruling(RulingKind.EXCEPT, row.unit, decision.details())


def _value(reader: RulingReader) -> int | date | None:
    """A count, a day, or None for «không áp dụng»."""
    text = reader.written("value")
    if match_key(text) == match_key(_LIFTED):
        return None
    if _COUNT.fullmatch(text):
        return int(text)
    try:
        return read_date(text)
    except DateError:
        remedy = f"ghi số (3), ngày (30/06/2020), hoặc «{_LIFTED}»"
        raise FaultyRuling([Fault("value", f"giá trị «{text}»", remedy)]) from None


def _annul(row: _Row) -> tuple[Ruling, int]:
    """The number of the log, or the number of a document that made one ruling only."""
    text = row.reader.written("annuls")
    if _COUNT.fullmatch(text):
        found = [event for event in row.known if event.seq == int(text)]
    else:
        found = [event for event in row.known if match_key(event.ruling.document_number) == match_key(text)]
    if len(found) != 1:
        remedy = "ghi số trong sổ ghi, ở cột đầu của daihoi decide list"
        what = f"{len(found) or 'không có'} quyết định nào mang số «{text}» trong sổ ghi"
        what = what if not found else f"có {len(found)} quyết định mang số «{text}»"
        raise FaultyRuling([Fault("number", what, remedy)])
    (event,) = found
    return annulling(row.paper, event.seq, event.ruling.unit_code), event.seq


def _create(row: _Row) -> UnitChange:
    return Creation(NewUnit(row.unit, row.reader.text("name"), parent_code=row.reader.text("other")))


def _rename(row: _Row) -> UnitChange:
    return Renaming(row.unit, row.reader.text("name"))


def _move(row: _Row) -> UnitChange:
    return Move(row.unit, row.reader.text("other"))


def _merge(row: _Row) -> UnitChange:
    """The unit of the row goes on, or is made when there is none of that code; the others end."""
    others = _listed(row.reader.text("other"))
    is_there = row.unit in row.before.tree.by_code
    name = row.reader.text("name")
    if is_there:
        return Merger((row.unit, *(code for code in others if code != row.unit)), row.unit, None, name)
    return Merger(others, row.unit, NewUnit(row.unit, name))


def _dissolve(row: _Row) -> UnitChange:
    return Dissolution(row.unit, row.reader.text("other"))


def _listed(text: str) -> tuple[str, ...]:
    """What stands between commas or semicolons."""
    return tuple(word.strip() for word in re.split("[,;]", text) if word.strip())


_PLANS: Mapping[RulingKind, Callable[[_Row], Ruling]] = {
    RulingKind.SUSPEND: _suspend,
    RulingKind.RESUME: _resume,
    RulingKind.REPLAN: _replan,
    RulingKind.EXCEPT: _except,
}
_CHANGES: Mapping[RulingKind, Callable[[_Row], UnitChange]] = {
    RulingKind.CREATE_UNIT: _create,
    RulingKind.RENAME_UNIT: _rename,
    RulingKind.MOVE_UNIT: _move,
    RulingKind.MERGE_UNITS: _merge,
    RulingKind.DISSOLVE_UNIT: _dissolve,
}
