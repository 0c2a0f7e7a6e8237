"""What ``daihoi why`` prints: a sentence with the finding, then the chain that decides it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.assessment import Assessment
from daihoi.domain.reasons import Chain, ChainStep, Hold, Origin, Outlook
from daihoi.domain.structure import LinkType
from reports import tokens, wording

MAX_GROUPS = 10
MAX_NAMED = 8
ORIGINS = {
    Origin.DECIDED: "ngày do quyết định ấn định",
    Origin.NOT_EARLIER: "ngày dự kiến của đơn vị, hoặc mốc không được sớm hơn",
    Origin.STATUS_DATE: "không chờ ai, có thể làm ngay sau ngày chốt, nhưng chưa ai báo đã bắt đầu",
    Origin.UNDER_WAY: "đang làm, phần còn lại cần chừng ấy ngày",
}
WAITS = {
    LinkType.FS: "chờ việc trước xong",
    LinkType.SS: "chờ việc trước bắt đầu",
    LinkType.FF: "kết thúc sau việc trước",
    LinkType.SF: "kết thúc sau khi việc trước bắt đầu",
}


def show_campaign(assessment: Assessment, root: Outlook, late: Sequence[Outlook]) -> None:
    """Every congress that will be late, those with the same cause together; then the root's own date."""
    _heading(assessment)
    out = console()
    if not late:
        out.print(Text("Theo tiến độ hiện tại không đại hội nào trễ hạn.\n", "bold green"))
    else:
        out.print(Text(f"{len(late)} đại hội sẽ trễ hạn theo tiến độ hiện tại.\n", "bold red"))
        groups = _by_cause(late)
        for group in groups[:MAX_GROUPS]:
            _show_group(assessment.campaign.code, group)
        if len(groups) > MAX_GROUPS:
            out.print(Text(f"… và {len(groups) - MAX_GROUPS} nguyên nhân khác.\n", "dim"))
    _show_outlook(root)
    _notes(assessment)


def show_unit(assessment: Assessment, outlook: Outlook) -> None:
    """Why the congress of one unit is when it is."""
    _heading(assessment)
    _show_outlook(outlook)
    _notes(assessment)


def _heading(assessment: Assessment) -> None:
    out = console()
    out.print()
    out.print(Text(assessment.campaign.title, "bold"))
    out.print(Text(f"Số liệu đến hết ngày {tokens.date_long(assessment.status_date)}\n", "dim"))


def _notes(assessment: Assessment) -> None:
    for note in wording.footnotes(assessment.edition):
        console().print(Text(note, "dim"))


def _by_cause(late: Sequence[Outlook]) -> list[list[Outlook]]:
    """Congresses whose chains begin with the same activity and miss by as much, in units side by side."""
    groups: dict[tuple[str, ...], list[Outlook]] = {}
    for outlook in late:
        cause = outlook.chain.cause
        key = (cause.activity.code, cause.unit.parent_code, outlook.unit.level, str(outlook.float_days))
        groups.setdefault(key, []).append(outlook)
    return list(groups.values())


def _show_group(campaign: str, group: Sequence[Outlook]) -> None:
    out, first = console(), group[0]
    names = [f"{o.unit.name} ({o.unit.code})" for o in group]
    others = f" và {len(names) - MAX_NAMED} đơn vị khác" if len(names) > MAX_NAMED else ""
    out.print(Text.assemble(("✗ ", "red"), (f"{', '.join(names[:MAX_NAMED])}{others}", "bold")))
    each = "mỗi nơi " if len(group) > 1 else ""
    out.print(
        f"  {each}{_missing(first)}: đại hội {tokens.date_long(first.congress.start)}, "
        f"hạn {tokens.date_long(first.deadline.last_day) if first.deadline else ''}."
    )
    out.print(f"  Bắt đầu từ {_cause(first.chain, first)}.")
    if first.holds:
        out.print(f"  Đang giữ: {'; '.join(_hold(hold) for hold in first.holds)}.")
    out.print(Text(f"  Xem cả chuỗi: daihoi why {campaign} {first.unit.code}\n", "dim"))


def _show_outlook(outlook: Outlook) -> None:
    out = console()
    out.print(Text(_finding(outlook), "bold"))
    if outlook.is_held:
        out.print()
        return
    if outlook.holds:
        out.print(f"Đang giữ: {'; '.join(_hold(hold) for hold in outlook.holds)}.")
    out.print()
    prepared = outlook.preparation
    if prepared is None:
        out.print("Ngày ấy do chuỗi việc sau quyết định, việc trên giữ việc dưới:")
        out.print(_table(outlook.chain))
        out.print(Text(f"Đầu chuỗi: {ORIGINS[outlook.chain.origin]}.\n", "dim"))
        return
    out.print(f"Ngày ấy là {ORIGINS[outlook.chain.origin]}; {_readiness(prepared.spare_days)}")
    out.print("Chuỗi chuẩn bị căng nhất, việc trên giữ việc dưới:")
    out.print(_table(prepared.chain))
    out.print(Text(f"Đầu chuỗi: {ORIGINS[prepared.chain.origin]}.\n", "dim"))


def _finding(outlook: Outlook) -> str:
    unit = f"{outlook.unit.name} ({outlook.unit.code})"
    day = tokens.date_long(outlook.congress.start)
    if outlook.is_held:
        return f"{unit}: đã đại hội ngày {day}."
    due = f", hạn {tokens.date_long(outlook.deadline.last_day)}" if outlook.deadline else ""
    return f"{unit}: đại hội dự kiến theo tiến độ hiện tại {day}{due}; {_missing(outlook)}."


def _missing(outlook: Outlook) -> str:
    if outlook.float_days is None:
        return "không có hạn riêng"
    if outlook.float_days < 0:
        return f"trễ hạn {-outlook.float_days} ngày làm việc"
    return f"còn dự trữ {outlook.float_days} ngày làm việc"


def _readiness(spare_days: int) -> str:
    if spare_days < 0:
        return f"việc chuẩn bị không kịp, thiếu {-spare_days} ngày."
    return f"việc chuẩn bị xong trước đó {spare_days} ngày." if spare_days else "việc chuẩn bị vừa kịp."


def _hold(hold: Hold) -> str:
    if hold.float_days < 0:
        return f"{hold.unit.name} (đã lỡ {-hold.float_days} ngày làm việc)"
    return f"{hold.unit.name} (còn chịu được {hold.float_days} ngày làm việc)"


def _cause(chain: Chain, outlook: Outlook) -> str:
    step = chain.cause
    whose = "" if step.unit.code == outlook.unit.code else f" của {step.unit.name}"
    return f"«{step.activity.name}»{whose}: {ORIGINS[chain.origin]}"


def _table(chain: Chain) -> Table:
    table = Table(
        "Đơn vị", "Việc", "Từ", "Đến", "Trạng thái", "Vì sao chưa sớm hơn", box=None, header_style="bold"
    )
    unit = ""
    for step in chain.steps:
        table.add_row(
            "" if step.unit.code == unit else step.unit.name,
            step.activity.name,
            tokens.date_long(step.span.start),
            tokens.date_long(step.span.last_day),
            tokens.STATES[step.state].label,
            _wait(step),
        )
        unit = step.unit.code
    return table


def _wait(step: ChainStep) -> str:
    if step.wait is None:
        return ""
    lag = step.wait.lag_days
    return WAITS[step.wait.type] + (
        f", thêm {lag} ngày" if lag > 0 else f", sớm hơn {-lag} ngày" if lag else ""
    )
