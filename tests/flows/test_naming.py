"""Names of runs: which campaign and day, in words that a coordinator knows; never a path or a person."""

from __future__ import annotations

from datetime import date

import pytest

from daihoi import clock
from flows.naming import name_of
from flows.requests import LevelRequest, ProgressRequest, ReportRequest
from tests.flows.conftest import CONFIG

MAR_2 = date(2020, 3, 2)


@pytest.fixture(autouse=True)
def configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAIHOI_CONFIG", str(CONFIG))
    monkeypatch.setattr(clock, "today", lambda: date(2020, 3, 9))


def level(*units: str) -> LevelRequest:
    return LevelRequest(campaign="cam_le_2020", status_date=MAR_2, units=list(units))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (("Quận", level(), "district"), "Quận · Cẩm Lệ · chốt 02/03/2020"),
        (("Chi bộ", level("CL.KT"), "branch"), "Chi bộ · Cẩm Lệ · CL.KT · chốt 02/03/2020"),
        (
            ("Chi bộ", level("CL.KT", "CL.QS", "CL.TA", "CL.HTD", "CL.HTT"), "branch"),
            "Chi bộ · Cẩm Lệ · CL.KT, CL.QS, CL.TA, và 2 đơn vị khác · chốt 02/03/2020",
        ),
        (("Tiến độ", ProgressRequest(campaign="cam_le_2020")), "Tiến độ · Cẩm Lệ · chốt 09/03/2020"),
        (
            ("Tiến độ", ProgressRequest(campaign="ngo_quyen_2020", status_date=MAR_2)),
            "Tiến độ · Ngô Quyền · chốt 02/03/2020",
        ),
        (
            ("Báo cáo văn bản", ReportRequest(campaign="cam_le_2020", status_date=MAR_2, unit="CL.KT")),
            "Báo cáo văn bản · Cẩm Lệ · CL.KT · chốt 02/03/2020",
        ),
        (("Tiến độ", ProgressRequest(campaign="khong_co")), "Tiến độ · khong_co · chốt 09/03/2020"),
    ],
)
def test_a_run_is_named_by_what_it_is_about(name: tuple[object, ...], expected: str) -> None:
    assert name_of(*name) == expected  # type: ignore[arg-type]  # the cases are tuples of arguments
