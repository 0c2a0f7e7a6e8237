"""``daihoi serve``: the service, from the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from daihoi.cli.group import HELP, cli
from daihoi.workspace import Workspace

EXIT_GIVEN_UP = 1
PRINTED = "-"
LEAST_PORT, MOST_PORT = 1024, 65535


@cli.command()
@click.option(
    "--port",
    type=click.IntRange(LEAST_PORT, MOST_PORT),
    metavar="CỔNG",
    help="Cổng trên máy này (mặc định: «port» trong config/service.yaml).",
)
@click.option(
    "--print-units",
    metavar="[THƯ_MỤC]",
    is_flag=False,
    flag_value=PRINTED,
    help="Không chạy gì: in các tệp đơn vị của systemd, hoặc ghi chúng vào thư mục.",
)
@HELP
@click.pass_obj
def serve(workspace: Workspace, port: int | None, print_units: str | None) -> None:
    """Chạy dịch vụ: lịch chạy hằng ngày, trang bấm chạy trong trình duyệt, lịch sử các lượt chạy.

    Chỉ nghe ở 127.0.0.1, có mật khẩu. Dừng bằng Ctrl+C: lịch chạy còn nguyên, bật lại lúc nào cũng được.
    Giờ chạy và các thiết lập khác: config/service.yaml.

    Ví dụ: `daihoi serve`, `daihoi serve --port 4300`

    Bật cùng máy: `daihoi serve --print-units` in tệp cho systemd.
    """
    from daihoi.service import settings, sites
    from daihoi.service.keeping import GivenUpError
    from daihoi.service.serving import serve as serve_until_stopped

    if print_units is not None:
        _put_units(workspace, port or settings.settings_of(workspace).port, print_units)
        return
    from daihoi.cli.serving_display import Display

    with Display() as display:
        try:
            serve_until_stopped(sites.site(workspace, port), display)
        except GivenUpError as error:
            display.failed(str(error))
            sys.exit(EXIT_GIVEN_UP)


def _put_units(workspace: Workspace, port: int, target: str) -> None:
    from daihoi.cli.display import show_files
    from daihoi.service import systemd
    from daihoi.whole_files import written_whole

    made = systemd.units(workspace, port, Path.cwd())
    if target == PRINTED:
        click.echo("\n".join(unit.text for unit in made), nl=False)
        return
    paths = [Path(target) / unit.name for unit in made]
    for path, unit in zip(paths, made, strict=True):
        with written_whole(path) as file:
            file.write(unit.text)
    show_files(paths)
