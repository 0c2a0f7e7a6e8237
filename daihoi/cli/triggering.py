"""``daihoi trigger``: asks the running service for a run, as its form in the browser does."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import rich_click as click

from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.cli.values import CODES
from daihoi.errors import DaihoiError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from flows.asking import Asked
    from flows.catalogue import Work
    from flows.requests import ProgressRequest

EXIT_FAILED = 1
_WITHOUT_CAMPAIGN = {"backup": "daihoi db backup", "verify": "daihoi db verify"}


@cli.command()
@click.argument("work", metavar="VIỆC")
@campaign_argument
@click.option(
    "--units",
    type=CODES,
    metavar="MÃ,MÃ",
    help="Chỉ các đơn vị này và mọi đơn vị bên dưới, cách nhau dấu phẩy.",
)
@status_date_option
@known_at_option
@click.option("--wait", is_flag=True, help="Chờ đến khi xong; mã thoát 1 khi lượt chạy hỏng.")
@HELP
@click.pass_obj
def trigger(
    workspace: Workspace,
    work: str,
    campaign: str,
    units: tuple[str, ...] | None,
    status_date: date | None,
    known_at: int | None,
    wait: bool,
) -> None:
    """Giao cho dịch vụ đang chạy (`daihoi serve`) một lượt chạy, như biểu mẫu trên trình duyệt.

    VIỆC: `tien-do`, `ca-dot`, `chi-bo`, `co-so`, `xa-phuong`, `quan`, `thanh-pho`, `phe-duyet`, `bao-cao`.
    Tiếng Anh: `progress`, `campaign`, `branch`, `grassroots`, `ward`, `district`, `city`, `reconcile`,
    `report`.

    Ví dụ: `daihoi trigger quan cam_le_2020 --status-date 2020-03-02 --wait`
    """
    from flows.catalogue import find_work

    found = find_work(work)
    request = _request(found, campaign, list(units or ()), status_date, known_at)
    _check(request, found)
    address = _reach(workspace, campaign)
    asked = _ask(found, request)
    _show(asked, address)
    if wait:
        sys.exit(_follow(asked))


def _request(
    work: Work, campaign: str, units: list[str], status_date: date | None, known_at: int | None
) -> ProgressRequest:
    """What the form would hold.

    Raises:
        DaihoiError: the work is not about a campaign, or not about units.
    """
    from flows.requests import LevelRequest, ProgressRequest, ReportRequest

    if not work.about_campaign:
        instead = _WITHOUT_CAMPAIGN[work.other_slug]
        raise DaihoiError(f"«{work.slug}» là việc của cả bản cài, không của một đợt: chạy {instead}.")
    told = {"campaign": campaign, "status_date": status_date, "known_at": known_at}
    if work.level:
        return _valid(LevelRequest, {**told, "units": units})
    if work.other_slug == "report":
        if len(units) > 1:
            raise DaihoiError("Báo cáo văn bản là của một đơn vị: nêu một mã ở --units, hoặc bỏ đi.")
        return _valid(ReportRequest, {**told, "unit": units[0] if units else None})
    if units:
        raise DaihoiError(f"«{work.slug}» là việc của cả đợt: bỏ --units, hoặc nêu một cấp (chi-bo, co-so…).")
    return _valid(ProgressRequest, told)


def _valid(model: type[ProgressRequest], told: Mapping[str, object]) -> ProgressRequest:
    """The request, refused in Vietnamese where the schema of the form would refuse it."""
    from pydantic import ValidationError

    from daihoi.errors import UnknownCodeError
    from daihoi.loading import find_config
    from flows.requests import MAX_UNITS

    try:
        return model.model_validate(told)
    except ValidationError as error:
        codes = find_config().campaign_codes()
        if told["campaign"] not in codes:
            raise UnknownCodeError("đợt đại hội", str(told["campaign"]), codes) from error
        wrong = "; ".join(f"«{one['input']}»" for one in error.errors())
        raise DaihoiError(
            f"Không hợp lệ: {wrong}. Mã đơn vị gồm chữ hoa, chữ số và dấu chấm, ví dụ CL.KT; nhiều nhất "
            f"{MAX_UNITS} mã."
        ) from error


def _check(request: ProgressRequest, work: Work) -> None:
    from flows.checking import check

    check(request, work.level)


def _reach(workspace: Workspace, campaign: str) -> str:
    """Where the service is found.

    Raises:
        DaihoiError: none runs; the message says what can be done without.
    """
    from daihoi.cli.following import reach_service

    try:
        return reach_service(workspace)
    except DaihoiError as error:
        raise DaihoiError(f"{error} Hoặc chạy ngay, không cần dịch vụ: daihoi run {campaign}.") from error


def _ask(work: Work, request: ProgressRequest) -> Asked:
    from flows.asking import ask
    from flows.naming import name_of

    told = request.model_dump(mode="json", exclude_none=True, exclude={"upto"})
    return ask(
        work, {"request": told}, name=name_of(work.title, request, work.level), tags=(request.campaign,)
    )


def _show(asked: Asked, address: str) -> None:
    from daihoi.cli import display

    out = display.console()
    out.print(f"Đã giao: {asked.name}")
    out.print(f"  Số: {asked.run_id}")
    out.print(f"  Xem: {address}/runs/flow-run/{asked.run_id}", soft_wrap=True)


def _follow(asked: Asked) -> int:
    """Shows each state until the run is over; the exit code."""
    from daihoi.cli import display, triggering_words
    from flows.asking import follow

    out, last = display.console(), asked
    for last in follow(asked.run_id):
        out.print(f"  {triggering_words.state(last)}", soft_wrap=True)
    return 0 if last.is_good else EXIT_FAILED
