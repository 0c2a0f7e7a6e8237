"""What ``daihoi decide`` prints: the rulings of a campaign, and what one of them does to the forecast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.cli.unit_changing_display import show_change
from daihoi.domain.record import shown
from daihoi.domain.replanning import Replan
from daihoi.domain.ruling_words import KINDS, content
from daihoi.domain.rulings import RulingEvent, RulingKind
from daihoi.domain.unit_details import UNIT_KINDS
from reports import tokens

if TYPE_CHECKING:
    from daihoi.cli.deciding_effect import Effect, LevelEffect
    from daihoi.domain.campaign import Campaign


def show_rulings(campaign: Campaign, known: Sequence[RulingEvent], status_date: date | None) -> None:
    """Every ruling that is known, in the order in which they take effect.

    Args:
        campaign: for the names of units, levels and activities.
        known: in the order of the log.
        status_date: those that take effect later are left out; None for all.
    """
    out = console()
    taken = [e for e in known if status_date is None or e.ruling.effective_date <= status_date]
    if not taken:
        until = f" có hiệu lực đến hết ngày {shown(status_date)}" if status_date else ""
        out.print(f"Chưa ghi quyết định nào{until}. Ghi thêm: daihoi decide --help, daihoi unit --help")
        return
    annulled = {e.corrects: e for e in taken if e.ruling.kind is RulingKind.ANNUL}
    table = Table(
        "Số", "Hiệu lực từ", "Loại", "Nội dung", "Văn bản", "Ghi lúc", box=None, header_style="bold"
    )
    for event in sorted(taken, key=lambda event: (event.ruling.effective_date, event.seq)):
        table.add_row(*_cells(campaign, event, annulled.get(event.seq)))
    out.print(table)
    standing = len(taken) - 2 * len(annulled)
    out.print(Text(f"{len(taken)} quyết định đã ghi, {standing} đang giữ giá trị.", "dim"))


def _cells(campaign: Campaign, event: RulingEvent, annulment: RulingEvent | None) -> list[str | Text]:
    ruling = event.ruling
    style = "" if annulment is None else "dim strike"
    said = Text(content(campaign, ruling, event.corrects), style)
    if annulment:
        said = Text.assemble(
            said, (f" (đã hủy: số {annulment.seq}, từ {shown(annulment.ruling.effective_date)})", "red")
        )
    assumed = " (giả định)" if ruling.basis.is_assumed else ""
    return [
        str(event.seq),
        shown(ruling.effective_date),
        Text(KINDS[ruling.kind], style),
        said,
        f"{ruling.document_number} ngày {shown(ruling.document_date)}, {ruling.body}{assumed}",
        f"{event.recorded_at:%d/%m/%Y}, {event.actor}",
    ]


def show_effect(before: Campaign, after: Campaign, found: Effect) -> None:
    """What a ruling annuls, what it does to units and to the congresses still to come, what is assumed.

    Args:
        before: without it, at the end of the day on which it takes effect.
        after: with it.
        found: see ``deciding_effect.effect``.
    """
    out = console()
    if found.annulled:
        _show_annulled(before, found.annulled)
    changes_units = bool(found.annulled and found.annulled.ruling.kind in UNIT_KINDS)
    if changes_units:
        show_change(found.workspace, found.decided)
    for assumption in after.assumptions:
        if assumption not in before.assumptions:
            out.print(Text(f"  Giả định, in trên mọi trang: {assumption}.", "yellow"), soft_wrap=True)
    if found.levels is None:
        out.print(Text("  Không tính được ảnh hưởng: lịch không đủ dài.", "yellow"))
        return
    if found.waiting:
        waiting = tokens.number(found.waiting)
        out.print(f"  {waiting} đại hội chưa tổ chức phải chờ quyết định cho tổ chức lại.", soft_wrap=True)
    if any(effect.moved for effect in found.levels):
        _show_levels(after, found.levels)
    elif not found.waiting:
        out.print("  Không đại hội nào đổi ngày.")
    for line in next_steps(found):
        out.print(line, soft_wrap=True)


def next_steps(found: Effect) -> Iterator[str]:
    """What a new day means for what follows: how it is told from now on, who is told, what is left to do."""
    ruling = found.decided.ruling
    if ruling.kind is not RulingKind.REPLAN or Replan.read(ruling).start is None:
        return
    campaign, day = found.decided.after, shown(ruling.effective_date)
    was = f" thay cho {shown(found.was)}" if found.was else ""
    yield f"  Từ ngày chốt {day}, mọi trang lấy ngày mới{was}; chưa qua ngày mới thì không kể là chậm."
    yield "  Kế hoạch gốc giữ nguyên, in cạnh ngày mới. Việc đứng trước không tự lùi theo; còn dư mấy ngày:"
    yield f"    daihoi latest {campaign.code} --unit {ruling.unit_code} --status-date {day}"
    yield "  Chương trình không gửi quyết định cho ai. Đổi lần nữa thì ghi dời lần nữa; ghi nhầm thì hủy:"
    yield f"    daihoi decide annul {campaign.code} SỐ"


def _show_annulled(campaign: Campaign, event: RulingEvent) -> None:
    """What is annulled, and the document that it was decided by."""
    ruling = event.ruling
    said = f"  Số {event.seq} là: {KINDS[ruling.kind]}, {content(campaign, ruling, event.corrects)}"
    paper = f"{ruling.document_number} ngày {shown(ruling.document_date)}, {ruling.body}"
    since = f"hiệu lực từ {shown(ruling.effective_date)}"
    console().print(Text(f"{said} (văn bản {paper}; {since})."), soft_wrap=True)


def _show_levels(after: Campaign, effects: Sequence[LevelEffect]) -> None:
    out = console()
    table = Table("Cấp", "Chưa tổ chức", "Đổi ngày", "Xong trước đây", "Nay xong", "Hạn", box=None)
    for effect in effects:
        late = effect.deadline and effect.last_after and effect.last_after > effect.deadline
        table.add_row(
            effect.name,
            str(effect.remaining),
            str(effect.moved),
            shown(effect.last_before) if effect.last_before else "–",
            Text(shown(effect.last_after) if effect.last_after else "–", "red" if late else ""),
            (shown(effect.deadline) if effect.deadline else "–") + (" (quá hạn)" if late else ""),
        )
    out.print(f"  Đại hội còn lại, tính đến hết ngày hiệu lực ({after.title}):", soft_wrap=True)
    out.print(table)
