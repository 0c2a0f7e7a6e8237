"""What the rule set wants of the composition of a committee, and how far a committee reaches it (F14)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entry
from daihoi.domain.preparing.structure_shares import HUNDRED, Share, least_count, read_share, share_of, times
from daihoi.domain.rule_values import rule_in_force
from daihoi.domain.units import Unit

WOMEN, YOUNG, FIRST_TERM, STANDING_WOMEN = "women", "young", "first_term", "standing_women"
TARGETS = {WOMEN: "nữ", YOUNG: "trẻ", FIRST_TERM: "đổi mới", STANDING_WOMEN: "nữ trong ban thường vụ"}
"""Code of a target → what it is called."""

PEOPLE = {
    WOMEN: "nữ",
    YOUNG: "người trẻ",
    FIRST_TERM: "người lần đầu",
    STANDING_WOMEN: "nữ vào ban thường vụ",
}
"""Code of a target → whom more of reach it."""

SHARE_RULES = {WOMEN: "women_pct_min", YOUNG: "young_pct_min"}
PRINTED = {WOMEN: "women_share", YOUNG: "young_share"}
RENEWAL, STANDING = "renewal_one_in", "standing_women_min"
MIDDLE_LEAST, MIDDLE_MOST = "age_40_50_pct_min", "age_40_50_pct_max"
SURPLUS, YOUNG_AGE, SEARCHED = "surplus_pct_max", "young_age_below", "committee_size_searched"


@dataclass(frozen=True)
class Judged:
    """One target and how far a committee reaches it.

    Attributes:
        target: code of the target.
        is_met: it is reached.
        wanted: the target in words: «15%».
        reached: what there is, in words: «18/39 (46,15%)».
        ratio: how many times the target it is; empty where that says nothing.
        lacking: how many people more reach it; 0 when it is met, or when the size is not known.
    """

    target: str
    is_met: bool
    wanted: str
    reached: str
    ratio: str = ""
    lacking: int = 0

    @property
    def name(self) -> str:
        """What the target is called."""
        return TARGETS[self.target]

    def __str__(self) -> str:
        """Vietnamese: «nữ 46,15% / 15% (gấp 3,08 lần)»."""
        ratio = f" (gấp {self.ratio} lần)" if self.ratio and self.is_met else ""
        return f"{self.name} {self.reached} / {self.wanted}{ratio}"


def rule_value(campaign: Campaign, unit: Unit, name: str) -> int | None:
    """The number that a rule gives for a unit; None where there is no rule, or an exception lifts it."""
    rule = rule_in_force(campaign, name, unit)
    return rule.days if rule else None


def count_in(entry: Entry | None, column: str) -> int | None:
    """The count in a column; None when it is blank: nobody said 0."""
    value = entry.values.get(column) if entry else None
    return value if isinstance(value, int) else None


def judged(campaign: Campaign, unit: Unit, committee: Entry, standing: Entry | None) -> list[Judged]:
    """The targets that hold for a unit and can be judged from what is known.

    Args:
        campaign: as rulings left it.
        unit: whose committee it is.
        committee: its entry in the register of structures.
        standing: that of its standing committee, in the same phase; None when there is none.
    """
    return [
        *_shares(campaign, unit, committee),
        *_renewal(campaign, unit, committee),
        *_standing(campaign, unit, standing),
    ]


def share_in(entry: Entry, target: str) -> Share | None:
    """The share of women or young people: from the counts, else as the source prints it."""
    count, size = count_in(entry, target), count_in(entry, "size")
    if count is not None and size:
        return share_of(count, size)
    return read_share(entry.text(PRINTED[target])) if target in PRINTED else None


def middle_words(campaign: Campaign, unit: Unit, entry: Entry) -> str:
    """What is to be looked at in the middle age band; empty within the rule, which only says «about»."""
    count, size = count_in(entry, "from_40_to_50"), count_in(entry, "size")
    least, most = rule_value(campaign, unit, MIDDLE_LEAST), rule_value(campaign, unit, MIDDLE_MOST)
    if count is None or not size or least is None or most is None:
        return ""
    if least * size <= count * HUNDRED <= most * size:
        return ""
    return f"40–50 tuổi {count}/{size} ({share_of(count, size)}), quy định khoảng {least}–{most}%"


def _shares(campaign: Campaign, unit: Unit, entry: Entry) -> Iterator[Judged]:
    size = count_in(entry, "size")
    for target, rule in SHARE_RULES.items():
        least, share = rule_value(campaign, unit, rule), share_in(entry, target)
        if not least or share is None:
            continue
        count = count_in(entry, target)
        if count is None or not size:
            met = share.hundredths >= least * HUNDRED
            yield Judged(target, met, f"{least}%", str(share), times(share, least))
        else:
            lacking = max(least_count(least, size) - count, 0)
            reached = f"{count}/{size} ({share})"
            yield Judged(target, not lacking, f"{least}%", reached, times(share, least), lacking)


def _renewal(campaign: Campaign, unit: Unit, entry: Entry) -> Iterator[Judged]:
    one_in = rule_value(campaign, unit, RENEWAL)
    count, size = count_in(entry, FIRST_TERM), count_in(entry, "size")
    if one_in and count is not None and size:
        lacking = max(-(-size // one_in) - count, 0)
        reached = f"{count}/{size} ({share_of(count, size)})"
        yield Judged(FIRST_TERM, not lacking, f"1/{one_in}", reached, lacking=lacking)


def _standing(campaign: Campaign, unit: Unit, standing: Entry | None) -> Iterator[Judged]:
    least, count = rule_value(campaign, unit, STANDING), count_in(standing, WOMEN)
    if least is not None and count is not None:
        lacking = max(least - count, 0)
        yield Judged(STANDING_WOMEN, not lacking, str(least), str(count), lacking=lacking)


def missed(found: Sequence[Judged]) -> list[Judged]:
    """Those that are not reached."""
    return [one for one in found if not one.is_met]
