"""Names that try to be something else than names."""

from __future__ import annotations

import unicodedata

NAMES = {
    "script": "<script>alert(1)</script>",
    "closing tag": "Chi bộ </text></svg><!--",
    "formula": '=HYPERLINK("http://x.invalid","bấm")',
    "markup of typst": '#import "x.typ": * \\ $x^2$ *đậm* _nghiêng_ @nhãn <nhãn> `mã`',
    "quotes": "Chi bộ \"nháy kép\" 'nháy đơn' \\ gạch chéo\\",
    "entity": "Chi bộ &amp; &lt;b&gt; ]]>",
    "right to left": "Chi bộ \u202egnòt gnợuht\u200f\u2067",
    "long": "Đảng bộ " + "Công ty trách nhiệm hữu hạn một thành viên khai thác công trình " * 3 + "thủy lợi",
    "one long word": "x" * 200,
    "decomposed": unicodedata.normalize("NFD", "Đảng bộ Tổng công ty Điện lực"),
    "control signs": "Chi\x00 bộ\x0b\x1b[31m \ud800 \ufffe",
    "picture": "Chi bộ 😀 thứ 中",
    "nothing seen": "\u200b\u200e",
}
