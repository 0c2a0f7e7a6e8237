"""A folder asked for by the name of a file is refused before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Program

DAY = ("--status-date", "2020-03-02")
WORK = ("work", "cam_le_2020", *DAY)
CARRY = ("unit", "carry", "cam_le_2020", "--document", "1-QĐ/QU", "--document-date", "2020-03-02", *DAY)
EXPORT = ("export", "cam_le_2020", "--format", "csv", *DAY)


@pytest.mark.parametrize("words", [WORK, CARRY, EXPORT], ids=["work", "carry", "export"])
@pytest.mark.parametrize("name", ["bieu.csv", "bieu.DOCX", "bieu.xml"])
def test_a_name_that_ends_like_a_file_is_no_folder(
    words: Sequence[str], name: str, program: Program, tmp_path: Path
) -> None:
    done = program(*words, "-o", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (2, "")
    assert "«--output»: " in done.stderr
    assert f"{name}» là tên tệp" in " ".join(done.stderr.split())
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("words", [WORK, CARRY, EXPORT], ids=["work", "carry", "export"])
def test_a_file_that_is_there_is_left_alone(words: Sequence[str], program: Program, tmp_path: Path) -> None:
    (tmp_path / "ghi-chu").write_text("đừng xóa", encoding="utf-8")
    done = program(*words, "-o", str(tmp_path / "ghi-chu"))
    assert done.returncode == 2
    assert "là tệp đã có" in " ".join(done.stderr.split())
    assert (tmp_path / "ghi-chu").read_text(encoding="utf-8") == "đừng xóa"


def test_a_folder_called_like_a_workbook_is_no_workbook(program: Program, tmp_path: Path) -> None:
    (tmp_path / "bieu.xlsx").mkdir()
    done = program(*WORK, "-o", str(tmp_path / "bieu.xlsx"))
    assert done.returncode == 2
    assert "là thư mục đã có" in " ".join(done.stderr.split())
