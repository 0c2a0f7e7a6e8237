"""Personnel dossiers as counts of papers: complete, or what is missing how often and until when (F13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import ASSUMED_MARK, Ask, Cell, Preparation, WorkTable, late, marked
from daihoi.domain.preparing.committees_state import opening_of
from daihoi.domain.preparing.steering_tables import compact
from daihoi.domain.preparing.structure_shares_targets import rule_value
from daihoi.domain.structure import Certainty
from daihoi.domain.units import Unit
from daihoi.errors import CalendarRangeError

NOMINATED, OUTSIDE = "personnel_dossiers", "outside_dossiers"
NAMES = {NOMINATED: "hồ sơ nhân sự", OUTSIDE: "hồ sơ ứng cử ngoài đại biểu"}
OUTSIDE_DAYS = "outside_dossier_days"
SUBMIT_SUFFIX = "_submit_dossier"


@dataclass(frozen=True)
class Dossiers:
    """The dossiers of one kind that a unit has to have.

    Attributes:
        unit: whose they are.
        register: ``NOMINATED`` or ``OUTSIDE``.
        papers: paper → its entry, None while nobody counted it; every paper that the register knows.
        due: last day for them; None where no rule sets one.
    """

    unit: Unit
    register: str
    papers: dict[str, Entry | None]
    due: date | None

    @property
    def needed(self) -> int:
        """How many people need a dossier."""
        return max((entry.count("needed") for entry in self.papers.values() if entry), default=0)

    @property
    def missing(self) -> dict[str, int]:
        """Paper → how many are not there; papers that are all there are left out."""
        short = {
            paper: entry.count("needed") - entry.count("received") if entry else self.needed
            for paper, entry in self.papers.items()
        }
        return {paper: count for paper, count in short.items() if count}

    @property
    def is_assumed(self) -> bool:
        """Whether no source states one of the numbers."""
        return any(entry and entry.certainty is Certainty.ASSUMED for entry in self.papers.values())


def findings(preparation: Preparation) -> Iterator[str]:
    """Complete, or what is missing."""
    for one in _all(preparation):
        mark = f" {ASSUMED_MARK}" if one.is_assumed else ""
        told = f"{one.needed} {NAMES[one.register]}{mark}"
        words = f"còn thiếu {_missing_words(preparation, one)}" if one.missing else "đủ giấy tờ"
        yield f"{one.unit.name}: {told}, {words}."


def tables(preparation: Preparation) -> list[WorkTable]:
    """A row per paper."""
    rows: list[Sequence[Cell]] = []
    for one in _all(preparation):
        for paper, entry in one.papers.items():
            rows.append((len(rows) + 1, *_row(preparation, one, paper, entry)))
    columns = ("TT", "Đơn vị", "Loại hồ sơ", "Giấy tờ", "Phải có", "Đã có", "Thiếu", "Hạn")
    is_blank = any(None in one.papers.values() for one in _all(preparation))
    notes = ["Đã có để trống: chưa ai ghi loại giấy tờ ấy, coi là thiếu hết."] * is_blank
    table = WorkTable("bieu-3e-ho-so-nhan-su", "Biểu 3e. Hồ sơ nhân sự cấp ủy", columns, rows, notes=notes)
    return [compact(table, "Hạn")]


def asks(preparation: Preparation) -> Iterator[Ask]:
    """Papers that are missing, by unit; late when their last day is over."""
    for one in _all(preparation):
        if one.missing:
            what = f"bổ sung {NAMES[one.register]}: {_missing_words(preparation, one)} (sổ {one.register})"
            yield Ask(one.unit.code, what, one.due, late(one.due, preparation.status_date))


def _all(preparation: Preparation) -> Iterator[Dossiers]:
    counted = {register: {one.unit_code for one in preparation.entries.of(register)} for register in NAMES}
    for unit in preparation.chosen():
        for register, units in counted.items():
            if unit.code in units:
                yield _dossiers(preparation, unit, register)


def _dossiers(preparation: Preparation, unit: Unit, register: str) -> Dossiers:
    entries = {one.text("part"): one for one in preparation.entries.of(register, unit.code)}
    wanted = preparation.entries.registers[register].by_code["part"].choices
    papers = {paper: entries.get(paper) for paper in wanted}
    return Dossiers(unit, register, papers, _due(preparation, unit, register))


def _due(preparation: Preparation, unit: Unit, register: str) -> date | None:
    """Nominated: the day on which the unit submits its dossier; from outside: as the rule counts back."""
    if register == NOMINATED:
        return _submitted_on(preparation, unit)
    days = rule_value(preparation.campaign, unit, OUTSIDE_DAYS)
    if days is None:
        return None
    opening = opening_of(preparation, unit)
    try:
        return preparation.campaign.working_calendar.add_working_days(opening, -days)
    except CalendarRangeError:
        return None


def _submitted_on(preparation: Preparation, unit: Unit) -> date | None:
    level = preparation.campaign.structure.by_code[unit.level]
    code = next((code for code in level.position if code.endswith(SUBMIT_SUFFIX)), "")
    if not code:
        return None
    seen = preparation.assessment
    return seen.span(seen.current, seen.expansion.number(unit.code, code)).start


def _missing_words(preparation: Preparation, one: Dossiers) -> str:
    """«2 giấy chứng nhận sức khỏe, 1 kê khai tài sản, thu nhập»."""
    words = preparation.entries.registers[one.register].by_code["part"]
    return "; ".join(f"{count} {words.shown(paper)}" for paper, count in one.missing.items())


def _row(preparation: Preparation, one: Dossiers, paper: str, entry: Entry | None) -> Sequence[Cell]:
    name = marked(one.unit.name, entry) if entry else one.unit.name
    words = preparation.entries.registers[one.register].by_code["part"].shown(paper)
    received = entry.count("received") if entry else None
    return name, NAMES[one.register], words, one.needed, received, one.missing.get(paper, 0), one.due
