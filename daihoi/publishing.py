"""Publishing: readers see the whole old edition or the whole new one, never a mixture, whatever happens.

An edition is built in a folder of its own, synced to disk, renamed to the hash of its contents, and only
then pointed to by a symbolic link that is replaced in one step. The same contents are the same edition, so
publishing again changes nothing. Processes that publish side by side take turns: one lock per folder of
editions, which the system frees when its holder is killed.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from daihoi.errors import DaihoiError, system_reason

MANIFEST = "manifest.json"
_BUILDING = ".building-"
_KEY_LENGTH = 16


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

    Of the editions of a pointer two are kept: the one it names, and the one it named before, which a
    reader may still have open. Older ones are removed.

    Args:
        pointer: the path that readers open, e.g. ``out/cam_le_2020/2020-03-02/bao-cao``.
        files: file name → contents; a manifest with a SHA-256 per file is added.
        facts: what the edition rests on; written into the manifest.

    Raises:
        PublishError: the folder cannot be written (disk full, no permission), or something that is no
            pointer stands at ``pointer``.
    """
    manifest = manifest_of(files, facts)
    contents = {**files, MANIFEST: manifest}
    editions = pointer.parent.parent / ".editions" / pointer.parent.name
    edition = editions / f"{pointer.name}-{hashlib.sha256(manifest).hexdigest()[:_KEY_LENGTH]}"
    _refuse_other(pointer)
    with _told(pointer):
        pointer.parent.mkdir(parents=True, exist_ok=True)
        editions.mkdir(parents=True, exist_ok=True)
        with _held(editions):
            _remove_abandoned(editions)
            if not _is_whole(edition, contents):
                _build(edition, contents)
            before = pointer.readlink().name if pointer.is_symlink() else ""
            is_new = edition.name != before
            if is_new:  # first, so that a kill in between leaves nothing that a repetition would not see
                _abandon_older(editions, pointer.name, {edition.name, before})
                _point(pointer, edition)
            _remove_abandoned(editions)
    return Published(pointer, (*sorted(files), MANIFEST), is_new)


def point_latest(campaign_folder: Path, status_date: str) -> None:
    """Lets ``latest`` name the newest status date that was published.

    Raises:
        PublishError: the folder cannot be written, or ``latest`` is no pointer.
    """
    latest = campaign_folder / "latest"
    _refuse_other(latest)
    with _told(latest), _held(campaign_folder):
        if not latest.is_symlink() or latest.readlink().name <= status_date:
            _point(latest, campaign_folder / status_date)


def put_page(page: Path, make: Callable[[], bytes]) -> bool:
    """Writes a page that leads to editions; whoever opens it sees the old one or the new one, whole.

    Args:
        page: a file beside pointers, e.g. ``out/cam_le_2020/index.html``.
        make: gives its contents; called while other publishers wait, so that it sees what they published.

    Returns:
        False when the page stood there with the same contents.

    Raises:
        PublishError: the folder cannot be written, or ``page`` is a folder.
    """
    with _told(page), _held(page.parent):
        content = make()
        if page.is_file() and page.read_bytes() == content:
            return False
        fresh = page.with_name(f".{page.name}.{os.getpid()}")
        try:
            with fresh.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(page)
        finally:
            fresh.unlink(missing_ok=True)
        _sync_folder(page.parent)
        return True


def _refuse_other(pointer: Path) -> None:
    """Refuses to replace what is no pointer."""
    if pointer.exists() and not pointer.is_symlink():
        kind = "thư mục thường" if pointer.is_dir() else "tệp thường"
        raise PublishError(f"«{pointer}» là {kind}, không phải con trỏ: đổi tên hoặc xóa rồi chạy lại.")


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what the system says into what a user can act on."""
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"Không ghi được vào «{path.parent}»: {system_reason(error)}. Bản đã công bố trước đó "
            "còn nguyên; khắc phục rồi chạy lại."
        ) from error


def manifest_of(files: Mapping[str, bytes], facts: Mapping[str, object]) -> bytes:
    """The manifest of an edition: what it rests on, and the SHA-256 of every file."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    text = json.dumps({**facts, "files": hashes}, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _is_whole(edition: Path, contents: Mapping[str, bytes]) -> bool:
    """Whether an edition of this name stands with the same contents; a damaged one is made again."""
    return all((edition / n).is_file() and (edition / n).read_bytes() == c for n, c in contents.items())


def _build(edition: Path, contents: Mapping[str, bytes]) -> None:
    folder = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=edition.parent))
    try:
        for name, content in contents.items():
            (folder / name).write_bytes(content)
        folder.chmod(0o755)
        _sync(folder)
        if edition.exists():
            _abandon(edition)
        folder.rename(edition)
        _sync_folder(edition.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
    """Waits for a folder and holds it against other processes; the system frees it on a crash."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _abandon_older(editions: Path, name: str, kept: Collection[str]) -> None:
    """Gives up the editions of a pointer that nobody needs any more."""
    own = re.compile(rf"{re.escape(name)}-[0-9a-f]{{{_KEY_LENGTH}}}")
    for edition in list(editions.iterdir()):
        if own.fullmatch(edition.name) and edition.name not in kept:
            _abandon(edition)


def _abandon(edition: Path) -> None:
    """Takes the name from an edition at once: a half-removed one must never pass for an edition."""
    edition.rename(Path(tempfile.mkdtemp(prefix=_BUILDING, dir=edition.parent)))


def _remove_abandoned(editions: Path) -> None:
    """Removes what was given up or left half-built; whoever holds the lock builds alone."""
    for folder in editions.glob(f"{_BUILDING}*"):
        shutil.rmtree(folder, ignore_errors=True)


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
