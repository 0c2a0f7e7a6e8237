"""The findings of ``daihoi check`` as a file that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from daihoi.cli.check_display import FOUND, VERDICTS
from daihoi.domain.health import Health
from daihoi.errors import DaihoiError, system_reason

HEADINGS = (
    "Kết luận",
    "Mã kiểm tra",
    "Phép kiểm tra",
    "Mã đơn vị",
    "Đơn vị",
    "Cấp trên",
    "Mã việc",
    "Việc",
    "Phát hiện",
    "Cách xử lý",
)
_FORMULA_STARTS = ("=", "+", "-", "@")


def write(path: Path, health: Health) -> None:
    """Every finding as a row that a spreadsheet opens; the whole file or nothing.

    Raises:
        DaihoiError: the file cannot be written.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows([harmless(cell) for cell in row] for row in _rows(health))
    try:
        _replace(path, out.getvalue().encode("utf-8-sig"))
    except OSError as error:
        raise DaihoiError(f"Không ghi được {path}: {system_reason(error)}. Chọn nơi khác.") from error


def _rows(health: Health) -> Iterator[tuple[str, ...]]:
    for result in health.results:
        if result.verdict in FOUND:
            for found in result.found.findings:
                yield (
                    VERDICTS[result.verdict].word,
                    result.code,
                    result.title,
                    found.unit_code,
                    found.unit_name,
                    found.above,
                    found.activity,
                    found.activity_name,
                    found.what,
                    found.remedy,
                )


def harmless(text: str) -> str:
    """A text on one line that no spreadsheet runs as a formula."""
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _replace(path: Path, content: bytes) -> None:
    """Writes beside and renames, so that no half of a file is ever seen."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
