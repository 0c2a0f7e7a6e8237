"""Several files in one ``daihoi import``: what became of each, once one of them is refused.

Files are recorded one after the other, since a later one may speak of what an earlier one files. So when one
is refused, those before it are in the log already and those after it were never looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path


def newest_of_each(files: Sequence[Path]) -> tuple[list[Path], list[tuple[Path, Path]]]:
    """A refused file and its marked copies, when all of them are given, are one file: the one saved last.

    «so/*.xlsx» typed again, after a copy was mended, names the refused file too.

    Returns:
        The files to import, in their order; those left out, each with the one taken in its place.
    """
    from daihoi.intake.annotating import original_stem  # readers start without it

    families = defaultdict[tuple[Path, str], list[Path]](list)
    for path in files:
        families[path.parent, original_stem(path)].append(path)
    taken: dict[Path, Path] = {}
    for family in families.values():
        originals = [path for path in family if path.stem == original_stem(path)]
        if len(family) > 1 and len(originals) <= 1 and all(path.exists() for path in family):
            newest = max(family, key=lambda path: (path.stat().st_mtime_ns, path not in originals))
            taken |= {path: newest for path in family if path != newest}
    return [path for path in files if path not in taken], list(taken.items())


def show_left_out(left_out: Sequence[tuple[Path, Path]]) -> None:
    """Says which files are passed over."""
    from daihoi.cli import display

    for path, newest in left_out:
        text = f"{path.name}: bỏ qua, vì {newest.name} (cùng một tệp, bản đánh dấu lỗi) lưu sau."
        display.console().print(text, soft_wrap=True, markup=False)


def outcome(
    files: Sequence[Path], added: Sequence[int | None], *, dry_run: bool, has_copy: bool = False
) -> str:
    """One line per file, and which to import again; empty when there is one file only.

    Args:
        files: all files of the command, in its order; the one after those that were added was refused.
        added: events added from each file that went well; None for a table of rulings, told as it came.
        dry_run: nothing was to be recorded.
        has_copy: the refused file has a marked copy, which may be imported in its place.
    """
    if len(files) == 1:
        return ""
    told = [
        f"{path.name}: {_good(count, dry_run=dry_run)}" for path, count in zip(files, added, strict=False)
    ]
    refused, *unread = files[len(added) :]
    told.append(f"{refused.name}: bị từ chối, chưa ghi dòng nào")
    told += [f"{path.name}: chưa đọc" for path in unread]
    instead = " (hay bản đánh dấu của nó)" if has_copy else ""
    again = ", ".join([f"{refused.name}{instead}", *(path.name for path in unread)])
    ending = "" if dry_run else f"\nSửa xong, chỉ nhập lại những tệp chưa ghi, theo thứ tự này: {again}."
    return "Từng tệp:\n" + "\n".join(f"  {line}" for line in told) + ending


def _good(count: int | None, *, dry_run: bool) -> str:
    if dry_run:
        return "đọc được; chưa ghi, vì chỉ xem trước"
    if count is None:
        return "đã nhận, xem ở trên"
    return f"đã ghi {count} sự kiện" if count else "không có gì mới, không thêm gì"
