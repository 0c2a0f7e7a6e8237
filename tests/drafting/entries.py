"""Registers of a small district, told as tables: through the same reading as files of offices."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from daihoi.domain import entry_checks
from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, stated_entry
from daihoi.domain.preparing import documents_checks, feedback_checks, programmes_checks, sending_checks
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.record import EventKind, Statement
from daihoi.domain.registers import Register
from daihoi.errors import InputErrors
from daihoi.intake.register_tables import Ground, read_entries
from daihoi.intake.setting import Setting
from daihoi.intake.tables import read_table
from daihoi.loading import ConfigDir
from daihoi.loading.register_config import load_registers
from tests.domain.campaigns import assessed, make_district

CONFIG = ConfigDir(Path(__file__).resolve().parents[2] / "config")
TODAY = date(2020, 6, 30)
REPORT, REVIEW_REPORT = "báo cáo chính trị", "báo cáo kiểm điểm"

VERSION = "Văn kiện,Bản,Ngày hoàn thành"
ROUND = "Văn kiện,Nơi cho ý kiến,Lần,Bản,Ngày họp"
SENT = "Văn kiện,Bản,Gửi cho,Ngày gửi,Góp ý trước ngày"
RECEIPT = "Văn kiện,Bản,Ngày nhận,Đưa vào chương trình đại hội"
PLAN = (
    "Văn kiện,Ngày ban hành kế hoạch,Số lần cho ý kiến,Hạn dự thảo lần 1,Hạn gửi xuống góp ý,"
    "Hạn bản chính thức"
)
COMMENT = "Ý kiến số,Văn kiện của đơn vị,Văn kiện,Mục,Đối tượng góp ý,Góp ý tại,Nội dung,Ngày góp ý"
ANSWER = "Đơn vị góp ý,Ý kiến số,Xử lý,Giải trình,Cho cả ý kiến trùng,Ngày xử lý"
SECTION = "Số liệu đến ngày,Văn kiện,Mục,Tên mục"
ASKED = "Văn kiện,Lần,Đối tượng góp ý,Từ ngày,Đến ngày,Số nơi được hỏi,Số nơi trả lời,Số hội nghị"
PROGRAMME = "Số liệu đến ngày,Mã chương trình,Của cấp nào,Tên chương trình"
LINK = "Số liệu đến ngày,Chương trình của đơn vị,Chương trình của cấp trên"
REVIEWED = "Số liệu đến ngày,Chương trình,Trạng thái,Ngày tổng kết xong"
TARGET = "Số liệu đến ngày,Số thứ tự,Tên chỉ tiêu,Thực hiện,Kết quả"
NAME = "Số liệu đến ngày,Đại hội lần thứ,Khóa đang nhiệm kỳ,Cơ quan cấp trên"


@cache
def configured() -> Mapping[str, Register]:
    """The registers of the product, read once."""
    return load_registers(CONFIG)


@contextmanager
def own_checks() -> Iterator[None]:
    """The checks of documents and feedback, whether or not they are registered already."""
    with pytest.MonkeyPatch.context() as patch:
        modules = (documents_checks, feedback_checks, programmes_checks, sending_checks)
        own = {code: check for module in modules for code, check in module.CHECKS.items()}
        patch.setattr(entry_checks, "CHECKS", {**entry_checks.CHECKS, **own})
        yield


class Registers:
    """What the units of a district have told so far.

    Args:
        folder: where tables are written.
        campaign: the small district D with wards D.A, D.B, D.C when None.
        today: nothing later is taken.
    """

    def __init__(self, folder: Path, campaign: Campaign | None = None, today: date = TODAY) -> None:
        self.folder, self.campaign, self.today = folder, campaign or make_district(), today
        self.statements: list[Statement] = []
        self._registers = configured()

    @property
    def entries(self) -> Entries:
        found = [stated_entry(said, self._registers) for said in self.statements]
        return Entries(self._registers, (entry for entry in found if entry))

    def tell(self, register: str, columns: str, *rows: str) -> Registers:
        """Takes a table in, or raises what is wrong with it; a cell with a comma stands in quotes."""
        path = self.folder / "bang.csv"
        head = ["Sổ", "Mã đơn vị", *columns.split(",")]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(head)
            for row in rows:
                cells = next(csv.reader([row]))
                writer.writerow([register, *cells, *[""] * (len(head) - 1 - len(cells))])
        with own_checks():
            ground = Ground(Setting(self.campaign, self.today, (), None), self.campaign, self.entries)
            reading = read_entries(read_table(path), ground)
        self.statements += [row.statement for row in reading.rows]
        return self

    def refusal(self, register: str, columns: str, *rows: str) -> str:
        """What a table is refused with; everything in one text."""
        with pytest.raises(InputErrors) as refused:
            self.tell(register, columns, *rows)
        return str(refused.value)

    def forget(self, register: str, unit: str, part: str = "") -> Registers:
        """Without the entries of a register of a unit whose key has this in it; there has to be one."""
        kept = [
            said
            for said in self.statements
            if not (
                said.unit_code == unit
                and said.activity.startswith(f"@{register}")
                and part in _key(said, self)
            )
        ]
        assert len(kept) < len(self.statements), (register, unit, part)
        self.statements = kept
        return self

    def at(self, day: str, units: Sequence[str] = ()) -> Preparation:
        """The picture of a day of 2020, ``month-day``."""
        assessment = assessed(self.campaign, day)
        chosen = frozenset(self.campaign.tree.subtrees(units)) if units else None
        when = assessment.status_date
        known = [
            entry
            for said in self.statements
            if said.effective_date <= when
            and said.kind is EventKind.REPORT
            and (entry := stated_entry(said, self._registers))
        ]
        return Preparation(assessment, Entries(self._registers, known, when), chosen)


def _key(said: Statement, registers: Registers) -> str:
    entry = stated_entry(said, registers._registers)
    return entry.key if entry else ""


def drafted(folder: Path) -> Registers:
    """The district has a plan with two rounds and a first draft that was commented on and sent down."""
    return (
        Registers(folder)
        .tell("document_plans", PLAN, f"D,{REPORT},01/06/2020,2,05/06/2020,09/06/2020,19/06/2020")
        .tell("document_versions", VERSION, f"D,{REPORT},dự thảo lần 1,03/06/2020")
        .tell(
            "comment_rounds",
            ROUND,
            f"D,{REPORT},ban thường vụ,lần 1,dự thảo lần 1,04/06/2020",
            f"D,{REPORT},ban chấp hành,lần 1,dự thảo lần 1,05/06/2020",
        )
        .tell("drafts_sent", SENT, f"D,{REPORT},dự thảo lần 1,đơn vị trực thuộc,08/06/2020,12/06/2020")
        .tell(
            "document_sections",
            SECTION,
            f"D,03/06/2020,{REPORT},I,Tình hình",
            f"D,03/06/2020,{REPORT},II.1,Chỉ tiêu",
        )
    )
