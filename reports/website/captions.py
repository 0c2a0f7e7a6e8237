"""The charts of a report in the order of the page: title, and one sentence on how to read each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Caption:
    """What is said about the charts whose files have names of a form."""

    form: str
    title: str
    reading: str


CAPTIONS = (
    Caption(
        "tong-quan",
        "Tổng quan các đơn vị",
        "Mỗi dòng một đơn vị, đáng lo trước: mảng đậm là đã đại hội, đường cam là kế hoạch; hình thoi là đại "
        "hội của chính đơn vị.",
    ),
    Caption(
        "duong-luy-tien",
        "Nhịp độ đại hội",
        "Đường đậm là số đã tổ chức, đường cam là kế hoạch; dốc hơn đường nối tới hạn nghĩa là đủ nhịp.",
    ),
    Caption(
        "chuoi-viec-.+",
        "Vì sao đại hội của cấp trên rơi vào ngày đó",
        "Chuỗi việc quyết định ngày đại hội, từ việc đầu tiên; rút ngắn việc nào trong chuỗi thì ngày đó "
        "sớm lên.",
    ),
    Caption(
        "ma-tran-gop-.+",
        "Từng việc đã làm đến đâu",
        "Mỗi ô là phần đã xong của một việc trong một đơn vị; vạch cam là phần kế hoạch cần có đến ngày "
        "chốt.",
    ),
    Caption(
        "can-doi-.+",
        "Cân đối các bước",
        "Số đơn vị đã qua từng bước so với số cần qua đến ngày chốt; bước nào tụt là nơi đang nghẽn.",
    ),
    Caption(
        "lich-dai-hoi.*",
        "Lịch đại hội",
        "Mỗi ô là một ngày, càng đậm càng nhiều đại hội; dùng để phân công người dự và tránh trùng.",
    ),
    Caption(
        "gantt-.+",
        "Tiến độ của từng đơn vị",
        "Thanh đậm là phần đã làm, thanh nhạt là phần còn lại, vệt xám là kế hoạch gốc, sọc đỏ là không còn "
        "dự trữ.",
    ),
)
"""A name that fits none of them is only offered as a download."""

DOWNLOADS = (
    (r"tuong-tac\.html", "Trang tương tác: mọi đơn vị, mọi việc; tìm, lọc, in"),
    (r"viec-gap\.csv", "Việc quá hạn, sắp lỡ hạn, chờ duyệt: từng đơn vị"),
    (r"ma-tran-.+\.pdf", "Ma trận tình trạng, khổ lớn để in"),
    (r"ket-luan\.txt", "Kết luận và các số chính, dạng chữ"),
    (r"so-lieu\.json", "Các số chính, cho chương trình khác đọc"),
    (r"muc-luc\.json", "Tóm tắt dùng cho trang chung của đợt"),
    (r".+\.pdf", "Biểu đồ để in"),
    (r".+\.png", "Biểu đồ để xem, chép vào văn bản"),
)
"""Form of a file name, what the file is; the first that fits."""


def caption_of(stem: str) -> Caption | None:
    """What is said about a chart; None when it is not shown on the page."""
    return next((caption for caption in CAPTIONS if re.fullmatch(caption.form, stem)), None)


def meaning_of(file_name: str) -> str:
    """What a file is."""
    return next((words for form, words in DOWNLOADS if re.fullmatch(form, file_name)), "")


def in_order(stems: Iterable[str]) -> list[str]:
    """The charts that are shown, in the order of ``CAPTIONS``; those of one kind in the order given."""
    places = {caption.form: place for place, caption in enumerate(CAPTIONS)}
    shown = [(places[caption.form], stem) for stem in stems if (caption := caption_of(stem))]
    return [stem for _, stem in sorted(shown, key=lambda pair: pair[0])]
