"""What the tab of a table of a workstream says: its number and what it is about, in few words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from daihoi.domain.preparing.base import WorkTable
from daihoi.domain.sheet_names import sheet_names

_SHORT = {
    "bieu-1-tien-do": "Biểu 1. Tiến độ",
    "bieu-2-tien-do": "Biểu 2. Việc",
    "bieu-2-cong-viec": "Biểu 2. Việc theo cơ quan",
    "bieu-3a-co-cau-phuong-an": "Biểu 3a. Phương án cấp ủy",
    "bieu-3a-co-cau-phuong-an-do-tuoi": "Biểu 3a. Độ tuổi, trình độ",
    "bieu-3a-co-cau-phuong-an-tong-hop": "Biểu 3a. Tổng hợp phương án",
    "bieu-3b-co-cau-ket-qua": "Biểu 3b. Kết quả cấp ủy",
    "bieu-3b-co-cau-ket-qua-do-tuoi": "Biểu 3b. Độ tuổi, trình độ",
    "bieu-3b-co-cau-ket-qua-tong-hop": "Biểu 3b. Tổng hợp kết quả",
    "bieu-3c-so-luong-khop-ty-le": "Biểu 3c. Số lượng khớp tỷ lệ",
    "bieu-3d-quy-trinh-nhan-su": "Biểu 3d. Quy trình nhân sự",
    "bieu-3e-ho-so-nhan-su": "Biểu 3e. Hồ sơ nhân sự",
    "bieu-4-gop-y": "Biểu 4. Góp ý",
    "bieu-5-lich-dai-hoi": "Biểu 5. Lịch đại hội",
    "bieu-6-dai-bieu": "Biểu 6. Đại biểu",
    "bieu-7-ket-luan": "Biểu 7. Kết luận",
    "bieu-8-ho-so-duyet": "Biểu 8. Hồ sơ duyệt",
    "bieu-9-ket-qua": "Biểu 9. Kết quả đại hội",
    "bieu-10-nhiem-ky-truoc": "Biểu 10. Nhiệm kỳ trước",
    "bieu-11-khen-thuong": "Biểu 11. Khen thưởng",
    "bieu-12-sau-dai-hoi": "Biểu 12. Sau đại hội",
    "bieu-chi-tieu": "Chỉ tiêu",
    "bieu-chuong-trinh": "Chương trình",
    "bieu-chuyen-tiep": "Việc chuyển tiếp",
    "bieu-cong-trinh": "Công trình thi đua",
    "bieu-doi-tuong-gop-y": "Đối tượng góp ý",
    "bieu-gop-y-gui-len": "Góp ý gửi lên",
    "bieu-gui-gop-y": "Gửi góp ý",
    "bieu-ke-thua": "Kế thừa",
    "bieu-quyet-dinh-lam-doi": "Quyết định làm đổi gì",
    "bieu-san-sang": "Sẵn sàng",
    "bieu-thi-dua": "Thi đua",
    "bieu-tuyen-truyen": "Tuyên truyền",
    "bieu-tuyen-truyen-kenh": "Tuyên truyền theo kênh",
    "bieu-van-kien": "Văn kiện",
    "bo-phan": "Bộ phận phục vụ",
    "buoi-lam-viec": "Buổi làm việc, kiểm tra",
    "can-cu-va-moc": "Căn cứ và mốc",
    "dai-hoi-diem": "Đại hội điểm",
    "hinh-thuc-dai-hoi": "Hình thức đại hội",
    "hinh-thuc-tong-hop": "Hình thức theo cấp",
    "kinh-nghiem": "Kinh nghiệm đại hội điểm",
    "moc-ngoai": "Mốc ngoài đại hội",
    "sau-hoi-nghi": "Sau hội nghị",
    "theo-doi": "Theo dõi",
    "theo-doi-tong-hop": "Theo dõi tổng hợp",
    "van-ban-theo-the-loai": "Văn bản đã ban hành",
}
"""Code of a table, or what codes of its kind begin with → what its tab says; a title is too long for it."""

_COUNTED = ("bieu-thi-dua", "bieu-cong-trinh")
"""Of these a unit has several, which its code is followed by the number of."""

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def work_sheet_names(tables: Sequence[WorkTable]) -> list[str]:
    """A name per table, no two alike."""
    return sheet_names(_name(table) for table in tables)


def _name(table: WorkTable) -> str:
    """In the words of this module, with what the code says of which one it is; else the title."""
    code = table.code
    known = next((start for start in _starts(code) if start in _SHORT), None)
    if known is None:
        return table.title
    which = _which(code[len(known) + 1 :], is_counted=known in _COUNTED)
    return f"{_SHORT[known]} {which}".strip()


def _which(told: str, *, is_counted: bool) -> str:
    """A day, or a unit as people know its code; a tab takes no «/»."""
    if day := _DAY.fullmatch(told):
        return "-".join(reversed(day.groups()))
    unit, _, number = told.rpartition("-") if is_counted else (told, "", "")
    return f"{unit.upper().replace('-', '.')} {number}".strip()


def _starts(code: str) -> Iterator[str]:
    """A code and what it begins with, the longest first."""
    while code:
        yield code
        code = code.rpartition("-")[0]
