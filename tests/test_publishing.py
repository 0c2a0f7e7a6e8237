"""Publishing: whole editions only, whatever happens to the process that writes them."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from daihoi.publishing import PublishError, point_latest, publish

FACTS = {"campaign": "c"}

WRITER = textwrap.dedent(
    """
    import itertools, sys
    from pathlib import Path
    from daihoi.publishing import publish
    pointer = Path(sys.argv[1])
    for round in itertools.count():
        text = str(round).encode() * 20000
        publish(pointer, {f"{n}.txt": text for n in range(6)}, {"round": round})
        print(round, flush=True)
    """
)

NEIGHBOUR = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from daihoi.publishing import point_latest, publish
    pointer, shift = Path(sys.argv[1]), int(sys.argv[2])
    for round in range(40):
        text = str(round ^ shift).encode() * 20000
        publish(pointer, {f"{n}.txt": text for n in range(6)}, {})
        point_latest(pointer.parent.parent, pointer.parent.name)
    """
)


def read(pointer: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in pointer.iterdir()}


@pytest.fixture
def pointer(tmp_path: Path) -> Path:
    return tmp_path / "c" / "2020-03-02" / "bao-cao"


def test_readers_find_the_files_and_a_manifest(pointer: Path) -> None:
    published = publish(pointer, {"b.csv": b"2", "a.png": b"1"}, FACTS)
    assert published.files == ("a.png", "b.csv", "manifest.json")
    assert published.is_new
    manifest = json.loads(read(pointer)["manifest.json"])
    assert manifest["campaign"] == "c"
    assert manifest["files"]["a.png"] == "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"


def test_the_same_contents_are_the_same_edition(pointer: Path) -> None:
    publish(pointer, {"a": b"1"}, FACTS)
    before = pointer.readlink()
    assert not publish(pointer, {"a": b"1"}, FACTS).is_new
    assert pointer.readlink() == before


def test_new_contents_replace_the_edition_and_the_old_one_can_come_back(pointer: Path) -> None:
    publish(pointer, {"a": b"1", "gone": b"x"}, FACTS)
    assert publish(pointer, {"a": b"2"}, FACTS).is_new
    assert read(pointer)["a"] == b"2"
    assert "gone" not in read(pointer)
    assert publish(pointer, {"a": b"1", "gone": b"x"}, FACTS).is_new
    assert read(pointer)["a"] == b"1"


def test_a_damaged_edition_is_made_again(pointer: Path) -> None:
    publish(pointer, {"a": b"1"}, FACTS)
    (pointer / "a").write_bytes(b"broken")
    publish(pointer, {"a": b"1"}, FACTS)
    assert read(pointer)["a"] == b"1"


def test_a_folder_that_cannot_be_written_leaves_what_was_published(
    pointer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(pointer, {"a": b"1"}, FACTS)

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PublishError, match=r"còn nguyên.*chạy lại"):
        publish(pointer, {"a": b"2"}, FACTS)
    monkeypatch.undo()
    assert read(pointer)["a"] == b"1"
    assert not list(pointer.parent.parent.glob(".editions/*/.building-*"))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "hết chỗ trống trên đĩa"),
        (errno.EACCES, "không có quyền ghi"),
        (errno.EROFS, "không có quyền ghi"),
        (errno.ENOENT, "không có thư mục"),
        (errno.EISDIR, "vướng một tệp hoặc thư mục cùng tên"),
        (errno.EMFILE, "Too many open files"),
    ],
)
def test_the_reason_is_given_in_words(
    pointer: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refused(self: Path, data: bytes) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", refused)
    with pytest.raises(PublishError, match=words):
        publish(pointer, {"a": b"2"}, FACTS)


def test_a_file_in_place_of_the_output_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(PublishError, match=r"«.*out/c/2020-03-02».*vướng một tệp"):
        publish(tmp_path / "out" / "c" / "2020-03-02" / "bao-cao", {"a": b"1"}, FACTS)


def test_a_folder_copied_without_its_links_is_not_overwritten(pointer: Path) -> None:
    pointer.mkdir(parents=True)
    (pointer / "a").write_bytes(b"copied")
    with pytest.raises(PublishError, match=r"bao-cao» là thư mục thường.*đổi tên hoặc xóa rồi chạy lại"):
        publish(pointer, {"a": b"1"}, FACTS)
    assert read(pointer) == {"a": b"copied"}


def test_a_file_in_place_of_a_pointer_is_not_overwritten(pointer: Path) -> None:
    pointer.parent.mkdir(parents=True)
    pointer.write_bytes(b"mine")
    with pytest.raises(PublishError, match="là tệp thường, không phải con trỏ"):
        publish(pointer, {"a": b"1"}, FACTS)
    assert pointer.read_bytes() == b"mine"


def test_latest_that_is_a_folder_is_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "2020-03-02").mkdir()
    (tmp_path / "latest").mkdir()
    with pytest.raises(PublishError, match="latest» là thư mục thường"):
        point_latest(tmp_path, "2020-03-02")
    assert not (tmp_path / "latest").is_symlink()


def test_the_edition_before_is_kept_and_older_ones_are_not(pointer: Path) -> None:
    def texts(name: str) -> set[bytes]:
        return {(e / "a").read_bytes() for e in pointer.parent.parent.glob(f".editions/*/{name}-*")}

    neighbour = pointer.with_name("bao-cao-CL.KT")
    for content in (b"n1", b"n2"):
        publish(neighbour, {"a": content}, FACTS)
    for content in (b"1", b"2", b"3", b"4", b"4"):
        publish(pointer, {"a": content}, FACTS)
    assert read(pointer)["a"] == b"4"
    assert texts("bao-cao") == {b"3", b"4", b"n1", b"n2"}
    assert read(neighbour)["a"] == b"n2"


def test_latest_follows_the_newest_status_date_only(tmp_path: Path) -> None:
    for day in ("2020-02-24", "2020-03-02", "2020-02-17"):
        (tmp_path / day).mkdir()
        point_latest(tmp_path, day)
    assert (tmp_path / "latest").readlink().name == "2020-03-02"


def test_two_processes_publish_side_by_side(pointer: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", NEIGHBOUR, str(pointer), shift], stderr=subprocess.PIPE, text=True
        )
        for shift in "01"
    ]
    for writer in writers:
        assert (writer.communicate()[1], writer.returncode) == ("", 0)
    texts = {content for name, content in read(pointer).items() if name.endswith(".txt")}
    assert texts in ({b"38" * 20000}, {b"39" * 20000})
    assert len(read(pointer)) == 7
    assert (pointer.parent.parent / "latest").readlink().name == "2020-03-02"


def test_killed_at_any_moment_readers_see_one_whole_edition(pointer: Path) -> None:
    """Twenty processes killed while they publish one edition after another."""
    chance = random.Random(20200302)
    for _ in range(20):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(pointer)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        for _ in range(chance.randint(1, 12)):
            assert writer.stdout.readline()
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        texts = {content for name, content in read(pointer).items() if name.endswith(".txt")}
        assert len(texts) == 1
        assert len(read(pointer)) == 7
    publish(pointer, {"a": b"1"}, FACTS)
    assert not list(pointer.parent.parent.glob(".editions/*/.building-*"))
