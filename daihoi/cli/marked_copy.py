"""A copy of a refused file with every wrong cell marked, beside the file."""

from __future__ import annotations

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
    return f"Bản đánh dấu từng ô sai: {copy} – sửa trên bản này rồi nhập lại."


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
