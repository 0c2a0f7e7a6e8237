"""What the steps of a nomination may not be beside each other and beside the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.documents_checks import later_than_told
from daihoi.domain.preparing.nomination_state import (
    FIRST_TERM,
    KEY_CADRES,
    PASS,
    QUORUM,
    REELECTION,
    REGISTER,
    STEPS,
    has_quorum,
    held_steps,
    is_passed,
    step_order,
)
from daihoi.domain.preparing.structure_shares import share_of
from daihoi.domain.preparing.structure_shares_targets import count_in, rule_value
from daihoi.domain.record import Fault, shown

EXCEPTION = "hoặc ghi ngoại lệ đã được phép: daihoi decide except"


def steps(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Too few there, too few votes, a step or a round before the one that comes first, days out of order."""
    yield from later_than_told(entry, "held_on")
    if not entry.count("summoned"):
        yield Fault("summoned", "không triệu tập ai", "ghi số người được triệu tập, từ 1 trở lên")
        return
    yield from _quorum_faults(campaign, entry)
    yield from _vote_faults(campaign, entry)
    yield from _order_faults(campaign, entries, entry)
    yield from _round_faults(campaign, entries, entry)


def _quorum_faults(campaign: Campaign, entry: Entry) -> Iterator[Fault]:
    thirds = _value(campaign, entry, QUORUM)
    summoned, present = entry.count("summoned"), entry.count("present")
    if entry.text("step") == KEY_CADRES and thirds is not None and not has_quorum(thirds, present, summoned):
        least = -(-summoned * thirds // 3)
        what = f"có mặt {present}/{summoned}, quy định ít nhất {thirds}/3"
        yield Fault("present", what, f"từ {least} người mới họp được; xem lại số, {EXCEPTION}")


def _vote_faults(campaign: Campaign, entry: Entry) -> Iterator[Fault]:
    """Whoever is chosen has more than the share of all who were summoned, not of those who came."""
    least, votes, summoned = _value(campaign, entry, PASS), count_in(entry, "votes"), entry.count("summoned")
    if not entry.count("chosen"):
        if votes:
            yield Fault(
                "votes",
                f"có {votes} phiếu mà không có người được chọn",
                "ghi Số người được chọn, hoặc bỏ số phiếu",
            )
    elif votes is not None and least is not None and not is_passed(least, votes, summoned):
        told = f"{votes}/{summoned} phiếu ({share_of(votes, summoned)})"
        what = f"{told}, quy định trên {least}% số được triệu tập"
        yield Fault(
            "votes", what, f"từ {summoned * least // 100 + 1} phiếu mới được chọn; xem lại số, {EXCEPTION}"
        )


def _order_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Each step follows the one before it in the same round."""
    order, words = step_order(entries), entries.registers[REGISTER].by_code["step"]
    place, most = order.index(entry.text("step")), _value(campaign, entry, STEPS)
    if most is not None and place >= most:
        yield Fault(
            "step", f"quy trình của cấp này có {most} bước", f"ghi một trong {most} bước đầu, {EXCEPTION}"
        )
        return
    held = {one.text("step"): one for one in held_steps(entries, entry.unit_code, entry.text("round"))}
    before = held.get(order[place - 1]) if place else entry
    after = held.get(order[place + 1]) if place + 1 < len(order) else None
    if before is None:
        what = f"chưa có «{words.shown(order[place - 1])}» của vòng này"
        yield Fault("step", what, "ghi các bước theo thứ tự")
    else:
        yield from _too_early(entry, before, words.shown(before.text("step")))
    if after and (mine := entry.day("held_on")) and (latest := after.day("held_on")) and mine > latest:
        what = f"{shown(mine)} sau {words.shown(after.text('step'))} ({shown(latest)})"
        yield Fault("held_on", what, f"ghi ngày đến {shown(latest)}, hoặc sửa cả bước sau trong cùng bảng")


def _round_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """The first-time round begins after the round of those who stand again has ended."""
    if entry.text("round") != FIRST_TERM:
        return
    order = step_order(entries)[: _value(campaign, entry, STEPS)]
    done = held_steps(entries, entry.unit_code, REELECTION)
    lacking = [step for step in order if step not in {one.text("step") for one in done}]
    if lacking:
        what = f"vòng tái cử mới xong {len(order) - len(lacking)}/{len(order)} bước"
        yield Fault("round", what, "ghi xong vòng tái cử trước")
    elif done:
        yield from _too_early(entry, done[-1], "bước cuối vòng tái cử")


def _too_early(entry: Entry, before: Entry, name: str) -> Iterator[Fault]:
    mine, earliest = entry.day("held_on"), before.day("held_on")
    if mine and earliest and mine < earliest:
        what = f"{shown(mine)} trước {name} ({shown(earliest)})"
        yield Fault("held_on", what, f"ghi ngày từ {shown(earliest)} trở đi")


def _value(campaign: Campaign, entry: Entry, rule: str) -> int | None:
    unit = campaign.tree.by_code.get(entry.unit_code)
    return rule_value(campaign, unit, rule) if unit else None


CHECKS: Mapping[str, Callable[[Campaign, Entries, Entry], Iterator[Fault]]] = {REGISTER: steps}
