"""What is known when a campaign is started, and what of it cannot stand before anything is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from daihoi.errors import Problem
from daihoi.intake.texts import clean
from daihoi.loading.unit_rows import CODE, MAX_CODE

PLACE = "daihoi new"
"""What messages name when an option of the command is meant."""

_CAMPAIGN = re.compile(r"[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True)
class Asked:
    """What the coordinator says of the campaign to be.

    Attributes:
        campaign: code of the campaign, and name of its folder.
        unit: code of the unit whose congress it is.
        name: of that unit, as papers have it.
        level: code of its level.
        opening: first day of its congress.
        start: first day of the work.
        plan_number: of the plan; ``…`` stands for what is not known yet.
        plan_date: when the plan was issued.
        title: empty for «Đại hội <name>, nhiệm kỳ <term>».
        term: empty for as many years from the opening as the rule set has.
        delegates: number of delegates; None when not decided.
        units_file: table of the units below; None when there is only their number.
        branches: number of units directly below, when there is no table.
        structure: code; empty for the only one with this level.
        ruleset: code; empty for the one that holds on the day of the plan.
    """

    campaign: str
    unit: str
    name: str
    level: str
    opening: date
    start: date
    plan_number: str
    plan_date: date
    title: str = ""
    term: str = ""
    delegates: int | None = None
    units_file: Path | None = None
    branches: int | None = None
    structure: str = ""
    ruleset: str = ""

    @property
    def whole_title(self) -> str:
        """The heading of all pages, once the term is known."""
        return self.title or f"Đại hội {self.name}, nhiệm kỳ {self.term}"

    def cleaned(self) -> Asked:
        """The same with its texts as they are kept: one spelling of Unicode, single spaces.

        Raises:
            ValueError: a text holds what cannot be printed; ``option_problems`` tells of it.
        """
        return replace(
            self,
            name=clean(self.name),
            plan_number=clean(self.plan_number),
            title=clean(self.title),
            term=clean(self.term),
        )


def refused(option: str, what: str, remedy: str) -> Problem:
    """What is wrong with an option of the command."""
    return Problem(PLACE, 0, what, remedy, option)


def is_code(text: str) -> bool:
    """Whether a unit may bear a code."""
    return CODE.fullmatch(text) is not None and len(text) <= MAX_CODE


def option_problems(asked: Asked) -> Iterator[Problem]:
    """What is wrong with what was typed, looked at by itself."""
    if not _CAMPAIGN.fullmatch(asked.campaign):
        remedy = "chữ thường không dấu, số, gạch dưới, mở đầu bằng chữ, 2 đến 40 ký tự: phuong_an_khe_2025"
        yield refused("ĐỢT", f"mã đợt «{asked.campaign}» không dùng làm tên thư mục được", remedy)
    if not is_code(asked.unit):
        remedy = f"chỉ dùng A–Z, 0–9 và dấu chấm, không quá {MAX_CODE} ký tự, ví dụ AK"
        yield refused("--unit", f"mã «{asked.unit}» không hợp lệ", remedy)
    yield from _text_problems(asked)
    if (asked.units_file is None) == (asked.branches is None):
        what = "chưa có đơn vị trực thuộc" if asked.branches is None else "vừa có danh sách vừa có số lượng"
        yield refused(
            "--units", what, "ghi --units TỆP (danh sách), hoặc --branches SỐ khi chưa có danh sách"
        )
    if asked.start > asked.plan_date:
        what = f"việc bắt đầu {asked.start:%d/%m/%Y}, sau ngày ban hành kế hoạch {asked.plan_date:%d/%m/%Y}"
        yield refused("--start", what, "ngày bắt đầu không muộn hơn ngày của kế hoạch (--plan-date)")
    if asked.opening <= asked.start:
        what = f"khai mạc {asked.opening:%d/%m/%Y}, không sau ngày bắt đầu {asked.start:%d/%m/%Y}"
        yield refused("--opening", what, "đại hội phải sau ngày bắt đầu công việc")


def _text_problems(asked: Asked) -> Iterator[Problem]:
    """Texts go into YAML and CSV: they must be whole, and on one line."""
    told = {
        "--name": asked.name,
        "--title": asked.title,
        "--term": asked.term,
        "--plan-number": asked.plan_number,
    }
    for option, text in told.items():
        try:
            if not clean(text) and option in {"--name", "--plan-number"}:
                yield refused(option, "để trống", "ghi nội dung")
        except ValueError as error:
            yield refused(option, f"có ký tự không in được {error}", "xóa ký tự này, viết trên một dòng")
