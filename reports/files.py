"""Figures as files: the same picture gives the same bytes, on every run and in every process."""

from __future__ import annotations

import io
import threading
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

DPI = 150
_STYLE: dict[Any, Any] = {
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "text.hinting": "none",
    "path.simplify": False,
    "text.usetex": False,
    "hatch.linewidth": 0.5,
}
_ONE_AT_A_TIME = threading.Lock()
"""matplotlib reads its settings from one global table: two threads saving at once would mix them up."""


def render(figure: Figure, name: str) -> dict[str, bytes]:
    """``<name>.png`` at 150 dpi and ``<name>.pdf`` with searchable text; no dates or versions inside."""
    no_dates = {"Title": name, "Creator": None, "Producer": None, "CreationDate": None}
    return {
        f"{name}.png": _saved(figure, "png", {"Software": None}),
        f"{name}.pdf": _saved(figure, "pdf", no_dates),
    }


def _saved(figure: Figure, kind: str, metadata: dict[str, str | None]) -> bytes:
    buffer = io.BytesIO()
    with _ONE_AT_A_TIME, rc_context(_STYLE):
        figure.savefig(buffer, format=kind, dpi=DPI, metadata=metadata)
    return buffer.getvalue()
