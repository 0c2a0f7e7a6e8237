"""The two tables of ``daihoi latest``."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from daihoi.cli import planning_words as words
from daihoi.domain.planning.latest_results import Follower, LatestDates, LatestRow, RuleDate, RuleDateKind

RULE_DATES = {
    RuleDateKind.NOTICE: "Thông báo triệu tập",
    RuleDateKind.APPROVAL: "Cấp trên duyệt",
    RuleDateKind.RESULT_REPORT: "Báo cáo kết quả",
    RuleDateKind.RATIFICATION: "Chuẩn y",
}


def rows(found: LatestDates) -> Table:
    """The T−n table: under each day its n."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("Việc", ratio=5)
    for title in ("Bắt đầu chậm nhất", "Xong chậm nhất", "Sớm nhất"):
        table.add_column(title, no_wrap=True, min_width=10)
    table.add_column("Dự trữ", justify="right")
    table.add_column("Chậm thì vướng", ratio=4)
    for row in found.rows:
        table.add_row(
            _name(row),
            f"{words.day(row.last_start)}\n{words.back(row.start_days)}",
            f"{words.day(row.last_finish)}\n{words.back(row.finish_days)}",
            f"{words.day(row.early_start)}\n{words.day(row.early_finish)}",
            _spare(row),
            _held_up(row),
        )
    return table


def _name(row: LatestRow) -> Text:
    if row.is_congress:
        return Text(row.name, "bold")
    return Text(f"{row.name} (cấp trên duyệt)" if row.is_gate else row.name)


def _spare(row: LatestRow) -> Text:
    if row.is_finished:
        return Text("suy ra xong" if row.is_inferred else "đã xong", "green")
    if row.is_congress and row.spare_days == 0:
        return Text("")
    if row.spare_days < 0:
        return Text(f"thiếu {-row.spare_days}", "bold red")
    return Text(f"{row.spare_days} ngày", "" if row.spare_days else "yellow")


def _held_up(row: LatestRow) -> str:
    """What waits next, and which congress below sets the last days when the opening does not."""
    waits = _follower(row.follower) if row.follower else ""
    if row.serves is None:
        return waits
    served, short = row.serves, "" if row.serves.is_reachable else ", đã không kịp"
    return f"{waits} → {served.unit.code} {words.SERVED[served.kind]} {words.day(served.day)}{short}"


def _follower(follower: Follower) -> str:
    whose = f" ({follower.unit.code})" if follower.unit else ""
    text = f"{follower.name}{whose}"
    if follower.rule and follower.rule.days is not None:
        supposed = "giả thiết " if follower.rule.is_supposed else ""
        return f"{text}, quy định {supposed}trước {words.working_days(follower.rule.days)}"
    return text


def rule_dates(found: LatestDates) -> Table:
    """The last days that rules set by themselves."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for title in ("Theo quy định", "Chậm nhất", "Sớm nhất có thể", "Dự trữ", "Quy định"):
        table.add_column(title, no_wrap=title != "Quy định")
    for rule_date in found.rule_dates:
        table.add_row(
            RULE_DATES[rule_date.kind],
            words.day(rule_date.day) if rule_date.day else "được miễn",
            words.day(rule_date.earliest) if rule_date.earliest else "",
            _rule_spare(rule_date),
            words.rule(rule_date.in_force),
        )
    return table


def _rule_spare(rule_date: RuleDate) -> Text:
    days = rule_date.spare_days
    if days is None:
        return Text("")
    return Text(f"thiếu {-days}", "bold red") if days < 0 else Text(f"{days} ngày")
