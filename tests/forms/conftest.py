"""Cẩm Lệ at 2 March 2020 with all of its reports recorded, and the form of one of its wards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import ActivityKey, Event
from daihoi.errors import InputErrors
from daihoi.forms.content import Form, make_form
from daihoi.forms.workbook import form_workbook
from daihoi.intake.reports import read_file, read_reports
from daihoi.loading import find_config, load_campaign
from daihoi.store.log import EventLog
from reports.tokens import STATES

CONFIG = Path(__file__).parents[2] / "config"
STATUS = date(2020, 3, 2)
NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
LABELS = {state: style.label for state, style in STATES.items()}
Histories = dict[ActivityKey, list[Event]]
Edit = Callable[[Worksheet], None]


@pytest.fixture(scope="session")
def cam_le() -> Campaign:
    return load_campaign(find_config(CONFIG), "cam_le_2020")


@pytest.fixture(scope="session")
def log(cam_le: Campaign, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EventLog]:
    with EventLog.open(tmp_path_factory.mktemp("log") / "daihoi.db") as opened:
        for name in cam_le.report_files:
            rows = read_reports(Path(name), cam_le, STATUS)
            opened.append(cam_le.code, rows, "reports", Path(name).name, "00", NOON)
        yield opened


@pytest.fixture(scope="session")
def histories(cam_le: Campaign, log: EventLog) -> Histories:
    found: Histories = {}
    for event in log.events(cam_le.code):
        found.setdefault(event.statement.key, []).append(event)
    return found


@pytest.fixture(scope="session")
def picture(cam_le: Campaign, log: EventLog) -> Assessment:
    return assess(cam_le, log.snapshot(cam_le.code, STATUS))


@pytest.fixture(scope="session")
def ward(cam_le: Campaign, picture: Assessment, histories: Histories) -> Form:
    """The form of the ward of Hòa Phát, where 3 of 25 branches have held their congress."""
    return make_form(picture, cam_le.tree.unit("CL.HP"), histories, LABELS, with_children=True)


@pytest.fixture(scope="session")
def ward_file(ward: Form) -> bytes:
    return form_workbook(ward)


@pytest.fixture
def filled(ward_file: bytes, tmp_path: Path) -> Callable[[Edit], Path]:
    """The ward's form after somebody did something to its sheet of reports."""

    def fill(edit: Edit) -> Path:
        path = tmp_path / "bieu.xlsx"
        path.write_bytes(ward_file)
        book = openpyxl.load_workbook(path)
        edit(book["Báo cáo"])
        book.save(path)
        return path

    return fill


@pytest.fixture
def refused(cam_le: Campaign) -> Callable[[Path], list[str]]:
    """What reading a form complains about, with the bare name of the file."""

    def read(path: Path) -> list[str]:
        with pytest.raises(InputErrors) as caught:
            read_file(path, cam_le, STATUS)
        return [str(problem).replace(str(path), path.name) for problem in caught.value.problems]

    return read


def row_of(sheet: Worksheet, unit: str, activity: str) -> int:
    """Number of the row that asks about an activity of a unit."""
    titles = [cell.value for cell in sheet[5]]
    code = titles.index("Mã việc")
    return next(
        row[0].row
        for row in sheet.iter_rows(min_row=6)
        if (row[0].value, row[code].value) == (unit, activity)
    )


def put(sheet: Worksheet, unit: str, activity: str, **cells: object) -> int:
    """Fills in entry cells of a row by their English names; gives the number of the row."""
    row = row_of(sheet, unit, activity)
    for name, value in cells.items():
        sheet[f"{ENTRY[name]}{row}"].value = value
    return row


ENTRY = {
    "start": "F",
    "finish": "G",
    "percent": "H",
    "kind": "I",
    "document": "J",
    "certainty": "K",
    "reason": "L",
}
