"""What a unit's own data says in a document: names, days, counts; blanks where nothing is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.congress_names import NAMES, congress_term, is_of_delegates, told_superior
from daihoi.domain.preparing.feedback_state import ACCEPTED, PARTLY, REJECTED, CommentGroup, comment_groups
from daihoi.domain.record import shown
from daihoi.domain.units import Unit
from daihoi.drafting.cases import is_branch
from daihoi.drafting.figures import FIGURES, figures_of
from reports.office.bodies import filed_at, superior_of
from reports.office.document import DOTS, plain
from reports.office.form import PaperForm

FIELDS: Mapping[str, str] = {
    "unit": "tên đơn vị",
    "issuer": "cơ quan ban hành (Quận ủy …)",
    "superior": "cơ quan cấp trên",
    "congress": "tên đại hội đầy đủ",
    "congress_short": "tên đại hội, không có tên đơn vị",
    "committee": "Ban Chấp hành của đơn vị, với khóa",
    "committee_kind": "Ban Chấp hành, hoặc Chi ủy",
    "committee_line": "Ban Chấp hành với khóa; ở chi bộ là tên chi bộ",
    "committee_above": "dòng trên của committee_line",
    "archive": "nơi lưu",
    "receivers_below": "Các tổ chức đảng trực thuộc, hoặc đảng viên của chi bộ",
    "term": "nhiệm kỳ",
    "ordinal": "lần thứ",
    "theme_line": "chủ đề đại hội, trong ngoặc",
    "plan": "số và ngày kế hoạch",
    "when": "thời gian khai mạc, để báo trước",
    "days": "các ngày đại hội đã họp",
    "attendants": "đại biểu, hoặc đảng viên ở đại hội đảng viên",
    "delegates": "số đại biểu đã định; chưa ghi sổ thì số triệu tập, rồi số dự kiến của đợt",
    "summoned": "số đại biểu được triệu tập: theo sổ phiên đại hội, chưa ghi thì như delegates",
    "present": "số đại biểu có mặt, theo sổ phiên đại hội",
    "held": "số đơn vị trực thuộc đã đại hội, n/N",
    "status_date": "ngày chốt số liệu",
    "comments": "số ý kiến góp ý",
    "contents": "số nội dung sau khi gộp",
    "commenting_units": "số đơn vị góp ý",
    "accepted": "số ý kiến tiếp thu",
    "partly": "số ý kiến tiếp thu một phần",
    "rejected": "số ý kiến không tiếp thu",
    "undecided": "số ý kiến chưa xử lý",
    **FIGURES,
}
"""Field → what it stands for."""

DELEGATE_TOTAL, SESSIONS = "delegate_total", "sessions"


def fields_of(preparation: Preparation, unit: Unit, form: PaperForm) -> dict[str, str]:
    """Every field for one unit; dotted where the data says nothing."""
    names = preparation.entries.find(NAMES, unit.code)
    found = {
        **_bodies(preparation, unit, form, names),
        **_congress(preparation, unit, names),
        **_feedback(comment_groups(preparation, [unit.code])[unit.code]),
        "held": _held(preparation, unit),
        "status_date": shown(preparation.status_date),
        **figures_of(preparation, unit),
    }
    return {name: found.get(name) or ("" if name == "theme_line" else DOTS) for name in FIELDS}


def _bodies(preparation: Preparation, unit: Unit, form: PaperForm, names: Entry | None) -> dict[str, str]:
    campaign, own = preparation.campaign, plain(unit.name)
    parent = campaign.tree.by_code.get(unit.parent_code)
    superior = superior_of(form, parent, told_superior(preparation, unit))
    return {
        "unit": own,
        "issuer": form.body_of(own)[0],
        "superior": superior,
        "plan": f"{plain(campaign.plan_number)}, ngày {shown(campaign.plan_date)}",
        "term": plain(congress_term(preparation, unit)),
        "archive": filed_at(form, unit),
        **_committee(unit, superior, plain(names.text("committee_ordinal")) if names else ""),
    }


def _committee(unit: Unit, superior: str, ordinal: str) -> dict[str, str]:
    """Who speaks for an organisation to its congress; a branch issues under its own name."""
    own, term = plain(unit.name), f"khóa {ordinal or DOTS}"
    if is_branch(unit):
        return {
            "committee": f"Chi ủy {own} {term if ordinal else f'nhiệm kỳ {DOTS}'}",
            "committee_kind": "CHI ỦY",
            "committee_line": own,
            "committee_above": superior,
            "receivers_below": "Đảng viên của chi bộ",
        }
    return {
        "committee": f"Ban Chấp hành {own} {term}",
        "committee_kind": "BAN CHẤP HÀNH",
        "committee_line": f"Ban Chấp hành {term}",
        "committee_above": own,
        "receivers_below": "Các tổ chức đảng trực thuộc",
    }


def _congress(preparation: Preparation, unit: Unit, names: Entry | None) -> dict[str, str]:
    ordinal = plain(names.text("ordinal")) if names else ""
    theme = plain(names.text("theme")) if names else ""
    term = plain(congress_term(preparation, unit))
    is_delegated = is_of_delegates(preparation, unit)
    kind = "Đại hội đại biểu" if is_delegated else "Đại hội"
    return {
        "ordinal": ordinal,
        "congress": f"{kind} {plain(unit.name)} lần thứ {ordinal or DOTS}, nhiệm kỳ {term or DOTS}",
        "congress_short": f"{kind} lần thứ {ordinal or DOTS}",
        "theme_line": f"(Chủ đề: {theme})" if theme else "",
        "attendants": "đại biểu" if is_delegated else "đảng viên",
        **_days(preparation, unit),
        "delegates": _delegates(preparation, unit),
        **_attendance(preparation, unit),
    }


def _days(preparation: Preparation, unit: Unit) -> dict[str, str]:
    """Days of a congress that was held, or the day it is planned for; nothing is computed here."""
    assessment = preparation.assessment
    level = preparation.campaign.structure.by_code[unit.level]
    number = assessment.expansion.number(unit.code, level.congress.code)
    if assessment.is_held[number]:
        span = assessment.span(assessment.current, number)
        first, last = shown(span.start), shown(span.last_day)
        days = f"ngày {first}" if first == last else f"từ ngày {first} đến ngày {last}"
        return {"when": days, "days": days}
    blank = f"từ ngày {DOTS} đến ngày {DOTS}"
    planned = unit.planned_congress_date
    when = f"dự kiến khai mạc {DOTS} giờ, ngày {shown(planned)}" if planned else ""
    return {"when": when, "days": blank}


def _delegates(preparation: Preparation, unit: Unit) -> str:
    """As decided; else as called to the congress; else as the campaign expects, which is said."""
    for register, column in ((DELEGATE_TOTAL, "total"), (SESSIONS, "summoned")):
        entry = preparation.entries.find(register, unit.code)
        if entry and entry.count(column):
            return str(entry.count(column))
    expected = preparation.campaign.delegates
    if expected is None or unit.code != preparation.campaign.root.code:
        return ""
    return f"{expected.total} (dự kiến)" if expected.basis.is_assumed else str(expected.total)


def _attendance(preparation: Preparation, unit: Unit) -> dict[str, str]:
    """Who was called to the congress and who came, as the register of its days has them."""
    session = preparation.entries.find(SESSIONS, unit.code)
    summoned = session.count("summoned") if session else 0
    present = session.count("present") if session else 0
    return {
        "summoned": str(summoned or _delegates(preparation, unit)),
        "present": str(present or ""),
    }


def _held(preparation: Preparation, unit: Unit) -> str:
    """How many of the units directly below have held their congress."""
    assessment, campaign = preparation.assessment, preparation.campaign
    below = campaign.tree.children[unit.code]
    numbers = [
        assessment.expansion.number(child.code, campaign.structure.by_code[child.level].congress.code)
        for child in below
    ]
    return f"{sum(bool(assessment.is_held[number]) for number in numbers)}/{len(below)}" if below else ""


def _feedback(groups: list[CommentGroup]) -> dict[str, str]:
    comments = [one for group in groups for one in group.comments]
    decided = Counter(decision for group in groups for decision in group.decisions)
    if not comments:
        return {}
    return {
        "comments": str(len(comments)),
        "contents": str(len(groups)),
        "commenting_units": str(len({one.unit_code for one in comments})),
        "accepted": str(decided[ACCEPTED]),
        "partly": str(decided[PARTLY]),
        "rejected": str(decided[REJECTED]),
        "undecided": str(decided[""]),
    }
