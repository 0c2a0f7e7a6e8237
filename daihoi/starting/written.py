"""The text of ``campaign.yaml`` and ``units.csv`` of a new campaign, with comments for who goes on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from daihoi.domain.rules import RuleSet
from daihoi.domain.structure import Certainty, Structure
from daihoi.loading.unit_rows import COLUMNS
from daihoi.starting.asked import Asked
from daihoi.starting.deadlines import FirstDeadline
from daihoi.starting.listed import ListedUnit
from daihoi.whole_files import harmless

_HEAD = """\
# {title}.
#
# Lập bằng «daihoi new». Sửa bằng trình soạn thảo văn bản thường; dấu # mở đầu lời ghi chú. Sửa xong:
#   daihoi validate {code}
# certainty: stated = văn bản nêu; rule = quy định của cấp trên; assumed = giả định, trang nào dùng đến
# cũng ghi rõ.
#
# Trong thư mục này:
#   units.csv   cây đơn vị: tên, số đảng viên, ngày đại hội dự kiến (năm-tháng-ngày; để trống khi chưa định);
#               x ở is_pilot: đại hội điểm; x ở is_direct_election: bầu trực tiếp bí thư tại đại hội.
#   plans/      nếu có: kế hoạch riêng của đơn vị (docs/planning.md).
# Mỗi việc kéo dài mấy ngày: config/structures/{structure}/. Quy định: config/rulesets/{rules}.yaml.
"""
_DEADLINES = """
# last_day là ngày cuối cùng còn được phép mà words được hiểu là. Hạn không dời ngày nào trong lịch, chỉ
# cho biết còn dư hay đã thiếu bao nhiêu ngày. Kế hoạch của cấp ủy nêu hạn khác thì sửa,
# certainty: stated.
deadlines:
"""


def campaign_text(
    asked: Asked, deadlines: Sequence[FirstDeadline], structure: Structure, rules: RuleSet, *, has_list: bool
) -> str:
    """``campaign.yaml``."""
    title = asked.whole_title
    head = _HEAD.format(title=title, code=asked.campaign, structure=structure.code, rules=rules.code)
    return (
        head
        + "\n".join(["", *_head_lines(asked, structure, rules)])
        + "\n"
        + _deadlines_text(deadlines)
        + _rest(asked, deadlines, has_list=has_list)
    )


def _head_lines(asked: Asked, structure: Structure, rules: RuleSet) -> Iterator[str]:
    yield f"campaign: {asked.campaign}"
    yield f"title: {_quoted(asked.whole_title)}"
    yield f"term: {_quoted(asked.term)}"
    yield f"structure: {structure.code}"
    yield f"ruleset: {rules.code}"
    yield "calendar: vietnam"
    yield f"plan: {{number: {_quoted(asked.plan_number)}, date: {asked.plan_date.isoformat()}}}"
    yield f"start_date: {asked.start.isoformat()}      # không việc nào bắt đầu trước ngày này"


def _deadlines_text(deadlines: Sequence[FirstDeadline]) -> str:
    def one(deadline: FirstDeadline) -> str:
        return (
            f"  - level: {deadline.level}\n"
            f"    words: {_quoted(deadline.words)}\n"
            f"    last_day: {deadline.last_day.isoformat()}\n"
            f"    certainty: {deadline.certainty.value}\n"
            f"    source: {_quoted(deadline.source)}\n"
        )

    return _DEADLINES + "".join(one(deadline) for deadline in deadlines)


def _rest(asked: Asked, deadlines: Sequence[FirstDeadline], *, has_list: bool) -> str:
    text = ""
    if asked.delegates is not None:
        source = _quoted("Dự kiến khi lập đợt")
        text += f"\ndelegates: {{total: {asked.delegates}, certainty: assumed, source: {source}}}\n"
    assumed = [
        f"hạn của {d.level_name}: {d.last_day:%d/%m/%Y}"
        for d in deadlines
        if d.certainty is Certainty.ASSUMED
    ]
    if not has_list:
        assumed.append("tên và số lượng đơn vị trực thuộc")
    if "…" in asked.plan_number:
        assumed.append("số của kế hoạch")
    if assumed:
        text += "\n# In trên mọi trang dựa vào chúng; điều nào đã chắc thì xóa dòng ấy.\nassumptions:\n"
        text += "".join(f"  - {_quoted(line)}\n" for line in assumed)
    return text


def notes_text(units: Sequence[ListedUnit]) -> str:
    """The notes of the list, as comments: ``units.csv`` has no place for them, and nothing is lost."""
    noted = [f"#   {unit.code} {unit.name}: {unit.note}\n" for unit in units if unit.note]
    return "".join(["\n# Ghi chú trong danh sách đơn vị:\n", *noted]) if noted else ""


def _quoted(text: str) -> str:
    """A YAML scalar that is a text whatever stands in it: JSON strings are such scalars."""
    return json.dumps(text, ensure_ascii=False)


def units_text(asked: Asked, units: Sequence[ListedUnit]) -> str:
    """``units.csv``: the unit itself, then those below; line n + 2 is the n-th of them."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    top = (asked.unit, asked.name, asked.level, "", asked.level, "", "", "", asked.opening.isoformat())
    # Whoever sets a campaign up says the day; it stays a planned one until the congress is held.
    source = (Certainty.STATED.value, "Ngày khai mạc dự kiến nêu khi lập đợt")
    writer.writerow([harmless(cell) for cell in (*top, *source)])
    writer.writerows([harmless(cell) for cell in _row(unit)] for unit in units)
    return file.getvalue()


def _row(unit: ListedUnit) -> tuple[str, ...]:
    return (
        unit.code,
        unit.name,
        unit.level,
        unit.parent,
        unit.kind,
        "x" if unit.is_pilot else "",
        "x" if unit.is_direct_election else "",
        "" if unit.members is None else str(unit.members),
        unit.congress.isoformat() if unit.congress else "",
        (Certainty.ASSUMED if unit.is_assumed else Certainty.STATED).value,
        unit.source,
    )
