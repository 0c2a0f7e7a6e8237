"""Congresses: when each is held and for how long, who of the superior attends, results and ratification."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, Review, WorkTable, late
from daihoi.domain.preparing.congresses_checks import days_max
from daihoi.domain.preparing.outcomes import Outcome, outcome_of, results_table
from daihoi.domain.record import shown
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import Certainty
from daihoi.domain.units import Unit

CALENDAR = (
    "TT",
    "Đơn vị",
    "Trù bị",
    "Khai mạc",
    "Bế mạc",
    "Số ngày",
    "Địa điểm",
    "Số đại biểu",
    "Cấp trên dự",
    "Ghi chú",
)
MOST_TOLD = 3
"""Units whose contradictions are told one by one."""
_COMPUTED = "theo tiến độ hiện tại"
"""Marks days that nobody set: computed from the plan and from what was reported."""


@dataclass(frozen=True)
class Session:
    """The congress of one unit.

    Attributes:
        unit: who holds it.
        opening, closing: first and last day.
        is_held: it is over and was reported, in the register or as an activity.
        is_entered: the days stand in the register; else they come from the schedule.
        posts: posts of the superior that attend.
    """

    unit: Unit
    opening: date
    closing: date
    is_held: bool
    is_entered: bool
    posts: Sequence[str]

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.closing - self.opening).days + 1


def review(preparation: Preparation) -> Review:
    """Days against the limits, posts expected in two places, reports of results and ratifications."""
    sessions = sessions_of(preparation)
    over = [one for one in sessions if one.is_held and one.closing <= preparation.status_date]
    outcomes = [outcome_of(preparation, one.unit, one.closing) for one in over]
    findings = [*_findings(preparation, sessions, outcomes)]
    tables = [_calendar(preparation, sessions)] if sessions else []
    if outcomes:
        tables.append(results_table(outcomes, preparation.status_date))
    asks = [ask for outcome in outcomes for ask in _asks(preparation, outcome)]
    return Review("congresses", "Đại hội, kết quả, chuẩn y", findings, tables, asks)


def sessions_of(preparation: Preparation) -> list[Session]:
    """The congresses of the units asked about, by opening; the lowest level only where it was asked for.

    Days come from the register; where it has none, from the schedule.
    """
    lowest = preparation.campaign.structure.levels[0].code
    units = [
        unit
        for unit in preparation.chosen()
        if preparation.units is not None
        or unit.level != lowest
        or preparation.entries.find("sessions", unit.code)
    ]
    return sorted((_session(preparation, unit) for unit in units), key=lambda one: (one.opening, one.closing))


def _session(preparation: Preparation, unit: Unit) -> Session:
    assessment, entries = preparation.assessment, preparation.entries
    block = assessment.expansion.blocks[unit.level]
    place = block.units.tolist().index(preparation.campaign.tree.index[unit.code])
    number = int(assessment.expansion.congresses(unit.level)[place])
    span = assessment.span(assessment.current, number)
    done = ActivityState(int(assessment.state[number])) is ActivityState.DONE
    entry, result = entries.find("sessions", unit.code), entries.find("congress_results", unit.code)
    closed = result.day("closed_on") if result else None
    closing = (entry.day("closing") if entry else None) or closed or span.last_day
    opening = (entry.day("opening") if entry else None) or min(span.start, closing)
    posts = [one.text("post") for one in entries.of("attendance", unit.code)]
    return Session(unit, opening, closing, done or closed is not None, entry is not None, posts)


def clashes(sessions: Sequence[Session]) -> list[tuple[str, Session, Session]]:
    """A post that is expected at two congresses whose days overlap, once per pair."""
    return [
        (post, one, other)
        for place, one in enumerate(sessions)
        for other in sessions[place + 1 :]
        if one.opening <= other.closing and other.opening <= one.closing
        for post in sorted(set(one.posts) & set(other.posts))
    ]


def _findings(
    preparation: Preparation, sessions: Sequence[Session], outcomes: Sequence[Outcome]
) -> Iterator[str]:
    for session in sessions:
        most = days_max(preparation.campaign, session.unit.code)
        if session.unit == preparation.campaign.root or (most is not None and session.days > most):
            yield _length(session, most)
    for post, one, other in clashes(sessions):
        yield f"{post} được phân công dự hai đại hội trùng ngày: {one.unit.name} và {other.unit.name}."
    late_reports = sum(
        1 for one in outcomes if not one.is_reported and late(one.report_due, preparation.status_date)
    )
    if outcomes:
        reported = sum(1 for one in outcomes if one.is_reported)
        ratified = sum(1 for one in outcomes if one.ratification.day)
        over = f", {late_reports} quá hạn" if late_reports else ""
        told = f"{reported} đã báo cáo kết quả{over}; {ratified} đã chuẩn y"
        yield f"{len(outcomes)} đại hội đã xong: {told}{_owing(outcomes)}."
    yield from _disagreements(outcomes)


def _owing(outcomes: Sequence[Outcome]) -> str:
    """Who has still to report, and until when; nothing where they are many."""
    owing = [one for one in outcomes if not one.is_reported]
    if not 0 < len(owing) <= MOST_TOLD:
        return ""
    due = [f" (hạn {shown(one.report_due)})" if one.report_due else "" for one in owing]
    return (
        f"; chưa báo cáo: {', '.join(f'{one.unit.name}{day}' for one, day in zip(owing, due, strict=True))}"
    )


def _disagreements(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Units whose register of results and reported work tell different things; of many the first few."""
    told = [(one.unit, "; ".join(found)) for one in outcomes if (found := list(one.contradictions()))]
    for unit, what in told[:MOST_TOLD]:
        yield f"{unit.name}: {what}: xem lại số nào đúng."
    if len(told) > MOST_TOLD:
        yield f"{len(told) - MOST_TOLD} nơi khác cũng có sổ kết quả đại hội khác việc đã báo: xem phụ lục."


