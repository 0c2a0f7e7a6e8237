"""Many files into a new folder: all of them, or none."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from daihoi.errors import system_reason
from daihoi.whole_files import WriteError


def check_new(folder: Path, option: str) -> None:
    """Checks that a folder is not there, or is empty, before anything is made for it.

    Args:
        folder: the folder.
        option: the option that names another, as ``--svg``.

    Raises:
        WriteError: there is something in its place.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WriteError(f"Đã có «{folder}» và không trống: chọn thư mục khác bằng {option}.")


@contextlib.contextmanager
def new_folder(folder: Path, option: str) -> Iterator[Path]:
    """A folder to write into, which takes its name only when the block has ended well.

    Args:
        folder: the name that it is to take.
        option: the option that names another.

    Raises:
        WriteError: it cannot be written; then nothing is left behind but by a kill, which leaves a hidden
            folder beside.
    """
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
    except OSError as error:
        raise _refusal(folder, option, error) from error
    try:
        yield building
        building.chmod(0o755)  # mkdtemp opens for its owner alone
        _name(building, folder, option)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _name(building: Path, folder: Path, option: str) -> None:
    try:
        building.replace(folder)  # an empty folder of that name is replaced too
    except OSError as error:
        raise _refusal(folder, option, error) from error


def _refusal(folder: Path, option: str, error: OSError) -> WriteError:
    return WriteError(f"Không ghi được «{folder}»: {system_reason(error)}. Chọn nơi khác bằng {option}.")
