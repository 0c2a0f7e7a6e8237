"""What a command that records a ruling prints: what is decided, and under which number it stands."""

from __future__ import annotations

from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import shown
from daihoi.domain.ruling_words import KINDS, content
from daihoi.domain.rulings import Ruling


def show_ruling(campaign: Campaign, ruling: Ruling, annuls: int | None) -> None:
    """What is decided, by which document, and from when."""
    out, kind = console(), KINDS[ruling.kind]
    out.print(
        Text(f"{kind[:1].upper()}{kind[1:]}: {content(campaign, ruling, annuls)}.", "bold"), soft_wrap=True
    )
    document = f"{ruling.document_number} ngày {shown(ruling.document_date)}, {ruling.body}"
    assumed = " (giả định)" if ruling.basis.is_assumed else ""
    out.print(f"  Văn bản: {document}{assumed}. Lý do: {ruling.reason}.", soft_wrap=True)
    out.print(
        f"  Hiệu lực từ {shown(ruling.effective_date)}: báo cáo chốt trước ngày ấy không biết đến.",
        soft_wrap=True,
    )


def show_not_recorded() -> None:
    """That nothing was written."""
    console().print(Text("Xem thử: chưa ghi gì vào sổ. Bỏ --dry-run để ghi.", "yellow"))


def show_recorded(number: int, *, was_there: bool) -> None:
    """The number of the ruling in the log."""
    if was_there:
        text = f"Quyết định này đã ghi trước đây, số {number} trong sổ ghi; không thêm gì."
    else:
        text = f"Đã ghi vào sổ: số {number}."
    console().print(Text(text, "green"))
