"""A copy of a refused file with every wrong cell marked, beside the file."""

from __future__ import annotations

from glob import escape as glob_escape
from pathlib import Path

from daihoi.errors import DaihoiError, InputErrors


def marked_copy(path: Path, error: DaihoiError) -> str:
    """Marks the wrong cells in a copy and says where it lies; empty when there is nothing to mark.

    What the log has overtaken needs a new form; put back as it was sent out, it keeps nothing else out.
    """
    from daihoi.store.admission import NEW_FORM

    copy = _annotated_copy(path, error) if isinstance(error, InputErrors) else None
    if copy is None or not isinstance(error, InputErrors):
        return ""
    if all(one.remedy.startswith(NEW_FORM) for one in error.problems):
        return (
            f"Bản đánh dấu các dòng đã cũ: {copy} – trả các dòng ấy như lúc phát, phần còn lại vẫn nhập được."
        )
    return f"Bản đánh dấu từng ô sai: {copy} – sửa trên bản này rồi nhập lại.{_other_copies(path, copy)}"


def _other_copies(path: Path, copy: Path) -> str:
    """That another marked copy was saved after the file: whoever mended it may have meant to import that."""
    from daihoi.intake.annotating import original_stem

    stem, told_on = original_stem(path), path.stat().st_mtime
    others = (one for one in path.parent.glob(f"{glob_escape(stem)}.loi*.xlsx") if one not in (path, copy))
    later = [one for one in others if original_stem(one) == stem and one.stat().st_mtime > told_on]
    if not later:
        return ""
    last = max(later, key=lambda one: one.stat().st_mtime)
    return f"\nĐã sửa trên {last} rồi thì nhập tệp ấy, không phải {path.name}."


def _annotated_copy(path: Path, error: InputErrors) -> Path | None:
    """Writes the marked copy beside the file, or in the current folder where that cannot be written."""
    from daihoi.intake.annotating import annotated, copy_name

    content = annotated(path, error.problems)
    for folder in (path.parent, Path()) if content else ():
        try:
            copy = folder / copy_name(path, [other.name for other in folder.iterdir()])
            with copy.open("xb") as file:
                file.write(content or b"")
        except OSError:
            continue
        return copy
    return None
