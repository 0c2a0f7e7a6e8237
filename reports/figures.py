"""The key figures of a report: for people as a table, for other programs as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass

from daihoi.domain.results import CongressCount, Overview, Pace
from daihoi.domain.spans import Span
from reports import tokens, wording

MOST_NAMED = 5
"""Complete units that are named; a city has hundreds of them in the end."""


@dataclass(frozen=True)
class KeyFigure:
    """One figure with its Vietnamese label; ``note`` says what it is measured against."""

    label: str
    value: str
    note: str = ""


def key_figures(overview: Overview, pace: Pace) -> list[KeyFigure]:
    """The figures that a leader asks for first, in that order."""
    level = pace.level_name
    figures = [KeyFigure(f"Đại hội {level} đã tổ chức", _share(pace.count), _against_plan(pace.count))]
    figures += _complete(pace)
    figures += _required(pace)
    figures += _pilots(overview)
    if overview.delegates is not None:
        cap = "" if overview.delegates_max is None else f"không quá {overview.delegates_max} theo quy định"
        figures.append(KeyFigure("Đại biểu dự đại hội", str(overview.delegates), cap))
    figures += _direct_elections(overview)
    return [*figures, _root(overview)]


def key_figure_files(overview: Overview, pace: Pace) -> dict[str, bytes]:
    """``ket-luan.txt`` for people and ``so-lieu.json`` for programs."""
    finding = [wording.pace_finding(pace), wording.overview_finding(overview)]
    lines = [
        f"{f.label}: {f.value}" + (f" ({f.note})" if f.note else "") for f in key_figures(overview, pace)
    ]
    text = "\n".join([*finding, "", *lines, "", *wording.footnotes(overview.edition)]) + "\n"
    data = json.dumps(_data(overview, pace), ensure_ascii=False, indent=2) + "\n"
    return {"ket-luan.txt": text.encode(), "so-lieu.json": data.encode()}


def _share(count: CongressCount) -> str:
    return tokens.share(count.held, count.total)


def _complete(pace: Pace) -> list[KeyFigure]:
    """The units that are through, the first of them by name, and the others together."""
    complete = wording.complete_units(pace)
    figures = [KeyFigure("  đã xong", f"{total}/{total}", name) for name, total in complete[:MOST_NAMED]]
    more = complete[MOST_NAMED:]
    if more:
        held = sum(total for _, total in more)
        figures.append(KeyFigure("  đã xong", f"{held}/{held}", f"{len(more)} đơn vị nữa"))
    if complete and pace.others.total:
        figures.append(KeyFigure("  các đơn vị còn lại", _share(pace.others)))
    return figures


def _against_plan(count: CongressCount) -> str:
    behind = count.planned - count.held
    if not count.planned and not count.held:
        return f"theo {wording.plan_words(count)}, đến nay chưa nơi nào phải đại hội"
    undated = f"; {count.undated} nơi chưa định ngày, tính ngày sớm nhất" if count.undated else ""
    if behind > 0:
        return f"chậm {behind} so với kế hoạch đến ngày chốt ({count.planned}{undated})"
    return (
        f"vượt {-behind} so với kế hoạch ({count.planned}{undated})" if behind else f"đúng kế hoạch{undated}"
    )


def _required(pace: Pace) -> list[KeyFigure]:
    count = pace.count
    if pace.deadline is None or not count.remaining:
        return []
    until = f"{count.working_days_left} ngày làm việc đến {tokens.date_long(pace.deadline.last_day)}"
    figures = [KeyFigure("Còn lại", str(count.remaining), until)]
    if count.required_per_day is not None:
        recent = f"{pace.recent_days} ngày làm việc qua: {tokens.number(pace.recent_per_day, 2)}"
        figures.append(KeyFigure("Cần mỗi ngày làm việc", tokens.number(count.required_per_day, 2), recent))
    return figures


def _pilots(overview: Overview) -> list[KeyFigure]:
    """The pilot organisations: their units below, their members as far as known, their own congress."""
    figures = []
    for row in overview.rows:
        unit = row.count.unit
        if unit.is_pilot:
            held = f"{row.count.held}/{row.count.total} {overview.counted_level_name}"
            members = f", {tokens.number(unit.member_count, 0)} đảng viên" if unit.member_count else ""
            when = _when(row.congress_current, row.float_days, is_held=row.congress_held)
            counts_below = row.count.total and not wording.counts_itself(overview)
            value = held if counts_below else tokens.date_long(row.congress_current.start)
            figures.append(KeyFigure("Đại hội điểm", value, f"{unit.name}{members}; {when}"))
    return figures


def _direct_elections(overview: Overview) -> list[KeyFigure]:
    """Organisations whose congress elects the secretary directly."""
    names = [row.count.unit.name for row in overview.rows if row.count.unit.is_direct_election]
    return [KeyFigure("Bầu trực tiếp bí thư", str(len(names)), ", ".join(names))] if names else []


def _root(overview: Overview) -> KeyFigure:
    """The root's own congress, against its deadline."""
    when = _when(overview.root_current, overview.root_float_days, is_held=overview.root_held)
    if overview.root_deadline:
        when += f" ({tokens.date_long(overview.root_deadline.last_day)})"
    opening = tokens.date_long(overview.root_current.start)
    return KeyFigure(f"Đại hội {overview.root.name}", opening, when)


def _when(congress: Span, float_days: int | None, *, is_held: bool) -> str:
    """Whether a congress was held or is expected, and how it lies against its deadline."""
    day = tokens.date_long(congress.start)
    held = f"đã tổ chức {wording.when_held(congress)}"
    known = held if is_held else f"dự kiến theo tiến độ hiện tại ngày {day}"
    if float_days is None:
        return f"{known}, chưa có hạn"
    if float_days < 0:
        return f"{known}, SAU HẠN {-float_days} ngày làm việc"
    return f"{known}, trong hạn" if is_held else f"{known}, còn {float_days} ngày làm việc đến hạn"


def _data(overview: Overview, pace: Pace) -> dict[str, object]:
    count, edition = pace.count, overview.edition
    return {
        "campaign": edition.campaign_code,
        "status_date": edition.status_date.isoformat(),
        "known_seq": edition.known_seq,
        "head": edition.head,
        "total": count.total,
        "held": count.held,
        "planned": count.planned,
        "working_days_left": count.working_days_left,
        "required_per_day": count.required_per_day,
        "recent_per_day": pace.recent_per_day,
        "others": {"total": pace.others.total, "held": pace.others.held},
        "delegates": overview.delegates,
        "delegates_max": overview.delegates_max,
        "units": [
            {
                "unit_code": row.count.unit.code,
                "unit_name": row.count.unit.name,
                "total": row.count.total,
                "held": row.count.held,
                "planned": row.count.planned,
                "overdue": row.overdue,
                "unreported": row.unreported,
                "congress_baseline": row.congress_baseline.start.isoformat(),
                "congress_current": row.congress_current.start.isoformat(),
                "congress_held": row.congress_held,
                "float_days": row.float_days,
            }
            for row in overview.rows
        ],
        "assumptions": list(edition.assumptions),
    }
