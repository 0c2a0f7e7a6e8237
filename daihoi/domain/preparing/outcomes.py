"""After a congress: the report of its results and the ratification, as registered or as reported work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.preparing.base import Cell, Preparation, WorkTable, late
from daihoi.domain.preparing.steering_reading import state_of
from daihoi.domain.record import shown
from daihoi.domain.rule_values import rule_in_force
from daihoi.domain.states import ActivityState
from daihoi.domain.units import Unit

REPORT_DAYS, RATIFICATION_DAYS = "result_report_days", "ratification_days"
REPORT_SUFFIX, RATIFICATION_SUFFIX = "_report_results", "_ratification"
COLUMNS = (
    "TT",
    "Đơn vị",
    "Bế mạc",
    "Hạn báo cáo",
    "Ngày báo cáo",
    "Số báo cáo",
    "Hạn chuẩn y",
    "Ngày chuẩn y",
    "Số quyết định",
    "Ghi chú",
)


@dataclass(frozen=True)
class Act:
    """One thing done: the day, and the document that shows it.

    Attributes:
        day: None while it was not done.
        number: of the document; empty where none was told.
    """

    day: date | None = None
    number: str = ""

    def differs(self, other: Act) -> bool:
        """Whether both were told, and not the same."""
        numbers = {one.number for one in (self, other) if one.number}
        return None not in (self.day, other.day) and (self.day != other.day or len(numbers) > 1)

    def __str__(self) -> str:
        return " ".join(filter(None, [self.number, shown(self.day) if self.day else ""]))


@dataclass(frozen=True)
class Outcome:
    """What follows a congress that was held.

    Attributes:
        unit: who held it.
        closed_on: its last day.
        report_due: last day for the report of results.
        report: that report.
        ratification_due: last day for the ratification.
        ratification: that ratification.
        work: both as they were reported as work of the schedule; what the register has goes before it.
    """

    unit: Unit
    closed_on: date
    report_due: date | None
    report: Act
    ratification_due: date | None
    ratification: Act
    work: tuple[Act, Act]

    @property
    def is_reported(self) -> bool:
        """The superior has the report: a ratification says so too."""
        return bool(self.report.day or self.ratification.day)

    def remark(self, day: date) -> str:
        """Where it stands at the end of a day, and where register and work tell different things."""
        return "; ".join([self._state(day), *self.contradictions()])

    def _state(self, day: date) -> str:
        if self.ratification.day:
            return "đã chuẩn y" + (", muộn" if late(self.ratification_due, self.ratification.day) else "")
        if self.report.day:
            return "chờ chuẩn y" + (", quá hạn" if late(self.ratification_due, day) else "")
        return "chưa báo cáo" + (", quá hạn" if late(self.report_due, day) else "")

    def contradictions(self) -> Iterator[str]:
        """What the register and the work that was reported tell differently, one sentence part each."""
        for word, act, work in zip(
            ("báo cáo", "chuẩn y"), (self.report, self.ratification), self.work, strict=True
        ):
            if act.differs(work):
                yield f"{word}: sổ ghi {act}, việc đã báo ghi {work}"


def outcome_of(preparation: Preparation, unit: Unit, closing: date) -> Outcome:
    """What is due after a congress that is over, by the working calendar of the campaign.

    A report is due so many working days after the closing, the ratification so many after the superior has
    received the report (Quy định 24-QĐ/TW; see the rule set); while it has not, after the report is due.
    What the register does not have is taken from the unit's work «báo cáo kết quả» and its last gate.
    """
    entry = preparation.entries.find("congress_results", unit.code)
    closed = (entry.day("closed_on") if entry else None) or closing
    report_due = _after(preparation, unit, REPORT_DAYS, closed)
    from_day = (entry.day("received_on") if entry else None) or report_due
    work = _report_work(preparation, unit), _ratification_work(preparation, unit)
    report = Act(entry.day("reported_on"), entry.text("report_number")) if entry else Act()
    ratified = Act(entry.day("ratified_on"), entry.text("ratification_number")) if entry else Act()
    return Outcome(
        unit,
        closed,
        report_due,
        report if report.day else work[0],
        _after(preparation, unit, RATIFICATION_DAYS, from_day) if from_day else None,
        ratified if ratified.day else work[1],
        work,
    )


def _after(preparation: Preparation, unit: Unit, rule_name: str, day: date) -> date | None:
    rule = rule_in_force(preparation.campaign, rule_name, unit)
    if rule is None or rule.days is None:
        return None
    return preparation.campaign.working_calendar.add_working_days(day, rule.days)


def _report_work(preparation: Preparation, unit: Unit) -> Act:
    """The report as work of the unit; where the ratification takes it in, it is that which begins there."""
    code, seen = _activity(preparation, unit, REPORT_SUFFIX), preparation.assessment
    if not code:
        return _beginning(preparation, unit, _activity(preparation, unit, RATIFICATION_SUFFIX))
    if state_of(seen, unit, code) is not ActivityState.DONE:
        return Act()
    number = seen.expansion.number(unit.code, code)
    return Act(seen.span(seen.current, number).last_day) if seen.reported.is_told[number] else Act()


def _beginning(preparation: Preparation, unit: Unit, code: str) -> Act:
    """The day on which an activity was told to have begun."""
    seen = preparation.assessment
    number = seen.expansion.number(unit.code, code) if code else -1
    if number < 0 or not (seen.reported.is_start_told[number] and seen.reported.is_told[number]):
        return Act()
    return Act(seen.span(seen.current, number).start)


def _ratification_work(preparation: Preparation, unit: Unit) -> Act:
    """The superior's decision, unless what it was about has changed since."""
    code, seen = _activity(preparation, unit, RATIFICATION_SUFFIX), preparation.assessment
    gate = seen.reported.gates.get(seen.expansion.number(unit.code, code)) if code else None
    if gate is None or not gate.is_approved:
        return Act()
    return Act(gate.event.statement.actual_finish, gate.event.statement.document_number)


def _activity(preparation: Preparation, unit: Unit, suffix: str) -> str:
    level = preparation.campaign.structure.by_code[unit.level]
    return next((code for code in level.position if code.endswith(suffix)), "")


def results_table(outcomes: Sequence[Outcome], day: date) -> WorkTable:
    """A row per congress that is over, as known at the end of a day."""
    rows = [_row(number, one, day) for number, one in enumerate(outcomes, 1)]
    notes = [
        "Hạn tính bằng ngày làm việc: báo cáo từ ngày bế mạc, chuẩn y từ ngày cấp trên nhận báo cáo",
        "Ngày, số văn bản: theo sổ kết quả đại hội; chưa ghi sổ thì theo việc đã báo",
    ]
    return WorkTable("bieu-9-ket-qua", "Kết quả đại hội và chuẩn y", COLUMNS, rows, (), notes)


def _row(number: int, one: Outcome, day: date) -> Sequence[Cell]:
    return (
        number,
        one.unit.name,
        one.closed_on,
        one.report_due,
        one.report.day,
        one.report.number,
        one.ratification_due,
        one.ratification.day,
        one.ratification.number,
        one.remark(day),
    )
