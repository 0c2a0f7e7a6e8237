"""The first sheet of a form: who it is for, how to fill it in, what each column takes. One page of A4."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlsxwriter.worksheet import Worksheet

from daihoi.forms.content import Form
from daihoi.forms.guide_sheet import GuideSheet
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
CONFLICTS = "Ô chuyển màu cam nhạt là đang mâu thuẫn (ví dụ kết thúc trước bắt đầu): sửa trước khi gửi."
CAUTIONS = (
    "Gõ ngày xong hãy nhìn lại: nếu gõ 2/3/2020 mà ô hiện 03/02/2020 thì máy đang đọc tháng trước ngày; "
    "khi đó gõ '02/03/2020 (có dấu nháy đơn ở đầu).",
    "Nhiều dòng ghi như nhau: gõ ô đầu, bôi đen từ ô ấy xuống, bấm Ctrl+D. Kéo góc ô bằng chuột thì Excel "
    "tăng dần ngày và số hiệu.",
    "Không gộp ô, không dùng công thức, không thêm trang, không dán đè lên các ô khóa.",
    "Nếu tệp bị trả lại, bản trả lại (tên có «.loi») tô đỏ từng ô sai kèm lý do: sửa ngay trên bản đó "
    "rồi gửi lại.",
    "Không ghi tên, ngày sinh hay thông tin riêng của người nào vào biểu này.",
)


def write_guide(made: FormWorkbook, sheet: Worksheet) -> None:
    """Fills the sheet of instructions."""
    guide = GuideSheet(sheet, made.look, "Biểu báo cáo tiến độ chuẩn bị đại hội")
    guide.facts(_facts(made.form))
    guide.numbered("Cách ghi", STEPS)
    guide.columns("Các cột để ghi", COLUMNS)
    guide.listed("Xin lưu ý", (*CAUTIONS[:3], CONFLICTS, *CAUTIONS[3:]))
    guide.finish(made.footer)


def _facts(form: Form) -> Iterator[tuple[str, str]]:
    units = len({line.unit_code for line in form.rows})
    yield "Đơn vị", f"{form.unit.name} ({form.unit.code})"
    yield "Đợt", form.campaign_title
    yield "Tình hình đến", f"{form.stamp.status_date:%d/%m/%Y}"
    yield "Biểu", f"{form.stamp.form_id}: {len(form.rows)} dòng, {units} đơn vị"
