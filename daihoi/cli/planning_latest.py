"""What ``daihoi latest`` prints: the answer in a sentence, then the T−n table, then what rules set."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from daihoi.cli import planning_tables
from daihoi.cli import planning_words as words
from daihoi.cli.display import console
from daihoi.domain.planning.latest_results import (
    ChainRoot,
    ChainStep,
    EarliestOpening,
    LatestDates,
    LatestRow,
    LowerCongresses,
    RuleDateKind,
)
from daihoi.domain.planning.openings import named
from daihoi.domain.rule_values import WINDOW_START

MAX_STEPS, MAX_SHORT = 12, 3


def show(found: LatestDates) -> None:
    """The whole answer."""
    out = console()
    out.print()
    out.print(Text(f"{named(found.unit)}: tính lùi từ ngày khai mạc", "bold"))
    out.print(words.opening(found.opening))
    if found.suppositions:
        out.print(Text(f"Giả thiết: {words.suppositions(found.campaign, found.suppositions)}.", "yellow"))
    if found.status_date:
        out.print(Text(f"Tính cả báo cáo đến hết ngày {words.day(found.status_date)}.", "dim"))
    out.print()
    out.print(Text(last_days(found), "bold"))
    out.print(_verdict(found))
    for breach in _breaches(found):
        out.print(Text(breach, "bold red"))
    for line in _shortages(found):
        out.print(Text(line, "red"))
    out.print()
    for sentence in earliest_sentences(found):
        out.print(sentence)
    out.print()
    out.print(planning_tables.rows(found))
    out.print()
    if found.rule_dates:
        out.print(planning_tables.rule_dates(found))
        out.print()
    _print_notes(out, found)


def last_days(found: LatestDates) -> str:
    """«Khai mạc … thì hồ sơ phải trình xong chậm nhất …»: the sentence that the table is asked for."""
    parts = []
    if found.submission:
        parts.append(f"hồ sơ phải trình xong chậm nhất {_at(found.submission)}")
    parts += [f"cấp trên phải duyệt xong chậm nhất {_at(row)}" for row in found.rows if row.is_gate]
    notice = next((r for r in found.rule_dates if r.kind is RuleDateKind.NOTICE and r.day), None)
    if notice and notice.day:
        parts.append(f"thông báo triệu tập chậm nhất {words.day(notice.day)} (T−{notice.in_force.days})")
    if found.lower:
        parts.append(_lower(found.lower))
    return f"Khai mạc ngày {words.day(found.opening.day)} thì {'; '.join(parts)}." if parts else ""


def _at(row: LatestRow) -> str:
    return f"{words.day(row.last_finish)} ({words.back(row.finish_days)})"


def _lower(lower: LowerCongresses) -> str:
    whom = f"{lower.count} đại hội cấp {lower.level.short_name}" if lower.count > 1 else "đại hội cấp dưới"
    text = f"{whom} phải xong chậm nhất {words.day(lower.last_closing)} ({words.back(lower.days)})"
    if lower.pilots_last_closing and lower.pilots_last_closing != lower.last_closing:
        text += f", riêng đại hội điểm {words.day(lower.pilots_last_closing)}"
    return text


def _verdict(found: LatestDates) -> Text:
    if found.is_held:
        congress = next(row for row in found.rows if row.is_congress)
        return Text(
            f"Đại hội đã tổ chức: {words.period(congress.early_start, congress.early_finish)}.", "green"
        )
    if found.is_inferred:
        return Text(
            "Chưa ai báo đại hội này, nhưng việc sau nó đã được báo: suy ra đã tổ chức, chưa rõ ngày. "
            "Cần nhập báo cáo đại hội.",
            "yellow",
        )
    if started := next((row for row in found.rows if row.is_congress and row.is_started), None):
        return Text(f"Đại hội đã khai mạc ngày {words.day(started.early_start)}, chưa báo bế mạc.", "green")
    if found.is_missed:
        return Text(_missed(found), "bold red")
    waiting = [row for row in found.rows if not row.is_finished and not row.is_congress]
    tight = min(waiting, key=lambda row: row.spare_days, default=None)
    if tight is None:
        return Text("Kịp: mọi việc trước đại hội đã xong.", "green")
    whom = f" ({words.purpose(tight.serves)})" if tight.serves else ""
    if tight.spare_days < 0:
        missing = words.working_days(-tight.spare_days)
        return Text(f"Kịp khai mạc, nhưng «{tight.name}» thiếu {missing}{whom}.", "yellow")
    spare = "không còn ngày nào" if tight.spare_days == 0 else f"còn {words.working_days(tight.spare_days)}"
    return Text(f"Kịp. Ít dự trữ nhất là «{tight.name}»: {spare}{whom}.", "green")


def _shortages(found: LatestDates) -> Iterator[str]:
    """The congresses below that miss their own day: the worst in words, the others counted."""
    if not found.shortages:
        return
    yield f"{len(found.shortages)} đại hội cấp dưới không kịp ngày của chính mình:"
    yield from (f"    {words.shortage(short)}" for short in found.shortages[:MAX_SHORT])
    if len(found.shortages) > MAX_SHORT:
        yield f"    và {len(found.shortages) - MAX_SHORT} đại hội khác (xem daihoi feasible, daihoi check)"


def _breaches(found: LatestDates) -> Iterator[str]:
    """What the day itself breaks, however early the preparation starts."""
    for rule in found.outside:
        where = "trước ngày đầu" if rule.name == WINDOW_START else "sau ngày cuối"
        yield f"Trái quy định: đại hội {where} được tổ chức, {words.rule(rule)}."
    if found.missed_deadline:
        last = words.day(found.missed_deadline.last_day)
        yield f"Quá hạn: phải xong chậm nhất {last} («{found.missed_deadline.words}»)."


def _missed(found: LatestDates) -> str:
    late = min((row for row in found.rows if not row.is_finished), key=lambda row: row.opening_spare_days)
    soonest = found.earliest_as_planned or found.earliest
    if found.missing_days:
        return (
            f"Không kịp: sớm nhất khai mạc được ngày {words.day(soonest.day)}, "
            f"muộn hơn {words.working_days(found.missing_days)}."
        )
    return f"Không kịp: «{late.name}» thiếu {words.working_days(-late.opening_spare_days)}."


def earliest_sentences(found: LatestDates) -> Iterator[Text]:
    """The other direction, with what decides it."""
    if found.is_held or found.is_inferred:
        return
    yield from _earliest("Ngày đại hội sớm nhất mà quy định và quy trình cho phép", found.earliest)
    if found.earliest_as_planned:
        yield from _earliest(
            "Nếu giữ ngày dự kiến của các đơn vị cấp dưới thì sớm nhất", found.earliest_as_planned
        )
    if found.upper:
        upper = found.upper
        late = found.opening.closing > upper.last_closing
        yield Text(
            f"Để {named(upper.unit)} khai mạc ngày {words.day(upper.opening.day)}, đại hội này phải bế mạc "
            f"chậm nhất {words.day(upper.last_closing)}{': ngày đang xét là quá muộn' if late else ''}.",
            "red" if late else "",
        )


def _earliest(what: str, found: EarliestOpening) -> Iterator[Text]:
    chain = "chuỗi việc dưới đây, từ " if found.chain else ""
    colon = ":" if found.chain else "."
    decided_by = f". Quyết định bởi {chain}{_root(found)}{colon}"
    yield Text.assemble(f"{what}: ", (words.day(found.day), "bold"), decided_by)
    steps = [_step(step) for step in found.chain]
    if len(steps) > MAX_STEPS:
        steps = [*steps[:2], "…", *steps[-(MAX_STEPS - 3) :]]
    yield from (Text(f"    {step}", "dim") for step in steps)


def _step(step: ChainStep) -> str:
    text = f"{words.period(step.start, step.last_day)}  {step.name} ({step.unit.code})"
    return f"{text}, rồi {words.rule(step.rule)}" if step.rule else text


def _root(found: EarliestOpening) -> str:
    at = words.day(found.root_day)
    if found.root is ChainRoot.WINDOW and found.window:
        return f"ngày đầu được tổ chức {at}, {words.rule(found.window)}"
    return {
        ChainRoot.CAMPAIGN_START: f"ngày bắt đầu đợt {at}",
        ChainRoot.PLANNED: f"ngày dự kiến {at}",
        ChainRoot.DECIDED: f"ngày ấn định {at}",
        ChainRoot.SUSPENSION: f"ngày được tổ chức lại sau tạm hoãn {at}",
        ChainRoot.STATUS_DATE: f"ngày sau ngày chốt số liệu {at}",
        ChainRoot.REPORTED: f"việc đã báo cáo, bắt đầu {at}",
        ChainRoot.WINDOW: f"ngày đầu được tổ chức {at}",
    }[found.root]


def _print_notes(out: Console, found: LatestDates) -> None:
    notes = list(words.READINGS)
    notes.append(
        "Dự trữ: số ngày (theo lịch của việc) còn được lùi từ ngày sớm nhất; «Sớm nhất» là ngày bắt đầu và "
        "ngày xong nếu làm ngay khi có thể."
    )
    if found.unbound:
        notes.append(f"Ngày khai mạc không ràng buộc: {'; '.join(found.unbound)}.")
    if assumed := "; ".join(found.campaign.assumptions).rstrip("."):
        notes.append(f"Giả định của đợt: {assumed}.")
    for note in notes:
        out.print(Text(note, "dim"))
