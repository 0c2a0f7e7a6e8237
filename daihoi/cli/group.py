"""The group of commands, with the options that hold for every one of them."""

from __future__ import annotations

import os
from pathlib import Path

import rich_click as click

from daihoi import __version__
from daihoi.cli.authorising import GuardedGroup, token_file_option
from daihoi.cli.vietnamese import HELP_TEXTS
from daihoi.workspace import DATABASE_URL, Workspace

for _name, _text in HELP_TEXTS.items():
    setattr(click.rich_click, _name, _text)

HELP = click.help_option("-h", "--help", help="In hướng dẫn này.")


@click.group(
    cls=GuardedGroup,
    invoke_without_command=True,
    no_args_is_help=True,
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    envvar="DAIHOI_CONFIG",
    help="Thư mục cấu hình (mặc định: ./config, rồi bản cài kèm).",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    envvar="DAIHOI_DATA",
    default=Path("data"),
    help="Thư mục dữ liệu: sổ ghi và lịch sử chạy. Cần sao lưu. (mặc định: ./data)",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    envvar="DAIHOI_OUT",
    default=Path("out"),
    help="Thư mục công bố biểu đồ, danh mục việc. (mặc định: ./out)",
)
@token_file_option
@HELP
@click.version_option(__version__, message="daihoi %(version)s", help="In phiên bản.")
@click.pass_context
def cli(context: click.Context, config: Path | None, data: Path, out: Path) -> None:
    """Lập kế hoạch và theo dõi việc chuẩn bị đại hội đảng bộ các cấp.

    Bắt đầu: `daihoi campaigns` (có những đợt nào), `daihoi run ĐỢT` (nhập báo cáo, tính, vẽ, công bố),
    `daihoi status ĐỢT` (đang ở đâu).
    """
    context.obj = Workspace(config, data, out, os.environ.get(DATABASE_URL, ""))
    context.obj.export()
    if context.invoked_subcommand is None:
        raise click.UsageError("chưa nêu lệnh cần chạy.", context)
