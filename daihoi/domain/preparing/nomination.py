"""The five-step nomination as people follow it: how far, with whom present, and what comes next (F13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import ASSUMED_MARK, Ask, Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.committees_state import PLAN, committee_of
from daihoi.domain.preparing.nomination_state import (
    KEY_CADRES,
    PASS,
    QUORUM,
    REELECTION,
    REGISTER,
    ROUNDS,
    Procedure,
    has_quorum,
    is_passed,
    procedures,
    steps_state,
)
from daihoi.domain.preparing.steering_tables import compact
from daihoi.domain.preparing.structure_shares import share_of
from daihoi.domain.preparing.structure_shares_targets import count_in, rule_value
from daihoi.domain.record import shown
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import Certainty

COLUMNS = (
    *("TT", "Đơn vị", "Vòng", "Bước", "Ngày họp", "Triệu tập", "Có mặt", "Xem xét", "Được chọn"),
    *("Phiếu thấp nhất", "% triệu tập", "Kết luận"),
)
OPTIONAL = ("Xem xét", "Được chọn", "Phiếu thấp nhất", "% triệu tập")


def findings(preparation: Preparation) -> Iterator[str]:
    """How far every procedure is that has begun."""
    for one in procedures(preparation):
        done = [_round_words(preparation, one, round_) for round_ in ROUNDS if one.held[round_]]
        yield f"{one.unit.name}, giới thiệu nhân sự: {'; '.join(done)}{_assumed(one)}."


def tables(preparation: Preparation) -> list[WorkTable]:
    """A row per conference that was held: quorum, votes, and whether both are enough."""
    steps = [(one, step) for one in procedures(preparation) for round_ in ROUNDS for step in one.held[round_]]
    rows = [(number, *_row(preparation, one, step)) for number, (one, step) in enumerate(steps, 1)]
    notes = ["Phiếu thấp nhất: của người được chọn ít phiếu nhất, so với số được triệu tập."]
    if any(step.certainty is Certainty.ASSUMED for _, step in steps):
        notes.append(f"{ASSUMED_MARK} giả định, không nêu trong nguồn")
    title = "Biểu 3d. Quy trình giới thiệu nhân sự cấp ủy"
    return [compact(WorkTable("bieu-3d-quy-trinh-nhan-su", title, COLUMNS, rows, notes=notes), *OPTIONAL)]


def asks(preparation: Preparation) -> Iterator[Ask]:
    """The next step; steps that the schedule says are over; lists that do not agree with the plan."""
    for one in procedures(preparation):
        yield from _unit_asks(preparation, one)


def _unit_asks(preparation: Preparation, one: Procedure) -> Iterator[Ask]:
    state, lacking = steps_state(preparation, one.unit), one.lacking
    book = preparation.entries.called(REGISTER)
    if lacking and state is ActivityState.DONE:
        words = "; ".join(_step_words(preparation, *step) for step in lacking)
        yield Ask(one.unit.code, f"quy trình đã báo xong mà {book} còn thiếu: {words}")
    elif lacking:
        what = f"họp {_step_words(preparation, *lacking[0])} (còn {len(lacking)} bước), ghi {book}"
        yield Ask(one.unit.code, what)
    elif one.order and not lacking and state is not ActivityState.DONE:
        yield Ask(one.unit.code, "đã họp đủ các bước giới thiệu nhân sự: báo việc này xong trong tiến độ")
    yield from _disagreeing(preparation, one)


def _disagreeing(preparation: Preparation, one: Procedure) -> Iterator[Ask]:
    """The steps chose another number than the list of the plan has."""
    plan = committee_of(preparation, one.unit, PLAN)
    listed = count_in(plan.entry, "candidates") if plan else None
    if listed is not None and one.chosen is not None and one.chosen != listed:
        what = f"các bước chọn {one.chosen} người, phương án ghi danh sách {listed}: xem lại sổ nào sai"
        yield Ask(one.unit.code, what)


def _round_words(preparation: Preparation, one: Procedure, round_: str) -> str:
    """«tái cử đủ 5/5 bước (14/02/2020)»."""
    held = one.held[round_]
    name = preparation.entries.registers[REGISTER].by_code["round"].shown(round_)
    last, chosen = held[-1].day("held_on"), count_in(held[-1], "chosen")
    people = f", chọn {chosen} người" if chosen is not None else ""
    far = "đủ" if len(held) == len(one.order) else "đến"
    return f"{name} {far} {len(held)}/{len(one.order)} bước ({shown(last) if last else ''}){people}"


def _assumed(one: Procedure) -> str:
    steps = [step for held in one.held.values() for step in held]
    return f" {ASSUMED_MARK}" if any(step.certainty is Certainty.ASSUMED for step in steps) else ""


def _row(preparation: Preparation, one: Procedure, step: Entry) -> Sequence[Cell]:
    columns = preparation.entries.registers[REGISTER].by_code
    summoned, present, votes = step.count("summoned"), step.count("present"), count_in(step, "votes")
    return (
        marked(one.unit.name, step),
        columns["round"].shown(step.text("round")),
        columns["step"].shown(step.text("step")),
        step.day("held_on"),
        summoned,
        present,
        count_in(step, "considered"),
        count_in(step, "chosen"),
        votes,
        _percent(votes, summoned),
        _verdict(preparation, one, step),
    )


def _percent(part: int | None, whole: int) -> Cell:
    share = share_of(part, whole) if part is not None else None
    return str(share).removesuffix("%") if share else None


def _verdict(preparation: Preparation, one: Procedure, step: Entry) -> str:
    """What the numbers say; a number that nobody gave is named, not guessed."""
    campaign, votes = preparation.campaign, count_in(step, "votes")
    summoned, present = step.count("summoned"), step.count("present")
    thirds, least = rule_value(campaign, one.unit, QUORUM), rule_value(campaign, one.unit, PASS)
    if step.text("step") == KEY_CADRES and thirds is not None and not has_quorum(thirds, present, summoned):
        return "thiếu người dự"
    if not count_in(step, "chosen"):
        return "chưa ghi kết quả" if count_in(step, "chosen") is None else "không chọn ai"
    if votes is None:
        return "chưa ghi số phiếu"
    return "đạt" if least is None or is_passed(least, votes, summoned) else "chưa quá nửa"


def _step_words(preparation: Preparation, round_: str, step: str) -> str:
    columns = preparation.entries.registers[REGISTER].by_code
    suffix = "vòng tái cử" if round_ == REELECTION else "vòng lần đầu"
    return f"{columns['step'].shown(step)} ({suffix})"
