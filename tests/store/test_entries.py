"""Entries of registers in the log: told, changed by later days, corrected, taken back; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from daihoi.domain.entries import Entries, entries_of, written
from daihoi.domain.record import EventKind, Statement, fold
from daihoi.domain.registers import ColumnKind, Register, RegisterColumn, Value
from daihoi.domain.structure import Basis, Certainty
from daihoi.errors import InputErrors
from daihoi.intake.rows import PreparedRow
from daihoi.log_place import LogPlace
from daihoi.store.log import EventLog
from tests.store.raw import behind_the_back

BASIS = Basis(Certainty.ASSUMED, "thử")
ITEMS = Register(
    "items",
    "Sổ thử",
    "steering",
    (),
    ("name",),
    (
        RegisterColumn("name", "Tên", ColumnKind.TEXT, is_required=True),
        RegisterColumn("state", "Trạng thái", ColumnKind.TEXT),
        RegisterColumn("due", "Hạn", ColumnKind.DAY),
        RegisterColumn("many", "Số", ColumnKind.COUNT),
    ),
    "",
    (),
    BASIS,
)
REGISTERS = {"items": ITEMS}
FEB_20, FEB_24, MAR_2 = date(2020, 2, 20), date(2020, 2, 24), date(2020, 3, 2)
Record = Callable[..., Any]


def row(
    name: str, day: date, *, unit: str = "CL", line: int = 2, base: int | None = None, **said: Any
) -> PreparedRow:
    """A row about an entry; what is no field of a statement is a cell."""
    fields = {key: said.pop(key) for key in ("kind", "reason", "certainty", "evidence_sha256") if key in said}
    values: dict[str, Value] = {"name": name, **said}
    kind = fields.pop("kind", EventKind.REPORT)
    entry = () if kind is EventKind.VOID else written(values)
    statement = Statement(unit, ITEMS.subject(values), kind, day, entry=entry, **fields)
    return PreparedRow(statement, "t.csv", line, "cột «Tên»", base_version=base)


def standing(log: EventLog, day: date, known: int | None = None) -> Entries:
    events = fold(log.entry_events("c", upto=known), day).values()
    return entries_of(list(events), REGISTERS, day, known or 0)


def refused(record: Record, *rows: PreparedRow) -> str:
    with pytest.raises(InputErrors) as caught:
        record(*rows)
    return "\n".join(map(str, caught.value.problems))


def test_every_kind_of_cell_comes_back_as_it_was(log: EventLog, record: Record) -> None:
    record(row("Kiểm soát tiến độ", FEB_20, state="mở", due=MAR_2, many=1276))
    (entry,) = standing(log, FEB_20)
    assert entry.values == {"name": "Kiểm soát tiến độ", "state": "mở", "due": MAR_2, "many": 1276}
    assert (entry.unit_code, entry.key, entry.seq) == ("CL", "Kiểm soát tiến độ", 1)


def test_an_entry_is_not_known_before_its_day(log: EventLog, record: Record) -> None:
    record(row("A", FEB_24))
    assert len(standing(log, FEB_20)) == 0
    assert len(standing(log, FEB_24)) == 1


def test_a_later_day_is_its_new_state_and_the_old_one_stays_behind(log: EventLog, record: Record) -> None:
    record(row("A", FEB_20, state="mở"))
    record(row("A", MAR_2, state="xong"))
    assert [standing(log, day).of("items")[0].text("state") for day in (FEB_24, MAR_2)] == ["mở", "xong"]


def test_the_same_again_adds_nothing(log: EventLog, record: Record) -> None:
    record(row("A", FEB_20, state="mở"))
    assert record(row("A", FEB_20, state="mở"), name="copy.csv").new_events == 0
    assert len(standing(log, FEB_20)) == 1


def test_names_that_differ_in_capitals_are_one_entry_and_accents_tell_apart(
    log: EventLog, record: Record
) -> None:
    record(row("Tổ giúp việc", FEB_20))
    record(row("TỔ GIÚP VIỆC", FEB_24))
    record(row("Tố giúp việc", FEB_24))
    assert len(standing(log, MAR_2)) == 2


def test_units_do_not_share_entries(log: EventLog, record: Record) -> None:
    record(row("A", FEB_20), row("A", FEB_20, unit="CL.KT"))
    assert [entry.unit_code for entry in standing(log, FEB_20)] == ["CL", "CL.KT"]


def test_another_content_for_the_same_day_is_a_conflict(log: EventLog, record: Record) -> None:
    record(row("A", FEB_20, state="mở"))
    told = refused(record, row("A", FEB_20, state="xong", line=7))
    assert told.startswith(
        "t.csv:7 [cột «Tên»]: «CL», dòng «a»: đã ghi khác cho ngày 20/02/2020 (sự kiện số 1)"
    )
    assert standing(log, MAR_2).of("items")[0].text("state") == "mở"


def test_nothing_is_said_about_days_before(record: Record) -> None:
    record(row("A", FEB_24, state="xong"))
    told = refused(record, row("A", FEB_20, state="mở"))
    assert "đã ghi cho ngày 24/02/2020 (sự kiện số 1), dòng này ghi ngày 20/02/2020" in told


def test_a_correction_replaces_and_what_was_known_before_stays_known(log: EventLog, record: Record) -> None:
    record(row("A", FEB_20, many=121))
    record(row("A", FEB_20, many=120, kind=EventKind.CORRECT, reason="đếm lại"))
    assert standing(log, MAR_2).of("items")[0].count("many") == 120
    assert standing(log, MAR_2, known=1).of("items")[0].count("many") == 121


def test_there_has_to_be_something_to_correct(record: Record) -> None:
    told = refused(record, row("A", FEB_20, kind=EventKind.CORRECT, reason="nhầm"))
    assert "chưa có gì để sửa → ghi Loại = báo cáo" in told


def test_what_is_taken_back_never_was(log: EventLog, record: Record) -> None:
    record(row("A", FEB_20), row("B", FEB_20, line=3))
    record(row("A", FEB_20, kind=EventKind.VOID, reason="ghi nhầm đơn vị"))
    assert [entry.key for entry in standing(log, MAR_2)] == ["B"]
    assert len(standing(log, MAR_2, known=2)) == 2


def test_an_old_file_does_not_undo_a_withdrawal_or_a_correction(record: Record) -> None:
    record(row("A", FEB_20, state="mở"))
    record(row("A", FEB_20, kind=EventKind.VOID, reason="ghi nhầm"))
    assert "điều đã được hủy" in refused(record, row("A", FEB_20, state="mở"), row("C", FEB_20, line=3))
    record(row("B", FEB_20, many=1))
    record(row("B", FEB_20, many=2, kind=EventKind.CORRECT, reason="đếm lại"))
    assert "điều đã được sửa" in refused(record, row("B", FEB_20, many=1), row("C", FEB_24, line=3))


def test_a_row_of_a_form_from_before_the_last_event_is_refused(log: EventLog, record: Record) -> None:
    record(row("A", FEB_20, state="mở"))
    record(row("A", FEB_24, state="đang làm"))
    told = refused(record, row("A", MAR_2, state="xong", base=1))
    assert "từ khi biểu này được phát, đã có báo cáo khác: số liệu ngày 24/02/2020 (sự kiện số 2)" in told
    assert record(row("A", MAR_2, state="xong", base=2)).new_events == 1


def test_all_rows_or_none(log: EventLog, record: Record) -> None:
    record(row("A", FEB_20, state="mở"))
    refused(record, row("A", FEB_20, state="khác"), row("B", FEB_20, line=3))
    assert [entry.key for entry in standing(log, MAR_2)] == ["A"]


def test_two_rows_about_one_entry_are_refused(record: Record) -> None:
    told = refused(record, row("A", FEB_20, many=1), row("a", FEB_24, many=2, line=3))
    assert told.count("2 dòng cùng nói về việc này → giữ lại một dòng") == 2


@pytest.mark.parametrize("text", ["liên hệ 0905 123 456", "CCCD 001 099 012 345"])
def test_numbers_of_people_never_reach_the_log(log: EventLog, record: Record, text: str) -> None:
    assert "bỏ số ấy" in refused(record, row("A", FEB_20, state=text))
    assert log.head() == (0, "")


def test_reports_do_not_see_entries(
    log: EventLog, record: Record, make_row: Callable[..., PreparedRow]
) -> None:
    record(row("A", FEB_20), make_row("CL", FEB_20, finish=True, line=3))
    assert [event.statement.activity for event in log.snapshot("c", MAR_2).events] == ["congress"]
    assert [event.statement.activity for event in log.entry_events("c")] == ["@items/a"]


def test_a_cell_that_is_changed_behind_the_back_is_found(
    log: EventLog, log_place: LogPlace, record: Record
) -> None:
    record(row("A", FEB_20, many=121), row("B", FEB_20, line=3))
    assert log.verify() == []
    with behind_the_back(log_place) as run:
        run("update event set details = replace(details, '121', '235')")
    assert standing(log, FEB_20).of("items")[0].count("many") == 235
    assert log.verify() != []


def test_a_long_name_is_told_from_one_that_begins_alike(log: EventLog, record: Record) -> None:
    long = "Tổng kết, đánh giá từ cơ sở ba chương trình công tác của Quận ủy gắn với tám chương trình"
    record(row(f"{long} một", FEB_20), row(f"{long} hai", FEB_20, line=3))
    assert {entry.key for entry in standing(log, FEB_20)} == {f"{long} một", f"{long} hai"}
    assert all(len(event.statement.activity) <= 64 for event in log.entry_events("c"))
