"""A comparison of two schedules as it is shown: the rows chosen and ordered, and all of them as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, groupby
from pathlib import Path

import numpy as np

from daihoi.domain.network import Flags
from daihoi.domain.spans import Span
from daihoi.domain.variance_results import Change, LevelVariance, Variance, VarianceRow
from daihoi.errors import UnknownCodeError
from daihoi.store.baselines import BaselineRecord
from daihoi.whole_files import write_csv
from reports import tokens

CHANGES = {
    Change.LATER: "muộn hơn",
    Change.EARLIER: "sớm hơn",
    Change.SAME: "không đổi",
    Change.NEW: "mới có",
    Change.GONE: "không còn",
}
HEADINGS = (
    "Mã đơn vị",
    "Đơn vị",
    "Cấp",
    "Mã việc",
    "Việc",
    "So sánh",
    "Bắt đầu theo bản chốt",
    "Kết thúc theo bản chốt",
    "Bắt đầu",
    "Kết thúc",
    "Lệch bắt đầu (ngày)",
    "Lệch kết thúc (ngày)",
    "Lịch đếm ngày",
)


@dataclass(frozen=True)
class Comparison:
    """What one comparison shows.

    Attributes:
        record: the baseline that is compared with.
        after: what is compared with it, in Vietnamese.
        after_title: the same as the title of a column.
        variance: every activity of both.
        unit: only this unit and those below it; None for all.
    """

    record: BaselineRecord
    after: str
    after_title: str
    variance: Variance
    unit: str | None = None

    @cached_property
    def chosen(self) -> Flags:
        """The rows that are shown.

        Raises:
            UnknownCodeError: neither side has the unit.
        """
        found, tree = self.variance, self.variance.campaign.tree
        if self.unit is None:
            return np.ones(len(found), bool)
        if self.unit in tree.by_code:
            return found.of_units(tree.subtrees([self.unit]))
        if self.unit in found.unit_codes:  # a unit that is gone
            return found.of_units([self.unit])
        raise UnknownCodeError("đơn vị", self.unit, tree.by_code)

    @property
    def levels(self) -> list[LevelVariance]:
        """What the rows come to, per level from the highest down."""
        return self.variance.by_level(self.chosen)

    def count(self, change: Change, *, congresses: bool = False) -> int:
        """How many rows, or how many congresses, changed so."""
        which = self.chosen & self.variance.is_congress if congresses else self.chosen
        return int((self.variance.change[which] == change).sum())

    def moved_congresses(self) -> Iterator[VarianceRow]:
        """The congresses that end on another day: later ones first, the furthest off first."""
        return self._rows(self.variance.is_congress, Change.LATER, Change.EARLIER)

    def later_activities(self) -> Iterator[list[VarianceRow]]:
        """Everything else that ends later, latest first; what slips together in a unit comes together."""
        rows = self._rows(~self.variance.is_congress, Change.LATER)
        return (list(group) for _, group in groupby(rows, lambda row: (row.unit_code, row.finish_days)))

    def one_sided(self, change: Change) -> Iterator[VarianceRow]:
        """What stands on one side only."""
        return self._rows(self.chosen, change)

    def all_rows(self) -> Iterator[VarianceRow]:
        """Everything: congresses first, then latest first."""
        found = self.variance
        for which in (self.chosen & found.is_congress, self.chosen & ~found.is_congress):
            yield from found.rows(found.by_lateness(which))

    def _rows(self, which: Flags, *changes: Change) -> Iterator[VarianceRow]:
        found = self.variance
        chosen = self.chosen & which & np.isin(found.change, [int(change) for change in changes])
        return found.rows(found.by_lateness(chosen))


def write_file(comparison: Comparison, path: Path) -> None:
    """Every row as a table that an office program opens.

    Raises:
        WriteError: the file cannot be written.
    """
    names = {level.code: level.short_name for level in comparison.variance.campaign.structure.levels}
    rows = (_cells(row, names.get(row.level, "")) for row in comparison.all_rows())
    write_csv(path, chain([HEADINGS], rows))


def _cells(row: VarianceRow, level: str) -> list[str | int]:
    texts = [row.unit_code, row.unit_name, level, row.activity, row.activity_name, CHANGES[row.change]]
    days = ["" if number is None else number for number in (row.start_days, row.finish_days)]
    return [*texts, *_dates(row.before), *_dates(row.after), *days, row.calendar]


@lru_cache(maxsize=4096)
def _dates(span: Span | None) -> tuple[str, str]:
    return (tokens.date_long(span.start), tokens.date_long(span.last_day)) if span else ("", "")
