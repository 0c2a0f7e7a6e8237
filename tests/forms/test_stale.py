"""A form that was overtaken: what was recorded after it was made is never overwritten unseen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.postgresql import Server
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import EventKind, Statement
from daihoi.errors import InputErrors
from daihoi.intake.reports import read_file, read_reports
from daihoi.intake.rows import PreparedRow
from daihoi.log_place import LogPlace, ServerAddress
from daihoi.store.log import EventLog
from tests.forms.conftest import NOON, STATUS, Edit, put

PERSONNEL = ("CL.HP", "grassroots_prepare_personnel")
Fill = Callable[[Edit], Path]
Record = Callable[[Path], int]


@pytest.fixture(scope="module")
def on_server(cam_le: Campaign, log: EventLog, postgresql_server: Server) -> str:
    """The name of a database with the same log as the form knew it."""
    name = "form"
    with EventLog.open(ServerAddress(postgresql_server.create(name))) as opened:
        for path in cam_le.report_files:
            rows = read_reports(Path(path), cam_le, STATUS)
            opened.append(cam_le.code, rows, "reports", Path(path).name, "00", NOON)
        assert opened.head() == log.head()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def before(request: pytest.FixtureRequest, log: EventLog, tmp_path: Path) -> Iterator[LogPlace]:
    """A copy of the log as the form knew it, in a file and on a server."""
    if request.param == "sqlite":
        path = tmp_path / "daihoi.db"
        with closing(sqlite3.connect(log.place)) as source, closing(sqlite3.connect(path)) as copy:
            source.backup(copy)
        yield path
        return
    server: Server = request.getfixturevalue("postgresql_server")
    yield ServerAddress(server.create("form_now", template=request.getfixturevalue("on_server")))
    server.drop("form_now")


@pytest.fixture
def later(before: LogPlace, cam_le: Campaign) -> Iterator[EventLog]:
    """The log as the form knew it, and then one more report: 60 percent of the personnel work by 2 March."""
    said = Statement(*PERSONNEL, EventKind.REPORT, STATUS, date(2020, 2, 14), None, 60)
    with EventLog.open(before) as opened:
        row = PreparedRow(said, "t.csv", 2, "cột «Tỷ lệ (%)»")
        opened.append(cam_le.code, [row], "x", "t.csv", "00", NOON)
        yield opened


@pytest.fixture
def record(later: EventLog, cam_le: Campaign) -> Record:
    """Imports a form; gives the number of events that it brought."""

    def run(path: Path) -> int:
        rows = read_file(path, cam_le, STATUS).rows
        return later.append(cam_le.code, rows, "clerk", path.name, "00", NOON).new_events

    return run


def more(percent: int) -> Edit:
    def edit(sheet: Worksheet) -> None:
        put(sheet, *PERSONNEL, percent=percent, certainty=None)

    return edit


def test_what_was_filled_in_over_an_older_state_is_shown_with_both_values(
    filled: Fill, record: Record, later: EventLog
) -> None:
    number, _ = later.head()
    path = filled(more(55))
    with pytest.raises(InputErrors) as caught:
        record(path)
    (problem,) = caught.value.problems
    assert problem.what == (
        "«CL.HP», việc «Rà soát nhân sự, bảo vệ chính trị nội bộ»: từ khi biểu này được phát, đã có báo cáo "
        f"khác: chưa xong 60% đến ngày 02/03/2020 (sự kiện số {number}); dòng này ghi "
        "chưa xong 55% đến ngày 02/03/2020"
    )
    assert problem.remedy == "xin biểu mới (`daihoi form ĐỢT CL.HP`), xem lại rồi ghi lên đó"
    assert problem.cell.startswith("Báo cáo!H")
    assert later.head()[0] == number


def test_a_correction_made_over_an_older_state_is_shown_too(filled: Fill, record: Record) -> None:
    def edit(sheet: Worksheet) -> None:
        put(sheet, *PERSONNEL, percent=55, kind="sửa", reason="ghi nhầm")

    with pytest.raises(InputErrors, match="từ khi biểu này được phát, đã có báo cáo khác: chưa xong 60%"):
        record(filled(edit))


def test_what_repeats_the_newer_state_is_no_conflict(filled: Fill, record: Record) -> None:
    assert record(filled(more(60))) == 0


def test_other_rows_of_an_overtaken_form_are_recorded(filled: Fill, record: Record) -> None:
    def edit(sheet: Worksheet) -> None:
        put(sheet, "CL.HP", "grassroots_direct_branches", percent=20)

    assert record(filled(edit)) == 1


def test_a_form_of_another_log_is_refused(filled: Fill, cam_le: Campaign, tmp_path: Path) -> None:
    rows = read_file(filled(more(55)), cam_le, STATUS).rows
    with EventLog.open(tmp_path / "empty.db") as empty, pytest.raises(InputErrors) as caught:
        empty.append(cam_le.code, rows, "clerk", "bieu.xlsx", "00", NOON)
    assert "biểu phát từ một sổ ghi khác (phiên bản 1, sổ này có 0)" in str(caught.value)
