"""The links of a file against the template's: they are not taken over, so that is said when they differ."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.campaign import Campaign
from daihoi.domain.structure import ActivityTemplate, LinkScope, LinkType
from daihoi.domain.units import Unit
from daihoi.exchange.mspdi import schema
from daihoi.exchange.mspdi.records import FileLink, FileProject
from daihoi.exchange.plans.matching import Matches

Link = tuple[str, str, LinkType, float]
"""Codes of predecessor and successor, type, lag in days."""


def link_notices(project: FileProject, matches: Matches, campaign: Campaign, unit: Unit) -> Iterator[str]:
    """A sentence when the links between the unit's own activities are others than the template's."""
    level = campaign.structure.by_code[unit.level]
    names = {activity.code: activity.name for activity in level.activities}
    wanted = {
        link
        for activity in level.activities
        for link in _template_links(activity, campaign, unit)
        if {link[0], link[1]} <= matches.tasks.keys()
    }
    found = set(_file_links(project, matches))
    if not found and wanted:
        yield "Tệp không có liên kết giữa các việc; lịch của đơn vị theo liên kết của mẫu."
        return
    differing = [("thêm", link) for link in sorted(found - wanted)]
    differing += [("thiếu", link) for link in sorted(wanted - found)]
    if differing:
        said = "; ".join(f"{word} {_said(link, names)}" for word, link in differing)
        yield f"Liên kết khác mẫu, không lấy ({len(differing)}): {said}."


def _template_links(activity: ActivityTemplate, campaign: Campaign, unit: Unit) -> Iterator[Link]:
    """Links inside the unit that stand in a file as they are (not by way of a waiting milestone)."""
    above = campaign.tree.by_code.get(unit.parent_code)
    goes_ahead = unit.is_pilot or bool(above and above.is_pilot)
    for link in activity.links:
        is_plain = not link.lag_days or link.lag_calendar in {"", activity.calendar}
        if link.scope is LinkScope.SELF and is_plain and not (link.pilots_exempt and goes_ahead):
            yield link.predecessor, activity.code, link.type, float(link.lag_days)


def _file_links(project: FileProject, matches: Matches) -> Iterator[Link]:
    code_of = {task.uid: code for code, task in matches.tasks.items()}
    for code, task in matches.tasks.items():
        for link in task.links:
            if link.predecessor_uid in code_of:
                kind = schema.LINK_TYPE_OF[link.type]
                yield code_of[link.predecessor_uid], code, kind, _lag_days(link, project)


def _lag_days(link: FileLink, project: FileProject) -> float:
    is_elapsed = link.lag_format in schema.ELAPSED_FORMATS
    per_day = schema.TENTHS_PER_ELAPSED_DAY if is_elapsed else project.minutes_per_day * 10
    return link.lag / per_day


def _said(link: Link, names: dict[str, str]) -> str:
    predecessor, successor, kind, lag = link
    days = f"{lag:+g} ngày".replace(".", ",") if lag else ""
    return f"«{names[predecessor]}» → «{names[successor]}» ({kind.name}{' ' if days else ''}{days})"
