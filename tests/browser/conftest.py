"""Pages in a headless Chromium; skipped where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.overview import overview
from daihoi.domain.tree_rows import tree_rows
from daihoi.intake.reports import read_reports
from daihoi.loading import find_config, load_campaign
from daihoi.store.log import EventLog
from reports.interactive.page import interactive_page
from tests.browser.chromium import browsing, missing, reopen, show

CONFIG = Path(__file__).parents[2] / "config"
STATUS = date(2020, 3, 2)
NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
Show = Callable[..., Any]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if why := missing():
        pytest.skip(why)
    with browsing() as opened:
        yield opened


@pytest.fixture(scope="session")
def cam_le(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Cẩm Lệ on 2 March 2020, with all of its reports."""
    campaign = load_campaign(find_config(CONFIG), "cam_le_2020")
    with EventLog.open(tmp_path_factory.mktemp("log") / "daihoi.db") as log:
        for name in campaign.report_files:
            rows = read_reports(Path(name), campaign, STATUS)
            log.append(campaign.code, rows, "reports", Path(name).name, "00", NOON)
        return assess(campaign, log.snapshot(campaign.code, STATUS))


@pytest.fixture(scope="session")
def cam_le_file(cam_le: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(cam_le, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="session")
def one_page(browser: Any, cam_le_file: Path) -> Any:
    return show(browser, cam_le_file)


@pytest.fixture
def cam_le_page(one_page: Any, cam_le_file: Path) -> Iterator[Show]:
    """Opens the page of Cẩm Lệ afresh at an address; whatever it complained of fails the test."""

    def open_at(address: str = "", size: tuple[int, int] = (1366, 768)) -> Any:
        return reopen(one_page, cam_le_file, address, size)

    yield open_at
    assert one_page.said == []


def written(told: Assessment, folder: Path) -> Path:
    file = folder / "page.html"
    file.write_bytes(interactive_page(tree_rows(told), overview(told), told.expansion))
    return file
