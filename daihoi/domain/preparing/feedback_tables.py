"""Tables of feedback: the synthesis (table 4), who was asked and answered, what became of one's comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.base import Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.documents_state import word, words
from daihoi.domain.preparing.documents_words import ratio
from daihoi.domain.preparing.feedback_checks import FEEDBACK_ROUNDS
from daihoi.domain.preparing.feedback_state import ACCEPTED, PARTLY, REJECTED, CommentGroup
from daihoi.domain.preparing.outlines import SECTIONS
from daihoi.domain.preparing.sending_state import COMMENTS
from daihoi.domain.units import Unit

ASSUMED = "† giả định, nguồn không nêu."
SPOKEN = {ACCEPTED: "tiếp thu", PARTLY: "tiếp thu một phần", REJECTED: "không tiếp thu", "": "chưa xử lý"}


def synthesis(preparation: Preparation, unit: Unit, groups: Sequence[CommentGroup]) -> WorkTable:
    """Table 4: one row for comments that say nearly the same."""
    ordered = sorted(groups, key=lambda group: _document_place(preparation.entries, group))
    decided = Counter(decision for group in groups for decision in group.decisions)
    total = sum(len(group.comments) for group in groups)
    return WorkTable(
        f"bieu-4-gop-y-{_code(unit)}",
        f"Tổng hợp ý kiến góp ý – {unit.name}",
        ["TT", "Văn kiện", "Mục", "Đối tượng góp ý", "Số hội nghị", "Số lượt ý kiến", "Nội dung", "Xử lý",
         "Giải trình", "Ngày"],
        [[number, *_synthesis_row(preparation.entries, group)] for number, group in enumerate(ordered, 1)],
        ["", f"{len(groups)} nội dung", "", "", "", total, "", decided_words(decided), "", ""],
        [
            "Ý kiến gần giống nhau trong cùng một mục được gộp, lấy lời của ý kiến đầu tiên; khác nhau về "
            "số, chữ «không», «tăng», «giảm» thì không gộp.",
            ASSUMED,
        ],
    )  # fmt: skip


def decided_words(decided: Counter[str]) -> str:
    """How many comments were decided how, e.g. «tiếp thu 3, chưa xử lý 1»."""
    return ", ".join(f"{name} {decided[code]}" for code, name in SPOKEN.items() if decided[code])


def _document_place(entries: Entries, group: CommentGroup) -> int:
    return list(words(entries, COMMENTS, "document")).index(group.document)


def _synthesis_row(entries: Entries, group: CommentGroup) -> list[Cell]:
    first = group.comments[0]
    answer = next((one for one in group.answers if one), None)
    sources = list(dict.fromkeys(word(one, entries, "group") for one in group.comments))
    decisions = set(group.decisions)
    decided = decided_words(Counter(group.decisions)) if len(decisions) > 1 else SPOKEN[decisions.pop()]
    return [
        word(first, entries, "document"),
        _section(entries, group),
        ", ".join(sources),
        group.meetings,
        len(group.comments),
        marked(first.text("content"), first),
        decided,
        answer.text("explanation") if answer else "",
        answer.day("decided_on") if answer else None,
    ]


def _section(entries: Entries, group: CommentGroup) -> str:
    document = word(group.comments[0], entries, "document")
    found = entries.find(SECTIONS, group.about, f"{document} | {group.section}")
    return f"{group.section}. {found.text('title')}" if found else group.section


def sources_table(preparation: Preparation, unit: Unit, groups: Sequence[CommentGroup]) -> WorkTable | None:
    """Who was asked about each document, who answered, and what became of their comments."""
    rows = list(_source_rows(preparation.entries, unit, groups))
    if not rows:
        return None
    sums: list[Cell] = [
        sum(cell for row in rows if isinstance(cell := row[at], int)) for at in (3, 4, 6, 7, 8, 9, 10, 11)
    ]
    asked, answered = (value if isinstance(value, int) else 0 for value in sums[:2])
    return WorkTable(
        f"bieu-doi-tuong-gop-y-{_code(unit)}",
        f"Lấy ý kiến theo đối tượng – {unit.name}",
        ["TT", "Văn kiện", "Đối tượng", "Số nơi được hỏi", "Số nơi trả lời", "Tỷ lệ trả lời", "Số hội nghị",
         "Số ý kiến", "Tiếp thu", "Một phần", "Không", "Chưa xử lý"],
        [[number, *row] for number, row in enumerate((row[1:] for row in rows), 1)],
        ["", "Tổng cộng", "", *sums[:2], ratio(answered, asked) if asked else "", *sums[2:]],
        ["Số nơi được hỏi, trả lời (tổ chức, hoặc phiếu phát ra), số hội nghị: theo sổ đợt lấy ý kiến; "
         "số ý kiến: đếm từng dòng sổ ý kiến.",
         ASSUMED],
    )  # fmt: skip


def _source_rows(entries: Entries, unit: Unit, groups: Sequence[CommentGroup]) -> Iterator[list[Cell]]:
    decided: Counter[tuple[str, str, str]] = Counter()
    for group in groups:
        for one, decision in zip(group.comments, group.decisions, strict=True):
            decided[group.document, one.text("group"), decision] += 1
    rounds = entries.of(FEEDBACK_ROUNDS, unit.code)
    for document, title in words(entries, COMMENTS, "document").items():
        for code, name in words(entries, COMMENTS, "group").items():
            mine = [one for one in rounds if (one.text("document"), one.text("group")) == (document, code)]
            counts = [decided[document, code, decision] for decision in SPOKEN]
            if mine or any(counts):
                yield _source_row(title, name, mine, counts)


def _source_row(title: str, name: str, rounds: Sequence[Entry], counts: Sequence[int]) -> list[Cell]:
    """A row; nothing stands where nobody noted whom they asked, for that is not the same as nobody."""
    if not rounds:
        return ["", title, name, None, None, "", None, sum(counts), *counts]
    asked, answered, met = (
        sum(one.count(column) for one in rounds) for column in ("asked", "answered", "conferences")
    )
    source, share = marked(name, rounds[0]), ratio(answered, asked)
    return ["", title, source, asked, answered, share, met, sum(counts), *counts]


def given_table(preparation: Preparation, given: Sequence[tuple[Entry, Entry | None]]) -> WorkTable:
    """What became of the comments that units gave on documents of those above them."""
    entries, names = preparation.entries, preparation.campaign.tree.by_code
    rows = [
        [number, names[one.unit_code].name, names[one.text("about")].name, word(one, entries, "document"),
         one.text("section"), marked(one.text("content"), one),
         word(answer, entries, "decision") if answer else SPOKEN[""],
         answer.text("explanation") if answer else "", answer.day("decided_on") if answer else None]
        for number, (one, answer) in enumerate(given, 1)
    ]  # fmt: skip
    return WorkTable(
        "bieu-gop-y-gui-len",
        "Ý kiến đã gửi cấp trên và việc tiếp thu",
        ["TT", "Đơn vị góp ý", "Văn kiện của", "Văn kiện", "Mục", "Nội dung", "Xử lý", "Giải trình", "Ngày"],
        rows,
        notes=[ASSUMED],
    )


def _code(unit: Unit) -> str:
    return unit.code.lower().replace(".", "-")
