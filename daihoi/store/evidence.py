"""Files that prove what was decided, kept beside the log under the SHA-256 of their contents.

``data/evidence/<2 hex>/<sha256>``: written whole, then never changed; the same file is kept once. Only the
log says what a file is about. Names of files are not kept: people put names of people into them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from daihoi.errors import StoreError, system_reason

FOLDER = "evidence"
"""Name of the folder beside the log."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20
_READ_ONLY = 0o444
_READABLE = 0o644


def path_of(folder: Path, sha256: str) -> Path:
    """Where the file with these contents is kept.

    Raises:
        StoreError: that is no SHA-256.
    """
    if not _SHA256.fullmatch(sha256):
        raise StoreError(f"«{sha256:.70}» không phải mã SHA-256 của một tệp minh chứng.")
    return folder / sha256[:2] / sha256


def keep(folder: Path, path: Path, most_bytes: int, sha256: str = "") -> str:
    """Keeps a copy of a file; gives its hex SHA-256. A file that is kept already is not written again.

    Args:
        folder: the folder of evidence; made when it is not there.
        path: the file.
        most_bytes: size that it may have.
        sha256: what its contents were when it was checked; empty when it was not.

    Raises:
        StoreError: the file cannot be read, is empty, too large or has changed since it was checked; the
            folder cannot be written; what is kept under the same SHA-256 is damaged.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise StoreError(f"Không đọc được tệp minh chứng «{path}»: {system_reason(error)}.") from error
    if not content or len(content) > most_bytes:
        shown = f"{most_bytes / 1e6:.1f}".replace(".", ",")
        raise StoreError(f"Tệp minh chứng «{path}» trống, hoặc nặng quá {shown} MB: chưa ghi gì.")
    found = hashlib.sha256(content).hexdigest()
    if sha256 and found != sha256:
        raise StoreError(f"Tệp minh chứng «{path}» vừa bị đổi trong lúc nhập: chưa ghi gì, nhập lại.")
    target = path_of(folder, found)
    if target.exists():
        _require_whole(target)
    else:
        _write(target, content, _READ_ONLY, f"Không giữ được tệp minh chứng trong «{folder}»")
    return found


def give_back(folder: Path, sha256: str, target: Path) -> None:
    """Writes a copy of what is kept to a file that is not there yet.

    Raises:
        StoreError: nothing is kept under that SHA-256, or it is damaged; the target exists or cannot be
            written.
    """
    kept = path_of(folder, sha256)
    _require_whole(kept)
    if target.exists() or target.is_symlink():
        raise StoreError(f"«{target}» đã có, không ghi đè: chọn tên khác bằng -o.")
    _write(target, kept.read_bytes(), _READABLE, f"Không ghi được «{target}»")


def copy_missing(source: Path, target: Path) -> int:
    """Copies the files that are kept in one folder and not in another; how many.

    Damaged ones are left out: ``problems`` names them, and a whole copy may still lie in the other folder.

    Raises:
        StoreError: a file cannot be read or written.
    """
    copied = 0
    for kept in sorted(source.glob("??/*")):
        if not _SHA256.fullmatch(kept.name) or path_of(target, kept.name).exists() or _fault(kept):
            continue
        refusal = f"Không chép được tệp minh chứng vào «{target}»"
        _write(path_of(target, kept.name), kept.read_bytes(), _READ_ONLY, refusal)
        copied += 1
    return copied


def problems(folder: Path, cited: Iterable[tuple[int, str]]) -> Iterator[str]:
    """What is wrong with the files that events cite, as Vietnamese sentences.

    Args:
        folder: the folder of evidence.
        cited: number of an event, and the SHA-256 that it cites.
    """
    for sha256, numbers in _by_file(cited).items():
        events = ", ".join(str(number) for number in numbers)
        try:
            fault = _fault(path_of(folder, sha256))
        except StoreError as error:
            fault = str(error).rstrip(".")
        if fault:
            yield f"Tệp minh chứng của sự kiện số {events}: {fault}."


def _by_file(cited: Iterable[tuple[int, str]]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, sha256 in cited:
        found.setdefault(sha256, []).append(number)
    return found


def _require_whole(path: Path) -> None:
    if fault := _fault(path):
        raise StoreError(
            f"Tệp minh chứng {path.name[:12]}…: {fault}. Chép lại từ bản sao lưu, rồi chạy daihoi db verify."
        )


def _fault(path: Path) -> str:
    """Why a kept file is not as it was; empty when it is."""
    if path.is_symlink() or not path.is_file():
        return f"không còn trong «{path.parent}»"
    try:
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                digest.update(part)
    except OSError as error:
        return f"không đọc được ({system_reason(error)})"
    return "" if digest.hexdigest() == path.name else "nội dung đã bị thay đổi"


def _write(target: Path, content: bytes, mode: int, refusal: str) -> None:
    """Writes a file that takes its name only once all of it is on disk."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".writing-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(mode)
            Path(name).replace(target)
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
        _sync(target.parent)
    except OSError as error:
        raise StoreError(f"{refusal}: {system_reason(error)}.") from error


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
