"""``daihoi run``: a flow in this process, with its progress shown while it works."""

from __future__ import annotations

import gc
import logging
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.status import Status
from rich.text import Text

from daihoi import prefect_settings
from daihoi.assessing import open_assessment, open_campaign
from daihoi.cli import display
from daihoi.domain.campaign import Campaign
from daihoi.errors import DaihoiError, StoreError, UnknownCodeError, system_reason
from daihoi.recording import import_campaign_reports
from daihoi.service.connection import connection, export
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.publishing import Published
    from flows.own_server import OwnServer

OBJECTS_BEFORE_LOOKING = 100_000
"""New objects before garbage is looked for: plans and charts make many and leave little of it."""


def run(
    workspace: Workspace,
    campaign_code: str,
    status_date: date,
    known_at: int | None,
    level: str | None,
    units: list[str],
) -> None:
    """Runs a campaign, a level, or some units, and ends with the finding and what was written.

    Raises:
        DaihoiError: wrong input; found before anything is started where possible.
    """
    began = time.monotonic()
    campaign = open_campaign(workspace, campaign_code, status_date, known_at)
    levels = _levels(campaign, level, units)
    _prepare(workspace)
    with display.console().status(Text("Khởi động Prefect…")) as spinner, _told(spinner):
        published = _published(campaign_code, status_date, known_at, levels, units)
    assessment = open_assessment(workspace, campaign_code, status_date, known_at)
    display.show_status(assessment, known_at=known_at)
    display.show_footnotes(assessment)
    display.show_published(published, time.monotonic() - began)


def _prepare(workspace: Workspace) -> None:
    try:
        prefect_settings.apply(workspace.prefect_home)
    except OSError as error:
        raise StoreError(
            f"Không dùng được thư mục dữ liệu «{workspace.data}»: {system_reason(error)}. "
            "Chọn thư mục khác bằng --data, hoặc sửa quyền ghi."
        ) from error
    # A second server on the run history of a running service would be in its way.
    if running := connection(workspace):
        export(running)
    # The user is shown our message for a failure; Prefect would print its traceback before it.
    os.environ["PREFECT_LOGGING_LEVEL"] = "CRITICAL"


def _published(
    campaign_code: str, status_date: date, known_at: int | None, levels: list[str], units: list[str]
) -> list[Published]:
    from flows.own_server import own_server

    asked: dict[str, Any] = {"campaign": campaign_code, "status_date": status_date, "known_at": known_at}
    with own_server(Path(os.environ["PREFECT_HOME"])) as server:
        return _run_flows(asked, levels, units, server)


def _run_flows(
    asked: dict[str, Any], levels: list[str], units: list[str], server: OwnServer | None
) -> list[Published]:
    gc.disable()  # nothing of what is loaded now is garbage, and looking for it takes half a second
    from flows.campaign import LEVELS, run_campaign
    from flows.embedded import run_embedded
    from flows.requests import LevelRequest, ProgressRequest

    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_LOOKING)
    gc.enable()
    if not levels:
        return run_embedded(run_campaign, ProgressRequest(**asked), server)
    recorded = import_campaign_reports(Workspace.from_environment(), asked["campaign"])
    chosen = LevelRequest(**asked, upto=recorded.last_seq, units=units)
    return [run_embedded(LEVELS[level], chosen, server) for level in levels]


def _levels(campaign: Campaign, level: str | None, units: list[str]) -> list[str]:
    """The levels to run alone: the named one, else those of the named units; none means a whole run."""
    present = _levels_of(campaign, campaign.tree.by_code)
    if level is not None and level not in present:
        raise UnknownCodeError("cấp", level, present)
    present = _levels_of(campaign, campaign.tree.subtrees(units)) if units else present
    if level is not None and level not in present:
        raise DaihoiError(
            f"Các đơn vị đã chọn ({', '.join(units)}) không có đơn vị nào thuộc cấp «{level}»; "
            f"ở đó có: {', '.join(present)}."
        )
    return [level] if level else present if units else []


def _levels_of(campaign: Campaign, unit_codes: Iterable[str]) -> list[str]:
    found = {campaign.tree.by_code[code].level for code in unit_codes}
    return [level.code for level in campaign.structure.levels if level.code in found]


@contextmanager
def _told(spinner: Status) -> Iterator[None]:
    """Shows the step that runs now, from the log lines of the tasks."""
    logger = logging.getLogger("daihoi.run")
    handler = _SpinnerHandler(spinner)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


class _SpinnerHandler(logging.Handler):
    def __init__(self, spinner: Status) -> None:
        super().__init__()
        self.spinner, self.done = spinner, 0

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, "phase", "") == "ended":
            self.done += 1
        done = (f"({self.done} bước đã xong)", "dim")
        self.spinner.update(Text.assemble(f"{record.getMessage()}… ", done))
