"""What ``daihoi why`` prints: a sentence with the finding, then the chain that decides it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.assessment import Assessment
from daihoi.domain.reasons import Chain, ChainStep, Hold, Outlook
from daihoi.domain.structure import LinkType
from reports import tokens, wording
from reports.cascade_wording import ORIGINS, origin_words

MAX_GROUPS = 10
MAX_NAMED = 8
NOT_COUNTED = (
    "Dự báo theo quy trình và báo cáo; chưa tính số ngày mà quy định đòi trước khai mạc (duyệt, thông báo): "
    "xem daihoi latest, daihoi feasible."
)
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
        groups = _by_cause([outlook for outlook in late if outlook.unit.code != root.unit.code])
        for group in groups[:MAX_GROUPS]:
            _show_group(assessment, group)
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
    console().print(Text(NOT_COUNTED, "dim"))
    for note in wording.footnotes(assessment.edition):
        console().print(Text(note, "dim"))


def _by_cause(late: Sequence[Outlook]) -> list[list[Outlook]]:
    """Congresses on the same day under the same superior, whose chains begin with the same activity."""
    groups: dict[tuple[object, ...], list[Outlook]] = {}
    for outlook in late:
        cause = outlook.chain.cause
        shared_cause = cause.unit.code if cause.unit.code != outlook.unit.code else ""
        same = (outlook.unit.parent_code, outlook.congress, outlook.deadline, outlook.holds)
        groups.setdefault((cause.activity.code, shared_cause, *same), []).append(outlook)
    return list(groups.values())


def _show_group(assessment: Assessment, group: Sequence[Outlook]) -> None:
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
        out.print(f"  {_waiting(first.holds)}.")
    again = f"--status-date {assessment.status_date:%Y-%m-%d}"
    out.print(
        Text(f"  Xem cả chuỗi: daihoi why {assessment.campaign.code} {first.unit.code} {again}\n", "dim")
    )


def _show_outlook(outlook: Outlook) -> None:
    out = console()
    out.print(Text(_finding(outlook), "bold"))
    if outlook.is_held or outlook.is_inferred:
        out.print()
        return
    if outlook.holds:
        out.print(f"{_waiting(outlook.holds)}.")
    out.print()
    prepared = outlook.preparation
    if prepared is None:
        out.print("Ngày ấy do chuỗi việc sau quyết định, việc trên giữ việc dưới:")
        out.print(_table(outlook.chain))
        out.print(Text(f"Đầu chuỗi: {_origin(outlook.chain)}.\n", "dim"))
        return
    out.print(f"Ngày ấy là {ORIGINS[outlook.chain.origin]}; {_readiness(prepared.spare_days)}")
    out.print("Chuỗi chuẩn bị căng nhất, việc trên giữ việc dưới:")
    out.print(_table(prepared.chain, ORIGINS[outlook.chain.origin]))
    out.print(Text(f"Đầu chuỗi: {_origin(prepared.chain)}.\n", "dim"))


def _finding(outlook: Outlook) -> str:
    unit = f"{outlook.unit.name} ({outlook.unit.code})"
    day = tokens.date_long(outlook.congress.start)
    if outlook.is_held:
        return f"{unit}: đã đại hội ngày {day}."
    if outlook.is_inferred:
        return f"{unit}: chưa báo đại hội, nhưng đã báo việc sau đại hội: chậm nhất ngày {day}° (suy ra)."
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


def _waiting(holds: Sequence[Hold]) -> str:
    """Who waits above: those that it makes late first, then those that can still wait."""
    held = [f"{h.unit.name} ({-h.float_days} ngày làm việc)" for h in holds if h.float_days < 0]
    able = [f"{h.unit.name} (còn chịu được {h.float_days} ngày làm việc)" for h in holds if h.float_days >= 0]
    parts = [f"Đang làm trễ: {'; '.join(held)}"] if held else []
    return ". ".join(parts + ([f"Cấp trên đang chờ: {'; '.join(able)}"] if able else []))


def _cause(chain: Chain, outlook: Outlook) -> str:
    step = chain.cause
    whose = "" if step.unit.code == outlook.unit.code else f" của {step.unit.name}"
    return f"«{step.activity.name}»{whose}: {_origin(chain)}"


def _origin(chain: Chain) -> str:
    return origin_words(chain.origin, chain.cause.state)


def _table(chain: Chain, chosen: str = "") -> Table:
    """The steps; ``chosen`` says what the last one rests on where that is no step before it."""
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
            chosen if chosen and step is chain.steps[-1] else _wait(step),
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
