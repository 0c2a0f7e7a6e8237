"""Throws damaged workbooks and CSV files at the intake and reports what became of them.

``python -m benchmarks.fuzz_intake --minutes 10`` starts from sound files (a table, a form, a CSV), damages
bytes, parts, XML and cells, and reads each result as an import would. Nothing but a refusal in words may
come out; no child may take more than a gigabyte or half a minute. The same seed damages in the same way.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from xlsxwriter import Workbook

from daihoi.errors import InputErrors
from daihoi.intake.annotating import annotated
from daihoi.intake.tables import read_table

MAX_CHILD_BYTES, MAX_SECONDS = 1 << 30, 30.0
ANNOTATE_EVERY = 20
HEAD = ("Mã đơn vị", "Việc", "Kết thúc", "Tỷ lệ (%)", "Số liệu đến ngày")
BITS = (
    b"<row",
    b"</c>",
    b"<v>",
    b' r="A1"',
    b' t="s"',
    b"<f>1/0</f>",
    b' s="99999"',
    b"&#0;",
    b"]]>",
    b"\xff\xfe",
)
NUMBERS = (b"-1", b"0", b"1048577", b"99999999999999999999", b"1e308", b"NaN", b"", b"\xc4\x90")
Damage = Callable[[bytes, random.Random], bytes]


@dataclass
class Tally:
    """What became of the files so far.

    Attributes:
        outcomes: how many were read, refused, or did what they must not do.
        slowest: seconds of the slowest reading.
        failures: files that did what they must not do: the damage, and what happened.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        counts = ", ".join(f"{name}: {count}" for name, count in sorted(self.outcomes.items()))
        return (
            f"{sum(self.outcomes.values())} files. {counts}. Slowest {self.slowest:.1f} s, "
            f"largest child {largest:.0f} MiB, this process {own:.0f} MiB."
        )


def table_workbook() -> bytes:
    """A sound workbook of fifty rows."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet("Báo cáo"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEAD)
        for row in range(1, 51):
            sheet.write_row(row, 0, [f"Q.A.{row:02}", "branch_congress"])
            sheet.write_number(row, 2, 43880 + row % 9, day)
            sheet.write_string(row, 4, "02/03/2020")
    return content.getvalue()


def table_csv() -> bytes:
    """The same rows as text."""
    rows = "".join(
        f"Q.A.{row:02},branch_congress,{1 + row % 28}/2/2020,,02/03/2020\n" for row in range(1, 51)
    )
    return (",".join(HEAD) + "\n" + rows).encode()


def flip(content: bytes, chance: random.Random) -> bytes:
    """A few bytes become others."""
    damaged = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut(content: bytes, chance: random.Random) -> bytes:
    """The end, or a piece from the middle, is missing."""
    first, last = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[:first] if chance.random() < 0.5 else content[:first] + content[last:]


def splice(content: bytes, chance: random.Random) -> bytes:
    """A piece is copied to another place."""
    first, last = sorted(chance.randrange(len(content)) for _ in range(2))
    at = chance.randrange(len(content))
    return content[:at] + content[first : min(last, first + 5_000)] + content[at:]


def edit_parts(content: bytes, chance: random.Random) -> bytes:
    """Parts of a sound package are edited, dropped, doubled or swollen; the package stays whole."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = chance.choice([name for name in names if name.endswith((".xml", ".rels"))])
        for name in names:
            text = old.read(name)
            if name != chosen:
                new.writestr(name, text)
            elif chance.random() < 0.9:
                new.writestr(name, _edited(text, chance))
    return made.getvalue()


def _edited(text: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 5)):
        kind, at = chance.randrange(5), chance.randrange(max(1, len(text)))
        if kind == 0:
            text = text[:at] + chance.choice(BITS) + text[at:]
        elif kind == 1:
            text = _other_number(text, at, chance)
        elif kind == 2:
            text = text[:at] + text[at + chance.randint(1, 60) :]
        elif kind == 3:
            text = text[:at] + text[at : at + 200] * chance.choice([2, 50, 20_000]) + text[at:]
        else:
            text = flip(text or b"x", chance)
    return text


def _other_number(text: bytes, at: int, chance: random.Random) -> bytes:
    """The attribute value after a place becomes a number that nobody expects."""
    first = text.find(b'"', at)
    last = text.find(b'"', first + 1)
    return text if first < 0 or last < 0 else text[: first + 1] + chance.choice(NUMBERS) + text[last:]


def try_one(path: Path, tally: Tally, what: str, *, annotate: bool) -> None:
    """Reads one file as an import does, and notes what became of it."""
    began = time.monotonic()
    outcome = "read"
    try:
        read_table(path)
    except InputErrors as error:
        died = any("1 GB" in problem.what or "không đọc nổi" in problem.what for problem in error.problems)
        outcome = "refused, the child died" if died else "refused"
        if annotate:
            annotated(path, error.problems)
    except Exception as error:
        outcome = "failed"
        tally.failures.append(f"{what}: {type(error).__name__}: {error}")
    seconds = time.monotonic() - began
    if seconds > (3 if annotate else 1) * MAX_SECONDS:
        tally.failures.append(f"{what}: {seconds:.0f} s")
    tally.outcomes[outcome] += 1
    tally.slowest = max(tally.slowest, seconds)


def fuzz(seconds: float, seed: int, extra: list[Path], most: int | None = None) -> Tally:
    """Damages and reads files until the time is over, or ``most`` files have been read."""
    chance, tally, until = random.Random(seed), Tally(), time.monotonic() + seconds
    sources = [("t.xlsx", table_workbook()), ("t.csv", table_csv())]
    sources += [(path.name, path.read_bytes()) for path in extra]
    with tempfile.TemporaryDirectory() as folder:
        number = 0
        while time.monotonic() < until and (most is None or number < most):
            name, content = chance.choice(sources)
            damages: list[Damage] = [flip, cut, splice]
            damage = chance.choice(damages + [edit_parts] * 5 if name.endswith(".xlsx") else damages)
            path = Path(folder) / f"t{Path(name).suffix}"
            path.write_bytes(damage(content, chance))
            what = f"seed {seed}, file {number} ({damage.__name__} of {name})"
            try_one(path, tally, what, annotate=number % ANNOTATE_EVERY == 0)
            number += 1
    if resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 > MAX_CHILD_BYTES:
        tally.failures.append("a child took more than 1 GiB")
    return tally


def main() -> None:
    """Command line; ends with 1 when a file did what it must not do."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--most", type=int, help="end after so many files")
    parser.add_argument("--seed", type=int, default=20200302)
    parser.add_argument("files", nargs="*", type=Path, help="sound files to damage as well, e.g. a form")
    given = parser.parse_args()
    tally = fuzz(given.minutes * 60, given.seed, given.files, given.most)
    print(tally)
    for failure in tally.failures:
        print(failure)
    sys.exit(bool(tally.failures))


if __name__ == "__main__":
    main()
