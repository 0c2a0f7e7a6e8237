"""What commands print: tables and sentences for people, in Vietnamese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from daihoi.errors import DaihoiError
from daihoi.loading import ConfigDir, load_campaign
from daihoi.publishing import MANIFEST
from reports import figures, tokens, wording

if TYPE_CHECKING:
    from daihoi.domain.assessment import Assessment
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.expansion import Expansion
    from daihoi.domain.record import Event
    from daihoi.publishing import Published
    from daihoi.store.writing import ImportResult


PIPED_WIDTH = 200
"""Letters on a line when nobody looks: in a file or another program names should not be broken."""


def console() -> Console:
    """Standard output; wide enough for tables when it is not a terminal."""
    made = _plain(None)
    return made if made.is_terminal else _plain(PIPED_WIDTH)


def _plain(width: int | None) -> Console:
    """A console that prints texts as they are: names in the data may hold brackets and colons."""
    return Console(width=width, markup=False, highlight=False, emoji=False)


def show_campaigns(config: ConfigDir) -> None:
    """One line per campaign; a broken one says so."""
    table = Table("Đợt", "Tên", "Đơn vị", "Kế hoạch", box=None, header_style="bold")
    for code in config.campaign_codes():
        try:
            campaign = load_campaign(config, code)
        except DaihoiError:
            table.add_row(code, Text(f"có lỗi: chạy daihoi validate {code}", "red"), "", "")
        else:
            plan = f"{campaign.plan_number}, {tokens.date_long(campaign.plan_date)}"
            table.add_row(code, campaign.title, str(len(campaign.tree.units)), plan)
    console().print(table)
    console().print(Text(f"Thư mục cấu hình: {config.root}", "dim"))


def show_valid(expansion: Expansion, report_rows: int) -> None:
    """What a sound campaign consists of."""
    campaign = expansion.campaign
    out = console()
    out.print(Text.assemble(("✓", "bold green"), f" {campaign.title}: cấu hình dùng được."))
    counts = Counter(unit.level for unit in campaign.tree.units)
    units = ", ".join(
        f"{counts[lv.code]} {lv.short_name}" for lv in campaign.structure.levels if counts[lv.code]
    )
    activities = int(expansion.is_applicable.sum())
    out.print(f"  Đơn vị: {units}. {activities} việc, {len(expansion.network.links)} liên kết.")
    for deadline in campaign.deadlines:
        whom = deadline.unit_code or campaign.structure.by_code[deadline.level].short_name
        out.print(f"  Hạn {whom}: «{deadline.words}», chậm nhất {tokens.date_long(deadline.last_day)}.")
    files = len(campaign.report_files) + len(campaign.register_files)
    out.print(f"  Báo cáo kèm theo: {files} tệp, {report_rows} dòng, không lỗi.")
    for activity, link in expansion.external_links:
        waiting, awaited = _activity_name(campaign, activity), _activity_name(campaign, link.predecessor)
        note = (
            f" «{waiting}» chờ «{awaited}» của cấp trên nằm ngoài đợt: không tính được, "
            "chỉ theo ngày dự kiến trong units.csv và «floors» trong campaign.yaml."
        )
        out.print(Text.assemble(("  Lưu ý:", "yellow"), note))


def _activity_name(campaign: Campaign, code: str) -> str:
    level = campaign.structure.level_of_activity[code]
    return level.activities[level.position[code]].name


def show_status(assessment: Assessment, out: Console | None = None, *, known_at: int | None = None) -> None:
    """The finding in a sentence, the key figures, and the organisations most at risk.

    Args:
        assessment: the campaign at the status date.
        out: where to print; standard output when None.
        known_at: the event up to which the reader asked to know; None for all of the log.
    """
    from daihoi.cli import standing_display as standing
    from daihoi.domain.overview import overview, pace

    shown, speed = overview(assessment), pace(assessment)
    out = out or console()
    out.print()
    out.print(Text(assessment.campaign.title, "bold"))
    out.print(Text(f"Số liệu đến hết ngày {tokens.date_long(assessment.status_date)}\n", "dim"))
    out.print(Text(f"{wording.overview_finding(shown)}\n", "bold"))
    for line in (standing.pace_line(speed), standing.forecast_line(speed)):
        if line:
            out.print(Text(f"{line}\n"))
    out.print(_key_table(figures.key_figures(shown, speed)))
    out.print()
    if (table := standing.risk_table(shown)) is not None:
        out.print(table)
        out.print(Text(f"{standing.rest_line(shown, known_at)}\n".lstrip(), "dim"))


def show_footnotes(assessment: Assessment) -> None:
    """What the figures rest on."""
    for note in wording.footnotes(assessment.edition):
        console().print(Text(note, "dim"))


def show_import(path: Path, result: ImportResult) -> None:
    """What an import added."""
    if result.duplicate_of is not None:
        show_known(path, result.duplicate_of)
    else:
        text = f"{path.name}: thêm {result.new_events} sự kiện, {result.unchanged_rows} dòng không đổi."
        console().print(Text(text))
    show_remarks(result.remarks)


def show_known(path: Path, number: int) -> None:
    """That an earlier import brought the same."""
    console().print(Text(f"{path.name}: nội dung này đã nhập ở lần nhập số {number}; không thêm gì."))


def show_remarks(remarks: Iterable[str]) -> None:
    """What whoever imports should know of rows that are recorded."""
    for remark in remarks:
        console().print(Text(f"Lưu ý: {remark}", "yellow"), soft_wrap=True)


def show_log(
    names: Mapping[str, str],
    activities: Mapping[str, str],
    events: Sequence[Event],
    entries: Mapping[int, str],
) -> None:
    """The log as a table, oldest first.

    Args:
        names: by unit code, of all units that there ever were.
        activities: activity code → name, as it is configured today.
        events: what is shown.
        entries: ``seq`` of what was said of an entry of a register → how the entry is called.
    """
    table = Table(
        "Số", "Đơn vị", "Việc", "Loại", "Bắt đầu", "Kết thúc", "%", "Về ngày", "Căn cứ", "Người ghi", box=None
    )
    for event in events:
        said = event.statement
        name = names.get(said.unit_code, "")
        table.add_row(
            str(event.seq),
            f"{said.unit_code} {name}".rstrip(),
            entries.get(event.seq) or activities.get(said.activity, said.activity),
            tokens.EVENT_KINDS[said.kind.value] + (f" (số {event.corrects})" if event.corrects else ""),
            tokens.date_long(said.actual_start) if said.actual_start else "",
            tokens.date_long(said.actual_finish) if said.actual_finish else "",
            "" if said.percent is None else str(said.percent),
            tokens.date_long(said.effective_date),
            tokens.CERTAINTIES[said.certainty.value],
            event.actor,
        )
    console().print(table if events else "Sổ ghi chưa có sự kiện nào khớp.")


def show_files(paths: Sequence[Path]) -> None:
    """The files that were written."""
    for path in paths:
        console().print(f"Đã ghi {path}", soft_wrap=True)


def show_published(published: Sequence[Published], seconds: float) -> None:
    """Where the results lie; says when nothing had changed."""
    out = console()
    out.print()
    for edition in published:
        mark = "mới" if edition.is_new else "không đổi"
        out.print(Text.assemble((str(edition.folder), "bold"), " ", (f"({mark})", "dim")), soft_wrap=True)
        for name in edition.files:
            if name != MANIFEST:
                out.print(f"  {name}", soft_wrap=True)
    out.print(Text(f"Xong trong {tokens.number(seconds, 1)} giây.", "dim"))


def _key_table(key_figures: Sequence[figures.KeyFigure]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(style="bold")
    table.add_column()
    for figure in key_figures:
        table.add_row(figure.label, figure.value, figure.note)
    return table
