"""The first sheet of a form: who it is for, how to fill it in, what each column takes. One page of A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from daihoi.forms import layout
from daihoi.intake.form_marks import REPORT_SHEET

if TYPE_CHECKING:
    from daihoi.forms.workbook import FormWorkbook

STEPS = (
    f"Mở trang «{REPORT_SHEET}». Sửa ô «Số liệu đến ngày» thành ngày mà số liệu của đơn vị phản ánh.",
    "Mỗi dòng là một việc của một đơn vị. Dòng không có gì mới thì để nguyên, không phải ghi lại.",
    "Việc đã xong: ghi ngày Kết thúc (và ngày Bắt đầu, nếu biết). Không cần ghi tỷ lệ.",
    "Việc đang làm: ghi ngày Bắt đầu và Tỷ lệ (%) ước làm được. Chưa làm: để trống.",
    "Việc cấp trên duyệt: khi đã có văn bản, chọn Loại = duyệt, ghi ngày duyệt ở Kết thúc và Số văn bản "
    "(bị trả lại: chọn Loại = trả lại, ghi Số văn bản, để trống Kết thúc).",
    "Sửa điều đã báo trước đây: sửa ngay trên dòng đó, chọn Loại = sửa và ghi Lý do.",
    "Việc không có trong biểu: dùng các dòng thêm ở cuối, chọn mã đơn vị và việc trong danh sách.",
    "Lưu (giữ đuôi .xlsx) rồi gửi lại chính tệp này cho nơi giao biểu.",
)
COLUMNS = (
    (
        "Bắt đầu, Kết thúc",
        "Ngày đầu, ngày cuối của việc (kể cả ngày đó). Không ghi ngày chưa đến.",
        "02/03/2020",
    ),
    ("Tỷ lệ (%)", "Số nguyên từ 0 đến 100, không kèm dấu %.", "60"),
    ("Loại", "Để trống là báo cáo. «sửa», «duyệt», «trả lại»: chọn trong danh sách.", "duyệt"),
    ("Số văn bản", "Số, ký hiệu văn bản làm bằng chứng.", "12-TB/ĐU"),
    ("Căn cứ", "«giả định»: số tạm tính. Khi đã chắc chắn, chọn «nêu trong nguồn».", "nêu trong nguồn"),
    ("Lý do", "Chỉ khi sửa: vì sao điều đã báo không đúng. Không ghi tên người.", "báo nhầm ngày"),
)
CAUTIONS = (
    "Gõ ngày xong hãy nhìn lại: nếu gõ 2/3/2020 mà ô hiện 03/02/2020 thì máy đang đọc tháng trước ngày; "
    "khi đó gõ '02/03/2020 (có dấu nháy đơn ở đầu).",
    "Không gộp ô, không dùng công thức, không thêm trang, không dán đè lên các cột trắng.",
    "Ô chuyển màu cam nhạt là đang mâu thuẫn (ví dụ kết thúc trước bắt đầu): sửa trước khi gửi.",
    "Nếu tệp bị trả lại, bản trả lại (tên có «.loi») tô đỏ từng ô sai kèm lý do: sửa ngay trên bản đó "
    "rồi gửi lại.",
    "Không ghi tên, ngày sinh hay thông tin riêng của người nào vào biểu này.",
)


def write_guide(made: FormWorkbook, sheet: Worksheet) -> None:
    """Fills the sheet of instructions."""
    look = made.look
    text = look(font_name=layout.FONT, font_size=11, font_color=layout.INK, text_wrap=True, valign="top")
    soft = look(font_name=layout.FONT, font_size=11, font_color=layout.SOFT, valign="top")
    number = look(font_name=layout.FONT, font_size=11, font_color=layout.SOFT, valign="top", align="right")
    title = look(font_name=layout.FONT, font_size=16, bold=True, font_color=layout.INK)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 88)
    sheet.set_column(2, 2, 20)
    sheet.write_string(0, 0, "Biểu báo cáo tiến độ chuẩn bị đại hội", title)
    row = _write_facts(made, sheet, 2, soft, text)
    row = _heading(made, sheet, row + 1, "Cách ghi")
    for place, step in enumerate(STEPS, 1):
        row = _line(sheet, row, (f"{place}.", step, ""), (number, text, text))
    row = _heading(made, sheet, row + 1, "Các cột để ghi")
    for name, meaning, example in COLUMNS:
        row = _line(sheet, row, (name, meaning, example), (text, text, soft))
    row = _heading(made, sheet, row + 1, "Xin lưu ý")
    for caution in CAUTIONS:
        row = _line(sheet, row, ("•", caution, ""), (number, text, text))
    _set_print(sheet, row)


def _write_facts(made: FormWorkbook, sheet: Worksheet, row: int, soft: Format, text: Format) -> int:
    form = made.form
    units = len({line.unit_code for line in form.rows})
    day = form.stamp.status_date
    facts = (
        ("Đơn vị", f"{form.unit.name} ({form.unit.code})"),
        ("Đợt", form.campaign_title),
        ("Tình hình đến", f"{day:%d/%m/%Y}"),
        ("Biểu", f"{form.stamp.form_id}: {len(form.rows)} dòng, {units} đơn vị"),
    )
    bold = made.look(font_name=layout.FONT, font_size=11, bold=True, font_color=layout.INK)
    for label, value in facts:
        row = _line(sheet, row, (label, value, ""), (soft, bold, text))
    return row


def _heading(made: FormWorkbook, sheet: Worksheet, row: int, words: str) -> int:
    look = made.look(
        font_name=layout.FONT,
        font_size=12,
        bold=True,
        font_color=layout.HEAD,
        bottom=1,
        bottom_color=layout.RULE,
    )
    for column, shown in enumerate((words, "", "Ví dụ" if words == "Các cột để ghi" else "")):
        sheet.write_string(row, column, shown, look)
    return row + 1


def _line(
    sheet: Worksheet, row: int, cells: tuple[str, str, str], looks: tuple[Format, Format, Format]
) -> int:
    for column, (words, look) in enumerate(zip(cells, looks, strict=True)):
        sheet.write_string(row, column, words, look)
    sheet.set_row(row, 16 if len(cells[1]) <= 96 else 31)
    return row + 1


def _set_print(sheet: Worksheet, last: int) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, last, 2)
    sheet.protect()
