"""The charts and the files of a report's page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePosixPath

from reports.tokens import number
from reports.website.captions import Caption, caption_of, in_order, meaning_of
from reports.website.facts import Report
from reports.website.markup import Cell, link, table, text

_KIB = 1024
PAGE = "index.html"
INTERACTIVE = "tuong-tac.html"


def charts(report: Report) -> str:
    """Every chart as a picture that leads to its sheet for print, those of one kind under one heading."""
    stems = [PurePosixPath(file).stem for file in report.files if file.endswith(".png")]
    kinds = groupby(in_order(stems), key=caption_of)
    return "".join(_kind(caption, list(group), report) for caption, group in kinds if caption)


def _kind(caption: Caption, stems: Sequence[str], report: Report) -> str:
    names = {row.count.unit.code: row.count.unit.name for row in report.overview.rows}
    names[report.overview.root.code] = report.overview.root.name
    titles = [names.get(stem.partition("-")[2], caption.title) for stem in stems]
    drawn = "".join(_chart(stem, title, report) for stem, title in zip(stems, titles, strict=True))
    head = f"<h3>{text(caption.title)}</h3><p>{text(caption.reading)}</p>"
    return f'{head}<div class="pairs">{drawn}</div>' if len(stems) > 1 else head + drawn


def _chart(stem: str, title: str, report: Report) -> str:
    picture, sheet = f"{stem}.png", f"{stem}.pdf"
    width, height = _size(report.files[picture])
    drawn = (
        f'<img src="{html.escape(picture)}" width="{width}" height="{height}" loading="lazy" '
        f'alt="{text(title)}">'
    )
    target = sheet if sheet in report.files else picture
    return f"<figure>{link(target, drawn)}<figcaption>{_ways(title, sheet, report)}</figcaption></figure>"


def _ways(title: str, sheet: str, report: Report) -> str:
    shown = f"<bdi>{text(title)}</bdi>"
    return f"{shown} · {link(sheet, 'Bản in (PDF)')}" if sheet in report.files else shown


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height as a PNG states them, right after its first marks."""
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


def worklists(report: Report) -> str:
    """The whole worklist of each level, published beside the report."""
    if not report.worklists:
        return ""
    links = ", ".join(link(f"../{folder}/viec.csv", text(n)) for folder, n in report.worklists.items())
    return f"<p>Toàn bộ danh mục việc theo cấp, bản hiện hành của ngày chốt này: {links}.</p>"


def downloads(report: Report) -> str:
    """Every file of the edition with its size."""
    rows = (
        [
            Cell(link(file, text(file)), "who"),
            Cell(text(meaning_of(file))),
            Cell(size_of(len(content)), "number"),
        ]
        for file, content in sorted(report.files.items(), key=_kind_first)
    )
    listed = table(("Tệp", "Là gì", "Cỡ"), rows, "Các tệp của báo cáo")
    manifest = link("manifest.json", "manifest.json")
    return f"{listed}<p>{manifest}: SHA-256 của từng tệp và căn cứ của báo cáo.</p>"


def _kind_first(item: tuple[str, bytes]) -> tuple[int, str]:
    kinds = [".html", ".csv", ".txt", ".pdf", ".png", ".json"]
    suffix = PurePosixPath(item[0]).suffix
    return (kinds.index(suffix) if suffix in kinds else len(kinds)), item[0]


def size_of(count: int) -> str:
    """``118 KB`` or ``1,2 MB``."""
    return f"{number(count / _KIB**2, 1)} MB" if count >= _KIB**2 else f"{number(max(count / _KIB, 1))} KB"
