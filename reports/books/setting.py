"""Sets some pages of a book in a process of its own: ``python -m reports.books.setting``.

typst keeps everything that it has laid out until its process ends, one to two megabytes a page. A book of
thousands of pages is therefore set in parts, each by a process that ends with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from daihoi.errors import DaihoiError

STANDARD: Final = "a-2u"
"""For the archive: fonts inside, nothing from outside, and every letter can be searched and copied."""
PAGES_PER_PART: Final = 200
"""Some 350 MiB while they are set."""
_AT_A_TIME: Final = 2


class SettingError(DaihoiError):
    """A part of a book could not be set."""


@dataclass(frozen=True)
class Part:
    """Pages set together.

    Attributes:
        first: the first chart, from 0 on.
        end: the first chart of the next part.
        before: pages of the book before its first chart.
        total: pages of the whole book.
    """

    first: int
    end: int
    before: int
    total: int


def parts_of(charts: int, before: int, size: int) -> Iterator[Part]:
    """All charts of a book in parts of ``size``."""
    for first in range(0, charts, size):
        yield Part(first, min(first + size, charts), before, before + charts)


def set_front(folder: Path, timestamp: int) -> bytes:
    """Cover and list of contents: ``main.typ``."""
    return _set(folder, "main.typ", {}, timestamp)


def set_parts(folder: Path, parts: Iterator[Part], timestamp: int) -> Iterator[bytes]:
    """The charts of each part: ``part.typ``; two parts are set at a time.

    Raises:
        SettingError: typst refused a part.
    """
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        yield from threads.map(lambda part: _set_apart(folder, part, timestamp), parts)


def _set_apart(folder: Path, part: Part, timestamp: int) -> bytes:
    made = folder / f"part-{part.first}.pdf"
    numbers = [str(number) for number in (part.first, part.end, part.before, part.total, timestamp)]
    command = [sys.executable, "-P", "-m", __name__, str(folder), str(made), *numbers]
    ran = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if ran.returncode:
        told = ran.stderr.strip().splitlines() or [f"mã thoát {ran.returncode}"]
        raise SettingError(f"Không đóng được tập biểu đồ: {told[-1]}")
    return made.read_bytes()


def _environment() -> dict[str, str]:
    """The process finds this package where this one found it."""
    root = str(Path(__file__).parents[2])
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([root, known] if known else [root])}


def _set(folder: Path, source: str, inputs: dict[str, str], timestamp: int) -> bytes:
    import typst  # a second of loading that only books need

    return typst.compile(
        str(folder / source),
        root=str(folder),
        font_paths=[str(folder / "fonts")],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=STANDARD,
        timestamp=timestamp,
        pdf_tags=False,  # they would make the file half as large again, and charts have no order of reading
    )


def main() -> None:
    """Sets one part and writes it down."""
    folder, made, first, end, before, total, timestamp = sys.argv[1:]
    inputs = {"first": first, "end": end, "before": before, "total": total}
    Path(made).write_bytes(_set(Path(folder), "part.typ", inputs, int(timestamp)))


if __name__ == "__main__":
    main()
