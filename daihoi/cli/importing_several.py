"""Several files in one ``daihoi import``: what became of each, once one of them is refused.

Files are recorded one after the other, since a later one may speak of what an earlier one files. So when one
is refused, those before it are in the log already and those after it were never looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def outcome(files: Sequence[Path], added: Sequence[int | None], *, dry_run: bool) -> str:
    """One line per file, and which to import again; empty when there is one file only.

    Args:
        files: all files of the command, in its order; the one after those that were added was refused.
        added: events added from each file that went well; None for a table of rulings, told as it came.
        dry_run: nothing was to be recorded.
    """
    if len(files) == 1:
        return ""
    told = [
        f"{path.name}: {_good(count, dry_run=dry_run)}" for path, count in zip(files, added, strict=False)
    ]
    refused, *unread = files[len(added) :]
    told.append(f"{refused.name}: bị từ chối, chưa ghi dòng nào")
    told += [f"{path.name}: chưa đọc" for path in unread]
    again = ", ".join(path.name for path in (refused, *unread))
    ending = "" if dry_run else f"\nSửa xong, chỉ nhập lại những tệp chưa ghi, theo thứ tự này: {again}."
    return "Từng tệp:\n" + "\n".join(f"  {line}" for line in told) + ending


def _good(count: int | None, *, dry_run: bool) -> str:
    if dry_run:
        return "đọc được; chưa ghi, vì chỉ xem trước"
    if count is None:
        return "đã nhận, xem ở trên"
    return f"đã ghi {count} sự kiện" if count else "không có gì mới, không thêm gì"
