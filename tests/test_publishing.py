"""Publishing: whole editions only, whatever happens to the process that writes them."""

from __future__ import annotations

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


def test_latest_follows_the_newest_status_date_only(tmp_path: Path) -> None:
    for day in ("2020-02-24", "2020-03-02", "2020-02-17"):
        (tmp_path / day).mkdir()
        point_latest(tmp_path, day)
    assert (tmp_path / "latest").readlink().name == "2020-03-02"


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
