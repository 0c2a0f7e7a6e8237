"""The file that a row names as its evidence: beside the table, not too large, known by its SHA-256 alone."""

from __future__ import annotations

import hashlib
import math
import unicodedata
from pathlib import Path

from daihoi.errors import system_reason
from daihoi.intake.cells import RowReader

_CHUNK = 1 << 20
_KB, _MB = 1000, 1_000_000
_BESIDE = "để tệp cùng thư mục với bảng báo cáo, ghi đúng tên tệp"


def evidence_of(reader: RowReader, name: str, most_bytes: int) -> tuple[Path, str] | None:
    """The file of this name and its hex SHA-256; None when it is refused, which is noted.

    Only a plain name is taken: a table must not be able to fetch files from anywhere else on the machine,
    and links are not followed. The name itself is never recorded.

    Args:
        reader: the row that names it.
        name: as written there.
        most_bytes: size that the file may have.
    """
    folder = Path(reader.place).parent
    # Some systems spell the accents of file names apart from their letters.
    spelt = (folder / name, folder / unicodedata.normalize("NFD", name))
    path = next((file for file in spelt if file.is_file()), spelt[0])
    fault = _name_fault(name) or _file_fault(path, most_bytes)
    if fault:
        reader.refuse("evidence", *fault)
        return None
    try:
        return path, _digest(path)
    except OSError as error:
        reader.refuse("evidence", f"không đọc được «{name}»: {system_reason(error)}", "xem lại quyền đọc tệp")
        return None


def _name_fault(name: str) -> tuple[str, str] | None:
    if name != Path(name).name or "\\" in name or ":" in name or name.startswith("."):
        return f"«{name}» là đường dẫn, không phải tên tệp", _BESIDE
    return None


def _file_fault(path: Path, most_bytes: int) -> tuple[str, str] | None:
    """What is wrong with the file, and what to do; None when nothing is."""
    if path.is_symlink() or not path.is_file():
        return f"không có tệp «{path.name}» cạnh bảng báo cáo", _BESIDE
    size = path.stat().st_size
    if size == 0:
        return f"tệp «{path.name}» trống", "quét lại văn bản"
    if size > most_bytes:
        what = f"tệp «{path.name}» nặng {_shown(size)}, quá {_shown(most_bytes)}"
        return what, "quét lại ở độ phân giải thấp hơn"
    return None


def _shown(size: int) -> str:
    """``200 KB``, ``20 MB``, ``2,5 MB``; rounded up, so that what is too large never reads like the limit."""
    if size < _MB:
        return f"{math.ceil(size / _KB)} KB"
    return f"{math.ceil(size / _MB * 10) / 10:.1f} MB".replace(".", ",").replace(",0 ", " ")


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            digest.update(part)
    return digest.hexdigest()
