"""``daihoi doctor``: what is wrong with the machine or the installation, and how to mend it."""

from __future__ import annotations

import io
import sys

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.workspace import Workspace

EXIT_ILL = 1


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON, cho chương trình khác đọc.")
@click.option("--all", "show_all", is_flag=True, help="In cả những điều đã ổn, từng mục một.")
@HELP
@click.pass_obj
def doctor(workspace: Workspace, as_json: bool, show_all: bool) -> None:
    """Khám máy và bản cài: đồng hồ, ổ đĩa, sổ ghi, sao lưu, thư viện, dịch vụ; nói cách sửa từng chỗ.

    Không ghi gì, không sửa gì, không gọi ra ngoài. Mã thoát 0: không có lỗi (có thể có cảnh báo), 1: có lỗi.

    Ví dụ: `daihoi doctor`; mỗi sáng trong crontab: `daihoi doctor --json > kham.json`
    """
    from daihoi.cli import doctor_display
    from daihoi.doctor.findings import has_errors
    from daihoi.doctor.installation import Installation
    from daihoi.doctor.registry import examine

    found = examine(Installation(workspace, clock.now()))
    _speak_utf8()
    if as_json:
        doctor_display.print_json(found)
    else:
        doctor_display.show(found, show_all=show_all)
    if has_errors(finding for findings in found.values() for finding in findings):
        sys.exit(EXIT_ILL)


def _speak_utf8() -> None:
    """A terminal that was set up wrongly must not keep the doctor from saying so."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
