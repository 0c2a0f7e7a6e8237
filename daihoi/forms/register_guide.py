"""The sheet of instructions in a register's form: what the register is for, how to fill in each column."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.registers import ColumnKind, RegisterColumn
from daihoi.forms.guide import CAUTIONS
from daihoi.forms.guide_sheet import GuideSheet
from daihoi.forms.register_form import RegisterForm

SHARED = (
    ("Mã đơn vị", "Bắt buộc. Đơn vị có dòng này: chọn trong danh sách.", ""),
    ("Loại", "Để trống là báo cáo. «sửa»: dòng đã ghi sai; «hủy»: rút dòng ấy. Cả hai phải có Lý do.", "sửa"),
    (
        "Số liệu đến ngày",
        "Dòng này đúng đến hết ngày nào; để trống: ngày nêu ở cột ngày của sổ.",
        "02/03/2020",
    ),
    ("Căn cứ, Nguồn", "«giả định»: số tạm tính. Nguồn: lấy từ văn bản, báo cáo nào.", "giả định"),
)
_WORDS = {
    ColumnKind.TEXT: "chữ",
    ColumnKind.DAY: "ngày/tháng/năm",
    ColumnKind.COUNT: "số đếm",
    ColumnKind.CHOICE: "chọn",
    ColumnKind.UNIT: "mã đơn vị",
    ColumnKind.ACTIVITY: "tên việc trong kế hoạch",
    ColumnKind.ENTRY: "chọn: tên một dòng đã ghi, của sổ liên quan hay của chính sổ này",
}
_EXAMPLES = {ColumnKind.DAY: "02/03/2020", ColumnKind.COUNT: "12"}


def write_register_guide(guide: GuideSheet, form: RegisterForm) -> None:
    """Fills the sheet of instructions of a register's form."""
    guide.facts(_facts(form))
    guide.numbered("Cách ghi", _steps(form))
    guide.columns(
        "Các cột của sổ", [(one.name, _meaning(one), _example(one)) for one in form.register.columns]
    )
    guide.columns("Các cột chung", SHARED)
    guide.listed("Xin lưu ý", CAUTIONS)
    guide.finish(form.footer)


def _facts(form: RegisterForm) -> Iterator[tuple[str, str]]:
    if form.unit_name:
        more = len(form.unit_codes) - 1
        beside = f" và {more} đơn vị trực thuộc" if more else ""
        yield "Đơn vị", f"{form.unit_name} ({form.unit_codes[0]}){beside}"
    if form.campaign_title:
        yield "Đợt", form.campaign_title
    yield "Tình hình đến", f"{form.status_date:%d/%m/%Y}"
    if form.register.note:
        yield "Sổ này", form.register.note


def _steps(form: RegisterForm) -> Iterator[str]:
    there = len(form.entries)
    yield f"Mở trang «{form.sheet}». {there} dòng đang có ở trên; ghi thêm vào các dòng trống bên dưới."
    yield "Cột có tiêu đề màu cam là bắt buộc. Đưa chuột vào tiêu đề để xem cột ấy nhận gì."
    if form.register.key:
        key = ", ".join(form.register.by_code[code].name for code in form.register.key)
        yield f"Một dòng được gọi bằng: {key}. Hai dòng của một đơn vị không được trùng nhau ở đó."
    yield "Dòng đang có mà không đổi thì để nguyên. Đổi thì sửa ngay ở đó, chọn Loại = sửa, ghi Lý do."
    yield "Lưu (giữ đuôi .xlsx) rồi gửi lại chính tệp này cho nơi giao biểu."


def _meaning(column: RegisterColumn) -> str:
    words = _WORDS[column.kind]
    if column.kind is ColumnKind.CHOICE:
        words = f"chọn: {', '.join(column.choices.values())}"
    letters = " ký tự" if column.kind is ColumnKind.TEXT else ""
    limit = f"nhiều nhất {column.most}{letters}" if column.most else ""
    parts = ("bắt buộc" if column.is_required else "", words, limit, column.note)
    told = "; ".join(part for part in parts if part)
    return told[:1].upper() + told[1:] + ("" if told.endswith(".") else ".")


def _example(column: RegisterColumn) -> str:
    if column.kind is ColumnKind.CHOICE:
        return next(iter(column.choices.values()), "")
    return _EXAMPLES.get(column.kind, "")
