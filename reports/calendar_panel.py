"""The words beside a congress calendar: clashes, suspensions, the busiest days to come, deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.congress_calendar import ATTENDED, Clash, ClashKind, CongressCalendar
from daihoi.domain.spans import ONE_DAY
from reports import tokens, typesetting
from reports.sheet import Sheet, TextStyle

_MOST_DAYS, _MOST_LINES = 5, 4
_LINE, _AFTER_ENTRY, _AFTER_SECTION = 3.5, 0.9, 3.4
_HEADING = TextStyle(tokens.LEGEND, face="bold")
_ENTRY = TextStyle(tokens.NUMBER)
_SOFT = TextStyle(tokens.NUMBER, tokens.INK_SOFT)
_LOUD = TextStyle(tokens.NUMBER, tokens.CRITICAL)
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

_WORDS = {ClashKind.ATTENDANCE: "cấp trên phải dự quá", ClashKind.CROWDED: "tổng số quá"}


@dataclass(frozen=True)
class Section:
    """A heading with its entries; ``name`` tells a reader of the page what the entries are."""

    heading: str
    name: str
    entries: Sequence[tuple[str, TextStyle]]


def draw_panel(calendar: CongressCalendar, sheet: Sheet, left: float, top: float, lowest: float) -> None:
    """The sections below each other; what does not fit is counted in the last line of its section."""
    y, room = top, sheet.right - left
    sections = [section for section in _sections(calendar) if section.entries]
    for place, section in enumerate(sections):
        below = sum(_height(other, room) for other in sections[place + 1 :])
        y = _draw_section(section, sheet, (left, y), room, lowest - below) + _AFTER_SECTION


def _sections(calendar: CongressCalendar) -> list[Section]:
    return [
        _clash_section(calendar),
        Section("TẠM HOÃN ĐẠI HỘI", "suspension", _suspensions(calendar)),
        _busy_section(calendar),
        Section("HẠN", "due", _deadlines(calendar)),
    ]


def _height(section: Section, room: float) -> float:
    """Room that a section needs at least: its heading and its entries, clashes not more than one."""
    entries = section.entries[:1] if section.name == "clash entry" else section.entries
    lines = sum(len(typesetting.wrap(words, room, style.size)) for words, style in entries)
    return _LINE * (lines + 1.3) + _AFTER_ENTRY * len(entries) + _AFTER_SECTION


def _draw_section(
    section: Section, sheet: Sheet, at: tuple[float, float], room: float, lowest: float
) -> float:
    left, y = at
    sheet.text(left, y, section.heading, _HEADING, name="panel")
    sheet.lines([[(left, y + 2.2), (left + room, y + 2.2)]], tokens.RULE, 0.6)
    y += _LINE * 1.3
    for place, (words, style) in enumerate(section.entries):
        lines = typesetting.limit(
            typesetting.wrap(words, room, style.size, style.face), _MOST_LINES, room, style.size, style.face
        )
        is_last = place == len(section.entries) - 1
        if y + _LINE * (len(lines) + (0 if is_last else 1)) > lowest:
            rest = len(section.entries) - place
            sheet.text(left, y, f"… và {rest} mục nữa", _SOFT, name="panel more")
            return y + _LINE
        for line in lines:
            sheet.text(left, y, line, style, name=section.name)
            y += _LINE
        y += _AFTER_ENTRY
    return y


def _clash_section(calendar: CongressCalendar) -> Section:
    heading = "TRÙNG NGÀY, QUÁ MỨC CHO PHÉP"
    if not calendar.limits:
        silent = "Bộ quy định của đợt chưa nêu mỗi ngày được mấy đại hội, nên không xét trùng ngày."
        return Section(heading, "clash entry", [(silent, _SOFT)])
    entries = [(words, _LOUD) for words in _clashes(calendar.clashes)]
    none = "Không có ngày nào (chỉ xét đại hội chưa tổ chức)."
    return Section(heading, "clash entry", entries or [(none, _SOFT)])


def _clashes(clashes: Sequence[Clash]) -> list[str]:
    """One entry for all days on which the same units have as many; the worst first."""
    per_day: dict[tuple[date, ClashKind, int], list[Clash]] = {}
    for clash in sorted(clashes, key=lambda c: (c.most - len(c.units), c.day, c.unit.code)):
        per_day.setdefault((clash.day, clash.kind, clash.most), []).append(clash)
    days: dict[tuple[ClashKind, int, str], list[date]] = {}
    for (day, kind, most), group in per_day.items():
        units = ", ".join(f"{clash.unit.name} ({len(clash.units)})" for clash in group)
        days.setdefault((kind, most, units), []).append(day)
    return [f"{_days(found)}, {_WORDS[kind]} {most}: {units}." for (kind, most, units), found in days.items()]


def _days(days: Sequence[date]) -> str:
    if len(days) == 1:
        return f"{_WEEKDAYS[days[0].weekday()]} {tokens.date_short(days[0])}"
    return ", ".join(tokens.date_short(day) for day in sorted(days))


def _suspensions(calendar: CongressCalendar) -> list[tuple[str, TextStyle]]:
    entries = []
    for pause in calendar.suspensions:
        assumed = " (ngày là giả định)" if pause.basis.is_assumed else ""
        period = f"{tokens.date_long(pause.first)} – {tokens.date_long(pause.until - ONE_DAY)}"
        entries.append((f"{period}{assumed}: {pause.words}.", _ENTRY))
    return entries


def _busy_section(calendar: CongressCalendar) -> Section:
    ahead = [(day, found.expected) for day, found in calendar.days.items() if found.expected]
    ahead.sort(key=lambda found: (-found[1], found[0]))
    is_crowded = bool(ahead) and ahead[0][1] > 1
    words = [f"{_long(day)}: {tokens.number(count)} đại hội" for day, count in ahead[:_MOST_DAYS]]
    return Section(
        "SẮP TỚI, NGÀY ĐÔNG NHẤT" if is_crowded else "SẮP TỚI", "busy", [(entry, _ENTRY) for entry in words]
    )


def _deadlines(calendar: CongressCalendar) -> list[tuple[str, TextStyle]]:
    return [
        (f"{name.capitalize()}: {tokens.date_long(deadline.last_day)}", _ENTRY)
        for name, deadline in calendar.deadlines
    ]


def limits_remark(calendar: CongressCalendar) -> str:
    """The rules that clashes are measured by, with what is assumed of them; empty without any."""
    words: dict[str, None] = {}
    for limit in calendar.limits:
        kind = "cấp trên trực tiếp dự" if limit.name == ATTENDED else "trong một đơn vị"
        assumed = ", giả định" if limit.rule.basis.is_assumed else ""
        words[f"{limit.rule.words} ({kind}{assumed})"] = None
    return f"Mức mỗi ngày: {'; '.join(words)}." if words else ""


def _long(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {tokens.date_long(day)}"
