"""Congresses: when each is held and for how long, who of the superior attends, results and ratification."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.preparing.base import Ask, Cell, Preparation, Review, WorkTable, late
from daihoi.domain.preparing.congresses_checks import days_max
from daihoi.domain.rule_values import rule_in_force
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import Certainty
from daihoi.domain.units import Unit

REPORT_DAYS, RATIFICATION_DAYS = "result_report_days", "ratification_days"
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
RESULTS = (
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


@dataclass(frozen=True)
class Outcome:
    """What follows a congress that was held.

    Attributes:
        unit: who held it.
        closed_on: its last day.
        report_due: last day for the report of results.
        reported_on: day of that report; None while there is none.
        ratification_due: last day for the ratification.
        ratified_on: day of the ratification; None while there is none.
    """

    unit: Unit
    closed_on: date
    report_due: date | None
    reported_on: date | None
    ratification_due: date | None
    ratified_on: date | None


def review(preparation: Preparation) -> Review:
    """Days against the limits, posts expected in two places, reports of results and ratifications."""
    sessions = sessions_of(preparation)
    outcomes = outcomes_of(preparation, sessions)
    findings = [*_findings(preparation, sessions, outcomes)]
    tables = [_calendar(preparation, sessions)] if sessions else []
    if outcomes:
        tables.append(_results(preparation, outcomes))
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


def outcomes_of(preparation: Preparation, sessions: Sequence[Session]) -> list[Outcome]:
    """What is due after every congress that is over, by the working calendar of the campaign.

    A report is due so many working days after the closing, the ratification so many after the superior has
    received the report (Quy định 24-QĐ/TW; see the rule set); while it has not, after the report is due.
    """
    over = [one for one in sessions if one.is_held and one.closing <= preparation.status_date]
    return [_outcome(preparation, one) for one in over]


def _outcome(preparation: Preparation, session: Session) -> Outcome:
    entry = preparation.entries.find("congress_results", session.unit.code)
    closed = (entry.day("closed_on") if entry else None) or session.closing
    report_due = _after(preparation, session.unit, REPORT_DAYS, closed)
    received = entry.day("received_on") if entry else None
    from_day = received or report_due
    return Outcome(
        session.unit,
        closed,
        report_due,
        entry.day("reported_on") if entry else None,
        _after(preparation, session.unit, RATIFICATION_DAYS, from_day) if from_day else None,
        entry.day("ratified_on") if entry else None,
    )


def _after(preparation: Preparation, unit: Unit, rule_name: str, day: date) -> date | None:
    rule = rule_in_force(preparation.campaign, rule_name, unit)
    if rule is None or rule.days is None:
        return None
    return preparation.campaign.working_calendar.add_working_days(day, rule.days)


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
        1 for one in outcomes if not one.reported_on and late(one.report_due, preparation.status_date)
    )
    if outcomes:
        reported = sum(1 for one in outcomes if one.reported_on)
        ratified = sum(1 for one in outcomes if one.ratified_on)
        over = f", {late_reports} quá hạn" if late_reports else ""
        yield (
            f"{len(outcomes)} đại hội đã xong: {reported} đã báo cáo kết quả{over}; {ratified} đã chuẩn y."
        )


def _length(session: Session, most: int | None) -> str:
    when = f"{session.opening:%d/%m/%Y}"
    if session.closing != session.opening:
        when += f" – {session.closing:%d/%m/%Y}"
    limit = (
        "" if most is None else f", quy định không quá {most}" + ("" if session.days <= most else ": VƯỢT")
    )
    known = "" if session.is_entered else " theo lịch"
    return f"{session.unit.name}: {when}{known}, {session.days} ngày{limit}."


def _calendar(preparation: Preparation, sessions: Sequence[Session]) -> WorkTable:
    rows = [_calendar_row(preparation, number, one) for number, one in enumerate(sessions, 1)]
    notes = ["«theo lịch»: chưa ghi ở sổ phiên đại hội, ngày tính từ kế hoạch và điều đã báo"]
    if any(one.unit.basis.certainty is Certainty.ASSUMED for one in sessions):
        notes.append("† tên hoặc ngày của đơn vị là giả định, không nêu trong nguồn")
    title = f"Lịch đại hội, {preparation.campaign.title}"
    return WorkTable("bieu-5-lich-dai-hoi", title, CALENDAR, rows, (), notes)


def _calendar_row(preparation: Preparation, number: int, session: Session) -> list[Cell]:
    entry = preparation.entries.find("sessions", session.unit.code)
    register = preparation.entries.registers["sessions"].by_code
    most = days_max(preparation.campaign, session.unit.code)
    remarks = [
        *([] if session.is_entered else ["theo lịch"]),
        *(["đã tổ chức"] if session.is_held else []),
        *([f"quá {most} ngày"] if most is not None and session.days > most else []),
    ]
    mark = " †" if session.unit.basis.certainty is Certainty.ASSUMED else ""
    count = (entry.count("present") or entry.count("summoned") or None) if entry else None
    return [
        number,
        session.unit.name + mark,
        register["preparatory"].shown(entry.values.get("preparatory")) if entry else "",
        session.opening,
        session.closing,
        session.days,
        entry.text("place") if entry else "",
        count,
        "; ".join(session.posts),
        ", ".join(remarks),
    ]


def _results(preparation: Preparation, outcomes: Sequence[Outcome]) -> WorkTable:
    rows: list[Sequence[Cell]] = []
    for number, one in enumerate(outcomes, 1):
        entry = preparation.entries.find("congress_results", one.unit.code)
        rows.append(
            [
                number,
                one.unit.name,
                one.closed_on,
                one.report_due,
                one.reported_on,
                entry.text("report_number") if entry else "",
                one.ratification_due,
                one.ratified_on,
                entry.text("ratification_number") if entry else "",
                _remark(one, preparation.status_date),
            ]
        )
    note = "Hạn tính bằng ngày làm việc: báo cáo từ ngày bế mạc, chuẩn y từ ngày cấp trên nhận báo cáo"
    title = "Kết quả đại hội và chuẩn y"
    return WorkTable("bieu-9-ket-qua", title, RESULTS, rows, (), [note])


def _remark(one: Outcome, day: date) -> str:
    if one.ratified_on:
        return "đã chuẩn y" + (
            "" if not one.ratification_due or one.ratified_on <= one.ratification_due else ", muộn"
        )
    if one.reported_on:
        return "chờ chuẩn y" + (", quá hạn" if late(one.ratification_due, day) else "")
    return "chưa báo cáo" + (", quá hạn" if late(one.report_due, day) else "")


def _asks(preparation: Preparation, one: Outcome) -> Iterator[Ask]:
    day, tree = preparation.status_date, preparation.campaign.tree
    if not one.reported_on:
        what = f"báo cáo kết quả đại hội lên cấp trên ({preparation.entries.called('congress_results')})"
        yield Ask(one.unit.code, what, one.report_due, late(one.report_due, day))
    elif not one.ratified_on:
        superior = tree.by_code[one.unit.code].parent_code or one.unit.code
        what = f"chuẩn y kết quả đại hội của {one.unit.name}"
        yield Ask(superior, what, one.ratification_due, late(one.ratification_due, day))
