"""The findings of ``daihoi check`` as a file that a spreadsheet opens."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from daihoi.cli.check_display import FOUND, VERDICTS
from daihoi.domain.health import Health
from daihoi.whole_files import write_csv

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


def write(path: Path, health: Health) -> None:
    """Every finding as a row that a spreadsheet opens; the whole file or nothing.

    Raises:
        WriteError: the file cannot be written.
    """
    write_csv(path, chain([HEADINGS], _rows(health)))


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
