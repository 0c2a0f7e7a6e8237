"""What ``daihoi serve`` shows: a page when the service is up, then one line that is kept up to date."""

from __future__ import annotations

import contextlib
from collections import Counter
from datetime import datetime
from types import TracebackType
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from daihoi import clock
from daihoi.cli.display import console
from daihoi.service import words
from daihoi.service.health import Health
from daihoi.service.page import Offer, Page

VIETNAM = ZoneInfo(clock.TIME_ZONE)


class Display:
    """Tells whoever looks at the terminal; where there is none, only what happens, line by line."""

    def __init__(self, out: Console | None = None) -> None:
        self._out = out or console()
        self._line: Live | None = None

    def __enter__(self) -> Display:
        if self._out.is_terminal:
            # Drawn when something is told, not ten times a second: the service runs for months.
            self._line = Live(Text(""), console=self._out, auto_refresh=False, transient=True)
            self._line.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line is not None:
            self._line.stop()

    def waiting(self, sentence: str) -> None:
        """Shown until the next one, on a terminal only."""
        self._draw(Text(sentence))

    def said(self, sentence: str) -> None:
        """One line that stays."""
        self._print(Text(sentence))

    def warned(self, sentence: str) -> None:
        """One line that stays and is seen."""
        self._print(Text.assemble(("! ", "bold yellow"), sentence))

    def failed(self, sentence: str) -> None:
        """Why the service ended."""
        self._print(Text.assemble(("Lỗi: ", "bold red"), sentence))

    def is_up(self, page: Page) -> None:
        """The page."""
        self._draw(Text(""))
        self._print(Text.assemble(("✓ ", "bold green"), words.up(page)))
        for name, value in _facts(page):
            self._print(Text.assemble((f"  {name:<10}", "dim"), value))
        if page.offers:
            self._out.print(_offers(page))

    def looked(self, health: Health) -> None:
        """The line that is kept up to date."""
        style = "dim" if health.is_good else "bold red"
        self._draw(Text(f"{_now():%H:%M} {words.health(health)}", style))

    def _draw(self, text: Text) -> None:
        if self._line is not None:
            text.no_wrap, text.overflow = True, "ellipsis"
            self._line.update(text, refresh=True)

    def _print(self, text: Text) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._out.print(text, soft_wrap=True)


def _facts(page: Page) -> list[tuple[str, str]]:
    stop = f"Ctrl+C, hoặc: kill {page.process}"
    return [
        ("Mở trang", f"{page.ui_url} bằng trình duyệt trên máy này"),
        ("Đăng nhập", f"dán dòng trong tệp {page.key} (chỉ bạn đọc được)"),
        ("Nhật ký", f"{page.logs}"),
        ("Dừng", stop),
    ]


def _offers(page: Page) -> Table:
    table = Table("Việc", "Giờ chạy", "Lượt tới", box=None, header_style="bold", padding=(0, 2))
    for offer in sorted(page.offers, key=lambda offer: (not offer.schedules, offer.title)):
        table.add_row(offer.title, _schedules(offer), _next(offer.next_run))
    return table


def _schedules(offer: Offer) -> str:
    """Each time once; how many schedules share it, as those of several campaigns do."""
    times = Counter(words.schedule(text) for text in offer.schedules)
    told = (f"{time} ({count} đợt)" if count > 1 else time for time, count in times.items())
    return "; ".join(told) or "khi có người bấm"


def _next(moment: datetime | None) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if moment else ""


def _now() -> datetime:
    return clock.now().astimezone(VIETNAM)
