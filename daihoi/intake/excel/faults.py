"""How the child process says that a workbook is refused: as plain data, to make messages of."""

from __future__ import annotations

from typing import Any


class WorkbookFault(Exception):
    """A workbook that is refused as a whole.

    Attributes:
        what: what was found, in Vietnamese.
        remedy: what to do about it.
        line: 1-based row; 0 when the whole file is meant.
        cell: ``Trang!B7``, or empty.
    """

    def __init__(self, what: str, remedy: str, line: int = 0, cell: str = "") -> None:
        self.what, self.remedy, self.line, self.cell = what, remedy, line, cell
        super().__init__(what)

    def as_data(self) -> dict[str, Any]:
        """The fault as JSON holds it."""
        return {"what": self.what, "remedy": self.remedy, "line": self.line, "cell": self.cell}


def broken(reason: object) -> WorkbookFault:
    """A workbook that does not keep to the format."""
    return WorkbookFault(f"tệp Excel hỏng ({reason})", "mở bằng Excel, lưu lại thành .xlsx mới")
