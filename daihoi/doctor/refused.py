"""Refused attempts of the last days: many of them mean a wrong setting, or somebody who tries doors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from daihoi.doctor.findings import Finding, fine, warning
from daihoi.doctor.installation import Installation
from reports.tokens import number

TOPIC = "Lần bị từ chối"
RECENT = timedelta(days=7)
MANY = 50
"""Refusals in a week that no typing mistakes explain; an assumption."""


def refusals(here: Installation) -> Iterator[Finding]:
    """Who was refused lately, from the files that the command line keeps in the data folder."""
    files = sorted(here.data.glob("refusals-*.log"))
    if not files:
        return
    recent = Counter(account for path in files[-2:] for at, account in _lines(path) if here.now - at < RECENT)
    count = sum(recent.values())
    if count < MANY:
        yield fine(TOPIC, f"{number(count)} lần trong 7 ngày")
        return
    most = ", ".join(
        f"{'không rõ' if name == '-' else name} {number(times)} lần" for name, times in recent.most_common(3)
    )
    yield warning(
        TOPIC,
        f"{number(count)} lần trong 7 ngày ({most})",
        "Thẻ hết hạn mà lịch vẫn chạy, hoặc có người đang dò.",
        "Xem từng lần: daihoi user list --refusals; thẻ hết hạn thì cấp lại: daihoi user token TÀI_KHOẢN",
    )


def _lines(path: Path) -> Iterator[tuple[datetime, str]]:
    with suppress(OSError):
        for line in path.read_text("utf-8", "replace").splitlines():
            with suppress(ValueError):
                at, account, *_ = line.split("\t")
                yield datetime.fromisoformat(at), account
