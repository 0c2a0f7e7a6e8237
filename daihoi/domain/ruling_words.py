"""What rulings are called and what they say, in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.excepting import Except
from daihoi.domain.record import shown
from daihoi.domain.replanning import Replan
from daihoi.domain.rulings import Ruling, RulingError, RulingKind
from daihoi.domain.suspending import Resume, Suspend, level_names
from daihoi.domain.unit_changes import Creation, Dissolution, Merger, Move, Renaming, Splitting, UnitChange
from daihoi.domain.unit_details import change_of

KINDS: Mapping[RulingKind, str] = {
    RulingKind.SUSPEND: "tạm hoãn",
    RulingKind.RESUME: "cho tổ chức lại",
    RulingKind.REPLAN: "dời ngày",
    RulingKind.EXCEPT: "ngoại lệ",
    RulingKind.CREATE_UNIT: "thành lập đơn vị",
    RulingKind.RENAME_UNIT: "đổi tên đơn vị",
    RulingKind.MOVE_UNIT: "chuyển đơn vị",
    RulingKind.MERGE_UNITS: "sáp nhập đơn vị",
    RulingKind.SPLIT_UNIT: "chia tách đơn vị",
    RulingKind.DISSOLVE_UNIT: "giải thể đơn vị",
    RulingKind.ANNUL: "hủy quyết định",
}


def content(campaign: Campaign, ruling: Ruling, annuls: int | None) -> str:
    """What a ruling decides, without its kind: ``đại hội cấp cơ sở, quận từ 27/03/2020``.

    Args:
        campaign: for the names of units, levels and activities; what it does not know is shown by its code.
        ruling: what was decided.
        annuls: number of the ruling that it annuls.
    """
    try:
        return _content(campaign, ruling, annuls)
    except RulingError as error:
        return str(error)


def _content(campaign: Campaign, ruling: Ruling, annuls: int | None) -> str:
    if ruling.kind is RulingKind.SUSPEND:
        return _suspend(campaign, Suspend.read(ruling))
    if ruling.kind is RulingKind.RESUME:
        decided = Resume.read(ruling)
        return f"đại hội {level_names(campaign.structure, decided.levels)} từ {shown(decided.first)}"
    if ruling.kind is RulingKind.REPLAN:
        return _replan(campaign, ruling.unit_code, Replan.read(ruling))
    if ruling.kind is RulingKind.EXCEPT:
        return _except(campaign, ruling.unit_code, Except.read(ruling))
    if ruling.kind is RulingKind.ANNUL:
        return f"số {annuls}"
    return _change(campaign, change_of(ruling))


def _suspend(campaign: Campaign, decided: Suspend) -> str:
    until = f", tổ chức lại từ {shown(decided.until)}" if decided.until else ", chưa biết ngày tổ chức lại"
    return f"đại hội {level_names(campaign.structure, decided.levels)} từ {shown(decided.first)}{until}"


def _replan(campaign: Campaign, unit_code: str, decided: Replan) -> str:
    said = [f"bắt đầu {shown(decided.start)}"] if decided.start else []
    said += [f"{decided.duration_days} ngày"] if decided.duration_days else []
    activity = activity_name(campaign, unit_code, decided.activity)
    return f"«{activity}» của {unit_name(campaign, unit_code)}: {', '.join(said)}"


def _except(campaign: Campaign, unit_code: str, decided: Except) -> str:
    whom = (
        level_names(campaign.structure, [decided.level]) if decided.level else unit_name(campaign, unit_code)
    )
    if decided.value is None:
        return f"«{decided.rule}» không áp dụng cho {whom}"
    value = shown(decided.value) if isinstance(decided.value, date) else str(decided.value)
    return f"«{decided.rule}» là {value} cho {whom}"


def _change(campaign: Campaign, change: UnitChange) -> str:
    match change:
        case Creation(unit):
            return f"{unit.code} {unit.name}, thuộc {unit.parent_code}"
        case Renaming(code, name):
            return f"{code} thành «{name}»"
        case Move(code, parent):
            return f"{unit_name(campaign, code)} về {unit_name(campaign, parent)}"
        case Merger(codes, into):
            return f"{', '.join(codes)} vào {unit_name(campaign, into)}"
        case Splitting(code, parts, goes_on):
            new = ", ".join(f"{part.code} {part.name}" for part in parts)
            return f"{code} đi tiếp, tách ra {new}" if goes_on else f"{code} thành {new}"
        case Dissolution(code, successor):
            return f"{code}, chuyển về {unit_name(campaign, successor)}" if successor else code


def unit_name(campaign: Campaign, code: str) -> str:
    """Code and name of a unit; of one that there is not, its code."""
    unit = campaign.tree.by_code.get(code)
    return f"{code} {unit.name}" if unit else code


def activity_name(campaign: Campaign, unit_code: str, activity: str) -> str:
    """Name of an activity, of the unit's congress when empty; of one that there is not, its code."""
    unit = campaign.tree.by_code.get(unit_code)
    level = campaign.structure.by_code.get(unit.level) if unit else None
    if level is None:
        return activity or "đại hội"
    code = activity or level.congress.code
    return level.activities[level.position[code]].name if code in level.position else code
