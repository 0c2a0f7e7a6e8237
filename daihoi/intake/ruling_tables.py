"""A table of rulings → prepared rulings, or everything that is wrong with it, cell by cell.

Rows may stand in any order: they are taken in the order in which they take effect. A row that says word for
word what is in the log already adds nothing, so a table may be imported again with rows added to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.ruled import ruled
from daihoi.domain.ruling_checks import as_event, faults, recorded
from daihoi.domain.ruling_faults import faults_of
from daihoi.domain.ruling_paper import Paper
from daihoi.domain.rulings import Ruling, RulingError, RulingEvent, RulingKind
from daihoi.domain.structure import Certainty
from daihoi.errors import InputErrors
from daihoi.intake.choices import one_of
from daihoi.intake.rows import PreparedRuling
from daihoi.intake.ruling_cells import RulingReader, decided
from daihoi.intake.ruling_columns import (
    ALWAYS,
    KIND_WORDS,
    NEEDS,
    PAPER,
    TITLES,
    is_ruling_table,
    locate,
)
from daihoi.intake.statements import CERTAINTIES
from daihoi.intake.tables import Table
from daihoi.intake.texts import match_key

__all__ = ["RulingReading", "RulingRow", "is_ruling_table", "read_rulings"]

HEADING = "Bảng quyết định có lỗi, chưa ghi dòng nào"
_CERTAINTY_WORDS = {
    match_key(word): sure for name, sure in CERTAINTIES.items() for word in (name, sure.value)
}
_ALIAS_OF = {
    "first": "start",
    "level": "levels",
    "number": "annuls",
    "effective_date": "effective",
    "document_number": "document",
    "code": "unit",
    "into": "unit",
    "parent": "other",
    "successor": "other",
    "units": "other",
    "children": "other",
}
"""Field of a fault → the column it is seen in, where they are not called alike."""


@dataclass(frozen=True)
class RulingRow:
    """A ruling of a table that fits.

    Attributes:
        prepared: for the log.
        before: the campaign at the end of the day on which it takes effect, without it.
        annulled: the ruling that it annuls, if it does.
    """

    prepared: PreparedRuling
    before: Campaign
    annulled: Ruling | None


@dataclass(frozen=True)
class RulingReading:
    """What a table of rulings says.

    Attributes:
        rows: the rulings that the log does not have, in the order in which they take effect.
        repeated: number of rows that it has.
        sha256: hex SHA-256 of the file that was read.
    """

    rows: Sequence[RulingRow]
    repeated: int
    sha256: str


def read_rulings(
    table: Table, configured: Campaign, known: Sequence[RulingEvent], today: date
) -> RulingReading:
    """Checks the rows of a table of rulings against a campaign and its rulings so far.

    Args:
        table: columns as in ``ruling_columns.TITLES``, in any order.
        configured: the campaign as it is configured.
        known: its rulings that are known, in the order of the log.
        today: no document is of a later day.

    Raises:
        InputErrors: cells are wrong, or rulings do not fit; all problems, with line and cell.
    """
    columns = locate(table)
    readers = [RulingReader(table, line, columns) for line in table.rows]
    told = [(paper, reader) for reader in readers if (paper := _paper(reader))]
    told.sort(key=lambda pair: pair[0].effective_date)
    reading = _Sequence(configured, known, today)
    for paper, reader in told:
        reading.take(paper, reader)
    problems = [problem for reader in readers for problem in reader.problems]
    if problems:
        raise InputErrors(problems, HEADING)
    return RulingReading(reading.rows, reading.repeated, table.sha256)


class _Sequence:
    """The rulings of the log, and those of the table as far as they fit."""

    def __init__(self, configured: Campaign, known: Sequence[RulingEvent], today: date) -> None:
        self._configured, self._logged, self._today = configured, known, today
        self._known = list(known)
        self.rows: list[RulingRow] = []
        self.repeated = 0

    def take(self, paper: Paper, reader: RulingReader) -> None:
        """Adds the ruling of a row; what is wrong with it is noted in its reader."""
        kind = reader.word("kind", KIND_WORDS, None, ())
        if kind is None or not _has_its_cells(reader, kind):
            return
        before = ruled(self._configured, self._known, paper.effective_date)
        try:
            ruling, annuls = decided(reader, kind, paper, before, self._logged)
        except RulingError as error:
            for fault in faults_of(error):
                reader.note(_ALIAS_OF.get(fault.field, fault.field), fault.what, fault.remedy)
            return
        if reader.problems:
            return
        earlier = recorded(self._known, ruling)
        if earlier and not any(event.corrects == earlier.seq for event in self._known):
            self.repeated += 1
        else:
            self._check(ruling, annuls, reader, before)

    def _check(self, ruling: Ruling, annuls: int | None, reader: RulingReader, before: Campaign) -> None:
        found = faults(self._configured, self._known, ruling, annuls, self._today)
        for fault in found:
            reader.note(_ALIAS_OF.get(fault.field, fault.field), fault.what, fault.remedy)
        if found:
            return
        annulled = next((event.ruling for event in self._logged if event.seq == annuls), None)
        last = self._logged[-1].seq if self._logged else 0
        prepared = PreparedRuling(ruling, annuls, last, reader.place, reader.line, reader.where("kind"))
        self.rows.append(RulingRow(prepared, before, annulled))
        self._known.append(as_event(ruling, annuls, self._known))


def _has_its_cells(reader: RulingReader, kind: RulingKind) -> bool:
    """Notes cells that a kind needs and are blank, and cells that it does not take and are not."""
    needs, before = NEEDS[kind], len(reader.problems)
    name = reader.text("kind")
    for alias in needs.filled:
        if reader.is_blank(alias):
            reader.note(alias, f"«{name}» mà không có «{TITLES[alias]}»", f"ghi {TITLES[alias]}")
    for alias in TITLES:
        if alias not in ALWAYS | {*needs.filled, *needs.allowed} and not reader.is_blank(alias):
            reader.note(alias, f"«{name}» không dùng cột «{TITLES[alias]}»", "bỏ trống ô này")
    return len(reader.problems) == before


def _paper(reader: RulingReader) -> Paper | None:
    """What a row says of its document; None when something is wrong, which the reader tells."""
    document_date = reader.day("document_date")
    effective = reader.day("effective")
    texts = {alias: reader.text(alias) for alias in PAPER if alias != "document_date"}
    certainty = reader.word("certainty", _CERTAINTY_WORDS, Certainty.STATED, CERTAINTIES)
    if reader.word("kind", KIND_WORDS, None, _choices()) is None and not reader.problems:
        reader.refuse("kind", "để trống", one_of("", _choices()))
    for alias in PAPER:
        if reader.is_blank(alias):
            reader.refuse(alias, "để trống", f"ghi {TITLES[alias]}")
    if reader.problems or document_date is None:
        return None
    return Paper(
        document_number=texts["document"],
        document_date=document_date,
        body=texts["body"],
        effective_date=effective or document_date,
        reason=texts["reason"],
        certainty=certainty,
        source=reader.text("source"),
    )


def _choices() -> list[str]:
    from daihoi.domain.ruling_words import KINDS

    return [KINDS[kind] for kind in NEEDS]
