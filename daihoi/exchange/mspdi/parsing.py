"""Foreign XML, read in pieces: no DTD, no entities, bounded size, depth and number of elements."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from daihoi.errors import InputErrors, Problem, system_reason
from daihoi.exchange.mspdi.schema import NAMESPACE

MAX_BYTES = 50_000_000
MAX_DEPTH = 40
MAX_ELEMENTS = 500_000
HEADING = "Không đọc được tệp MS Project"
SAVE_AGAIN = "trong MS Project chọn lưu dạng XML (*.xml) rồi nhập tệp ấy"
PIECES = frozenset({"Task", "Calendar", "Resource", "Assignment", "ExtendedAttribute"})
"""Elements that are handed out whole, as soon as they end, when they stand two steps below the root."""


def refusal(path: Path, what: str, remedy: str, line: int = 0) -> InputErrors:
    """A file that cannot be read at all."""
    return InputErrors([Problem(str(path), line, what, remedy)], HEADING)


def pieces(path: Path) -> Iterator[Element]:
    """The pieces of a project file, and the plain elements right below its root, each emptied after use.

    Raises:
        InputErrors: no such file, too large, not XML, with a DTD or entities, too deep, too many
            elements, cut off, or no file of MS Project.
    """
    _check_size(path)
    # Only who reads XML pays for its reader; a DTD is refused before anything in it is looked at.
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        with path.open("rb") as file:
            yield from _walk(path, iterparse(file, events=("start", "end"), forbid_dtd=True))
    except DefusedXmlException:
        what = "tệp có DTD hoặc thực thể (ENTITY), MS Project không bao giờ ghi như vậy"
        raise refusal(path, what, f"không dùng tệp này; {SAVE_AGAIN}") from None
    except ParseError as error:
        line, column = error.position
        what = f"XML hỏng hoặc bị cắt ở cột {column + 1} ({_reason(error)})"
        raise refusal(path, what, f"lấy lại tệp gốc; {SAVE_AGAIN}", line) from None
    except (ValueError, LookupError) as error:
        raise refusal(path, f"bảng mã của tệp không đọc được ({error})", f"{SAVE_AGAIN} (UTF-8)") from None
    except OSError as error:
        raise refusal(path, f"không mở được: {system_reason(error)}", "kiểm tra tệp") from None


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _check_size(path: Path) -> None:
    if not path.is_file():
        raise refusal(path, "không có tệp này", "kiểm tra đường dẫn")
    size = path.stat().st_size
    if size > MAX_BYTES:
        shown = f"{size / 1e6:.1f}".replace(".", ",")
        what = f"tệp nặng {shown} MB, quá {MAX_BYTES // 1_000_000} MB"
        raise refusal(path, what, "chỉ xuất kế hoạch của một đơn vị")
    with path.open("rb") as file:
        if file.read(4) in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
            raise refusal(path, "tệp không phải XML (có lẽ là .mpp hoặc Excel)", SAVE_AGAIN)


def _walk(path: Path, events: Iterator[tuple[str, Element]]) -> Iterator[Element]:
    open_elements: list[Element] = []
    seen = 0
    for event, element in events:
        if event == "start":
            seen += 1
            open_elements.append(element)
            _check_limits(path, open_elements, seen)
            continue
        open_elements.pop()
        depth = len(open_elements)
        if depth == 1 or (depth == 2 and local_name(element) in PIECES):
            yield element
        if depth in {1, 2} or (depth == 3 and local_name(element) == "TimephasedData"):
            open_elements[-1].remove(element)  # what nobody reads any more takes no memory


def _check_limits(path: Path, open_elements: list[Element], seen: int) -> None:
    root = open_elements[0]
    if seen == 1 and root.tag != f"{{{NAMESPACE}}}Project":
        what = f"phần tử gốc là «{str(root.tag)[:80]}», không phải dự án của MS Project"
        raise refusal(path, what, f"phải là «Project» trong không gian tên {NAMESPACE}; {SAVE_AGAIN}")
    if len(open_elements) > MAX_DEPTH:
        raise refusal(path, f"các phần tử lồng nhau quá {MAX_DEPTH} lớp", SAVE_AGAIN)
    if seen > MAX_ELEMENTS:
        shown = f"{MAX_ELEMENTS:,}".replace(",", ".")
        raise refusal(path, f"tệp có hơn {shown} phần tử", "chỉ xuất kế hoạch của một đơn vị")


def _reason(error: ParseError) -> str:
    """The parser's words without the place, which is told apart."""
    return str(error).partition(":")[0]
