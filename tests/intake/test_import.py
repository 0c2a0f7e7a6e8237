"""From a file to the log and back: what a clerk sees when a table is imported."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from daihoi.domain.campaign import Campaign
from daihoi.errors import InputErrors
from daihoi.intake.reports import read_reports
from daihoi.store.log import EventLog

TODAY = date(2020, 3, 2)
NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
Make = Callable[..., Path]
Import = Callable[[Path], tuple[int, int, int | None]]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    with EventLog.open(tmp_path / "log.db") as opened:
        yield opened


@pytest.fixture
def import_file(log: EventLog, campaign: Campaign) -> Import:
    """Imports a file; gives the number of the import, the events it brought, and the import it repeats."""

    def run(path: Path) -> tuple[int, int, int | None]:
        rows = read_reports(path, campaign, TODAY)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        result = log.append(campaign.code, rows, "van_phong", path.name, digest, NOON)
        return result.batch, result.new_events, result.duplicate_of

    return run


HEAD = "Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Tỷ lệ (%),Số liệu đến ngày,Lý do\n"


def test_a_workbook_with_the_content_of_an_imported_csv_is_a_repeat(
    csv_file: Make, workbook: Make, import_file: Import
) -> None:
    text = csv_file(
        HEAD + "Q.A.01,branch_congress,,,1/3/2020,,,\nQ.A.02,branch_draft,,1/2/2020,,50,2/3/2020,\n"
    )
    book = workbook(
        ["as_of", "unit_code", "activity", "actual_start", "actual_finish", "percent"],
        [date(2020, 3, 2), "Q.A.02", "branch_draft", date(2020, 2, 1), None, "50%"],
        [None, "Q.A.01", "Đại hội Chi bộ", None, date(2020, 3, 1), 100],
    )
    assert import_file(text) == (1, 2, None)
    assert import_file(book) == (1, 0, 1)


def test_one_wrong_cell_of_many_rows_keeps_all_of_them_out(
    csv_file: Make, import_file: Import, log: EventLog
) -> None:
    good = "Q.A.01,branch_congress,,,1/3/2020,,,\n"
    with pytest.raises(InputErrors):
        import_file(csv_file(HEAD + good + "Q.A.02,branch_congress,,,3/3,,,\n"))
    assert log.head() == (0, "")
    assert log.batches("vi_du_2020") == []


def test_a_contradiction_names_the_cell_and_a_correction_settles_it(
    csv_file: Make, import_file: Import, log: EventLog
) -> None:
    import_file(csv_file(HEAD + "Q.A.01,branch_congress,,,20/2/2020,,,\n"))
    path = csv_file(HEAD + "Q.A.01,branch_congress,,,21/2/2020,,,\n", "t2.csv")
    with pytest.raises(InputErrors) as caught:
        import_file(path)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{path}:2 [cột «Kết thúc»]: «Q.A.01», việc «Đại hội chi bộ»: đã ghi xong ngày 20/02/2020 (sự kiện "
        "số 1), dòng này ghi xong ngày 21/02/2020 → muốn sửa thì ghi Loại = sửa và nêu Lý do"
    ]
    then = log.snapshot("vi_du_2020", TODAY)
    import_file(csv_file(HEAD + "Q.A.01,branch_congress,sửa,,21/2/2020,,,ghi nhầm ngày\n", "t3.csv"))
    (now,) = log.snapshot("vi_du_2020", TODAY).events
    assert now.statement.actual_finish == date(2020, 2, 21)
    assert log.snapshot("vi_du_2020", TODAY, known_seq=1) == then