def _length(session: Session, most: int | None) -> str:
    when = f"{session.opening:%d/%m/%Y}"
    if session.closing != session.opening:
        when += f" – {session.closing:%d/%m/%Y}"
    limit = (
        "" if most is None else f", quy định không quá {most}" + ("" if session.days <= most else ": VƯỢT")
    )
    known = "" if session.is_entered or session.is_held else f" {_COMPUTED}"
    return f"{session.unit.name}: {when}{known}, {session.days} ngày{limit}."


def _calendar(preparation: Preparation, sessions: Sequence[Session]) -> WorkTable:
    rows = [_calendar_row(preparation, number, one) for number, one in enumerate(sessions, 1)]
    notes = [
        f"«{_COMPUTED}»: chưa đại hội và chưa ghi ở sổ phiên đại hội, ngày tính từ kế hoạch và điều đã báo"
    ]
    if any(isinstance(cells[CALENDAR.index("Số đại biểu")], str) for cells in rows):
        notes.append("Số đại biểu: có mặt/triệu tập")
    if any(one.unit.basis.certainty is Certainty.ASSUMED for one in sessions):
        notes.append("† tên hoặc ngày của đơn vị là giả định, không nêu trong nguồn")
    title = f"Lịch đại hội, {preparation.campaign.title}"
    return WorkTable("bieu-5-lich-dai-hoi", title, CALENDAR, rows, (), notes)


def _calendar_row(preparation: Preparation, number: int, session: Session) -> list[Cell]:
    entry = preparation.entries.find("sessions", session.unit.code)
    register = preparation.entries.registers["sessions"].by_code
    most = days_max(preparation.campaign, session.unit.code)
    remarks = [
        *([] if session.is_entered or session.is_held else [_COMPUTED]),
        *(["đã tổ chức"] if session.is_held else []),
        *([f"quá {most} ngày"] if most is not None and session.days > most else []),
    ]
    mark = " †" if session.unit.basis.certainty is Certainty.ASSUMED else ""
    return [
        number,
        session.unit.name + mark,
        register["preparatory"].shown(entry.values.get("preparatory")) if entry else "",
        session.opening,
        session.closing,
        session.days,
        entry.text("place") if entry else "",
        _attendance(entry) if entry else None,
        "; ".join(session.posts),
        ", ".join(remarks),
    ]


def _attendance(entry: Entry) -> Cell:
    """Who came of those that were called; only those called while nobody has said who came."""
    present, summoned = entry.count("present"), entry.count("summoned")
    return f"{present}/{summoned}" if present and summoned else present or summoned or None


def _asks(preparation: Preparation, one: Outcome) -> Iterator[Ask]:
    day, tree = preparation.status_date, preparation.campaign.tree
    if not one.is_reported:
        what = f"báo cáo kết quả đại hội lên cấp trên ({preparation.entries.called('congress_results')})"
        yield Ask(one.unit.code, what, one.report_due, late(one.report_due, day))
    elif not one.ratification.day:
        superior = tree.by_code[one.unit.code].parent_code or one.unit.code
        what = f"chuẩn y kết quả đại hội của {one.unit.name}"
        yield Ask(superior, what, one.ratification_due, late(one.ratification_due, day))
