"""The progress report as a document: the parts in the order that Party offices use."""

from __future__ import annotations

from collections.abc import Sequence

from reports import tokens, wording
from reports.office.annexes import annexes
from reports.office.bodies import report_receivers, superior_of
from reports.office.coming_text import coming_blocks
from reports.office.document import DOTS, Blank, Block, Document, Heading, Paragraph, lowered, plain
from reports.office.facts import ReportFacts
from reports.office.form import PaperForm
from reports.office.late_text import late_blocks
from reports.office.result_text import result_blocks, steering_blocks

BLANK_PROPOSALS = 3
_PREPARING, _HELD = "tiến độ chuẩn bị", "kết quả tổ chức"
"""What a report tells while congresses are still to come, and once every one was held."""


def progress_report(facts: ReportFacts, form: PaperForm) -> Document:
    """The report of one unit. What the data does not know is a dotted blank for the clerk."""
    issuer, body = form.body_of(plain(facts.unit.name))
    symbol = body.symbol if body else DOTS
    superior = superior_of(form, facts.parent, facts.superior)
    return Document(
        form=form,
        superior=superior or DOTS * 2,
        issuer=issuer,
        number=f"Số {DOTS}-{form.words['symbol']}/{symbol}",
        subject=_subject(facts),
        as_told=f"(số liệu đến hết ngày {tokens.date_long(facts.edition.status_date)})",
        blocks=_blocks(facts, issuer),
        receivers=report_receivers(form, facts.unit, superior),
        signs=body.signs if body and body.signs else f"T/M {DOTS}{DOTS}",
        annexes=annexes(facts, form),
        footer=_footer(facts),
        as_of=facts.edition.status_date,
    )


def finding(facts: ReportFacts) -> str:
    """What was found, in a few sentences: about the congresses below, and about the unit's own."""
    if not facts.has_units_below:
        return plain(wording.unit_finding(facts.plan))
    if not facts.opens_with_pace:
        return plain(wording.overview_finding(facts.overview))
    own = f"Đại hội {facts.unit.name}: {lowered(wording.unit_finding(facts.plan))}"
    below = [wording.pace_finding(facts.pace)] if facts.pace.count.total else []
    return plain(" ".join([*below, own]))


def _subject(facts: ReportFacts) -> str:
    """The congress by its name; the campaign by its own title, where that tells of more than the congress."""
    name, title = f"đại hội {plain(facts.unit.name)}", lowered(plain(facts.campaign.title))
    term = f", nhiệm kỳ {plain(facts.term)}" if facts.term else ""
    if facts.unit.code == facts.campaign.root.code and title != f"{name}{term}":
        return f"{_topic(facts)} {title}"
    ordinal = f" lần thứ {plain(facts.ordinal)}" if facts.ordinal else ""
    return f"{_topic(facts)} {name}{ordinal}{term}"


def _topic(facts: ReportFacts) -> str:
    return _HELD if facts.is_over else _PREPARING


def _blocks(facts: ReportFacts, issuer: str) -> list[Block]:
    day = tokens.date_long(facts.edition.status_date)
    opening = (
        f"{_by_plan(facts)}, {issuer} báo cáo {_topic(facts)} đại hội, số liệu đến hết ngày {day}, như sau:"
    )
    return [
        Paragraph(opening),
        Paragraph(finding(facts), lead="Tình hình chung:"),
        Heading("I- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO"),
        *steering_blocks(facts),
        Heading(f"II- KẾT QUẢ ĐẾN HẾT NGÀY {day}"),
        *result_blocks(facts),
        Heading("III- ĐÁNH GIÁ, HẠN CHẾ, NGUYÊN NHÂN"),
        *late_blocks(facts),
        Heading(f"IV- NHIỆM VỤ {_days(facts)} NGÀY TỚI"),
        *coming_blocks(facts),
        Heading("V- KIẾN NGHỊ, ĐỀ XUẤT"),
        Blank(lines=BLANK_PROPOSALS),
        *_notes(facts),
    ]


def _by_plan(facts: ReportFacts) -> str:
    """The plan that is carried out; one that is issued later than the status date is still to come."""
    day = tokens.date_long(facts.campaign.plan_date)
    number = plain(facts.campaign.plan_number)
    if facts.edition.status_date < facts.campaign.plan_date:
        return f"Trước khi ban hành Kế hoạch số {number} (ngày {day})"
    return f"Thực hiện Kế hoạch số {number} ngày {day}"


def _days(facts: ReportFacts) -> int:
    return (facts.outlook.last - facts.edition.status_date).days


def _notes(facts: ReportFacts) -> Sequence[Block]:
    """What the figures rest on, and what the marks mean."""
    notes = [
        "Số liệu là của các đơn vị báo cáo, đếm từng đại hội, từng việc. «Dự kiến» là ngày chương trình tính "
        "từ tình hình đến ngày chốt theo trình tự các việc, không phải ngày đã quyết định."
    ]
    assumptions = [plain(text).rstrip(".") for text in facts.edition.assumptions]
    if assumptions:
        notes.append(f"Giả định: {'; '.join(assumptions)}.")
    return [Heading("GHI CHÚ VỀ SỐ LIỆU", 2), *(Paragraph(note, is_note=True) for note in notes)]


def _footer(facts: ReportFacts) -> str:
    edition = facts.edition
    known = f"sổ ghi đến số {edition.known_seq}" if edition.known_seq else "sổ ghi chưa có báo cáo nào"
    anchor = f", mốc {edition.head[:12]}" if edition.head else ""
    return f"Số liệu đến hết ngày {tokens.date_long(edition.status_date)}; {known}{anchor}"
