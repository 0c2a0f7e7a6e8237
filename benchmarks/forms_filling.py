"""Forms filled in as clerks fill them in: days as days or as text, now and then a slip of a known kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.forms_book import Filled, Mistake, Sheet, Truth
from benchmarks.forms_district import DISTRICT, STATUS, DrawnUnit

SECTIONS = ("I", "II", "III")
PROPOSALS = (
    "Bổ sung chỉ tiêu kết nạp đảng viên trẻ hằng năm",
    "Đầu tư hệ thống thoát nước các khu dân cư thấp trũng",
    "Xử lý dứt điểm đơn thư khiếu nại kéo dài",
    "Mở rộng trường mầm non công lập",
    "Công khai kết quả kiểm tra an toàn thực phẩm",
    "Đẩy mạnh chuyển đổi số thủ tục hành chính",
    "Trồng thêm cây xanh dọc bờ sông",
    "Hỗ trợ hộ nghèo sửa chữa nhà ở",
)
CONGRESS = "branch_congress"
Slip = Callable[[Sheet, int], Mistake]
Typing = Callable[[date], Any]

_BRANCH, _GATE = "Đại hội chi bộ", "Số văn bản"


def typing(chance: random.Random, slip: Slip | None) -> Typing:
    """How one clerk types days: as Excel keeps them, or as text, but one way all through a form.

    A form with both is refused, as it should be: Excel may have taken the month for the day in some of them.
    Slips are typed as text, so the forms that they are made on are.
    """
    ways: Sequence[Typing] = (
        lambda day: day,
        lambda day: f"{day:%d/%m/%Y}",
        lambda day: f"{day.day}/{day.month}/{day.year}",
        lambda day: f"{day.day}.{day.month}.{day.year}",
    )
    return chance.choice(ways[1:] if slip else ways)


def fill_progress(
    path: Path,
    unit: DrawnUnit,
    below: Sequence[DrawnUnit],
    truth: Truth,
    chance: random.Random,
    slip: Slip | None,
) -> Filled:
    """The form of an organisation and its branches: its plan is out, and the branches that met have met."""
    sheet, typed = Sheet(path), typing(chance, slip)
    held = {one.code: one.congress for one in below if one.congress <= STATUS and chance.random() < 0.9}
    spoilt = 0
    for row, cells in sheet.rows():
        if cells["Mã việc"] == "grassroots_plan" and cells["Mã đơn vị"] == unit.code:
            sheet.put(
                row,
                Bắt_đầu=typed(date(2019, 11, 18)),
                Kết_thúc=typed(date(2019, 12, 20)),
            )
            spoilt = row
        elif cells["Mã việc"] == CONGRESS and cells["Mã đơn vị"] in held:
            day = held[cells["Mã đơn vị"]]
            sheet.put(row, Bắt_đầu=typed(day), Kết_thúc=typed(day))
            truth.held.add(cells["Mã đơn vị"])
    mistake = slip(sheet, spoilt) if slip else None
    sheet.save()
    return Filled(path, "tiến độ", mistake)


PROGRESS_SLIPS: Sequence[Slip] = (
    lambda sheet, row: sheet.spoil(row, "ngày không có (30/2)", {"Kết thúc": "30/2/2020"}),
    lambda sheet, row: sheet.spoil(row, "sai năm", {"Kết thúc": "20/12/2021"}),
    lambda sheet, row: sheet.spoil(row, "ngày thiếu năm", {"Kết thúc": "20-12"}),
    lambda sheet, row: sheet.spoil(row, "tỷ lệ không thể có", {"Tỷ lệ (%)": 150}),
    lambda sheet, row: sheet.spoil(row, "tỷ lệ hiểu hai cách (0,5)", {"Tỷ lệ (%)": 0.5}),
    lambda sheet, row: sheet.spoil(
        row, "xong trước khi bắt đầu", {"Kết thúc": "16/11/2019"}, beside=("Bắt đầu",)
    ),
    lambda sheet, row: sheet.spoil(row, "lựa chọn không có", {"Loại": "hoàn thành"}),
    lambda sheet, row: _other_row(sheet, "dòng của đơn vị khác"),
    lambda sheet, row: _gate_without_paper(sheet),
)


def _other_row(sheet: Sheet, kind: str) -> Mistake:
    """A row added for a unit that is none of this organisation's."""
    row = sheet.blank()
    sheet.put_all(row, {"Mã đơn vị": None, "Việc": None, "Kết thúc": None})
    wrong = {"Mã đơn vị": DISTRICT, "Việc": "Ban hành kế hoạch đại hội", "Kết thúc": "01/12/2019"}
    return sheet.spoil(row, kind, wrong)


def _gate_without_paper(sheet: Sheet) -> Mistake:
    row = next(row for row, cells in sheet.rows() if cells["Mã việc"] == "grassroots_superior_approval")
    wrong = {"Loại": "duyệt", "Kết thúc": "20/02/2020"}
    return sheet.spoil(row, "duyệt mà không có số văn bản", wrong, beside=(_GATE,))


def fill_comments(
    path: Path, unit: DrawnUnit, truth: Truth, chance: random.Random, slip: Slip | None
) -> Filled:
    """The comments that a branch makes on the draft of the district, one to three of them."""
    sheet, typed = Sheet(path), typing(chance, slip)
    chosen = chance.sample(range(len(PROPOSALS)), chance.randint(1, 3))
    first = sheet.blank()
    for number, proposal in enumerate(chosen, start=1):
        section, text = SECTIONS[proposal % len(SECTIONS)], PROPOSALS[proposal]
        sheet.put_all(
            first + number - 1,
            _comment(unit, number, section, text, typed(STATUS - timedelta(days=3))),
        )
        truth.comments[section, text] += 1
    truth.commenting.add(unit.code)
    mistake = slip(sheet, first) if slip else None
    sheet.save()
    return Filled(path, "góp ý", mistake)


