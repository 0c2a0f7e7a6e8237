"""A sound installation gets no complaint, and looking at it changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from daihoi.doctor import registry
from daihoi.doctor.findings import Finding, Level, broken, fine, has_errors
from daihoi.doctor.installation import Installation
from daihoi.errors import StoreError
from daihoi.workspace import Workspace
from tests.doctor.conftest import NOW

# What depends on the machine that the tests run on, and not on the folder of the test.
OF_THE_MACHINE = {"python", "packages", "lock", "room", "port"}


def contents(folder: Path) -> dict[str, str]:
    """Every file with its hash; what SQLite keeps beside a file while it is open does not count."""
    files = (
        path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    )
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_nothing_is_wrong_with_it_and_nothing_is_changed(here: Installation) -> None:
    folder = here.data.parent
    before = contents(folder)
    found = registry.examine(here)
    assert set(found) == set(registry.CHECKS)
    told = [one for name, findings in found.items() if name not in OF_THE_MACHINE for one in findings]
    assert [one for one in told if one.level is not Level.OK] == []
    assert contents(folder) == before


def test_an_empty_folder_is_no_trouble_either(tmp_path: Path, here: Installation) -> None:
    fresh = replace(here, workspace=Workspace(here.workspace.config, tmp_path / "data", tmp_path / "out"))
    found = registry.examine(fresh)
    told = [one for name, findings in found.items() if name not in OF_THE_MACHINE for one in findings]
    assert [one for one in told if one.level is not Level.OK] == []
    assert not (tmp_path / "data").exists()
    assert found["log"][0].what.startswith("chưa có (")


def test_a_check_that_fails_itself_is_told_and_keeps_no_other_from_answering(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(_: Installation) -> Iterator[Finding]:
        yield fine("A", "vẫn được kể")
        raise ZeroDivisionError("chia cho không")

    def refused(_: Installation) -> Iterator[Finding]:
        raise StoreError("sổ khóa")

    monkeypatch.setattr(
        registry, "CHECKS", {"odd": odd, "refused": refused, "last": lambda _: iter([fine("C", "ổn")])}
    )
    found = registry.examine(here)
    assert [one.what for one in found["odd"]] == [
        "vẫn được kể",
        "không làm xong: ZeroDivisionError: chia cho không",
    ]
    assert [one.what for one in found["refused"]] == ["không làm xong: sổ khóa"]
    assert [one.level for one in found["last"]] == [Level.OK]


def test_a_complaint_without_a_remedy_is_a_mistake_of_the_check() -> None:
    with pytest.raises(ValueError, match="how to mend"):
        broken("Đồng hồ", "sai", "báo cáo sai ngày", "")
    assert not has_errors([fine("Đồng hồ", "đúng")])


def test_the_moment_is_told_in_vietnamese_time(here: Installation) -> None:
    (told,) = registry.CHECKS["clock"](here)
    assert told.what.startswith("08:00 ngày 03/03/2020 giờ Việt Nam")
    assert NOW.hour == 1
