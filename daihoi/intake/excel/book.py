"""The parts of a workbook that tell about its sheets: their names, whether they show, how dates look."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from daihoi.intake.excel.faults import WorkbookFault, broken

_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_BUILT_IN = {"9": "0%", "10": "0.00%"}
"""Number formats with a percent sign that workbooks use without writing them out (ECMA-376, 18.8.30)."""
_DATE_SIGNS = re.compile(r"y+|m+|d+|h+|s+")


class SheetPart(NamedTuple):
    """A sheet and the part of the package that it lies in."""

    name: str
    part: str
    is_visible: bool


def sheet_parts(package: zipfile.ZipFile) -> list[SheetPart]:
    """The sheets in the order of their tabs.

    Raises:
        WorkbookFault: broken, or with days counted from 1904.
    """
    links = {item.get("Id"): item.get("Target", "") for item in _xml(package, "xl/_rels/workbook.xml.rels")}
    book = _xml(package, "xl/workbook.xml")
    for settings in _children(book, "workbookPr"):
        if settings.get("date1904") in {"1", "true"}:
            remedy = "trong Excel bỏ chọn «Use 1904 date system» rồi xem lại các ngày"
            raise WorkbookFault("tệp đếm ngày từ năm 1904: mọi ngày lệch 4 năm", remedy)
    sheets = [_sheet(item, links) for group in _children(book, "sheets") for item in group]
    return [sheet for sheet in sheets if sheet.part in package.namelist()]


def month_first_styles(package: zipfile.ZipFile) -> set[str]:
    """Numbers of the cell styles that show a date as month, then day."""
    return {style for style, code in _styles(package).items() if is_month_first(code)}


def percent_styles(package: zipfile.ZipFile) -> set[str]:
    """Numbers of the cell styles that show a number a hundredfold, with a percent sign."""
    return {style for style, code in _styles(package).items() if "%" in _LITERAL.sub(" ", code)}


def _styles(package: zipfile.ZipFile) -> dict[str, str]:
    """Number of each cell style → its number format; empty for one of those that every program knows."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    styles = _xml(package, "xl/styles.xml")
    codes = {
        item.get("numFmtId"): item.get("formatCode", "")
        for group in _children(styles, "numFmts")
        for item in group
    }
    formats = [item.get("numFmtId") for group in _children(styles, "cellXfs") for item in group]
    return {
        str(place): codes.get(code) or _BUILT_IN.get(code or "", "") for place, code in enumerate(formats)
    }


def is_month_first(code: str) -> bool:
    """Whether a number format shows month before day in figures: ``mm/dd/yyyy``, not ``dd/mm/yyyy``.

    The format that follows the computer's settings is no number format of its own: it is never meant here.
    """
    signs = _DATE_SIGNS.findall(_LITERAL.sub(" ", code.split(";")[0]).casefold())
    order = [sign for sign in signs if sign[0] in "ymd"]
    if order[:1] and order[0][0] == "y":
        return False
    days = [place for place, sign in enumerate(order) if sign in {"d", "dd"}]
    months = [place for place, sign in enumerate(order) if sign in {"m", "mm"}]
    return bool(days and months and months[0] < days[0])


def _sheet(item: ElementTree.Element, links: dict[str | None, str]) -> SheetPart:
    # The attribute has another namespace in strict workbooks; its local name is the same.
    link = next((value for key, value in item.attrib.items() if key.rpartition("}")[2] == "id"), None)
    if link not in links:
        raise broken(f"trang tính {item.get('name')!r:.40} không có nội dung")
    part = posixpath.normpath(posixpath.join("/xl", links[link]))[1:]
    return SheetPart(item.get("name", ""), part, item.get("state", "visible") == "visible")


def _children(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (item for item in root if item.tag.rpartition("}")[2] == name)


def _xml(package: zipfile.ZipFile, part: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(package.read(part))
    except KeyError:
        raise broken(f"thiếu {part}") from None
    except ElementTree.ParseError as error:
        raise broken(error) from None
