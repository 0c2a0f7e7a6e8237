"""Files of evidence: kept whole and once, never changed, found missing or damaged."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from daihoi.errors import StoreError
from daihoi.store import evidence

LIMIT = 1000
CONTENT = "thông báo số 12".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "evidence"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "Thông báo của đồng chí.pdf"
    path.write_bytes(CONTENT)
    return path


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_hash_and_nothing_else(folder: Path, scan: Path) -> None:
    assert evidence.keep(folder, scan, LIMIT) == SHA256
    (path,) = kept(folder)
    assert path == folder / SHA256[:2] / SHA256
    assert path.read_bytes() == CONTENT
    assert not any("chí" in part for part in path.relative_to(folder).parts)


def test_what_is_kept_is_read_only(folder: Path, scan: Path) -> None:
    evidence.keep(folder, scan, LIMIT)
    assert stat.S_IMODE(kept(folder)[0].stat().st_mode) == 0o444


def test_the_same_file_is_kept_once_and_not_touched_again(folder: Path, scan: Path, tmp_path: Path) -> None:
    evidence.keep(folder, scan, LIMIT)
    before = kept(folder)[0].stat()
    other = tmp_path / "khac.pdf"
    other.write_bytes(CONTENT)
    assert evidence.keep(folder, other, LIMIT) == SHA256
    after = kept(folder)[0].stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(kept(folder)) == 1


def test_another_file_lies_beside_it(folder: Path, scan: Path, tmp_path: Path) -> None:
    evidence.keep(folder, scan, LIMIT)
    other = tmp_path / "khac.pdf"
    other.write_bytes(b"x")
    evidence.keep(folder, other, LIMIT)
    assert len(kept(folder)) == 2


def test_a_file_of_just_the_limit_is_kept(folder: Path, scan: Path) -> None:
    assert evidence.keep(folder, scan, len(CONTENT)) == SHA256


def refused(what: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as caught:
        what()
    return str(caught.value)


def test_a_file_over_the_limit_is_refused(folder: Path, scan: Path) -> None:
    assert "nặng quá" in refused(lambda: evidence.keep(folder, scan, len(CONTENT) - 1))
    assert not folder.exists()


def test_an_empty_file_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "trong.pdf").touch()
    assert "trống" in refused(lambda: evidence.keep(folder, tmp_path / "trong.pdf", LIMIT))


def test_a_file_that_is_not_there_is_refused(folder: Path, tmp_path: Path) -> None:
    assert "Không đọc được" in refused(lambda: evidence.keep(folder, tmp_path / "mat.pdf", LIMIT))


def test_a_folder_is_no_file(folder: Path, tmp_path: Path) -> None:
    assert "Không đọc được" in refused(lambda: evidence.keep(folder, tmp_path, LIMIT))


def test_a_file_that_changed_since_it_was_checked_is_refused(folder: Path, scan: Path) -> None:
    assert "vừa bị đổi" in refused(lambda: evidence.keep(folder, scan, LIMIT, "0" * 64))
    assert not folder.exists()


def test_a_damaged_file_is_neither_trusted_nor_overwritten(folder: Path, scan: Path) -> None:
    evidence.keep(folder, scan, LIMIT)
    path = kept(folder)[0]
    path.chmod(0o644)
    path.write_bytes(b"khac")
    assert "nội dung đã bị thay đổi" in refused(lambda: evidence.keep(folder, scan, LIMIT))
    assert path.read_bytes() == b"khac"


def test_a_folder_that_cannot_be_made_is_told(scan: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert "Không giữ được" in refused(lambda: evidence.keep(tmp_path / "data" / "evidence", scan, LIMIT))


def test_what_was_interrupted_leaves_nothing(
    folder: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "hết chỗ trống" in refused(lambda: evidence.keep(folder, scan, LIMIT))
    assert kept(folder) == []


def test_a_file_comes_back_as_it_was(folder: Path, scan: Path, tmp_path: Path) -> None:
    evidence.keep(folder, scan, LIMIT)
    evidence.give_back(folder, SHA256, tmp_path / "lai" / "thong-bao.pdf")
    back = tmp_path / "lai" / "thong-bao.pdf"
    assert back.read_bytes() == CONTENT
    assert stat.S_IMODE(back.stat().st_mode) == 0o644


def test_nothing_is_written_over(folder: Path, scan: Path) -> None:
    evidence.keep(folder, scan, LIMIT)
    assert "không ghi đè" in refused(lambda: evidence.give_back(folder, SHA256, scan))


@pytest.mark.parametrize("sha256", ["", "abc", "../../etc/passwd", "G" * 64, SHA256.upper(), SHA256 + "\n"])
def test_only_a_hash_names_a_file(sha256: str, folder: Path, tmp_path: Path) -> None:
    assert "SHA-256" in refused(lambda: evidence.give_back(folder, sha256, tmp_path / "x"))


def test_what_was_never_kept_cannot_be_given_back(folder: Path, tmp_path: Path) -> None:
    assert "không còn trong" in refused(lambda: evidence.give_back(folder, SHA256, tmp_path / "x"))


def test_whole_files_are_no_problem(folder: Path, scan: Path) -> None:
    evidence.keep(folder, scan, LIMIT)
    assert list(evidence.problems(folder, [(7, SHA256), (9, SHA256)])) == []
    assert list(evidence.problems(folder, [])) == []


def test_missing_and_changed_files_are_named_by_the_events_that_cite_them(folder: Path, scan: Path) -> None:
    evidence.keep(folder, scan, LIMIT)
    path = kept(folder)[0]
    path.chmod(0o644)
    path.write_bytes(CONTENT[:-1])
    other = hashlib.sha256(b"mat").hexdigest()
    found = list(evidence.problems(folder, [(7, SHA256), (9, SHA256), (8, other)]))
    assert found == [
        "Tệp minh chứng của sự kiện số 7, 9: nội dung đã bị thay đổi.",
        f"Tệp minh chứng của sự kiện số 8: không còn trong «{folder / other[:2]}».",
    ]


def test_a_link_in_place_of_a_file_is_a_problem(folder: Path, scan: Path) -> None:
    evidence.keep(folder, scan, LIMIT)
    path = kept(folder)[0]
    path.unlink()
    path.symlink_to(scan)
    assert len(list(evidence.problems(folder, [(7, SHA256)]))) == 1


def test_a_hash_that_is_none_is_a_problem_and_no_crash(folder: Path) -> None:
    assert "SHA-256" in next(iter(evidence.problems(folder, [(3, "../x")])))


def test_a_backup_takes_along_what_is_not_there_yet(folder: Path, scan: Path, tmp_path: Path) -> None:
    sha256 = evidence.keep(folder, scan, 1_000)
    beside = tmp_path / "backups" / "evidence"
    assert evidence.copy_missing(folder, beside) == 1
    assert evidence.copy_missing(folder, beside) == 0
    assert evidence.path_of(beside, sha256).read_bytes() == scan.read_bytes()
    assert not list(evidence.problems(beside, [(1, sha256)]))


def test_a_damaged_file_is_not_taken_along(folder: Path, scan: Path, tmp_path: Path) -> None:
    kept = evidence.path_of(folder, evidence.keep(folder, scan, 1_000))
    kept.chmod(0o644)
    kept.write_bytes(b"something else")
    (folder / "ab").mkdir(exist_ok=True)
    (folder / "ab" / "notes.txt").write_text("no evidence")
    assert evidence.copy_missing(folder, tmp_path / "beside") == 0
    assert not (tmp_path / "beside").exists()


def test_nothing_to_take_along(tmp_path: Path) -> None:
    assert evidence.copy_missing(tmp_path / "none", tmp_path / "beside") == 0
