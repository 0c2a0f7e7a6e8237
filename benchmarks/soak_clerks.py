"""What clerks hand in, day by day: reports as work goes on, corrections, files handed in twice, wrong files.

Everything is drawn once from a seed and the plan: when each activity of each unit really starts and ends, and
when that is told. Every file says what must become of it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

TITLES = "Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Tỷ lệ (%),Số liệu đến ngày,Số văn bản,Lý do,Căn cứ,Nguồn"
DOCUMENT_TITLES = (
    "Sổ,Mã đơn vị,Số ký hiệu,Ngày ban hành,Vai trò,Thể loại,Cơ quan ban hành,Trích yếu,Căn cứ,Nguồn"
)
ISSUERS = (("TP", "TU"), ("TP.1", "QU"), ("TP.1.1", "ĐU"))
"""Units that register the documents they issue, and the sign of who issues them."""
TOLD_TWICE, MENDED, WRONG = 0.15, 0.2, 0.3
"""Shares of working days on which a file comes again, something is corrected, a file is wrong."""
UNDER_WAY = 3
"""Works that are told of on a day although they are not finished, at most."""
REMEMBERED = 20
FRIDAY = 4


@dataclass(frozen=True)
class Work:
    """An activity of a unit as it really goes.

    Attributes:
        unit: code.
        activity: code.
        start: first day.
        finish: last day.
        told: day on which its end is reported.
        is_gate: it is an act of the superior.
    """

    unit: str
    activity: str
    start: date
    finish: date
    told: date
    is_gate: bool = False


@dataclass(frozen=True)
class Handed:
    """A file that is handed in, and what must become of it.

    Attributes:
        name: of the file.
        text: its content.
        adds: events that it adds when it is taken.
        refusal: words of the refusal; empty when it is to be taken.
    """

    name: str
    text: str
    adds: int
    refusal: str = ""


class Clerks:
    """Everybody who reports.

    Args:
        works: what there is to report.
        seed: any number; every seed is another course of events.
    """

    def __init__(self, works: Iterable[Work], seed: int) -> None:
        self._chance = random.Random(seed)
        self._begins: dict[date, list[Work]] = defaultdict(list)
        self._ends: dict[date, list[Work]] = defaultdict(list)
        for work in works:
            self._ends[work.told].append(work)
            if not work.is_gate:
                self._begins[work.start].append(work)
        self._going: dict[Work, int] = {}
        self._done: list[Work] = []
        self._known: list[Handed] = []
        self._wrong_ones = self._documents = 0

    def hand_in(self, today: date) -> Iterator[Handed]:
        """The files of a day, in the order in which they come; nothing at the weekend."""
        self._going |= dict.fromkeys(self._begins.get(today, ()), 0)
        if today.weekday() > FRIDAY:
            return
        yield self._issued(today)
        yield from self._reports(today)
        if self._done and self._chance.random() < MENDED:
            yield from self._mended(today)
        if self._known and self._chance.random() < TOLD_TWICE:
            again = self._chance.choice(self._known[-REMEMBERED:])
            yield Handed(f"lai-{again.name}", again.text, 0)
        if self._chance.random() < WRONG:
            yield self._wrong(today)

    def _reports(self, today: date) -> Iterator[Handed]:
        """What has to be told today, one file for each district, grassroots organisation and the city."""
        by_office: dict[str, list[str]] = defaultdict(list)
        for work, share in self._under_way(today):
            by_office[_office(work)].append(_row(work, start=work.start, share=share, as_of=today))
        for work in sorted(self._ends.get(today, ()), key=lambda work: work.is_gate):
            by_office[_office(work)].append(_finished(work))
            if not work.is_gate:
                self._done.append(work)
        for office, rows in by_office.items():
            yield self._kept(today, office, rows)

    def _issued(self, today: date) -> Handed:
        """Documents that offices have issued today, for the register of them."""
        rows = []
        for unit, organ in self._chance.sample(ISSUERS, self._chance.randint(1, len(ISSUERS))):
            self._documents += 1
            row = (unit, f"{self._documents}-QĐ/{organ}", f"{today:%d/%m/%Y}", "đã ban hành", "", "Thường vụ")
            rows.append(",".join(("Sổ văn bản", *row, "Về chuẩn bị đại hội", "giả định", "sinh ra")))
        return self._kept(today, "van-ban", rows, DOCUMENT_TITLES)

    def _under_way(self, today: date) -> Iterator[tuple[Work, int]]:
        """A few works that have come further since they were last told of, with their shares."""
        self._going = {work: share for work, share in self._going.items() if work.finish > today}
        further = [
            (work, share) for work in self._going if (share := _share(work, today)) > self._going[work]
        ]
        for work, share in self._chance.sample(further, min(len(further), UNDER_WAY)):
            self._going[work] = share
            yield work, share

    def _mended(self, today: date) -> Iterator[Handed]:
        """A last day that was told a day too late is mended, once."""
        work = self._done.pop(self._chance.randrange(len(self._done)))
        if work.finish > work.start:
            earlier = work.finish - timedelta(days=1)
            about = f"\n{work.unit},{work.activity},"  # what was mended may not be told again as it was
            self._known = [handed for handed in self._known if about not in handed.text]
            row = _row(work, "sửa", work.start, earlier, reason="ghi nhầm ngày")
            yield Handed(f"{today}-sua-{work.unit}.csv", _table([row]), 1)

    def _kept(self, today: date, what: str, rows: list[str], titles: str = TITLES) -> Handed:
        handed = Handed(f"{today}-{what}.csv", _table(rows, titles), len(rows))
        self._known.append(handed)
        del self._known[:-REMEMBERED]
        return handed

    def _wrong(self, today: date) -> Handed:
        """A file of two rows, one of them wrong in one of several ways."""
        self._wrong_ones += 1
        soon, before = today + timedelta(days=1), today - timedelta(days=9)
        good = Work("TP.1.1", "grassroots_plan", today, today, today)
        bad, refusal = (
            (replace(good, unit="TP.1.99"), "TP.1.99"),
            (replace(good, activity="grassroots_plann"), "grassroots_plann"),
            (replace(good, unit="TP.1.2", finish=soon), f"{soon:%d/%m/%Y} chưa đến"),
            (replace(good, unit="TP.1.2", finish=before), "trước"),
            (good, "đã có ở dòng 2"),
        )[self._wrong_ones % 5]
        return Handed(f"{today}-sai.csv", _table([_finished(good), _finished(bad)]), 0, refusal)


def worked(day: date) -> date:
    """The day, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > FRIDAY else day


def _share(work: Work, today: date) -> int:
    """How much of a work is done, in percent: by the days that have gone by."""
    return 95 * (today - work.start).days // max(1, (work.finish - work.start).days)


def _office(work: Work) -> str:
    """Who hands in for a unit: branches through the organisation above."""
    parts = work.unit.split(".")
    return ".".join(parts[:3])


def _finished(work: Work) -> str:
    if work.is_gate:
        number = f"{abs(work.finish.toordinal()) % 997}-CV/{work.unit}"
        return _row(work, "duyệt", finish=work.finish, document=number)
    return _row(work, start=work.start, finish=work.finish)


def _row(
    work: Work, kind: str = "", start: date | None = None, finish: date | None = None,
    share: int | None = None, as_of: date | None = None, document: str = "", reason: str = "",
) -> str:  # fmt: skip
    days = [f"{day:%d/%m/%Y}" if day else "" for day in (start, finish)]
    told = [work.unit, work.activity, kind, *days, "" if share is None else str(share)]
    return ",".join([*told, f"{as_of:%d/%m/%Y}" if as_of else "", document, reason, "giả định", "sinh ra"])


def _table(rows: list[str], titles: str = TITLES) -> str:
    return "\n".join([titles, *rows]) + "\n"
