"""A report to make pages from, and a reader of pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

from daihoi.domain.report_differences import Gain, LevelGain, ReportDifference, Shift
from daihoi.domain.results import Overview
from daihoi.domain.spans import Span
from daihoi.domain.units import Unit
from daihoi.domain.urgent_work import Urgency, UrgentWork
from reports.website.facts import Report, Since
from tests.domain.campaigns import make_district
from tests.reports.samples import EDITION, ORGANISATIONS, make_overview, make_pace, overview_row, unit

VOID = {"meta", "img", "br"}
LEVELS = {level.code: level for level in make_district().structure.levels}
WITH_BRANCHES = [overview_row(n, *organisation) for n, organisation in enumerate(ORGANISATIONS)]
NOTHING = Gain(0, 0, 0, 0, 0, 0)


def png(width: int = 1753, height: int = 1240) -> bytes:
    """The beginning of a picture, as far as its size."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")


FILES = {
    "tong-quan.png": png(),
    "tong-quan.pdf": b"%PDF" * 400,
    "gantt-CL.00.png": png(),
    "gantt-CL.00.pdf": b"%PDF",
    "gantt-CL.png": png(1240, 1753),
    "gantt-CL.pdf": b"%PDF",
    "tuong-tac.html": b"x" * 2_000_000,
    "viec-gap.csv": b"x",
}


def work(urgency: Urgency, **changes: Any) -> UrgentWork:
    made = UrgentWork(
        urgency=urgency,
        above=unit("CL.00", "Đảng bộ phường Hòa Phát"),
        unit=None,
        count=8,
        level_name="chi bộ",
        activity_name="Tiếp thu kế hoạch",
        responsible="Chi ủy",
        last_day=date(2020, 2, 27),
        float_days=-5,
    )
    return replace(made, **changes)


def gain(level: str, congresses: Gain, gates: Gain = NOTHING) -> LevelGain:
    return LevelGain(LEVELS[level], congresses, gates)


def difference(**changes: Any) -> ReportDifference:
    """From 24-2 to 2-3: 48 branches more."""
    opening = Span(date(2020, 7, 28), date(2020, 7, 31))
    made = ReportDifference(
        then=replace(EDITION, status_date=date(2020, 2, 24), known_seq=900),
        now=EDITION,
        levels=[gain("branch", Gain(235, 73, 121, 48, 0, 0)), gain("ward", Gain(45, 0, 0, 0, 0, 0))],
        behind=[],
        caught_up=[],
        late=[],
        in_time=[],
        overdue_then=3,
        overdue_now=13,
        root=Shift(Span(date(2020, 8, 20), date(2020, 8, 23)), opening),
        last=Shift(opening, opening),
        restated=0,
    )
    return replace(made, **changes)


def make_report(overview: Overview | None = None, **changes: Any) -> Report:
    made = Report(
        overview=overview or make_overview(WITH_BRANCHES),
        pace=make_pace(),
        urgent=[work(Urgency.OVERDUE), work(Urgency.WAITING, count=5, float_days=14)],
        since=Since(date(2020, 2, 24), 900, difference()),
        worklists={"viec-branch": "chi bộ"},
        files=FILES,
        program="0.1.0",
        config="c0ffee" * 8,
    )
    return replace(made, **changes)


def units(*names: str) -> Sequence[Unit]:
    return [unit(f"CL.{place:02d}", name) for place, name in enumerate(names)]


@dataclass
class Page(HTMLParser):
    """What is on a page, as a browser would take it."""

    content: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self._open: list[str] = []
        self.feed(self.content)
        self.close()
        self.faults += [f"<{tag}> stays open" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def values(self, tag: str, attribute: str) -> list[str]:
        return [
            str(attributes[attribute]) for t, attributes in self.tags if t == tag and attribute in attributes
        ]


def read(content: bytes) -> Page:
    return Page(content.decode())
