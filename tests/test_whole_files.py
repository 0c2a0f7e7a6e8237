"""A file is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from daihoi.errors import UnknownCodeError
from daihoi.exchange.mspdi.writer import write_mspdi
from daihoi.whole_files import WriteError, written_whole
from tests.domain.campaigns import assessed, make_campaign


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_text("cũ")
    with pytest.raises(UnicodeEncodeError), written_whole(path, encoding="ascii") as file:
        file.write("moi" * 100_000 + "mới")
    assert path.read_text() == "cũ"
    assert [found.name for found in tmp_path.iterdir()] == ["plan.xml"]


def test_the_name_appears_at_the_end_only(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "plan.xml"
    with written_whole(path) as file:
        file.write("mới")
        assert not path.exists()
    assert path.read_text() == "mới"
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_folder_cannot_be_overwritten(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="là thư mục"), written_whole(tmp_path) as file:
        file.write("mới")


def test_a_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(WriteError, match="vướng"), written_whole(tmp_path / "a" / "plan.xml") as file:
        file.write("mới")


def test_an_unknown_unit_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnknownCodeError):
        write_mspdi(tmp_path / "plan.xml", assessed(make_campaign(), "5-31"), "W.9")
    assert list(tmp_path.iterdir()) == []


def test_the_same_plan_is_the_same_file(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        write_mspdi(tmp_path / name, assessed(make_campaign(), "5-31"))
    assert (tmp_path / "a.xml").read_bytes() == (tmp_path / "b.xml").read_bytes()
