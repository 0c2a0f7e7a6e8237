"""The key figures of a report: for people as a table, for other programs as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass

from daihoi.domain.results import CongressCount, Overview, Pace
from reports import tokens, wording


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
    for name, total in pace.complete_units:
        figures.append(KeyFigure("  đã xong", f"{total}/{total}", name))
    if pace.complete_units and pace.others.total:
        figures.append(KeyFigure("  các đơn vị còn lại", _share(pace.others)))
    figures += _required(pace)
    figures += _pilots(overview)
    if overview.delegates is not None:
        cap = "" if overview.delegates_max is None else f"không quá {overview.delegates_max} theo quy định"
        figures.append(KeyFigure("Đại biểu dự đại hội", str(overview.delegates), cap))
    if overview.root_deadline:
        until = tokens.date_long(overview.root_deadline.last_day)
        opening = tokens.date_long(overview.root_current.start)
        figures.append(KeyFigure(f"Đại hội {overview.root.name}", opening, f"hạn {until}"))
    return figures


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


def _against_plan(count: CongressCount) -> str:
    behind = count.planned - count.held
    if behind > 0:
        return f"chậm {behind} so với kế hoạch đến ngày chốt ({count.planned})"
    return f"vượt {-behind} so với kế hoạch ({count.planned})" if behind else "đúng kế hoạch"


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
    """The pilot organisations with their members, as far as they are known."""
    figures = []
    for row in overview.rows:
        unit = row.count.unit
        if unit.is_pilot and row.count.total:
            members = f", {tokens.number(unit.member_count, 0)} đảng viên" if unit.member_count else ""
            value = f"{row.count.held}/{row.count.total} {overview.counted_level_name}"
            note = f"{unit.name}{members}; đại hội điểm {tokens.date_long(row.congress_current.start)}"
            figures.append(KeyFigure("Đại hội điểm", value, note))
    return figures


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
