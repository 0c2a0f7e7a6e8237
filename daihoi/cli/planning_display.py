"""What ``daihoi feasible`` prints: the finding, what breaks and how to mend it, then all that was checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from daihoi.cli import planning_words as words
from daihoi.cli.display import console
from daihoi.domain.planning.feasibility_results import Check, CheckKind, Feasibility, Finding, LevelDates
from daihoi.domain.planning.openings import named

MAX_NAMED = 12
CHECKS = {
    CheckKind.WINDOW_START: "Không trước ngày đầu được tổ chức",
    CheckKind.WINDOW_END: "Không sau ngày cuối được tổ chức",
    CheckKind.DEADLINE: "Đại hội trong hạn",
    CheckKind.DEADLINE_RULE: "Hạn không muộn hơn quy định",
    CheckKind.ORDER: "Cấp dưới bế mạc trước khi khai mạc",
    CheckKind.PROCEDURE: "Quy trình xong trước khai mạc",
    CheckKind.APPROVAL: "Cấp trên duyệt đủ sớm",
    CheckKind.NOTICE: "Thông báo triệu tập đủ sớm",
    CheckKind.DEADLINE_CHAIN: "Hạn của cấp dưới để đủ thời gian",
    CheckKind.FOLLOW_UP: "Báo cáo kết quả, chuẩn y đúng hạn",
    CheckKind.SUSPENSION: "Không rơi vào thời gian tạm hoãn",
}


def show(found: Feasibility, *, everything: bool = False) -> None:
    """The whole answer; ``everything``: every unit where something breaks, not the tightest ones only."""
    out = console()
    out.print()
    out.print(Text(found.campaign.title, "bold"))
    if found.suppositions:
        out.print(Text(f"Giả thiết: {words.suppositions(found.campaign, found.suppositions)}.", "yellow"))
    for dates in found.levels:
        out.print(_level(dates))
    out.print()
    out.print(Text(finding(found), "bold green" if found.is_feasible else "bold red"))
    for mark, style, checks, pick in (
        ("✗", "red", found.broken, "broken"),
        ("✓", "yellow", found.excused, "excused"),
        ("!", "yellow", found.remarked, "remarks"),
    ):
        for check in checks:
            out.print()
            out.print(Text.assemble((mark, style), f" {_heading(check, getattr(check, pick))}"))
            for line in _told(check, getattr(check, pick), everything=everything):
                out.print(Text(f"  {line}"))
    out.print()
    out.print(_table(found))
    out.print()
    for note in (*words.READINGS, *_assumptions(found)):
        out.print(Text(note, "dim"))


def finding(found: Feasibility) -> str:
    """The answer in a sentence."""
    supposed = " với giả thiết này" if found.suppositions else ""
    if not found.is_feasible:
        whats = sum(check.broken_places for check in found.broken)
        return (
            f"Không khả thi{supposed}: {whats} chỗ không đi được với nhau, xem từng chỗ và cách gỡ bên dưới."
        )
    notes = []
    if found.excused:
        notes.append(f"{sum(len(check.excused) for check in found.excused)} chỗ đã có văn bản cho phép")
    if found.remarked:
        notes.append(f"{sum(len(check.remarks) for check in found.remarked)} chỗ cần lưu ý")
    rest = f" ({'; '.join(notes)})" if notes else ""
    return f"Khả thi{supposed}: các hạn, ngày đại hội và quy định đi được với nhau{rest}."


def _level(dates: LevelDates) -> str:
    undated = f", {dates.undated} chưa có ngày (tính sớm nhất có thể)" if dates.undated else ""
    when = words.period(dates.first_opening, dates.last_closing)
    return f"  {dates.count} đại hội cấp {dates.level.short_name}: {when}{undated}"


def _heading(check: Check, shown: Sequence[Finding]) -> str:
    share = f" – {len(shown)}/{len(check.findings)} đơn vị" if len(check.findings) > 1 else ""
    return f"Cấp {check.level.short_name}: {CHECKS[check.kind]}{share}"


def _told(check: Check, shown: Sequence[Finding], *, everything: bool) -> Iterator[str]:
    """The tightest unit in words, and the names of the next ones."""
    first = shown[0]
    yield f"{named(first.unit)}: {_what(first)}"
    if first.rule:
        source = "" if first.rule.is_supposed else f"; {first.rule.rule.basis.source}"
        yield f"Quy định: {words.rule(first.rule)}{source.rstrip('.')}."
    if first.exception:
        yield f"Đã {words.exception(first.exception)}: {first.exception.reason}."
    elif first.rule and first.rule.exception:
        yield "Đã tính theo văn bản cho phép, vẫn không đủ."
    if not first.exception and (mends := list(_mends(first))):
        yield f"Cách gỡ: {', hoặc '.join(mends)}."
    if first.is_of_template:
        if len(shown) > 1:
            whole = "Cả cấp" if len(shown) == len(check.findings) else "Nhiều nơi"
            yield f"{whole} như vậy: {len(shown)} đơn vị, sửa một lần trong mẫu."
        if not everything:
            return
    yield from _others(shown, everything=everything)


def _others(shown: Sequence[Finding], *, everything: bool) -> Iterator[str]:
    """The units after the tightest: the first in a sentence, or all, one a line, with their days."""
    if everything:
        for f in shown[1:]:
            days = f"giới hạn {words.day(f.limit)}, theo kế hoạch {words.day(f.actual)}"
            yield f"{named(f.unit)}: thiếu {words.working_days(-f.spare_days)} ({days}){_from(f)}"
        return
    others = [f"{named(f.unit)}: thiếu {-f.spare_days}{_from(f)}" for f in shown[1 : 1 + MAX_NAMED]]
    more = len(shown) - 1 - len(others)
    if others:
        yield f"Còn: {'; '.join(others)}{f'; và {more} đơn vị khác (xem đủ: --all)' if more else ''}."


def _from(found: Finding) -> str:
    """From which day on the unit may open; nothing where no day helps."""
    if not found.mend or found.kind is CheckKind.DEADLINE_CHAIN:
        return ""
    return f", khai mạc từ {words.day(found.mend)}"


def _what(found: Finding) -> str:
    limit, actual = words.day(found.limit), words.day(found.actual)
    missing = f"Thiếu {words.working_days(-found.spare_days)}."
    days = found.rule.days if found.rule else None
    return {
        CheckKind.WINDOW_START: f"khai mạc {actual}, trước ngày đầu được tổ chức {limit}. {missing}",
        CheckKind.WINDOW_END: f"bế mạc {actual}, sau ngày cuối được tổ chức {limit}. {missing}",
        CheckKind.DEADLINE: f"bế mạc {actual}, sau hạn {limit} («{found.words}»). {missing}",
        CheckKind.DEADLINE_RULE: f"hạn {actual} («{found.words}») muộn hơn quy định {limit}. {missing}",
        CheckKind.ORDER: f"khai mạc {limit}, khi {found.cause} đến {actual} mới bế mạc. {missing}",
        CheckKind.PROCEDURE: (
            f"khai mạc {limit}, nhưng theo quy trình đến {actual} mới mở được, "
            f"vì chờ «{found.cause}». {missing}"
        ),
        CheckKind.APPROVAL: (
            f"phải duyệt xong chậm nhất {limit} (T−{days}), nhưng đến {actual} mới duyệt được, vì chờ "
            f"«{found.cause}». {_closed(found)}{missing}"
        ),
        CheckKind.NOTICE: (
            f"phải thông báo chậm nhất {limit} (T−{days}), nhưng đến {actual} mới thông báo được, vì chờ "
            f"«{found.cause}». {missing}"
        ),
        CheckKind.DEADLINE_CHAIN: (
            f"khai mạc {limit}, nhưng nếu cấp dưới dùng hết hạn («{found.words}») "
            f"thì đến {actual} mới mở được, vì chờ «{found.cause}». {missing}"
        ),
        CheckKind.FOLLOW_UP: f"«{found.cause}» xong {actual}, sau hạn {limit}. {missing}",
        CheckKind.SUSPENSION: (
            f"khai mạc {actual}, trong thời gian tạm hoãn; được tổ chức lại từ {limit}. {missing}"
        ),
    }[found.kind]


def _closed(found: Finding) -> str:
    """How far the congresses below are on the last day that would do."""
    lower = found.lower
    if lower is None or lower.closed == lower.count:
        return ""
    return (
        f"Đến {words.day(found.limit)} mới có {lower.closed}/{lower.count} đại hội cấp dưới bế mạc, "
        f"{words.day(lower.last_closing)} mới đủ {lower.count}/{lower.count}. "
    )


def _mends(found: Finding) -> Iterator[str]:
    if found.kind is CheckKind.DEADLINE_CHAIN:
        if found.mend:
            yield f"hạn của cấp dưới là {words.day(found.mend)} hoặc sớm hơn"
        yield f"khai mạc từ ngày {words.day(found.actual)} trở đi, nếu còn trong hạn"
        return
    if found.mend:
        yield f"khai mạc từ ngày {words.day(found.mend)} trở đi"
    if found.kind in {CheckKind.APPROVAL, CheckKind.NOTICE}:
        if found.fitting_days:
            yield f"giữ ngày khai mạc và quy định không quá {words.working_days(found.fitting_days)}"
        yield "có văn bản cho phép, ghi vào «exceptions» trong campaign.yaml"
    if found.is_of_template:
        yield (
            f"rút ngắn «{found.cause}» (bước này hoặc bước ngay trước nó, trong mẫu của cấp) "
            f"ít nhất {words.working_days(-found.spare_days)}"
        )
        yield "có văn bản cho phép; dời ngày đại hội không giúp được"
    if found.kind in {CheckKind.WINDOW_END, CheckKind.DEADLINE}:
        yield "dời ngày hoặc hạn, hoặc có văn bản cho phép"
    if found.kind is CheckKind.DEADLINE_RULE:
        yield f"sửa hạn thành {words.day(found.limit)} hoặc sớm hơn"


def _table(found: Feasibility) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for title in ("Cấp", "Đã kiểm tra", "Đạt", "Đơn vị sát nhất", "Giới hạn", "Theo kế hoạch", "Dự trữ"):
        table.add_column(title, no_wrap=title in {"Cấp", "Đạt", "Giới hạn", "Theo kế hoạch", "Dự trữ"})
    for check in found.checks:
        tight = check.findings[0]
        table.add_row(
            check.level.short_name,
            CHECKS[check.kind],
            f"{len(check.findings) - len(check.broken) - len(check.remarks)}/{len(check.findings)}",
            named(tight.unit),
            words.day(tight.limit),
            words.day(tight.actual),
            _spare(tight),
        )
    return table


def _spare(found: Finding) -> Text:
    if found.spare_days >= 0:
        return Text(f"{found.spare_days} ngày")
    if found.is_excused:
        return Text("được phép", "yellow")
    return Text(f"thiếu {-found.spare_days}", "yellow" if found.is_remark else "bold red")


def _assumptions(found: Feasibility) -> list[str]:
    assumed = found.campaign.assumptions
    return [f"Giả định của đợt: {'; '.join(assumed).rstrip('.')}."] if assumed else []
