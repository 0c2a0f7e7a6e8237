"""The gate: what is refused of a workbook before any reader of spreadsheets sees it.

The directory of the zip file is believed in nothing: every part is unpacked once, in pieces, counted,
and looked through for document types, which spreadsheets never need and bombs are made of.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from daihoi.intake.excel.faults import WorkbookFault, broken

MAX_PARTS = 1_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_RATIO = 200
RATIO_FROM_BYTES = 10_000_000
"""Smaller packages may be as dense as they like: a sheet of equal rows packs a hundredfold."""
_PIECE = 1 << 16
_NESTED = (".zip", ".xlsx", ".xlsm", ".xlsb", ".xls", ".docx", ".docm", ".doc", ".rar", ".7z", ".exe")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DOCTYPE = (b"<!DOCTYPE", b"<!ENTITY")


def open_package(content: BinaryIO) -> zipfile.ZipFile:
    """The parts of a workbook, once all of them have been found harmless.

    Raises:
        WorkbookFault: another format, encrypted, broken, too many parts, too much content, or content
            that a table has no use for (macros, files in the file, document types).
    """
    _refuse_other_formats(content)
    try:
        package = zipfile.ZipFile(content)
        _refuse_directory(package)
        for part in package.infolist():
            _refuse_part(package, part)
    # Whatever a damaged zip makes zipfile raise: it documents only some of it.
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError) as error:
        raise broken(error) from None
    except (OSError, EOFError, ValueError, RuntimeError, OverflowError, KeyError, IndexError) as error:
        raise broken(type(error).__name__) from None
    except Exception as error:
        if type(error).__module__ in {"zlib", "struct"}:
            raise broken("dữ liệu nén sai") from None
        raise
    return package


def _refuse_other_formats(content: BinaryIO) -> None:
    start = content.read(8)
    content.seek(0)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        what = "tệp đặt mật khẩu, hoặc là .xls cũ đổi đuôi"
        raise WorkbookFault(what, "bỏ mật khẩu và lưu lại thành .xlsx")
    if not start.startswith(b"PK"):
        raise WorkbookFault("không phải tệp Excel .xlsx", "mở bằng Excel, lưu lại thành .xlsx")


def _refuse_directory(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS:
        what = f"tệp gồm {len(parts)} phần, quá {MAX_PARTS}"
        raise WorkbookFault(what, "chép bảng sang tệp Excel mới rồi lưu")
    if len({name.casefold() for name in names}) < len(names):
        raise broken("hai phần cùng tên")
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > MAX_UNPACKED_BYTES:
        raise WorkbookFault("nội dung giải nén quá 200 MB", "chia thành nhiều tệp")
    if unpacked > RATIO_FROM_BYTES and unpacked > MAX_RATIO * max(packed, 1):
        what = f"tệp nén {unpacked // max(packed, 1)} lần, quá {MAX_RATIO} lần"
        raise WorkbookFault(what, "chép bảng sang tệp Excel mới rồi lưu")
    for part in parts:
        _refuse_entry(part)


def _refuse_entry(part: zipfile.ZipInfo) -> None:
    name = part.filename.casefold()
    if part.flag_bits & 1:
        raise WorkbookFault("tệp đặt mật khẩu", "bỏ mật khẩu và lưu lại thành .xlsx")
    if part.compress_type not in _METHODS:
        raise broken("cách nén lạ")
    if name.endswith("vbaproject.bin"):
        raise WorkbookFault("tệp có macro", "lưu lại thành .xlsx không macro")
    if name.endswith(_NESTED) or "embeddings/" in name:
        raise WorkbookFault("có tệp khác nhúng trong tệp này", "xóa đối tượng nhúng rồi lưu lại")
    if not name.isprintable() or name.startswith("/") or set("\\:") & set(name) or ".." in name.split("/"):
        raise broken("tên phần sai")


def _refuse_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    is_xml = part.filename.casefold().endswith((".xml", ".rels", ".vml"))
    tail = b""
    for piece in _pieces(package, part):
        if is_xml and not tail and (piece.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in piece[:4]):
            raise broken("XML không ở bảng mã UTF-8")
        if is_xml and any(sign in tail + piece for sign in _DOCTYPE):
            raise broken("DOCTYPE")
        tail = piece[-16:]


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(part) as unpacked:
        while piece := unpacked.read(_PIECE):
            yield piece
