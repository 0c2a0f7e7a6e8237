"""The finding of a status matrix as a sentence."""

from __future__ import annotations

from collections import Counter

from daihoi.domain.matrix import Matrix, MatrixRow
from reports.tokens import number, share

_MAX_NAMED = 3


def matrix_finding(matrix: Matrix) -> str:
    """How many are late or overdue, where, and with whom to speak first (Vietnamese)."""
    level, rows = matrix.level_name, matrix.rows
    if not rows:
        return f"Không có {level} nào trực thuộc."
    parts = [_held(matrix), _late(matrix), _overdue(matrix), _where(matrix)]
    return " ".join(part for part in parts if part)


def _held(matrix: Matrix) -> str:
    held, level = sum(row.is_held for row in matrix.rows), matrix.level_name
    if held == len(matrix.rows):
        return f"Đã tổ chức đủ {held}/{held} đại hội {level}."
    if not any(activity.done or activity.inferred for activity in matrix.activities):
        return f"Chưa có {level} nào báo cáo việc đã xong."
    return f"Đã đại hội {share(held, len(matrix.rows))} {level}."


def _late(matrix: Matrix) -> str:
    late = [row for row in matrix.rows if row.is_late]
    if not late:
        return _spare(matrix)
    days = [-(row.float_days or 0) for row in late]
    most, least = max(days), min(days)
    how = f"{most} ngày làm việc" if most == least else f"{least}–{most} ngày làm việc"
    return f"{number(len(late))} {matrix.level_name} sẽ đại hội sau hạn, trễ {how}."


def _spare(matrix: Matrix) -> str:
    """Who has least to spare, when nobody is late."""
    known = [row for row in matrix.rows if row.float_days is not None]
    if not known:
        return ""
    least = min(row.float_days or 0 for row in known)
    closest = [row for row in known if row.float_days == least]
    left = f"còn {least} ngày làm việc đến hạn" if least else "đúng vào hạn"
    return f"Không đại hội nào trễ hạn; sát hạn nhất: {_names(closest)}, {left}."


def _overdue(matrix: Matrix) -> str:
    total = sum(row.overdue for row in matrix.rows)
    if not total:
        return "Không có việc quá hạn."
    worst = max(matrix.activities, key=lambda activity: activity.overdue)
    units = sum(bool(row.overdue) for row in matrix.rows)
    if worst.overdue == total:
        return f"{number(total)} việc quá hạn ở {number(units)} {matrix.level_name}, đều là «{worst.name}»."
    return (
        f"{number(total)} việc quá hạn ở {number(units)} {matrix.level_name}, nhiều nhất: «{worst.name}» "
        f"({number(worst.overdue)})."
    )


def _where(matrix: Matrix) -> str:
    """The units above that have most rows in trouble."""
    troubled = [row for row in matrix.rows if row.is_late or row.overdue]
    if not troubled or len({row.unit.parent_code for row in matrix.rows}) < 2:
        return f"Làm việc trước với: {_names(troubled)}." if troubled else ""
    above = Counter(row.parent_name for row in troubled).most_common(_MAX_NAMED)
    return f"Làm việc trước với: {', '.join(f'{name} ({count})' for name, count in above)}."


def _names(rows: list[MatrixRow]) -> str:
    more = f" và {len(rows) - _MAX_NAMED} nơi nữa" if len(rows) > _MAX_NAMED else ""
    return ", ".join(row.unit.name for row in rows[:_MAX_NAMED]) + more
