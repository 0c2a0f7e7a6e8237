"""The service in a browser: a coordinator signs in, fills in a form, finds the run, its graph and a Gantt.

With ``DAIHOI_SCREENSHOTS`` naming a folder, pictures for the documentation are kept there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.served.conftest import service
from tests.served.service import AUTH, Service, eventually

__all__ = ["service"]

SIZE = {"width": 1366, "height": 860}
PATIENCE_MS = 120_000
PICTURES = os.environ.get("DAIHOI_SCREENSHOTS")


@pytest.fixture(scope="module")
def signed_in(browser: Any, service: Service) -> Iterator[Any]:
    """A page of somebody who has given the password of the service."""
    page = browser.new_context(viewport=SIZE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh").new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.elsewhere = []
    page.on("request", lambda asked: is_here(asked.url) or page.elsewhere.append(asked.url))
    page.goto(f"{ui(service)}/deployments")
    page.fill("input[type=password]", AUTH)
    page.keyboard.press("Enter")
    page.wait_for_url("**/deployments*")
    yield page
    page.context.close()


def ui(service: Service) -> str:
    return f"http://127.0.0.1:{service.port}"


def is_here(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def keep(page: Any, name: str) -> None:
    """Keeps a picture, when somebody wants them."""
    if PICTURES:
        page.wait_for_timeout(1500)  # what moves has come to rest
        page.screenshot(path=str(Path(PICTURES) / f"service-{name}.png"))


def test_the_list_of_deployments_reads_in_vietnamese(signed_in: Any, service: Service) -> None:
    signed_in.goto(f"{ui(service)}/deployments")
    for title in ("Tiến độ", "Đại hội chi bộ", "Phê duyệt và nhắc việc", "Sao lưu sổ ghi"):
        named = signed_in.get_by_text(title, exact=True).first
        named.wait_for()
        assert named.is_visible()
    keep(signed_in, "deployments")


def test_a_form_is_filled_in_by_hand_and_the_run_is_found(signed_in: Any, service: Service) -> None:
    """Chi bộ of Cẩm Lệ, the unit CL.QS: chosen, typed, submitted; then its graph."""
    page = signed_in
    deployment = service.deployment("Đại hội chi bộ")["id"]
    page.goto(f"{ui(service)}/deployments/deployment/{deployment}/run")
    page.get_by_text("Đợt đại hội", exact=True).wait_for()
    page.locator("button.p-select-button__control").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("option", name="cam_le_2020").click()
    page.get_by_role("button", name="date", exact=True).click()
    pick_2_march_2020(page)
    page.get_by_text("Add item").first.click()
    page.locator("form textarea").first.fill("CL.QS")
    keep(page, "form")
    page.get_by_role("button", name="Submit").click()
    (run,) = eventually(lambda: service.runs(deployment_id={"any_": [deployment]}), "a run is made")
    told = service.finished(run["id"])
    assert told["parameters"]["request"]["campaign"] == "cam_le_2020"
    assert told["parameters"]["request"]["status_date"] == "2020-03-02"
    assert told["parameters"]["request"]["units"] == ["CL.QS"]
    assert told["state_type"] == "COMPLETED", told["state"]
    page.goto(f"{ui(service)}/runs/flow-run/{run['id']}")
    page.get_by_text(told["name"]).first.wait_for()
    keep(page, "run")


def pick_2_march_2020(page: Any) -> None:
    """Goes through the calendar as a person would: year, month, day, done."""
    page.get_by_text("Select date").click()
    calendar = page.locator(".p-pop-over-content")
    calendar.locator(".p-date-picker__title-year").click()
    calendar.get_by_text("2020", exact=True).click()
    calendar.locator(".p-date-picker__title-month").click()
    calendar.get_by_text("March", exact=True).click()
    calendar.locator(".p-calendar-date-picker__date--in-month").get_by_text("2", exact=True).click()
    calendar.get_by_role("button", name="Apply").click()


def test_the_gantt_is_seen_on_the_page_of_the_run(signed_in: Any, service: Service) -> None:
    done = service.command("trigger", "tien-do", "cam_le_2020", "--status-date", "2020-03-02", "--wait")
    assert done.returncode == 0, done.stderr
    page = signed_in
    wanted = {"artifacts": {"key": {"any_": ["cam-le-2020-gantt-cl"]}}, "sort": "CREATED_DESC"}
    artifact = service.api.ask("POST", "/artifacts/filter", wanted)[0]
    page.goto(f"{ui(service)}/artifacts/artifact/{artifact['id']}")
    picture = page.locator("img[src^='data:image/png']").first
    picture.wait_for()
    assert picture.evaluate("image => image.naturalWidth") > 1000
    keep(page, "artifact")


def test_nothing_was_asked_of_another_machine(signed_in: Any) -> None:
    assert signed_in.elsewhere == []
