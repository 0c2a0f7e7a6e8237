"""What may be asked of a flow: what the form's schema refuses, and what is refused in Vietnamese after it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from prefect.utilities.callables import parameter_schema
from prefect.utilities.schema_tools.validation import ValidationError as Refused
from prefect.utilities.schema_tools.validation import validate
from pydantic import ValidationError

from daihoi.errors import DaihoiError
from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace
from flows.catalogue import CATALOGUE, find_work
from flows.checking import check
from flows.registering import flow_of
from flows.requests import LevelRequest, ProgressRequest, ReportRequest
from tests.flows.conftest import CONFIG

MAR_2 = date(2020, 3, 2)


def schema(slug: str) -> dict[str, Any]:
    """What the server checks a form against."""
    return parameter_schema(flow_of(find_work(slug))).model_dump()


@pytest.fixture(autouse=True)
def configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAIHOI_CONFIG", str(CONFIG))


def test_a_form_offers_the_campaigns_that_are_configured() -> None:
    (form,) = (d for d in schema("quan")["definitions"].values() if "properties" in d)
    offered = form["properties"]["campaign"]["enum"]
    assert offered == sorted(path.parent.name for path in CONFIG.glob("campaigns/*/campaign.yaml"))
    assert "Đại hội đảng các cấp quận Cẩm Lệ" in form["properties"]["campaign"]["description"]


@pytest.mark.parametrize("work", [work for work in CATALOGUE if work.about_campaign], ids=lambda w: w.slug)
def test_every_field_is_labelled_in_vietnamese_and_the_rare_one_stands_last(work: Any) -> None:
    (form,) = (d for d in schema(work.slug)["definitions"].values() if "properties" in d)
    fields = form["properties"]
    assert all(field["title"][0].isupper() and field["description"] for field in fields.values())
    assert next(iter(fields)) == "campaign"
    assert list(fields)[-1] == "known_at"
    assert "upto" not in fields
    assert form["title"] == "Yêu cầu"
    assert form["description"].startswith("Chọn đợt")


@pytest.mark.parametrize(
    ("slug", "request_"),
    [
        ("quan", {"campaign": "cam_le_2020"}),
        (
            "quan",
            {
                "campaign": "cam_le_2020",
                "status_date": "2020-03-02",
                "units": ["CL.KT"],
                "products": ["gantt"],
            },
        ),
        ("tien-do", {"campaign": "cam_le_2020", "status_date": None, "known_at": 0}),
        ("bao-cao", {"campaign": "cam_le_2020", "unit": "CL.KT", "forms": ["pdf"]}),
    ],
)
def test_a_form_that_is_filled_in_well_is_taken(slug: str, request_: dict[str, Any]) -> None:
    assert validate({"request": request_}, schema(slug), raise_on_error=True) == []


@pytest.mark.parametrize(
    ("slug", "request_"),
    [
        ("quan", {}),
        ("quan", {"campaign": ""}),
        ("quan", {"campaign": "cam_le_2019"}),
        ("quan", {"campaign": "../cam_le_2020"}),
        ("quan", {"campaign": "cam_le_2020", "units": ["cl.kt"]}),
        ("quan", {"campaign": "cam_le_2020", "units": ["CL.KT, CL.QS"]}),
        ("quan", {"campaign": "cam_le_2020", "units": ["Khuê Trung"]}),
        ("quan", {"campaign": "cam_le_2020", "units": ["CL.KT"] * 201}),
        ("quan", {"campaign": "cam_le_2020", "products": []}),
        ("quan", {"campaign": "cam_le_2020", "products": ["bieu-do"]}),
        ("quan", {"campaign": "cam_le_2020", "known_at": -1}),
        ("quan", {"campaign": "cam_le_2020", "note": "gửi anh An"}),
        ("tien-do", {"campaign": "cam_le_2020", "units": ["CL"]}),
        ("bao-cao", {"campaign": "cam_le_2020", "forms": ["odt"]}),
        ("bao-cao", {"campaign": "cam_le_2020", "unit": "/etc/passwd"}),
    ],
)
def test_a_form_that_is_filled_in_badly_makes_no_run(slug: str, request_: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        validate({"request": request_}, schema(slug), raise_on_error=True)


@pytest.mark.parametrize("day", ["31/02/2020", "2020-02-31", "hôm nay", 20200302.5])
def test_a_day_that_is_none_is_refused(day: object) -> None:
    with pytest.raises(ValidationError):
        ProgressRequest.model_validate({"campaign": "cam_le_2020", "status_date": day})


@pytest.fixture
def recorded(workspace: Path) -> None:
    """The reports of Cẩm Lệ."""
    import_campaign_reports(Workspace.from_environment(), "cam_le_2020")


def level(**more: Any) -> LevelRequest:
    return LevelRequest(**{"campaign": "cam_le_2020", "status_date": MAR_2, **more})


@pytest.mark.parametrize(
    ("asked", "of_level", "said"),
    [
        (level(campaign="cam_le_2019"), "district", "«cam_le_2019».*«cam_le_2020»"),
        (level(units=["CL.KTT"]), "branch", "«CL.KTT».*«CL.KT»"),
        (level(units=["CL.KT"]), "district", r"\(CL\.KT\).*chi bộ, cơ sở"),
        (level(status_date=date(2018, 12, 31)), "branch", "31/12/2018.*ngoài lịch"),
        (level(status_date=date(2035, 1, 1)), "branch", "01/01/2035.*ngoài lịch"),
        (level(known_at=99999), "branch", "99999.*từ 0 đến"),
        (level(products=["gantt"]), "branch", "Gantt.*mã đơn vị"),
        (ReportRequest(campaign="cam_le_2020", status_date=MAR_2, unit="CL.KTT"), "", "«CL.KTT»"),
    ],
)
def test_what_no_schema_can_say_is_said_in_vietnamese(
    recorded: None, asked: ProgressRequest, of_level: str, said: str
) -> None:
    with pytest.raises(DaihoiError, match=f"(?s){said}"):
        check(asked, of_level)


@pytest.mark.parametrize(
    ("asked", "of_level"),
    [
        (level(), "branch"),
        (level(units=["CL.KT"], products=["gantt"]), "branch"),
        (level(known_at=100), "district"),
        (level(), "city"),  # a level without units: its worklist is empty
        (ProgressRequest(campaign="cam_le_2020", status_date=MAR_2), ""),
    ],
)
def test_what_can_be_done_is_not_refused(recorded: None, asked: ProgressRequest, of_level: str) -> None:
    assert check(asked, of_level).code == "cam_le_2020"
