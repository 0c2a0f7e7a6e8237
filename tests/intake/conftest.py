"""A small campaign, built by hand: a district, two grassroots organisations, two branches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.campaign import Campaign
from daihoi.domain.rules import RuleSet
from daihoi.domain.structure import ActivityKind, ActivityTemplate, Basis, Certainty, Level, Structure
from daihoi.domain.units import Unit, UnitTree
from daihoi.errors import InputErrors
from daihoi.intake.reports import read_reports

BASIS = Basis(Certainty.ASSUMED, "ví dụ")


def activity(code: str, name: str, kind: ActivityKind, *, parents_only: bool = False) -> ActivityTemplate:
    return ActivityTemplate(
        code=code,
        name=name,
        workstream="congress",
        step="congress",
        kind=kind,
        duration_days=1,
        calendar="working",
        links=(),
        responsible="",
        evidence="",
        basis=BASIS,
        parents_only=parents_only,
    )


def unit(code: str, level: str, parent: str) -> Unit:
    return Unit(code, f"Tổ chức {code}", level, parent, "ward", BASIS)


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    branch = (
        activity("branch_draft", "Dự thảo, hoà chung ý kiến của đảng uỷ", ActivityKind.WORK),
        activity("branch_meeting_1", "Họp trù bị", ActivityKind.WORK),
        activity("branch_meeting_2", "Họp trù bị", ActivityKind.WORK),
        activity("branch_approval", "Đảng ủy cơ sở duyệt", ActivityKind.GATE),
        activity("branch_congress", "Đại hội chi bộ", ActivityKind.CONGRESS),
    )
    grassroots = (
        activity("grassroots_direct", "Chỉ đạo đại hội chi bộ", ActivityKind.HAMMOCK, parents_only=True),
        activity("grassroots_congress", "Đại hội đảng bộ", ActivityKind.CONGRESS),
    )
    district = (activity("district_congress", "Đại hội quận", ActivityKind.CONGRESS),)
    levels = (
        Level("branch", "Chi bộ", "CB", 0, branch),
        Level("grassroots", "Đảng bộ cơ sở", "ĐBCS", 1, grassroots),
        Level("district", "Đảng bộ quận", "Quận", 2, district),
    )
    units = (
        unit("Q", "district", ""),
        unit("Q.A", "grassroots", "Q"),
        unit("Q.B", "grassroots", "Q"),
        unit("Q.A.01", "branch", "Q.A"),
        unit("Q.A.02", "branch", "Q.A"),
    )
    return Campaign(
        code="vi_du_2020",
        title="Ví dụ",
        term="2020-2025",
        plan_number="1-KH/QU",
        plan_date=date(2019, 11, 15),
        start_date=date(2019, 11, 15),
        structure=Structure("s", "Ví dụ", {"congress": "Đại hội"}, levels),
        rules=RuleSet("r", "Ví dụ", date(2019, 1, 1), None, {}),
        calendars={"working": WorkCalendar("working", "Làm việc", date(2019, 1, 1), date(2020, 12, 31))},
        tree=UnitTree(units),
        deadlines=(),
    )


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str | bytes, name: str = "t.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: Sequence[object], sheet: str = "Báo cáo", name: str = "t.xlsx") -> Path:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.title = sheet
        for row in rows:
            page.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def problems(campaign: Campaign) -> Callable[[Path], list[str]]:
    """Everything that reading a table complains about, with the bare name of the file, sorted."""

    def read(path: Path) -> list[str]:
        with pytest.raises(InputErrors) as caught:
            read_reports(path, campaign, date(2020, 3, 2))
        return sorted(str(problem).replace(str(path), path.name) for problem in caught.value.problems)

    return read
