"""The table to the left of a unit's Gantt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from matplotlib.axes import Axes

from daihoi.domain.results import ActivityRow, UnitPlan
from reports import fonts, tokens
from reports.canvas import above

NUMBER, NAME, STATE, PLANNED, FINISH, PERCENT, VARIANCE = 1.0, 8.0, 62.0, 92.0, 100.0, 107.5, 116.5
NAME_SPACE = STATE - NAME - 1.5
STATE_LABELS = {
    "NOT_YET_POSSIBLE": "chưa được",
    "POSSIBLE": "làm được",
    "IN_PROGRESS": "đang làm",
    "WAITING_FOR_APPROVAL": "chờ duyệt",
    "OVERDUE": "QUÁ HẠN",
    "UNREPORTED": "chưa báo °",
    "DONE": "xong",
}


class PlacedRow(Protocol):
    """A row and the height of its middle."""

    @property
    def row(self) -> ActivityRow:
        """The activity."""

    @property
    def y(self) -> float:
        """Row heights from the upper edge."""


def write_table(plan: UnitPlan, placed: Sequence[PlacedRow], bands: Sequence[float], axes: Axes) -> None:
    """Headings, workstreams with their share, and a line per activity."""
    for x, text, align in (
        (NAME, "Việc", "left"), (STATE, "Trạng thái", "left"), (PLANNED, "Kế hoạch", "right"),
        (FINISH, "Xong", "right"), (PERCENT, "%", "right"), (VARIANCE, "Lệch", "right"),
    ):  # fmt: skip
        axes.text(
            x, 1, text, transform=above(axes, 5), fontsize=7.4, color=tokens.INK_SOFT,
            ha=align, va="baseline", fontweight="semibold",
        )  # fmt: skip
    for group, y in zip(plan.groups, bands, strict=True):
        axes.text(NUMBER, y, group.name.upper(), fontsize=7.8, fontweight="bold", va="center")
        axes.text(PERCENT, y, str(group.percent), fontsize=8, fontweight="bold", va="center", ha="right")
    for item in placed:
        _write_row(item.row, item.y, axes)


def _write_row(row: ActivityRow, y: float, axes: Axes) -> None:
    color = tokens.CRITICAL if row.is_critical else tokens.INK
    weight = "semibold" if row.is_critical or row.is_congress else "normal"
    name = f"{row.name} °" if row.is_inferred else row.name
    axes.text(NUMBER, y, row.number, fontsize=8, va="center", color=tokens.INK_FAINT)
    axes.text(
        NAME, y, fonts.fit(name, tokens.LABEL, NAME_SPACE, weight),
        fontsize=tokens.LABEL, va="center", fontweight=weight, color=color,
    )  # fmt: skip
    alarm = row.state.name == "OVERDUE"
    axes.text(
        STATE, y, STATE_LABELS[row.state.name], fontsize=7.2, va="center",
        color=tokens.CRITICAL if alarm else tokens.INK_SOFT, fontweight="bold" if alarm else "normal",
    )  # fmt: skip
    planned = f"{tokens.date_short(row.baseline.start)}–{tokens.date_short(row.baseline.last_day)}"
    _figure(axes, PLANNED, y, planned, color=tokens.INK_SOFT)
    is_done = row.percent == 100 and not row.is_inferred
    _figure(
        axes, FINISH, y, tokens.date_short(row.current.last_day),
        fontweight="semibold" if is_done else "normal", fontstyle="normal" if is_done else "italic",
    )  # fmt: skip
    _figure(
        axes,
        PERCENT,
        y,
        "–" if row.is_inferred else str(row.percent),
        color=tokens.INK if row.percent else tokens.INK_FAINT,
    )
    late = row.variance_days > 0 and not row.is_inferred
    _figure(
        axes, VARIANCE, y, "–" if row.is_inferred else tokens.signed(row.variance_days),
        color=tokens.CRITICAL if late else tokens.INK_SOFT, fontweight="semibold" if late else "normal",
    )  # fmt: skip


def _figure(axes: Axes, x: float, y: float, text: str, **look: object) -> None:
    axes.text(x, y, text, fontsize=tokens.NUMBER, va="center", ha="right", **look)
