"""``daihoi page``: the interactive report of a campaign as one file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.errors import system_reason
from daihoi.publishing import PublishError
from daihoi.workspace import Workspace


@cli.command()
@campaign_argument
@status_date_option
@known_at_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="TỆP",
    help="Tệp HTML được ghi (mặc định: ĐỢT-NGÀY.html ở thư mục hiện tại).",
)
@HELP
@click.pass_obj
def page(
    workspace: Workspace,
    campaign: str,
    status_date: date | None,
    known_at: int | None,
    output: Path | None,
) -> None:
    """Ghi báo cáo tương tác: một tệp HTML có mọi đơn vị, mọi việc, mở được không cần mạng.

    Mở bằng trình duyệt, gửi qua thư hay để ở thư mục chung đều được. Tìm không cần dấu, lọc việc trễ, bị giữ,
    chưa báo cáo, chờ duyệt.

    Ví dụ: `daihoi page cam_le_2020 --status-date 2020-03-02 -o cam-le.html`
    """
    from daihoi.assessing import open_assessment
    from daihoi.cli import display
    from daihoi.domain.overview import overview
    from daihoi.domain.tree_rows import tree_rows
    from reports.interactive.page import interactive_page

    assessment = open_assessment(workspace, campaign, status_date or clock.today(), known_at)
    content = interactive_page(tree_rows(assessment), overview(assessment), assessment.expansion)
    file = output or Path(f"{campaign}-{assessment.status_date.isoformat()}.html")
    _write(file, content)
    display.show_files([file])


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise PublishError(
            f"Không ghi được «{file}»: {system_reason(error)}. Chọn tệp khác bằng --output."
        ) from error
