"""The column of key figures beside the S-curve: held, gap, pace needed and shown, and who is through."""

from __future__ import annotations

from collections.abc import Sequence

from daihoi.domain.results import Pace
from reports import tokens, typesetting, wording
from reports.sheet import Sheet, TextStyle

BAR_HEIGHT, LINE, BLOCK_GAP = 3.4, 3.9, 8.2
MOST_NAMED = 3

_HEADING = TextStyle(tokens.LABEL, tokens.INK_SOFT, "semibold")
_PLAIN = TextStyle(tokens.LABEL)
_VALUE = TextStyle(9.0, face="bold")


def draw_figures(pace: Pace, sheet: Sheet, left: float, top: float) -> float:
    """Writes the column from ``top`` down and returns where it ends."""
    y = _draw_held(pace, sheet, left, top)
    y = _draw_gap(pace, sheet, left, y + BLOCK_GAP)
    if pace.count.remaining:
        y = _draw_remaining(pace, sheet, left, y + BLOCK_GAP)
        y = _draw_pace(pace, sheet, left, y + BLOCK_GAP)
    if wording.complete_units(pace):
        y = _draw_complete(pace, sheet, left, y + BLOCK_GAP)
    return y


def _draw_held(pace: Pace, sheet: Sheet, left: float, top: float) -> float:
    text = tokens.share(pace.count.held, pace.count.total)
    room = sheet.right - left
    size = next((s for s in (15.0, 13.0, 11.0) if typesetting.width(text, s, "bold") <= room), 9.0)
    sheet.text(left, top + 3.0, text, TextStyle(size, tokens.DONE, "bold"), name="key share")
    return _paragraph(sheet, left, top + 8.6, [f"{pace.level_name} đã tổ chức đại hội"], _PLAIN)


def _draw_gap(pace: Pace, sheet: Sheet, left: float, top: float) -> float:
    gap = pace.count.held - pace.count.planned
    color = tokens.CRITICAL if gap < 0 else tokens.GOOD
    style = TextStyle(13.0, color, "bold")
    sheet.text(left, top, tokens.signed(gap) if gap else "±0", style, name="key gap")
    x = left + max(typesetting.width(tokens.signed(gap), 13.0, "bold") + 2.5, 11.0)
    sheet.text(x, top, f"so với kế hoạch ({pace.count.planned})", _PLAIN, name="key")
    return top


def _draw_remaining(pace: Pace, sheet: Sheet, left: float, top: float) -> float:
    count = pace.count
    if pace.deadline is None:
        words = f"Còn {count.remaining} {pace.level_name}; chưa có hạn."
    elif not count.working_days_left:
        until = tokens.date_long(pace.deadline.last_day)
        is_over = pace.edition.status_date >= pace.deadline.last_day or not pace.standstill
        why = f"hạn {until} đã hết" if is_over else f"không còn ngày nào được tổ chức trước hạn {until}"
        words = f"Còn {count.remaining} {pace.level_name} chưa đại hội, {why}."
    else:
        until = tokens.date_long(pace.deadline.last_day)
        days = f"{count.working_days_left} ngày làm việc"
        words = f"Còn {count.remaining} {pace.level_name} trong {days} đến {until}."
    lines = typesetting.wrap(words, sheet.right - left, _PLAIN.size)
    return _paragraph(sheet, left, top, lines, _PLAIN)


def _draw_pace(pace: Pace, sheet: Sheet, left: float, top: float) -> float:
    """Two bars on one scale; without a required pace only the recent one."""
    sheet.text(left, top, "Số đại hội mỗi ngày làm việc", _HEADING, name="key heading")
    bars = [(f"{pace.recent_days} ngày làm việc qua", pace.recent_per_day, tokens.DONE, "recent")]
    if pace.count.required_per_day is not None:
        bars.insert(0, ("cần để kịp hạn", pace.count.required_per_day, tokens.CRITICAL, "needed"))
    longest = max(*(value for _, value, _, _ in bars), 0.01)
    room, y = sheet.right - left - 12.0, top + LINE + 0.6
    for label, value, color, name in bars:
        sheet.text(left, y, label, _PLAIN, name="key")
        y += LINE
        length = max(room * value / longest, 0.3)
        sheet.boxes(
            [(left, y - BAR_HEIGHT / 2, left + length, y + BAR_HEIGHT / 2)], color, name=f"pace {name}"
        )
        sheet.text(left + length + 1.6, y, tokens.number(value, 2), _VALUE, name=f"pace {name}")
        y += LINE + 1.4
    return y - LINE - 1.4


def _draw_complete(pace: Pace, sheet: Sheet, left: float, top: float) -> float:
    """Who is through, and how the others stand without them."""
    sheet.text(left, top, "Đã xong", _HEADING, name="key heading")
    room = sheet.right - left
    lines: list[str] = []
    for name, total in wording.complete_units(pace)[:MOST_NAMED]:
        lines += typesetting.limit(
            typesetting.wrap(f"{name} {total}/{total}", room, _PLAIN.size), 2, room, 8.3
        )
    hidden = len(wording.complete_units(pace)) - MOST_NAMED
    if hidden > 0:
        lines.append(f"và {hidden} đơn vị nữa")
    y = _paragraph(sheet, left, top + LINE + 0.4, lines, _PLAIN)
    if not pace.others.total:
        return y
    sheet.text(left, y + BLOCK_GAP, "Các nơi còn lại", _HEADING, name="key heading")
    others = tokens.share(pace.others.held, pace.others.total)
    sheet.text(left, y + BLOCK_GAP + LINE + 1.0, others, TextStyle(11.0, face="semibold"), name="key others")
    return y + BLOCK_GAP + 2 * LINE


def _paragraph(sheet: Sheet, left: float, top: float, lines: Sequence[str], style: TextStyle) -> float:
    for place, line in enumerate(lines):
        sheet.text(left, top + place * LINE, line, style, name="key")
    return top + (len(lines) - 1) * LINE
