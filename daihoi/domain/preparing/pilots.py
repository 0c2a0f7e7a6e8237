"""Pilot congresses: what was seen, what was learned, and whether the others may begin (F11); forms (F12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, Review, WorkTable, late, marked
from daihoi.domain.preparing.pilots_forms_table import form_asks, form_findings, form_tables
from daihoi.domain.preparing.pilots_gate import Pilot, RollOut, roll_outs
from daihoi.domain.preparing.steering_faults import names
from daihoi.domain.preparing.steering_reading import PROGRESS_WORDS
from daihoi.domain.record import shown

MOST_WAITING = 3
"""Gates that wait for their first pilot and are told one by one; more are told together."""


def review(preparation: Preparation) -> Review:
    """Pilots and their lessons, the gate before the roll-out, and the forms of all congresses."""
    gates = roll_outs(preparation)
    tables = [_pilot_table(gates), _lesson_table(gates), *form_tables(preparation)]
    return Review(
        "pilots",
        "Đại hội điểm, hình thức đại hội",
        [*_gate_findings(gates), *form_findings(preparation)],
        [table for table in tables if table.rows],
        [*(ask for gate in gates for ask in _asks(preparation, gate)), *form_asks(preparation)],
    )


def _gate_findings(gates: Sequence[RollOut]) -> Iterator[str]:
    """Gates that somebody has begun to open, one by one; of many that nobody has, how many there are."""
    waiting = [gate for gate in gates if not gate.has_begun]
    for gate in gates:
        if gate.has_begun or len(waiting) <= MOST_WAITING:
            yield from _findings(gate)
    if len(waiting) > MOST_WAITING:
        pilots = sum(len(gate.pilots) for gate in waiting)
        told = f"{pilots} đại hội điểm của {len(waiting)} cấp trên chưa tổ chức, chưa được làm đại trà"
        yield f"{told}: {names([gate.above for gate in waiting])}."


def _findings(gate: RollOut) -> Iterator[str]:
    held = sum(pilot.is_held for pilot in gate.pilots)
    told = f"{gate.above.name}: {held}/{len(gate.pilots)} đại hội điểm đã tổ chức ({names(gate.units)})"
    if gate.opened_on:
        yield f"{told}; đã rút kinh nghiệm, các nơi khác được làm từ {shown(gate.opened_on)}."
    elif gate.is_too_late:
        yield f"{told}; các nơi khác cũng đã đại hội, còn thiếu: {'; '.join(gate.missing)}."
    else:
        yield f"{told}; chưa được làm đại trà: {'; '.join(gate.missing)}."
    if gate.ahead:
        many = f"{len(gate.ahead)} nơi không làm điểm đã đại hội trước khi rút kinh nghiệm xong"
        yield f"{gate.above.name}: {many}: {names(gate.ahead)}."
    if gate.planned_ahead:
        first = gate.planned_ahead[0]
        many = f"{len(gate.planned_ahead)} nơi dự kiến đại hội trong khi cửa đại trà chưa mở"
        yield f"{gate.above.name}: {many}, sớm nhất {first[0].name} ngày {shown(first[1])}."


def _pilot_table(gates: Sequence[RollOut]) -> WorkTable:
    rows: list[Sequence[Cell]] = []
    for gate in gates:
        for pilot in gate.pilots:
            rows.append((len(rows) + 1, *_pilot_row(gate, pilot)))
    return WorkTable(
        "dai-hoi-diem",
        "Đại hội điểm và cửa làm đại trà",
        (
            *(
                "TT",
                "Đơn vị điểm",
                "Cấp trên",
                "Đại hội",
                "Khai mạc",
                "Trước các nơi khác (ngày)",
                "Theo dõi",
            ),
            *("Rút kinh nghiệm", "Số kinh nghiệm", "Việc chặn còn mở", "Được làm đại trà từ"),
        ),
        rows,
        notes=(
            "Được làm đại trà khi mọi đại hội điểm đã xong, có người theo dõi, đã họp rút kinh nghiệm và các "
            "việc «phải xong trước» đã xong.",
            "† giả định, không nêu trong nguồn",
        ),
    )


def _pilot_row(gate: RollOut, pilot: Pilot) -> Sequence[Cell]:
    seen = pilot.observation
    return (
        pilot.unit.name,
        gate.above.name,
        "đã đại hội" if pilot.is_held else "dự kiến",
        pilot.days.start,
        (gate.first_other - pilot.days.start).days if gate.first_other else None,
        marked(seen.text("observer"), seen) if seen else "chưa ghi",
        pilot.met_on,
        len(pilot.lessons),
        len(pilot.open_gating),
        gate.opened_on,
    )


def _lesson_table(gates: Sequence[RollOut]) -> WorkTable:
    lessons = [(pilot, one) for gate in gates for pilot in gate.pilots for one in pilot.lessons]
    rows = [
        (
            place,
            pilot.unit.name,
            one.count("number"),
            marked(one.text("lesson"), one),
            one.text("action"),
            one.text("owner"),
            "x" if one.text("gate") == "gating" else None,
            one.day("due"),
            PROGRESS_WORDS[one.text("state")],
            one.day("done_on"),
        )
        for place, (pilot, one) in enumerate(lessons, start=1)
    ]
    columns = (
        *("TT", "Đơn vị điểm", "Số", "Kinh nghiệm", "Việc phải làm cho các nơi khác", "Chủ trì"),
        *("Chặn làm đại trà", "Hạn", "Trạng thái", "Ngày xong"),
    )
    return WorkTable("kinh-nghiem", "Kinh nghiệm từ đại hội điểm thành việc", columns, rows)


def _asks(preparation: Preparation, gate: RollOut) -> Iterator[Ask]:
    for pilot in gate.pilots:
        if pilot.is_held and pilot.observation is None:
            yield Ask(gate.above.code, f"ghi sổ theo dõi đại hội điểm của {pilot.unit.name}")
        elif pilot.is_held and pilot.met_on is None:
            yield Ask(
                gate.above.code, f"họp rút kinh nghiệm đại hội điểm của {pilot.unit.name}, ghi sổ hội nghị"
            )
        for one in pilot.lessons:
            if one.text("state") != "done":
                yield _lesson_ask(preparation, gate, one)


def _lesson_ask(preparation: Preparation, gate: RollOut, one: Entry) -> Ask:
    holds = " (phải xong trước khi làm đại trà)" if one.text("gate") == "gating" else ""
    due = one.day("due")
    what = f"{one.text('action')}{holds}, {one.text('owner')} chủ trì"
    return Ask(gate.above.code, what, due, late(due, preparation.status_date))
