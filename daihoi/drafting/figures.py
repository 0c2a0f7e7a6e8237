"""Figures of a unit's own that letters name: members, the plan for the committee, days that were set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Preparation, marked
from daihoi.domain.preparing.structure_shares import read_share
from daihoi.domain.record import shown
from daihoi.domain.units import Unit
from reports.tokens import number, share

FIGURES: Mapping[str, str] = {
    "members": "số đảng viên",
    "units_below": "số tổ chức đảng trực thuộc",
    "personnel_plan": "phương án cơ cấu cấp ủy",
    "elected": "cơ cấu cấp ủy đã bầu",
    "comment_by": "ngày cuối góp ý dự thảo đã gửi xuống",
}
"""Field → what it stands for."""

STRUCTURE, SENT = "committee_structure", "drafts_sent"
_PARTS = (("women", "nữ"), ("young", "trẻ"), ("first_term", "tham gia lần đầu"))
_SHARES = (("women_share", "nữ"), ("young_share", "trẻ"))


def figures_of(preparation: Preparation, unit: Unit) -> dict[str, str]:
    """Each figure in words; empty where the data says nothing."""
    tree = preparation.campaign.tree
    below, members = tree.children[unit.code], tree.members(unit.code)
    return {
        "members": number(members) if members else "",
        "units_below": str(len(below)) if below else "",
        "personnel_plan": _structure(preparation, unit, "plan"),
        "elected": _structure(preparation, unit, "elected"),
        "comment_by": _comment_by(preparation, unit),
    }


def _structure(preparation: Preparation, unit: Unit, phase: str) -> str:
    """Counts and shares of a committee, as registered; the mark when they are assumed."""
    for one in preparation.entries.of(STRUCTURE, unit.code):
        if (one.text("body"), one.text("phase")) == ("committee", phase):
            told = _counted(one) or _printed(one)
            return marked(told, one) if told else ""
    return ""


def _counted(one: Entry) -> str:
    """«39 đồng chí, trong đó nữ 8/39 (20,51%), …»; empty without the size."""
    size = one.count("size")
    parts = [f"{word} {share(one.count(column), size)}" for column, word in _PARTS if column in one.values]
    if not size:
        return ""
    return f"{size} đồng chí" + (f", trong đó {', '.join(parts)}" if parts else "")


def _printed(one: Entry) -> str:
    """Shares that a source states without the counts."""
    told = [(word, read_share(one.text(column))) for column, word in _SHARES if one.text(column)]
    return ", ".join(f"{word} {found}" for word, found in told if found)


def _comment_by(preparation: Preparation, unit: Unit) -> str:
    """Last day for comments on a draft that was sent down and is still open, the latest of all."""
    days = [one.day("reply_by") for one in preparation.entries.of(SENT, unit.code)]
    known: list[date] = [day for day in days if day is not None]
    return shown(max(known)) if known else ""
