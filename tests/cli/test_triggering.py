"""``daihoi trigger`` before it reaches the service: whatever cannot be done is refused in Vietnamese."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Program

ON = ("--status-date", "2020-03-02")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("qan", "cam_le_2020"), "Không có việc «qan». Có phải ý là «quan»"),
        (("Tien-do", "cam_le_2020"), "Có phải ý là «tien-do»"),
        (("quan", "cam_le_2019"), "Không có đợt đại hội «cam_le_2019»"),
        (("quan", "../cam_le_2020"), "Không có đợt đại hội"),
        (("chi-bo", "cam_le_2020", "--units", "CL.KTT"), "Không có đơn vị «CL.KTT». Có phải ý là «CL.KT»"),
        (("chi-bo", "cam_le_2020", "--units", "cl_kt"), "Không hợp lệ: «cl_kt»"),
        (("chi-bo", "cam_le_2020", "--units", ","), "không có mã nào"),
        (
            ("quan", "cam_le_2020", "--units", "CL.KT"),
            "không có đơn vị nào thuộc cấp này; ở đó có: chi bộ",
        ),
        (("tien-do", "cam_le_2020", "--units", "CL.KT"), "việc của cả đợt: bỏ --units"),
        (("bao-cao", "cam_le_2020", "--units", "CL.KT,CL.QS"), "của một đơn vị: nêu một mã"),
        (("sao-luu", "cam_le_2020"), "chạy daihoi db backup"),
        (("verify", "cam_le_2020"), "chạy daihoi db verify"),
        (("tien-do", "cam_le_2020", "--status-date", "2031-01-01"), "01/01/2031 nằm ngoài lịch"),
        (("tien-do", "cam_le_2020", "--status-date", "2020-02-30"), "2020-02-30"),
        (("tien-do", "cam_le_2020", "--known-at", "-1"), "-1"),
    ],
)
def test_what_cannot_be_done_is_refused_before_a_run_is_made(
    program: Program, arguments: tuple[str, ...], said: str
) -> None:
    done = program("trigger", *arguments)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_without_a_service_it_says_what_to_do(program: Program, tmp_path: Path) -> None:
    done = program("trigger", "tien-do", "cam_le_2020", *ON)
    assert done.returncode == 2
    told = " ".join(done.stderr.split())
    assert "Bật: daihoi serve." in told
    assert "daihoi run cam_le_2020" in told
    assert not (tmp_path / "data").exists()


def test_the_file_of_a_service_that_was_killed_is_not_trusted(program: Program, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    told = {"url": "http://127.0.0.1:9/api", "auth": "a:b", "started_at": "", "pid": os.getpid(), "born": 1}
    (tmp_path / "data/service.json").write_text(json.dumps(told))
    done = program("trigger", "tien-do", "cam_le_2020", *ON)
    assert done.returncode == 2
    assert "Bật: daihoi serve." in done.stderr


def test_a_service_that_does_not_answer_is_told_and_an_import_is_recorded_all_the_same(
    program: Program, tmp_path: Path
) -> None:
    """The process lives, nobody listens: as when the server is being started again."""
    from daihoi.service.processes import born

    (tmp_path / "data").mkdir()
    told = {"url": "http://127.0.0.1:9/api", "auth": "a:b", "started_at": "", "pid": os.getpid(),
            "born": born(os.getpid())}  # fmt: skip
    (tmp_path / "data/service.json").write_text(json.dumps(told))
    done = program("trigger", "tien-do", "cam_le_2020", *ON)
    assert done.returncode == 2
    assert "Dịch vụ không trả lời" in " ".join(done.stderr.split())

    (tmp_path / "t.csv").write_text(
        "Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Tỷ lệ (%)\n"
        "CL.QS.01,branch_congress,,02/03/2020,02/03/2020,100\n"
    )
    done = program("import", "cam_le_2020", "t.csv")
    assert done.returncode == 0, done.stderr
    assert "thêm 1 sự kiện" in done.stdout
    assert "lượt định kỳ sau sẽ soát lại" in " ".join(done.stdout.split())
