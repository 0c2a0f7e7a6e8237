"""What the counts of papers may not be beside each other and beside the list of candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.committees_state import COMMITTEE, PLAN, structure
from daihoi.domain.preparing.dossiers import NOMINATED, OUTSIDE
from daihoi.domain.preparing.structure_shares_targets import count_in
from daihoi.domain.record import Fault


def nominated(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Papers for another number of people than the other papers, or than the list of the plan."""
    yield from papers(campaign, entries, entry)
    plan = structure(entries, entry.unit_code, COMMITTEE, PLAN)
    listed = count_in(plan, "candidates")
    if listed is not None and entry.count("needed") > listed:
        what = f"phải có {entry.count('needed')}, danh sách của phương án chỉ có {listed} người"
        yield Fault("needed", what, f"ghi không quá {listed}, hoặc sửa Danh sách bầu cử trước")


def papers(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Every paper is wanted of the same people."""
    needed = entry.count("needed")
    if not needed:
        yield Fault("needed", "số phải có là 0", "ghi số người phải có hồ sơ, hoặc bỏ dòng này")
    for other in entries.of(entry.register, entry.unit_code):
        if other.count("needed") != needed:
            what = f"phải có {needed}, dòng «{other.key}» ghi {other.count('needed')}"
            yield Fault(
                "needed", what, "mỗi người đủ mọi giấy tờ: các dòng của một đơn vị ghi cùng số phải có"
            )
            return


CHECKS: Mapping[str, Callable[[Campaign, Entries, Entry], Iterator[Fault]]] = {
    NOMINATED: nominated,
    OUTSIDE: papers,
}
