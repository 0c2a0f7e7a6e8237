"""Publishing: readers see the whole old edition or the whole new one, never a mixture, whatever happens.

An edition is built in a folder of its own, synced to disk, renamed to the hash of its contents, and only
then pointed to by a symbolic link that is replaced in one step. The same contents are the same edition, so
publishing again changes nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from daihoi.errors import DaihoiError

MANIFEST = "manifest.json"
_BUILDING = ".building-"


class PublishError(DaihoiError):
    """An edition cannot be written; what was published before is untouched."""


@dataclass(frozen=True)
class Published:
    """What stands at a pointer now.

    Attributes:
        folder: the pointer that readers open.
        files: file names inside, sorted.
        is_new: False when the same contents had been published before.
    """

    folder: Path
    files: tuple[str, ...]
    is_new: bool


def publish(pointer: Path, files: Mapping[str, bytes], facts: Mapping[str, object]) -> Published:
    """Makes files visible as the edition that ``pointer`` names, all of them or none.

    Args:
        pointer: the path that readers open, e.g. ``out/cam_le_2020/2020-03-02/bao-cao``.
        files: file name → contents; a manifest with a SHA-256 per file is added.
        facts: what the edition rests on; written into the manifest.

    Raises:
        PublishError: the folder cannot be written (disk full, no permission).
    """
    manifest = _manifest(files, facts)
    key = hashlib.sha256(manifest).hexdigest()[:16]
    editions = pointer.parent.parent / ".editions" / pointer.parent.name
    edition = editions / f"{pointer.name}-{key}"
    names = (*sorted(files), MANIFEST)
    try:
        pointer.parent.mkdir(parents=True, exist_ok=True)
        editions.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(editions)
        if not _is_whole(edition, files):
            _build(edition, {**files, MANIFEST: manifest})
        return Published(pointer, names, _point(pointer, edition))
    except OSError as error:
        raise PublishError(
            f"Không ghi được vào «{pointer.parent}»: {error.strerror or error}. Bản đã công bố trước đó "
            "còn nguyên; giải phóng chỗ trống hoặc sửa quyền ghi rồi chạy lại."
        ) from error


def _manifest(files: Mapping[str, bytes], facts: Mapping[str, object]) -> bytes:
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    text = json.dumps({**facts, "files": hashes}, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _is_whole(edition: Path, files: Mapping[str, bytes]) -> bool:
    """Whether an edition of this name stands with the same contents; a damaged one is made again."""
    if not edition.is_dir():
        return False
    if all((edition / n).is_file() and (edition / n).read_bytes() == c for n, c in files.items()):
        return True
    edition.rename(edition.with_name(f"{_BUILDING}{edition.name}"))
    return False


def _build(edition: Path, files: Mapping[str, bytes]) -> None:
    folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=edition.parent))
    with _held(folder):
        try:
            for name, content in files.items():
                (folder / name).write_bytes(content)
            folder.chmod(0o755)
            _sync(folder)
            folder.rename(edition)
            _sync_folder(edition.parent)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def point_latest(campaign_folder: Path, status_date: str) -> None:
    """Lets ``latest`` name the newest status date that was published."""
    latest = campaign_folder / "latest"
    if not latest.is_symlink() or latest.readlink().name <= status_date:
        _point(latest, campaign_folder / status_date)


def _point(pointer: Path, target: Path) -> bool:
    """Replaces a symbolic link in one step; False when it already pointed there."""
    relative = os.path.relpath(target, pointer.parent)
    if pointer.is_symlink() and str(pointer.readlink()) == relative:
        return False
    fresh = pointer.with_name(f".{pointer.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(relative)
    fresh.replace(pointer)
    _sync_folder(pointer.parent)
    return True


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Holds a lock on a folder as long as this process works in it; the system frees it on a crash."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _remove_abandoned(editions: Path) -> None:
    """Removes what a killed run left half-built; a folder that a living run holds is kept."""
    for folder in editions.glob(f"{_BUILDING}*"):
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(handle)


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
