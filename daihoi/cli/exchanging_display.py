"""What ``daihoi import-plan`` prints: a unit's plan beside the template."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.exchange.plans.comparing import PlannedActivity, UnitPlanFile
from reports import tokens


def show_plan(plan: UnitPlanFile) -> None:
    """What the plan decides otherwise than the template, and what was left aside."""
    out, differing = console(), plan.differences
    out.print()
    out.print(Text(f"{plan.unit.name} ({plan.unit.code})", "bold"))
    finding = f"{len(differing)} việc khác mẫu" if differing else "không việc nào khác mẫu"
    out.print(Text(f"{plan.source}: {len(plan.activities)} việc, {finding}.\n"))
    if differing:
        out.print(_table(differing))
        out.print()
    for notice in plan.notices:
        out.print(Text(notice, "dim"))


def _table(differing: list[PlannedActivity]) -> Table:
    table = Table(box=None, header_style="bold")
    table.add_column("Việc")
    table.add_column("Mẫu: số ngày", justify="right")
    table.add_column("Kế hoạch của đơn vị: số ngày", justify="right")
    table.add_column("Mốc ngày")
    for planned in differing:
        own = "như mẫu" if planned.days is None else str(planned.days)
        table.add_row(planned.activity.name, str(planned.activity.duration_days), own, _dates(planned))
    return table


def _dates(planned: PlannedActivity) -> str:
    if planned.fixed_start:
        return f"ấn định {_day(planned.fixed_start)}"
    return f"không sớm hơn {_day(planned.not_earlier_than)}" if planned.not_earlier_than else ""


def _day(day: date) -> str:
    return tokens.date_long(day)


def show_written(path: Path, plan: UnitPlanFile, campaign: str) -> None:
    """Where the plan was written, and what to do next."""
    out = console()
    out.print(f"\nĐã ghi {path} ({len(plan.differences)} việc)", soft_wrap=True)
    if path.parent.name != "plans":
        out.print("Đợt chỉ dùng các bảng trong thư mục plans/ của nó.", soft_wrap=True)
    out.print(f"Kiểm tra: daihoi validate {campaign}, rồi daihoi run {campaign}.", soft_wrap=True)


def show_nothing_to_write(path: Path) -> None:
    """Nothing differs, so no table was written."""
    console().print(f"\nKhông ghi {path}: kế hoạch trong tệp giống mẫu.", soft_wrap=True)
