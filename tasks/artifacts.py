"""What Prefect's page of a run shows of the report: a copy to look at, never a memory.

Nothing is read back from it, and a run never fails for it. No person is named: a report knows units only.
"""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from prefect.artifacts import create_markdown_artifact, create_progress_artifact, create_table_artifact
from prefect.context import FlowRunContext, TaskRunContext

from daihoi.domain.results import Overview, Pace
from reports.figures import key_figures
from reports.tokens import date_long, share, signed
from reports.wording import footnotes, overview_finding, pace_finding
from tasks.watching import LOGGER, watched_task

MAX_PICTURE = 600_000
"""Bytes of a picture inside a text; with base64 and the words the whole stays below one megabyte, above
which Prefect drops the event that tells of it."""
MAX_ROWS = 60

Files = Mapping[str, bytes]
Write = Callable[[], object]


@watched_task("Ghi tóm tắt vào trang của lần chạy")
def write_artifacts(overview: Overview, pace: Pace, pages: Sequence[Files]) -> int:
    """Finding, key figures, progress and the overview chart; returns how many were written.

    Outside a run there is no page to write to, and none is.
    """
    if FlowRunContext.get() is None and TaskRunContext.get() is None:
        return 0
    files = {name: content for page in pages for name, content in page.items()}
    return sum(_is_written(write) for write in _writes(overview, pace, files))


def _writes(overview: Overview, pace: Pace, files: Files) -> Iterator[Write]:
    key, day = artifact_key(overview.edition.campaign_code), date_long(overview.edition.status_date)
    told = f"{overview.edition.campaign_title}, chốt {day}"
    yield lambda: create_markdown_artifact(
        finding_text(overview, pace), f"{key}-ket-luan", f"Kết luận – {told}"
    )
    yield lambda: create_table_artifact(
        figure_rows(overview, pace), f"{key}-so-lieu", f"Các số chính – {told}"
    )
    yield lambda: create_table_artifact(
        unit_rows(overview), f"{key}-don-vi", f"Đơn vị đáng lo trước – {told}"
    )
    yield lambda: create_progress_artifact(percent(overview), f"{key}-tien-do", f"{_held(overview)} – {told}")
    for name, title in (("tong-quan", "Tổng quan"), (f"gantt-{overview.root.code}", overview.root.name)):
        picture = files.get(f"{name}.png")
        if picture:
            yield _picture(picture, f"{key}-{artifact_key(name)}", title, told)


def _picture(content: bytes, key: str, title: str, told: str) -> Write:
    return lambda: create_markdown_artifact(picture_text(content, title, told), key, f"{title} – {told}")


def _is_written(write: Write) -> bool:
    try:
        write()
    except Exception as error:  # whatever Prefect may raise: the report is published, and that is what counts
        LOGGER.log(logging.WARNING, "Không ghi được tóm tắt vào Prefect: %s", error)
        return False
    return True


def artifact_key(name: str) -> str:
    """Letters, digits and hyphens, as Prefect wants them: ``cam_le_2020`` → ``cam-le-2020``."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def finding_text(overview: Overview, pace: Pace) -> str:
    """The finding, and what it rests on."""
    head = f"# {_plain(overview.edition.campaign_title)}\n\nSố liệu đến hết ngày "
    found = [overview_finding(overview), pace_finding(pace)]
    rest = [f"*{_plain(note)}*" for note in footnotes(overview.edition)]
    return head + "\n\n".join([date_long(overview.edition.status_date), *map(_plain, found), *rest]) + "\n"


def figure_rows(overview: Overview, pace: Pace) -> list[dict[str, str]]:
    """The key figures as rows of a table."""
    return [{"Số liệu": f.label, "Giá trị": f.value, "So với": f.note} for f in key_figures(overview, pace)]


def unit_rows(overview: Overview) -> list[dict[str, str]]:
    """The organisations, most at risk first; no more than fit on a page."""
    return [
        {
            "Đơn vị": row.count.unit.name,
            "Đã đại hội": share(row.count.held, row.count.total),
            "So kế hoạch": signed(row.count.held - row.count.planned),
            "Việc quá hạn": str(row.overdue),
            "Đại hội của đơn vị": date_long(row.congress_current.start),
            "Dự trữ (ngày)": "" if row.float_days is None else signed(row.float_days),
        }
        for row in overview.rows[:MAX_ROWS]
    ]


def percent(overview: Overview) -> float:
    """Congresses held, of all; never 100 while one is missing."""
    total = overview.total
    if not total.total:
        return 0.0
    return 100.0 if total.is_complete else min(round(100 * total.held / total.total, 2), 99.99)


def picture_text(content: bytes, title: str, told: str) -> str:
    """A chart inside a text; where it is too large, which file to open."""
    if len(content) > MAX_PICTURE:
        return (
            f"# {_plain(title)}\n\nHình quá lớn để đặt ở đây: mở trang báo cáo đã công bố ({_plain(told)})."
        )
    return f"![{_plain(title)}](data:image/png;base64,{base64.b64encode(content).decode()})\n"


def _held(overview: Overview) -> str:
    return f"Đã đại hội {share(overview.total.held, overview.total.total)} {overview.counted_level_name}"


def _plain(text: str) -> str:
    """Text whose signs mean nothing to Markdown or HTML."""
    return re.sub(r"([\\`*_{}\[\]()<>#+!|&~$-])", r"\\\1", " ".join(text.split()))
