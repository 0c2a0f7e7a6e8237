"""What ``daihoi db`` prints: what was looked at, what was found, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from daihoi.cli.display import console
from daihoi.log_place import LogPlace
from daihoi.store.anchors import AnchorCheck, Head
from daihoi.store.backups import Backup
from daihoi.store.baselines import VIETNAM
from daihoi.store.log_differences import Difference
from daihoi.store.restoring import Restored, named
from daihoi.store.verifying import Finding, Verification
from reports import tokens

if TYPE_CHECKING:
    from daihoi.store.upgrading import Upgraded

MAX_FINDINGS = 20


def show_verification(place: LogPlace, found: Verification) -> None:
    """The verdict first, then what was looked at, then every finding with its remedy."""
    out = console()
    if found.is_whole:
        out.print(Text.assemble(("✓", "bold green"), f" Sổ ghi {place} nguyên vẹn."), soft_wrap=True)
    else:
        count = tokens.number(len(found.findings))
        out.print(
            Text.assemble(("✗", "bold red"), f" Sổ ghi {place} KHÔNG nguyên vẹn: {count} điều sai."),
            soft_wrap=True,
        )
    for line in _looked_at(place, found):
        out.print(f"  {line}")
    _show_findings(found)
    if found.is_whole and found.unsealed:
        out.print(Text(f"  Lưu ý: {_unsealed(found)}", "yellow"))
    if found.is_whole and found.head.anchor:
        note = f"So với mốc đã cất: daihoi db anchor --check {_written(found.head)}"
        out.print(Text(f"  {note}", "dim"))


def show_backup(made: Backup) -> None:
    """Where the copy lies and what it holds."""
    out, rows = console(), made.verification.rows
    events, batches = tokens.number(rows["event"]), tokens.number(rows["batch"])
    out.print(Text.assemble(("✓", "bold green"), f" Đã sao lưu {made.path}"), soft_wrap=True)
    size = _size(made.verification.size_bytes)
    out.print(f"  {size}, {events} sự kiện trong {batches} lần nhập, đã kiểm tra lại.")
    out.print(f"  Mốc: {_head(made.verification.head)}")
    out.print(Text(f"  Mốc ghi ở {made.anchor_path}: in ra hoặc cất ở máy khác.", "dim"), soft_wrap=True)
    if made.removed:
        names = ", ".join(path.name for path in made.removed)
        out.print(f"  Đã bỏ {len(made.removed)} bản cũ: {names}")


def show_evidence(count: int, folder: Path) -> None:
    """How many files of evidence were copied along; nothing when none was missing."""
    if count:
        console().print(f"  Kèm {tokens.number(count)} tệp minh chứng: {folder}", soft_wrap=True)


def show_restored(place: LogPlace, done: Restored) -> None:
    """What stands now, and where the log that was there lies."""
    out, told = console(), done.difference
    out.print(Text.assemble(("✓", "bold green"), f" Đã khôi phục {place} từ {done.source}"), soft_wrap=True)
    out.print(f"  {_head(done.verification.head)}")
    if done.upgraded_from is not None:
        out.print(f"  Bản sao thuộc phiên bản {done.upgraded_from}: đã nâng cấp khi khôi phục.")
    _show_lost(told)
    if told.gained_events:
        out.print(f"  Lấy lại {tokens.number(told.gained_events)} sự kiện mà sổ trước đó không có.")
    if done.kept:
        what = "tệp" if isinstance(done.kept, Path) else "lược đồ"
        out.print(f"  Sổ trước đó giữ ở {what} {done.kept}", soft_wrap=True)


def show_upgraded(place: LogPlace, done: Upgraded) -> None:
    """What version stands now, and where the log as it was lies."""
    out = console()
    if done.backup is None:
        out.print(f"Sổ ghi {place} đã ở phiên bản {done.after}: không cần nâng cấp.", soft_wrap=True)
        return
    told = f" Đã nâng cấp sổ ghi {place} từ phiên bản {done.before} lên {done.after}."
    out.print(Text.assemble(("✓", "bold green"), told), soft_wrap=True)
    out.print("  Mọi sự kiện và mã băm giữ nguyên; đã kiểm tra toàn bộ sổ sau khi nâng cấp.")
    out.print(f"  Sổ trước khi nâng cấp giữ ở {done.backup}", soft_wrap=True)


def _show_lost(told: Difference) -> None:
    """What the log that stands now lacks, and what to do about it."""
    out = console()
    if told.lost_events:
        lost = tokens.number(told.lost_events)
        out.print(
            Text(
                f"  {lost} sự kiện đến sau bản sao lưu không còn trong sổ: nhập lại các tệp báo cáo đó.",
                "yellow",
            )
        )
    if told.lost_baselines:
        names = ", ".join(f"«{name}»" for name in told.lost_baselines)
        out.print(Text(f"  Bản chốt không còn trong sổ: {names}.", "yellow"))
    if told.lost_access:
        access = "; ".join(named(told.lost_access))
        out.print(Text(f"  Về tài khoản: {access}. Làm lại bằng daihoi user.", "yellow"))
    if told.lost_report_runs:
        runs = tokens.number(told.lost_report_runs)
        out.print(Text(f"  Ghi chép về {runs} bản báo cáo đã công bố không còn trong sổ.", "yellow"))


def show_head(head: Head) -> None:
    """The anchor, as it stands on the footer of every page."""
    out = console()
    out.print(_head(head))
    if head.anchor:
        out.print(
            Text(
                "In ra hoặc cất ở máy khác; về sau đối chiếu: daihoi db anchor --check " + _written(head),
                "dim",
            ),
            soft_wrap=True,
        )


def show_anchor_check(checked: AnchorCheck) -> None:
    """Whether the log still holds the anchor."""
    out = console()
    if checked.is_kept:
        since = tokens.number(checked.events_since)
        later = f"sau đó có thêm {since} sự kiện" if checked.events_since else "đó là sự kiện cuối"
        kept = f" Khớp mốc {checked.anchor}: mọi sự kiện từ số 1 đến số {checked.anchor.seq} còn nguyên; "
        out.print(Text.assemble(("✓", "bold green"), kept, f"{later}."))
        return
    out.print(Text.assemble(("✗", "bold red"), f" KHÔNG khớp mốc {checked.anchor}. {checked.problem}"))
    out.print(
        "  → Kiểm tra lại số và mã; nếu đúng, giữ nguyên tệp sổ ghi làm chứng và khôi phục từ bản sao lưu "
        "còn khớp mốc này (daihoi db restore TỆP)."
    )


def _looked_at(place: LogPlace, found: Verification) -> Iterator[str]:
    what = "Tệp" if isinstance(place, Path) else "Cơ sở dữ liệu"
    yield f"{what}: {_size(found.size_bytes)}."
    if not found.rows:
        return
    rows = {name: tokens.number(count) for name, count in found.rows.items()}
    yield (
        f"Đã xem: {rows['event']} sự kiện của {tokens.number(found.campaigns)} đợt trong {rows['batch']} "
        f"lần nhập; {rows['activity_current']} dòng hiện trạng; {rows.get('baseline', '0')} bản chốt; "
        f"{tokens.number(found.seals)} niêm."
    )
    yield "Đã soát: tệp, khóa ngoài, chốt bảo vệ, dạng giá trị, chuỗi mã băm, phiên bản, hiện trạng, niêm."
    yield _head(found.head)


def _show_findings(found: Verification) -> None:
    """What is wrong, gathered under what is to be done about it."""
    out, shown = console(), found.findings[:MAX_FINDINGS]
    for remedy, same in groupby(shown, key=_remedy):
        for finding in same:
            out.print(Text(f"  • {finding.what}", "red"))
        out.print(f"    → {remedy}")
    if len(found.findings) > len(shown):
        out.print(f"  … và {tokens.number(len(found.findings) - len(shown))} điều nữa.")


def _remedy(finding: Finding) -> str:
    return finding.remedy


def _unsealed(found: Verification) -> str:
    return (
        f"{tokens.number(found.unsealed)} lần nhập và bản chốt chưa có niêm (sổ do bản chương trình cũ ghi); "
        "tên tệp và số dòng của chúng chưa được bảo vệ. Lần nhập tới sẽ niêm tất cả."
    )


def _head(head: Head) -> str:
    if head.anchor is None or head.recorded_at is None:
        return "Sổ ghi chưa có sự kiện nào."
    return f"Sổ ghi đến số {head.anchor}, ghi lúc {_moment(head.recorded_at)}."


def _written(head: Head) -> str:
    """The anchor as it is typed."""
    return str(head.anchor).replace(" · ", ":")


def _moment(moment: datetime) -> str:
    local = moment.astimezone(VIETNAM)
    return f"{local:%H:%M} ngày {tokens.date_long(local.date())}"


def _size(size_bytes: int) -> str:
    """``608,0 KB`` or ``1,3 MB``."""
    kilobytes = size_bytes / 1024
    return (
        f"{tokens.number(kilobytes)} KB" if kilobytes < 1024 else f"{tokens.number(kilobytes / 1024, 1)} MB"
    )
