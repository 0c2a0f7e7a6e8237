"""Entry point: options that hold for every command, and errors as people should see them."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from daihoi import __version__
from daihoi.cli.vietnamese import HELP_TEXTS, usage_error
from daihoi.errors import DaihoiError
from daihoi.workspace import Workspace

EXIT_INPUT, EXIT_INTERRUPTED = 2, 130

for _name, _text in HELP_TEXTS.items():
    setattr(click.rich_click, _name, _text)


@click.group(
    invoke_without_command=True,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
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
@click.version_option(__version__, message="daihoi %(version)s", help="In phiên bản.")
@click.pass_context
def cli(context: click.Context, config: Path | None, data: Path, out: Path) -> None:
    """Lập kế hoạch và theo dõi việc chuẩn bị đại hội đảng bộ các cấp.

    Bắt đầu: `daihoi campaigns` (có những đợt nào), `daihoi run ĐỢT` (nhập báo cáo, tính, vẽ, công bố),
    `daihoi status ĐỢT` (đang ở đâu).
    """
    context.obj = Workspace(config, data, out)


def main() -> None:
    """Runs a command and exits: 0 done, 2 wrong input, 130 interrupted."""
    from daihoi.cli import commands  # registers the commands

    try:
        sys.exit(commands.cli.main(prog_name="daihoi", standalone_mode=False) or 0)
    except click.ClickException as error:
        _fail(usage_error(error))
    except DaihoiError as error:
        _fail(str(error))
    except (KeyboardInterrupt, click.Abort):
        print("Đã dừng. Những gì công bố trước đó còn nguyên; chạy lại lúc nào cũng được.", file=sys.stderr)  # noqa: T201
        sys.exit(EXIT_INTERRUPTED)


def _fail(message: str) -> None:
    from rich.console import Console
    from rich.text import Text

    Console(stderr=True, soft_wrap=True).print(Text.assemble(("Lỗi: ", "bold red"), message))
    sys.exit(EXIT_INPUT)
