"""What has changed since the report before, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.report_differences import Gain, LevelGain, ReportDifference, Shift
from daihoi.domain.units import Unit
from reports.tokens import date_long, date_short, number, signed
from reports.wording import MAX_NAMED


def difference_headline(found: ReportDifference) -> str:
    """One line: «Từ 24/02: +48 chi bộ, 3 đơn vị chậm thêm»."""
    lowest, *others = found.levels
    parts = [_change(lowest)]
    parts += [
        f"{signed(gain.congresses.change)} {gain.level.short_name}"
        for gain in others
        if gain.congresses.change
    ]
    if found.behind:
        parts.append(f"{len(found.behind)} đơn vị chậm thêm")
    if found.caught_up:
        parts.append(f"{len(found.caught_up)} đơn vị hết chậm")
    if not found.behind and not found.caught_up:
        parts.append("không đơn vị nào chậm thêm")
    return f"Từ {date_short(found.then.status_date)}: {', '.join(parts)}"


def _change(gain: LevelGain) -> str:
    change, level = gain.congresses.change, gain.level.short_name
    return f"{signed(change)} {level}" if change else f"không thêm {level} nào"


def difference_details(found: ReportDifference) -> list[str]:
    """One sentence a fact; what did not change is not said, but for the forecast."""
    since = date_short(found.then.status_date)
    return [
        *(_congresses(gain, since) for gain in found.levels if _has_moved(gain.congresses)),
        *_units(found),
        *(_gates(gain) for gain in found.levels if gain.gates.change),
        *_overdue(found),
        *_forecast(found),
        *_restated(found, since),
    ]


def _has_moved(gain: Gain) -> bool:
    return bool(gain.newly or gain.told_late or gain.withdrawn)


def _congresses(gain: LevelGain, since: str) -> str:
    count, level = gain.congresses, gain.level.short_name
    parts = [f"{count.newly} mới tổ chức"]
    if count.told_late:
        parts.append(
            f"{count.told_late} {level} do sửa số liệu cũ (đã tổ chức đến {since}, nay mới ghi nhận)"
        )
    if count.withdrawn:
        parts.append(f"{count.withdrawn} {level} báo cáo trước tính là đã tổ chức, nay không tính")
    return f"Đại hội {level}: {count.then} → {count.now} trên {number(count.total)}; {'; '.join(parts)}."


def _units(found: ReportDifference) -> Iterator[str]:
    said = (
        ("Chậm thêm so với kế hoạch", found.behind),
        ("Hết chậm", found.caught_up),
        ("Đại hội của đơn vị nay dự kiến sau hạn", found.late),
        ("Đại hội của đơn vị nay trở lại trong hạn", found.in_time),
    )
    return (f"{words}: {_named(units)}." for words, units in said if units)


def _named(units: Sequence[Unit]) -> str:
    names = ", ".join(unit.name for unit in units[:MAX_NAMED])
    more = len(units) - MAX_NAMED
    return f"{names} và {more} đơn vị nữa" if more > 0 else names


def _gates(gain: LevelGain) -> str:
    return (
        f"Cửa duyệt của {gain.level.short_name}: {signed(gain.gates.change)} được duyệt "
        f"({gain.gates.now} trên {number(gain.gates.total)})."
    )


def _overdue(found: ReportDifference) -> Iterator[str]:
    if found.overdue_then != found.overdue_now:
        yield f"Việc quá hạn: {number(found.overdue_then)} → {number(found.overdue_now)}."


def _forecast(found: ReportDifference) -> Iterator[str]:
    lowest, highest = found.levels[0].level, found.levels[-1].level
    yield f"Đại hội {lowest.short_name} cuối cùng: {_moved(found.last)}."
    if highest.code != lowest.code:
        yield f"Đại hội {highest.short_name}: {_moved(found.root)}."


def _moved(shift: Shift) -> str:
    day = date_long(shift.now.start)
    if not shift.days:
        return f"vẫn ngày {day}"
    return f"ngày {day}, {'lùi' if shift.days > 0 else 'sớm lên'} {abs(shift.days)} ngày"


def _restated(found: ReportDifference, since: str) -> Iterator[str]:
    if found.restated:
        yield (
            f"{number(found.restated)} việc đến {since} nay được biết khác với báo cáo đó "
            "(báo cáo muộn, sửa, duyệt)."
        )
