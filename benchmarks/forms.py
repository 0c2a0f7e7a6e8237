"""A round of forms through a whole district, with the mistakes that clerks make, to the printed tables.

    python -m benchmarks.forms --grassroots 88 --branches 450 --seed 1

A district is made up and its campaign started from its list of units (``daihoi new``). Every branch gets a
form for its comments on the draft, every organisation one for the progress of itself and its branches and
one for its committee; all are written by the program. A generator fills them in, a known share of them
wrongly, and keeps a book of its own. Each is imported; the wrong ones have to be refused at the cell that
is wrong, are mended on their annotated copies and sent again. At the end the printed figures have to be
those of the book. Ends with 1 when a form was treated wrongly or a figure differs.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.forms_book import Truth
from benchmarks.forms_district import District, drawn_district, start
from benchmarks.forms_reconciled import Figure, figures
from benchmarks.forms_round import Round, Slips, ask_for_comments, fill_forms, overtake, send, write_forms

SHARE, STALE_EVERY = 0.15, 12


@dataclass(frozen=True)
class Result:
    """What a round came to.

    Attributes:
        done: how forms were treated.
        figures: printed and counted.
        seconds: step → how long it took.
    """

    done: Round
    figures: Sequence[Figure]
    seconds: dict[str, float]

    @property
    def is_sound(self) -> bool:
        """Whether every form was treated as it should be, and every figure agrees."""
        return not self.done.odd and all(figure.agrees for figure in self.figures)


class _Watch:
    """Seconds of each step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextlib.contextmanager
    def __call__(self, step: str):  # type: ignore[no-untyped-def]  # a generator only for ``with``
        begun = time.perf_counter()
        yield
        self.seconds[step] = time.perf_counter() - begun


def run(
    district: District, seed: int, folder: Path, share: float = SHARE, stale_every: int = STALE_EVERY
) -> Result:
    """The whole round, in an empty folder."""
    chance, truth, watch = random.Random(seed), Truth(), _Watch()
    with contextlib.chdir(folder):
        with watch("lập đợt"):
            start(district, folder)
            ask_for_comments(district)
        with watch("làm biểu"):
            made = write_forms(district)
        with watch("điền biểu"):
            filled = [*fill_forms(made, district, truth, Slips(share, chance))]
            overtake(filled, stale_every)
        with watch("nhập, từ chối, sửa, nhập lại"):
            done = send(filled, chance)
        with watch("tổng hợp, đối chiếu"):
            found = [*figures(district, truth)]
    return Result(done, found, watch.seconds)


def show(result: Result) -> None:
    """The table of the round."""
    done = result.done
    print(
        f"Biểu: {done.sent.total()} ({', '.join(f'{count} {about}' for about, count in done.sent.items())})"
    )
    print(f"Biểu có lỗi hoặc gửi lại: {done.kinds.total()}")
    for kind, count in sorted(done.kinds.items()):
        print(f"  {count:4}  {kind}")
    for step, seconds in result.seconds.items():
        each = (
            f", mỗi biểu {1000 * seconds / done.sent.total():.0f} ms"
            if "biểu" in step or "nhập" in step
            else ""
        )
        print(f"{step}: {seconds:.1f} giây{each}")
    for figure in result.figures:
        print(f"{'khớp' if figure.agrees else 'KHÁC'}  {figure.name}: {_short(figure.printed)}")
        if not figure.agrees:
            print(f"      tự đếm: {figure.counted}\n      in ra:  {figure.printed}")
    for odd in done.odd:
        print(f"SAI  {odd}")


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 100 else f"{text[:97]}…"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--grassroots", type=int, default=88)
    parser.add_argument("--branches", type=int, default=450)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=SHARE, help="bao nhiêu phần biểu có lỗi")
    given = parser.parse_args()
    district = drawn_district(given.grassroots, given.branches, random.Random(given.seed))
    with tempfile.TemporaryDirectory() as folder:
        result = run(district, given.seed, Path(folder), given.share)
    show(result)
    sys.exit(not result.is_sound)


if __name__ == "__main__":
    main()
