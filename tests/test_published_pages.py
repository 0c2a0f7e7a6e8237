"""Pages beside pointers: whole or not at all, untouched when nothing changed."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from daihoi.publishing import PublishError, put_page


def test_a_page_is_written_once_and_left_alone_afterwards(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    assert put_page(page, lambda: b"1")
    written = page.stat().st_ino
    assert not put_page(page, lambda: b"1")
    assert page.stat().st_ino == written
    assert put_page(page, lambda: b"2")
    assert page.read_bytes() == b"2"
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_disk_that_is_full_leaves_the_page_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "index.html"
    put_page(page, lambda: b"1")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(PublishError, match=r"hết chỗ trống.*còn nguyên"):
        put_page(page, lambda: b"2")
    monkeypatch.undo()
    assert page.read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    assert put_page(page, lambda: b"2")
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_folder_in_its_place_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(PublishError, match="Không ghi được"):
        put_page(tmp_path / "index.html", lambda: b"1")
    with pytest.raises(PublishError, match="không có thư mục"):
        put_page(tmp_path / "none" / "index.html", lambda: b"1")


def add(folder: Path, name: str) -> None:
    """Adds a file, then lists all of them: what a publisher does."""
    (folder / name).touch()
    put_page(folder / "index.html", lambda: " ".join(sorted(p.name for p in folder.glob("*.txt"))).encode())


def test_publishers_side_by_side_lose_nothing(tmp_path: Path) -> None:
    names = [f"{number}.txt" for number in range(6)]
    context = multiprocessing.get_context("fork")
    publishers = [context.Process(target=add, args=(tmp_path, name)) for name in names]
    for publisher in publishers:
        publisher.start()
    for publisher in publishers:
        publisher.join(timeout=30)
    assert (tmp_path / "index.html").read_text() == " ".join(names)
