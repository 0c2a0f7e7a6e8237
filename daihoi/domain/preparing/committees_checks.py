"""What entries about committees may not be beside each other and beside the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing import dossiers_checks, nomination_checks
from daihoi.domain.preparing.committees_state import COMMITTEE, PREVIOUS, REGISTER, STANDING, structure
from daihoi.domain.preparing.steering_faults import done_faults
from daihoi.domain.preparing.structure_shares import read_share, share_of
from daihoi.domain.preparing.structure_shares_targets import SURPLUS, YOUNG_AGE, count_in, rule_value
from daihoi.domain.record import Fault

SHARES = {"women_share": "women", "young_share": "young", "key_share": "key_elected"}
"""Column of a printed share → column of the count that it is a share of the whole of."""

WHOLES = {"women_share": "size", "young_share": "size", "key_share": "key_approved"}
INSIDE = ("size", "women", "young", "under_40", "ethnic", "religious", "reelected", "degree", "theory")
"""Counts of the standing committee that lie within those of the whole committee."""

BAND_ABOVE = 40
"""Where the register's column «Dưới 40 tuổi» ends; if «trẻ» means the same, both are one number."""


def structures(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Shares that are none or disagree; a standing committee beyond the whole one; too large a surplus."""
    if count_in(entry, "size") is None and not entry.text("women_share") and not entry.text("young_share"):
        yield Fault(
            "size", "không có số lượng mà cũng không có tỷ lệ nào", "ghi số lượng, hoặc tỷ lệ mà nguồn nêu"
        )
    elif count_in(entry, "size") == 0:
        yield Fault(
            "size", "số lượng là 0", "ghi số cần bầu hoặc đã bầu; chưa biết thì để trống và ghi tỷ lệ"
        )
    for column in SHARES:
        yield from _share_faults(entries, entry, column)
    yield from _unsized_faults(entries, entry)
    yield from _age_faults(campaign, entry)
    yield from _surplus_faults(campaign, entry)
    yield from _standing_faults(campaign, entries, entry)


def moves(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Done without all cases being done, or not begun with some done."""
    planned, done, state = count_in(entry, "planned"), count_in(entry, "done_cases"), entry.text("state")
    if state == "done" and planned is not None and (done or 0) < planned:
        what = f"đã xong mà mới làm {done or 0}/{planned}"
        yield Fault("state", what, "ghi «đang làm», hoặc sửa Số đã làm")
    elif state == "open" and done:
        yield Fault("state", f"chưa làm mà đã có {done} trường hợp", "ghi «đang làm» hoặc «đã xong»")
    yield from done_faults(entry)


def _share_faults(entries: Entries, entry: Entry, column: str) -> Iterator[Fault]:
    """A text that is no percentage, or one that the counts beside it do not give."""
    text = entry.text(column)
    if not text:
        return
    share = read_share(text)
    if share is None:
        yield Fault(
            column, f"«{text}» không phải tỷ lệ phần trăm", "ghi từ 0 đến 100, nhiều nhất hai số lẻ: 46,15"
        )
        return
    columns = entries.registers[REGISTER].by_code
    count, whole = count_in(entry, SHARES[column]), count_in(entry, WHOLES[column])
    name = columns[SHARES[column]].name
    if whole and count is not None and not share.fits(count, whole):
        what = f"{name} {count}/{whole} là {share_of(count, whole)}, khác {share}"
        yield Fault(column, what, "sửa một trong hai; tỷ lệ để trống được khi đã có số")
    elif whole and count is None and share.count_of(whole) is None:
        near = share.hundredths * whole // 10_000
        around = " hoặc ".join(f"{n} ({share_of(n, whole)})" for n in (near, near + 1) if n <= whole)
        yield Fault(column, f"không có số người nào trong {whole} cho ra {share}", f"gần nhất: {around}")


def _unsized_faults(entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Counts of people out of a committee whose size nobody gave."""
    told = [code for code in INSIDE[1:] if count_in(entry, code) is not None]
    if count_in(entry, "size") is None and told:
        name = entries.registers[REGISTER].by_code[told[0]].name
        yield Fault("size", f"để trống khi có {name}", "ghi số lượng, hoặc bỏ các số người")


def _age_faults(campaign: Campaign, entry: Entry) -> Iterator[Fault]:
    """Young people and those under 40 are counted twice, differently, where the rule calls the same young."""
    unit = campaign.tree.by_code.get(entry.unit_code)
    age = rule_value(campaign, unit, YOUNG_AGE) if unit else None
    young, under = count_in(entry, "young"), count_in(entry, "under_40")
    if age == BAND_ABOVE and young is not None and under is not None and young != under:
        what = f"trẻ {young}, dưới 40 tuổi {under}: quy định gọi trẻ là dưới {age} tuổi"
        yield Fault("young", what, "ghi hai số như nhau")


def _surplus_faults(campaign: Campaign, entry: Entry) -> Iterator[Fault]:
    unit = campaign.tree.by_code.get(entry.unit_code)
    most = rule_value(campaign, unit, SURPLUS) if unit else None
    listed, size = count_in(entry, "candidates"), count_in(entry, "size")
    if most is None or listed is None or not size or entry.text("phase") == PREVIOUS:
        return
    allowed = size + size * most // 100
    if listed > allowed:
        what = f"danh sách {listed} để bầu {size}: dư {listed - size}, quy định không quá {most}%"
        yield Fault("candidates", what, f"ghi không quá {allowed}, hoặc ghi ngoại lệ: daihoi decide except")


def _standing_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A branch has no standing committee; elsewhere it is part of the committee of the same phase."""
    unit, phase = campaign.tree.by_code.get(entry.unit_code), entry.text("phase")
    standing = structure(entries, entry.unit_code, STANDING, phase)
    if standing is None or unit is None:
        return
    whole = structure(entries, entry.unit_code, COMMITTEE, phase)
    if not campaign.structure.by_code[unit.level].rank:
        yield Fault("body", "chi bộ không có ban thường vụ", "ghi «cấp ủy»")
    elif whole is None:
        what = "chưa có dòng của cấp ủy cùng giai đoạn"
        yield Fault("body", what, "ghi dòng «cấp ủy» trước, hoặc cùng bảng")
    else:
        yield from _beyond(entries, standing, whole)


def _beyond(entries: Entries, standing: Entry, whole: Entry) -> Iterator[Fault]:
    columns = entries.registers[REGISTER].by_code
    for code in INSIDE:
        mine, most = count_in(standing, code), count_in(whole, code)
        if mine is not None and most is not None and mine > most:
            what = f"ban thường vụ có {mine}, cả cấp ủy chỉ có {most}"
            yield Fault(code, what, f"{columns[code].name} của ban thường vụ không quá của cấp ủy")


CHECKS: Mapping[str, Callable[[Campaign, Entries, Entry], Iterator[Fault]]] = {
    REGISTER: structures,
    "cadre_moves": moves,
    **nomination_checks.CHECKS,
    **dossiers_checks.CHECKS,
}
