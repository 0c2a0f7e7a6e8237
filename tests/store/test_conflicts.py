from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from daihoi.domain.record import EventKind
from daihoi.errors import InputErrors
from daihoi.intake.rows import PreparedRow
from daihoi.store.log import EventLog

FEB_20 = date(2020, 2, 20)
FEB_22 = date(2020, 2, 22)
FEB_24 = date(2020, 2, 24)
MAR_1 = date(2020, 3, 1)
MAR_2 = date(2020, 3, 2)
Make = Callable[..., PreparedRow]
Record = Callable[..., Any]


def conflicts(record: Record, *rows: PreparedRow) -> list[str]:
    with pytest.raises(InputErrors) as caught:
        record(*rows)
    return [str(problem) for problem in caught.value.problems]


def finishes(log: EventLog, status_date: date, known_seq: int | None = None) -> dict[str, date | None]:
    events = log.snapshot("c", status_date, known_seq).events
    return {event.statement.unit_code: event.statement.actual_finish for event in events}


def test_all_conflicts_are_listed_at_once_and_nothing_is_written(
    log: EventLog, record: Record, make_row: Make
) -> None:
    record(
        make_row("A", FEB_20, finish=True),
        make_row("B", FEB_22, finish=True, actual_start=FEB_20),
        make_row("C", FEB_24, percent=60),
        make_row("D", FEB_22, finish=True, document_number="1-NQ"),
    )
    head = log.head()
    correct = "muốn sửa thì ghi Loại = sửa và nêu Lý do"
    found = conflicts(
        record,
        make_row("A", FEB_22, finish=True, line=2),
        make_row("A", FEB_24, percent=50, line=3, activity="congress2"),
        make_row("B", FEB_22, finish=True, actual_start=FEB_22, line=4),
        make_row("C", FEB_20, finish=True, line=5),
        make_row("D", FEB_22, finish=True, document_number="2-NQ", line=6),
        make_row("E", FEB_22, percent=10, kind=EventKind.CORRECT, reason="x", line=7),
        make_row("F", FEB_22, finish=True, line=8),
        make_row("F", FEB_24, finish=True, line=9),
        make_row("G", FEB_24, finish=True, line=10),
    )
    place = "[cột «Kết thúc»]"
    assert found == [
        f"t.csv:2 {place}: «A», việc «congress»: đã ghi xong ngày 20/02/2020 (sự kiện số 1), "
        f"dòng này ghi xong ngày 22/02/2020 → {correct}",
        f"t.csv:4 {place}: «B», việc «congress»: đã ghi bắt đầu ngày 20/02/2020 (sự kiện số 2), "
        f"dòng này ghi ngày 22/02/2020 → {correct}",
        f"t.csv:5 {place}: «C», việc «congress»: đã ghi chưa xong đến ngày 24/02/2020 (sự kiện số 3), "
        f"dòng này ghi xong ngày 20/02/2020 → {correct}",
        f"t.csv:6 {place}: «D», việc «congress»: đã ghi số văn bản «1-NQ» (sự kiện số 4), "
        f"dòng này ghi «2-NQ» → {correct}",
        f"t.csv:7 {place}: «E», việc «congress»: chưa có số liệu nào để sửa → ghi Loại = báo cáo",
        f"t.csv:8 {place}: «F», việc «congress»: 2 dòng cùng nói về việc này → giữ lại một dòng",
        f"t.csv:9 {place}: «F», việc «congress»: 2 dòng cùng nói về việc này → giữ lại một dòng",
    ]
    assert log.head() == head
    assert len(log.batches("c")) == 1


def test_a_finished_activity_is_not_reopened_in_passing(record: Record, make_row: Make) -> None:
    record(make_row("A", FEB_22, finish=True))
    (found,) = conflicts(record, make_row("A", FEB_24, percent=80))
    assert "đã ghi xong ngày 22/02/2020 (sự kiện số 1), dòng này ghi chưa xong đến ngày 24/02/2020" in found
    assert record(make_row("A", FEB_20, percent=80)).new_events == 1


def test_an_old_file_does_not_undo_a_correction(record: Record, make_row: Make) -> None:
    record(make_row("A", FEB_22, percent=60))
    record(make_row("A", FEB_24, percent=40, kind=EventKind.CORRECT, reason="tính nhầm"))
    (found,) = conflicts(record, make_row("A", FEB_22, percent=60), make_row("B", FEB_24, percent=5))
    assert "nhắc lại sự kiện số 1, điều đã được sửa" in found
    (found,) = conflicts(record, make_row("A", FEB_24, percent=70))
    assert "khác với điều đã sửa cho ngày 24/02/2020 (sự kiện số 2)" in found
    assert record(make_row("A", MAR_1, percent=70)).new_events == 1


def test_a_gate_is_never_closed_by_a_correction_alone(log: EventLog, record: Record, make_row: Make) -> None:
    record(make_row("A", FEB_20, actual_start=FEB_20))
    told = {"is_gate": True, "document_number": "5-TB"}
    fixed = make_row("A", FEB_22, finish=True, kind=EventKind.CORRECT, reason="x", **told)
    (found,) = conflicts(record, fixed)
    assert "chưa có lần duyệt nào để sửa ngày → ghi Loại = duyệt và Số văn bản" in found
    record(make_row("A", FEB_24, finish=True, kind=EventKind.APPROVE, **told))
    assert record(fixed).new_events == 1
    assert finishes(log, MAR_2) == {"A": FEB_22}


def test_a_returned_dossier_may_be_approved_later(log: EventLog, record: Record, make_row: Make) -> None:
    gate = {"is_gate": True, "document_number": "5-TB"}
    record(make_row("A", FEB_20, kind=EventKind.REJECT, **gate))
    record(make_row("A", FEB_22, kind=EventKind.APPROVE, finish=True, **gate))
    (found,) = conflicts(record, make_row("A", FEB_24, kind=EventKind.REJECT, **gate))
    assert "đã ghi xong ngày 22/02/2020 (sự kiện số 2)" in found
    assert log.verify() == []