def _comment(unit: DrawnUnit, number: int, section: str, text: str, day: Any) -> dict[str, Any]:
    about = {"Văn kiện của đơn vị": DISTRICT, "Văn kiện": "báo cáo chính trị", "Mục": section}
    who = {"Sổ": "Sổ ý kiến góp ý", "Mã đơn vị": unit.code, "Ý kiến số": number}
    return {**who, **about, "Đối tượng góp ý": "cấp ủy, tổ chức đảng", "Nội dung": text, "Ngày góp ý": day}


COMMENT_SLIPS: Sequence[Slip] = (
    lambda sheet, row: sheet.spoil(row, "mục không có", {"Mục": "VII"}),
    lambda sheet, row: sheet.spoil(row, "lựa chọn không có", {"Đối tượng góp ý": "bà con"}),
    lambda sheet, row: sheet.spoil(row, "ngày không có (30/2)", {"Ngày góp ý": "30/2/2020"}),
    lambda sheet, row: sheet.spoil(row, "để trống ô bắt buộc", {"Nội dung": None}),
    lambda sheet, row: sheet.spoil(row, "đơn vị không có", {"Văn kiện của đơn vị": "QX"}),
    lambda sheet, row: sheet.spoil(row, "thiếu tệp minh chứng", {"Tệp minh chứng": "bien-ban-hop.pdf"}),
    lambda sheet, row: sheet.spoil(
        row, "số điện thoại", {"Nội dung": "Liên hệ 0905 123 456 để trao đổi"}, beside=("Ý kiến số",)
    ),
    lambda sheet, row: sheet.spoil(row, "sửa mà không nêu lý do", {"Loại": "sửa"}, beside=("Lý do",)),
)


def fill_structure(
    path: Path, unit: DrawnUnit, truth: Truth, chance: random.Random, slip: Slip | None
) -> Filled:
    """The committee that an organisation proposes; numbers that add up."""
    sheet, typed = Sheet(path), typing(chance, slip)
    size = chance.choice((11, 13, 15))
    women, young, first = chance.randint(2, 5), chance.randint(1, 3), chance.randint(4, 6)
    under, middle = young, chance.randint(5, 6)  # the directive calls those young who are below 40
    row = sheet.blank()
    who = {"Sổ": "Sổ cơ cấu cấp ủy", "Mã đơn vị": unit.code, "Cơ quan": "cấp ủy", "Giai đoạn": "phương án"}
    ages = {"Dưới 40 tuổi": under, "Từ 40 đến 50 tuổi": middle, "Trên 50 tuổi": size - under - middle}
    counts = {"Danh sách bầu cử": size + 2, "Số lượng": size, "Nữ": women, "Trẻ": young}
    terms = {"Tái cử": size - first, "Tham gia lần đầu": first, "Số liệu đến ngày": typed(STATUS)}
    sheet.put_all(row, {**who, **counts, **ages, **terms})
    truth.structure[unit.code] = (size, women, young, first)
    mistake = slip(sheet, row) if slip else None
    sheet.save()
    return Filled(path, "cơ cấu", mistake)


_AGES = ("Dưới 40 tuổi", "Từ 40 đến 50 tuổi", "Số lượng")
STRUCTURE_SLIPS: Sequence[Slip] = (
    lambda sheet, row: sheet.spoil(row, "nữ nhiều hơn tổng số", {"Nữ": 40}, beside=("Số lượng",)),
    lambda sheet, row: sheet.spoil(row, "cộng không khớp (độ tuổi)", {"Trên 50 tuổi": 1}, beside=_AGES),
    lambda sheet, row: sheet.spoil(
        row, "cộng không khớp (tái cử)", {"Tái cử": 0}, beside=("Tham gia lần đầu", "Số lượng")
    ),
    lambda sheet, row: sheet.spoil(row, "lựa chọn không có", {"Giai đoạn": "dự kiến"}),
    lambda sheet, row: sheet.spoil(row, "số viết bằng chữ", {"Trẻ": "hai"}),
)


def fill_nomination(
    path: Path, unit: DrawnUnit, truth: Truth, chance: random.Random, slip: Slip | None
) -> Filled:
    """The first conference of the five steps: how many were summoned, how many came."""
    sheet, typed = Sheet(path), typing(chance, slip)
    summoned = chance.randint(5, 9)
    present = summoned - chance.randint(0, 1)
    row = sheet.blank()
    who = {"Sổ": "Sổ quy trình giới thiệu nhân sự", "Mã đơn vị": unit.code, "Vòng": "tái cử"}
    when = {"Bước": "bước 1: ban thường vụ", "Ngày họp": typed(STATUS - timedelta(days=10))}
    sheet.put_all(row, {**who, **when, "Số triệu tập": summoned, "Số có mặt": present})
    truth.nominations[unit.code] = (summoned, present)
    mistake = slip(sheet, row) if slip else None
    sheet.save()
    return Filled(path, "quy trình", mistake)


NOMINATION_SLIPS: Sequence[Slip] = (
    lambda sheet, row: sheet.spoil(
        row, "có mặt nhiều hơn triệu tập", {"Số có mặt": 12}, beside=("Số triệu tập",)
    ),
)
