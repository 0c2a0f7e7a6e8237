"""What ``daihoi baseline freeze`` and ``list`` print: the schedules that were frozen."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.baselines import Origin
from daihoi.domain.campaign import Campaign
from daihoi.store.baselines import BaselineRecord
from reports import tokens


def described(record: BaselineRecord) -> str:
    """A baseline in words: its name and what it was frozen from."""
    return f"bản chốt «{record.name}» ({what_it_shows(record.origin)})"


def described_current(origin: Origin) -> str:
    """The current schedule in words."""
    return f"lịch hiện tại ({what_it_shows(origin)})"


def what_it_shows(origin: Origin) -> str:
    """Whether it is the plan, or which knowledge it rests on."""
    if origin.status_date is None:
        return "kế hoạch, không tính báo cáo"
    return f"số liệu đến hết ngày {tokens.date_long(origin.status_date)}, sổ ghi đến số {origin.known_seq}"


def moment(record: BaselineRecord) -> str:
    """When it was frozen, by clocks in Vietnam."""
    return f"{record.local_time:%H:%M} {tokens.date_long(record.local_time.date())}"


def show_frozen(record: BaselineRecord) -> None:
    """What was frozen, and what to do with it."""
    out = console()
    count = tokens.number(record.activity_count)
    out.print(
        Text.assemble(
            ("✓", "bold green"), f" Đã chốt «{record.name}» ({what_it_shows(record.origin)}): {count} việc."
        )
    )
    command = f"daihoi baseline compare {record.origin.campaign_code} {shlex.quote(record.name)}"
    out.print(Text(f"  So với lịch về sau: {command}", "dim"))


def show_records(campaign: Campaign, records: Sequence[BaselineRecord]) -> None:
    """The baselines of a campaign, oldest first."""
    if not records:
        out = console()
        out.print(f"Đợt «{campaign.code}» chưa có bản chốt nào.")
        out.print(f'Chốt kế hoạch: daihoi baseline freeze {campaign.code} "TÊN" --plan --reason "LÝ DO"')
        return
    table = table_of("Tên", "Nội dung", "Sổ ghi đến số", "Chốt lúc", "Việc", "Cấu hình từ đó", "Lý do")
    for record in records:
        origin = record.origin
        is_same = origin.fingerprint == campaign.fingerprint
        table.add_row(
            record.name,
            f"lịch đến {tokens.date_long(origin.status_date)}" if origin.status_date else "kế hoạch",
            "" if origin.is_plan else str(origin.known_seq),
            moment(record),
            tokens.number(record.activity_count),
            "không đổi" if is_same else "đã đổi",
            record.reason,
        )
    console().print(table)


def table_of(*titles: str) -> Table:
    """An empty table as all commands print it."""
    return Table(*titles, box=None, header_style="bold")
