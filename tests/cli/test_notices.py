"""``daihoi notices`` as a coordinator has it: what is due, what was sent, what could not be, and sending."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace
from tests.cli.conftest import ROOT
from tests.cli.in_process import Done, run
from tests.notifying.servers import mail_host

ON = ("--status-date", "2020-03-02")
ADDRESSES = """\
mail: {{host: 127.0.0.1, port: {port}, security: none, sender: dh@quanuy.vn, sender_name: Ban Tổ chức}}
recipients:
  - {{unit: CL.HP, mail: vanphong@hoaphat.vn}}
  - {{unit: CL.TP2, mail: vanphong@tp2.vn}}
"""


Program = Callable[..., Done]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data with the reports of Cẩm Lệ; every test works on a copy."""
    folder = tmp_path_factory.mktemp("cam_le")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAIHOI_CONFIG", str(ROOT / "config"))
        patch.setenv("DAIHOI_DATA", str(folder / "data"))
        import_campaign_reports(Workspace.from_environment(), "cam_le_2020")
    return folder / "data"


@pytest.fixture
def program(tmp_path: Path, recorded: Path) -> Program:
    """The program in this process, on a copy of the data."""
    shutil.copytree(recorded, tmp_path / "data")
    return partial(run, tmp_path, "notices", COLUMNS="200")


def addresses(folder: Path, port: int) -> None:
    (folder / "data" / "notices.yaml").write_text(ADDRESSES.format(port=port), "utf-8")


def test_what_is_due_is_listed_and_nothing_is_written(program: Program, tmp_path: Path) -> None:
    """Cẩm Lệ on 2-3-2020: 13 activities are overdue, as the status page counts them."""
    before = (tmp_path / "data" / "daihoi.db").read_bytes()
    done = program("cam_le_2020", *ON)
    assert done.returncode == 0
    assert "Đến hết ngày 02/03/2020: chưa có bản sao lưu mới, 13 việc quá hạn" in " ".join(
        done.stdout.split()
    )
    assert "CL.HP.02 Chi bộ khu dân cư 2" in done.stdout
    assert "thông báo chỉ được liệt kê, không gửi" in done.stdout
    assert (tmp_path / "data" / "daihoi.db").read_bytes() == before


def test_listing_imports_neither_prefect_nor_sqlalchemy(program: Program, tmp_path: Path) -> None:
    import subprocess

    code = (
        "import sys; sys.argv = ['daihoi', 'notices', 'cam_le_2020', '--status-date', '2020-03-02']\n"
        "from daihoi.cli.main import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "heavy = {'prefect', 'sqlalchemy', 'matplotlib', 'smtplib'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "DAIHOI_CONFIG": str(ROOT / "config"), "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_every_line_goes_into_a_table_with_its_key(program: Program, tmp_path: Path) -> None:
    program("cam_le_2020", *ON, "--csv", "bang.csv")
    rows = list(csv.reader((tmp_path / "bang.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == 1 + 16
    told = {row[4]: row[6] for row in rows if row[1] == "Quá hạn"}
    assert len(told) == 13
    assert told["CL.HP.02"].endswith(
        "«Tiếp thu kế hoạch; chi ủy phân công», hạn 27/02/2020, quá 2 ngày làm việc."
    )
    assert len({row[0] for row in rows}) == len(rows)


def test_without_addresses_sending_says_what_to_do(program: Program) -> None:
    done = program("send", "cam_le_2020", *ON)
    assert done.returncode == 2
    assert "Chưa có tệp địa chỉ" in done.stderr
    assert "docs/notices.md" in done.stderr


def test_a_dry_run_prints_the_letters_and_sends_none(program: Program, tmp_path: Path) -> None:
    with mail_host() as host:
        addresses(tmp_path, host.port)
        done = program("send", "cam_le_2020", *ON, "--dry-run")
    assert done.returncode == 0
    assert "Kính gửi: Đảng bộ phường Hòa Phát" in done.stdout
    assert (
        "- 8 chi bộ: «Tiếp thu kế hoạch; chi ủy phân công», hạn 27/02/2020, quá 2 ngày làm việc"
        in done.stdout
    )
    assert "2 thư sẽ được lập; chưa ghi, chưa gửi gì. 6 thông báo chưa có địa chỉ nào để gửi." in done.stdout
    assert host.commands == []


def test_letters_are_sent_once_and_listed_as_sent(program: Program, tmp_path: Path) -> None:
    with mail_host() as host:
        addresses(tmp_path, host.port)
        first = program("send", "cam_le_2020", *ON)
        second = program("send", "cam_le_2020", *ON)
    assert (first.returncode, second.returncode, len(host.taken)) == (0, 0, 2)
    assert "Đã gửi 2/2 thư." in first.stdout
    assert "Không có thư nào phải gửi lúc này." in second.stdout
    listed = program("cam_le_2020", "--sent")
    assert "8 việc quá hạn – chuẩn bị đại hội, ngày 02/03/2020" in listed.stdout
    assert "vanphong@" not in listed.stdout
    assert "Không có thông báo nào gửi không được." in program("cam_le_2020", "--failed").stdout


def test_what_cannot_be_sent_ends_with_1_and_is_listed_with_its_reason(
    program: Program, tmp_path: Path
) -> None:
    with mail_host() as host:
        pass
    addresses(tmp_path, host.port)
    done = program("send", "cam_le_2020", *ON)
    assert done.returncode == 1
    assert "✗ Đảng bộ phường Hòa Phát: máy thư 127.0.0.1" in done.stdout
    assert "Đã gửi 0/2 thư." in done.stdout
    listed = program("list", "cam_le_2020", "--failed")
    assert "đã thử 1 lần" in " ".join(listed.stdout.split())
    program("cam_le_2020", "--failed", "--csv", "loi.csv")
    _, first, *_ = csv.reader((tmp_path / "loi.csv").read_text("utf-8-sig").splitlines())
    assert "máy kia từ chối kết nối" in first[-1]
    assert "Chưa gửi thông báo nào." in program("cam_le_2020", "--sent").stdout


def test_a_broken_file_of_addresses_is_refused_with_every_mistake(program: Program, tmp_path: Path) -> None:
    (tmp_path / "data" / "notices.yaml").write_text("mail: {port: 0}\nrecipients: []\n", "utf-8")
    done = program("send", "cam_le_2020", *ON)
    assert done.returncode == 2
    assert "data/notices.yaml:1: thiếu «host»" in done.stderr
    assert "«port: 0» nhỏ hơn 1" in done.stderr


@pytest.mark.parametrize("arguments", [("cam_le",), ("cam_le", "--sent"), ("send", "cam_le")])
def test_a_campaign_that_is_not_there_is_named_with_the_nearest(
    arguments: tuple[str, ...], program: Program
) -> None:
    done = program(*arguments)
    assert done.returncode == 2
    assert "Có phải ý là «cam_le_2020»" in done.stderr


def test_help_names_both_commands(program: Program) -> None:
    done = program("--help")
    assert done.returncode == 0
    assert "send" in done.stdout
    assert "list" in done.stdout
