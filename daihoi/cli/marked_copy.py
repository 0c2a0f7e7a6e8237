"""A copy of a refused file with every wrong cell marked, beside the file."""

from __future__ import annotations

from pathlib import Path

from daihoi.errors import DaihoiError, InputErrors


def marked_copy(path: Path, error: DaihoiError) -> str:
    """Marks the wrong cells in a copy and says where it lies; empty when there is nothing to mark.

    What nobody can mend on that copy, because the log has gone on since, is not marked: it needs a new form.
    """
    from daihoi.store.admission import NEW_FORM

    if not isinstance(error, InputErrors) or all(one.remedy.startswith(NEW_FORM) for one in error.problems):
        return ""
    copy = _annotated_copy(path, error)
    return f"Bản đánh dấu từng ô sai: {copy} – sửa trên bản này rồi nhập lại." if copy else ""


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
