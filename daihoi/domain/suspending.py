"""Congresses of levels are suspended from a day on, and allowed again.

A suspension without an end is one that nobody knows the end of. Schedules then suppose that congresses
are allowed again from the first working day after the status date: the earliest that can still be, so that
no forecast pretends to know more, and every page says so among its assumptions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.campaign import Campaign, Suspension
from daihoi.domain.record import Fault, shown
from daihoi.domain.ruling_details import day_in, iso, texts_in
from daihoi.domain.ruling_faults import faults_of, refuse, uncovered
from daihoi.domain.rulings import Detail, Ruling, RulingError
from daihoi.domain.structure import Basis, Certainty, Structure
from daihoi.errors import suggestion

OPEN_END = date.max
"""Where a suspension ends that nobody knows the end of; no schedule is computed with it."""

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Suspend:
    """What a suspension decides.

    Attributes:
        levels: codes of the levels that hold no congress.
        first: first day without congresses.
        until: first day on which they are allowed again; None when nobody knows.

    Raises:
        FaultyRuling: no level, one twice, or an end that is not after the beginning.
    """

    levels: tuple[str, ...]
    first: date
    until: date | None = None

    def __post_init__(self) -> None:
        refuse([*_level_faults(self.levels), *self._order_faults()])

    def _order_faults(self) -> Iterator[Fault]:
        if self.until is not None and self.until <= self.first:
            what = f"tổ chức lại từ {shown(self.until)}, không sau ngày bắt đầu tạm hoãn {shown(self.first)}"
            remedy = "ghi ngày đầu tiên được tổ chức lại, hoặc bỏ trống khi chưa biết"
            yield Fault("until", what, remedy)

    def details(self) -> Mapping[str, Detail]:
        """What the log keeps."""
        return {"levels": self.levels, "first": iso(self.first), "until": iso(self.until)}

    @classmethod
    def read(cls, ruling: Ruling) -> Suspend:
        """What a ruling of the log decided."""
        first = day_in(ruling.details, "first") or ruling.effective_date
        return cls(texts_in(ruling.details, "levels"), first, day_in(ruling.details, "until"))


@dataclass(frozen=True)
class Resume:
    """What the end of a suspension decides.

    Attributes:
        levels: codes of the levels that may hold congresses again.
        first: first day on which they may.

    Raises:
        FaultyRuling: no level, or one twice.
    """

    levels: tuple[str, ...]
    first: date

    def __post_init__(self) -> None:
        refuse(_level_faults(self.levels))

    def details(self) -> Mapping[str, Detail]:
        """What the log keeps."""
        return {"levels": self.levels, "first": iso(self.first)}

    @classmethod
    def read(cls, ruling: Ruling) -> Resume:
        """What a ruling of the log decided."""
        first = day_in(ruling.details, "first") or ruling.effective_date
        return cls(texts_in(ruling.details, "levels"), first)


def _level_faults(levels: Sequence[str]) -> Iterator[Fault]:
    if not levels:
        yield Fault("levels", "chưa nêu cấp nào", "ghi mã các cấp, cách nhau dấu phẩy")
    for code in sorted({code for code in levels if levels.count(code) > 1}):
        yield Fault("levels", f"cấp «{code}» ghi hai lần", "mỗi cấp một lần")


def suspended(campaign: Campaign, ruling: Ruling) -> Campaign:
    """The campaign with one suspension more; one without an end lasts until ``OPEN_END``."""
    decided = Suspend.read(ruling)
    words = f"{ruling.reason} ({_document(ruling)})"
    pause = Suspension(
        decided.first,
        decided.until or OPEN_END,
        ruling.effective_date,
        decided.levels,
        words,
        ruling.basis,
    )
    return replace(campaign, suspensions=(*campaign.suspensions, pause))


def resumed(campaign: Campaign, ruling: Ruling) -> Campaign:
    """The campaign whose suspensions of some levels end on the day that is permitted."""
    decided = Resume.read(ruling)
    pauses: list[Suspension] = []
    for pause in campaign.suspensions:
        ended = tuple(level for level in pause.levels if level in decided.levels)
        if not ended or not _reaches(pause, decided.first, ruling.effective_date):
            pauses.append(pause)
            continue
        if left := tuple(level for level in pause.levels if level not in ended):
            pauses.append(replace(pause, levels=left))
        words = f"{pause.words}; tổ chức lại từ {shown(decided.first)} ({_document(ruling)})"
        basis = ruling.basis if ruling.basis.is_assumed else pause.basis
        pauses.append(replace(pause, levels=ended, until=decided.first, words=words, basis=basis))
    return replace(campaign, suspensions=tuple(pauses))


def settled(campaign: Campaign, status_date: date) -> Campaign:
    """The campaign as it is computed with: suspensions without an end get one, and an assumption says so.

    Raises:
        CalendarRangeError: the calendars end before congresses could be allowed again.
    """
    if not any(pause.until == OPEN_END for pause in campaign.suspensions):
        return campaign
    pauses = tuple(_settled(campaign, pause, status_date) for pause in campaign.suspensions)
    open_ones = (pause for pause in pauses if pause not in campaign.suspensions)
    said = (_supposition(campaign.structure, pause) for pause in open_ones)
    return replace(campaign, suspensions=pauses, assumptions=(*campaign.assumptions, *said))


def _settled(campaign: Campaign, pause: Suspension, status_date: date) -> Suspension:
    if pause.until != OPEN_END:
        return pause
    return replace(
        pause,
        until=supposed_end(campaign.working_calendar, pause.first, status_date),
        words=f"{pause.words}; chưa biết ngày được tổ chức lại",
        basis=Basis(Certainty.ASSUMED, pause.basis.source),
    )


def supposed_end(calendar: WorkCalendar, first: date, status_date: date) -> date:
    """The first working day after the status date; after the first day of what has yet to begin.

    Raises:
        CalendarRangeError: the calendar has no such day.
    """
    return calendar.add_working_days(max(first, status_date) + ONE_DAY, 0)


def _supposition(structure: Structure, pause: Suspension) -> str:
    return (
        f"chưa biết ngày được tổ chức lại đại hội {level_names(structure, pause.levels)} "
        f"(tạm hoãn từ {shown(pause.first)}): tính như được từ {shown(pause.until)}, "
        "ngày làm việc đầu tiên sau ngày chốt"
    )


def level_names(structure: Structure, levels: Iterable[str]) -> str:
    """``cấp chi bộ, cơ sở``; a level that there is not by its code."""
    known = structure.by_code
    return "cấp " + ", ".join(known[code].short_name if code in known else code for code in levels)


def _document(ruling: Ruling) -> str:
    return f"{ruling.document_number} ngày {shown(ruling.document_date)}"


def _reaches(pause: Suspension, day: date, on: date) -> bool:
    """Whether a suspension decided by a date, ``on``, is still in force on the day before ``day``."""
    return pause.decided_on <= on and pause.first < day < pause.until


def suspend_faults(campaign: Campaign, ruling: Ruling) -> Iterator[Fault]:
    """What does not fit in a suspension.

    Args:
        campaign: with everything that was ruled before, not ``settled``.
        ruling: the suspension.
    """
    try:
        decided = Suspend.read(ruling)
    except RulingError as error:
        yield from faults_of(error)
        return
    yield from _whole_campaign(campaign, ruling)
    yield from _unknown_levels(campaign, decided.levels)
    yield from uncovered(campaign, "first", decided.first)
    if decided.until:
        yield from uncovered(campaign, "until", decided.until)
        if decided.until <= ruling.effective_date:
            what = f"đã được tổ chức lại từ {shown(decided.until)}, trước khi quyết định có hiệu lực"
            yield Fault("until", what, "sửa ngày được tổ chức lại, hoặc ngày có hiệu lực")
    yield from _overlaps(campaign, decided)


def _overlaps(campaign: Campaign, decided: Suspend) -> Iterator[Fault]:
    for level in decided.levels:
        for pause in campaign.suspensions:
            until = decided.until or OPEN_END
            if level in pause.levels and decided.first < pause.until and pause.first < until:
                what = f"{level_names(campaign.structure, [level])} đã tạm hoãn {period(pause)}"
                if pause.until == OPEN_END:
                    remedy = "ghi quyết định cho tổ chức lại trước, hoặc hủy quyết định tạm hoãn ấy"
                else:
                    remedy = f"kéo dài thì ghi tạm hoãn tiếp từ {shown(pause.until)}"
                yield Fault("first", what, remedy)


def period(pause: Suspension) -> str:
    """``từ 27/03/2020 đến hết 03/05/2020``; without an end, that nobody knows it."""
    if pause.until == OPEN_END:
        return f"từ {shown(pause.first)}, chưa biết đến ngày nào"
    return f"từ {shown(pause.first)} đến hết {shown(pause.until - ONE_DAY)}"


def resume_faults(campaign: Campaign, ruling: Ruling) -> Iterator[Fault]:
    """What does not fit in the end of a suspension; the arguments are those of ``suspend_faults``."""
    try:
        decided = Resume.read(ruling)
    except RulingError as error:
        yield from faults_of(error)
        return
    yield from _whole_campaign(campaign, ruling)
    yield from uncovered(campaign, "first", decided.first)
    unknown = list(_unknown_levels(campaign, decided.levels))
    yield from unknown
    for level in decided.levels if not unknown else ():
        own = [pause for pause in campaign.suspensions if level in pause.levels]
        if not any(_reaches(pause, decided.first, ruling.effective_date) for pause in own):
            yield _nothing_to_end(campaign, level, own, decided.first)


def _nothing_to_end(campaign: Campaign, level: str, own: Sequence[Suspension], first: date) -> Fault:
    name = level_names(campaign.structure, [level])
    if not own:
        return Fault("levels", f"{name} không bị tạm hoãn", "bỏ cấp này, hoặc ghi quyết định tạm hoãn trước")
    periods = "; ".join(period(pause) for pause in own)
    what = f"tổ chức lại từ {shown(first)}, mà {name} tạm hoãn {periods}"
    remedy = "ghi ngày trong thời gian ấy, sau ngày đầu; bỏ hẳn việc tạm hoãn thì hủy quyết định ấy (annul)"
    return Fault("first", what, remedy)


def _whole_campaign(campaign: Campaign, ruling: Ruling) -> Iterator[Fault]:
    if ruling.unit_code != campaign.root.code:
        what = f"tạm hoãn, tổ chức lại là của cả đợt, không riêng «{ruling.unit_code}»"
        yield Fault("unit", what, f"để trống, hoặc ghi «{campaign.root.code}»; riêng một đơn vị thì dời ngày")


def _unknown_levels(campaign: Campaign, levels: Collection[str]) -> Iterator[Fault]:
    present = {unit.level for unit in campaign.tree.units}
    for code in levels:
        if code not in present:
            yield Fault("levels", f"đợt này không có cấp «{code}»", suggestion(code, present))
