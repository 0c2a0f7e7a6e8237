"""What the cover and the list of contents are set from: everything as people read it.

Names are made printable and shortened to the room there is, so that the longest breaks no table; typst takes
them as strings, never as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from reports import fonts, tokens, typesetting, wording
from reports.books.contents import Cover, Entry, LevelFigures, book_finding, figures_by_level, urgent

WIDTH = 262.0
"""Millimetres for text on the cover; ``assets/main.typ`` sets the margins."""

TITLE, SCOPE, FINDING, NAME, DETAIL, LINE, NOTE = 23.0, 11.5, 13.0, 10.0, 8.0, 8.8, 7.6
_NAME_ROOM, _DETAIL_ROOM, _LINE_ROOM, _LEVEL_ROOM, _INDENT = 62.0, 130.0, 52.0, 34.0, 3.0
_COLORS = {
    "done": tokens.DONE,
    "ink": tokens.INK,
    "late": tokens.CRITICAL,
    "rule": tokens.RULE,
    "soft": tokens.INK_SOFT,
}


def front_matter(cover: Cover, entries: Sequence[Entry]) -> dict[str, object]:
    """The data of ``assets/main.typ``; sizes are in points."""
    edition = cover.edition
    *assumed, log = wording.footnotes(edition)
    first, more = urgent(entries)
    return {
        "title": _within(edition.campaign_title, WIDTH, TITLE, 2, "semibold"),
        "scope": _within(cover.scope, WIDTH - 60, SCOPE, 2),
        "date": tokens.date_long(edition.status_date),
        "day": [edition.status_date.year, edition.status_date.month, edition.status_date.day],
        "findings": [
            _within(words, WIDTH - 6, FINDING, 3) for words in cover.findings or [book_finding(entries)]
        ],
        "levels": [_counts(figures) for figures in figures_by_level(entries)],
        "urgent": [_urgent_line(place, entries[place]) for place in first],
        "more": more,
        "notes": [_within(note, WIDTH, NOTE, 4) for note in assumed],
        "log": log,
        "colors": _COLORS,
        "lines": _lines(entries),
    }


def _counts(figures: LevelFigures) -> dict[str, object]:
    """A row of the table of levels, counts as they are printed."""
    counts = asdict(figures)
    name = _within(counts.pop("name"), _LEVEL_ROOM, NAME, 2)
    return {"name": name, **{key: tokens.number(value) for key, value in counts.items()}}


def _urgent_line(place: int, entry: Entry) -> dict[str, object]:
    cause = f"cần xong trước: {entry.cause}" if entry.cause else ""
    overdue = f"{entry.overdue} việc quá hạn" if entry.overdue else ""
    detail = " · ".join(part for part in (entry.above, overdue, cause) if part)
    return {
        **_line(place, entry),
        "name": typesetting.shorten(entry.leaf.unit.name, _NAME_ROOM, NAME, "semibold"),
        "detail": typesetting.shorten(detail, _DETAIL_ROOM, DETAIL),
    }


def _lines(entries: Sequence[Entry]) -> list[dict[str, object]]:
    """The list of contents; ``leads``: units below it follow."""
    depths = [entry.leaf.depth for entry in entries]
    leads = [after > depth for depth, after in zip(depths, [*depths[1:], 0], strict=True)]
    return [
        {**_line(place, entry), "leads": leads[place], "name": _indented(entry.leaf.unit.name, depths[place])}
        for place, entry in enumerate(entries)
    ]


def _line(place: int, entry: Entry) -> dict[str, object]:
    return {
        "place": place,
        "depth": entry.leaf.depth,
        "chapters": [[depth, _indented(name, depth)] for depth, name in entry.leaf.chapters],
        "opening": entry.opening,
        "held": entry.is_held,
        "late": entry.is_late,
        "float": _float_words(entry),
        "overdue": tokens.number(entry.overdue),
    }


def _float_words(entry: Entry) -> str:
    """How the congress lies against its deadline, in working days."""
    if entry.is_held:
        return "đã tổ chức"
    if entry.float_days is None:
        return "chưa có hạn"
    if entry.float_days == 0:
        return "đúng ngày hạn"
    return f"sau hạn {-entry.float_days} ngày" if entry.is_late else f"còn {entry.float_days} ngày"


def _indented(name: str, depth: int) -> str:
    return _within(name, _LINE_ROOM - _INDENT * (depth - 1), LINE, 2, "semibold")


def _within(text: str, room: float, size: float, most: int, face: fonts.Face = "normal") -> str:
    """The text, cut so that it takes at most so many lines."""
    lines = typesetting.wrap(text, room, size, face)
    return " ".join(typesetting.limit(lines, most, room, size, face))
