"""Who oversees which units, and each overseer's own list: the late ones first (F16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, Review, WorkTable, marked
from daihoi.domain.preparing.steering_faults import names
from daihoi.domain.preparing.steering_reading import congress, float_days, has_met, overdue_by_unit
from daihoi.domain.spans import Span
from daihoi.domain.units import Unit

IN_CHARGE = "in_charge"
REGISTER = "supervision"


@dataclass(frozen=True)
class Overseen:
    """One unit in the list of one overseer.

    Attributes:
        entry: the assignment.
        unit: the unit that is overseen.
        days: of its congress, as held or expected.
        deadline: last day permitted for its congress; None without one.
        is_held: its congress is over.
        overdue: overdue activities of the unit and all units below it.
        float_days: days until its congress breaks a deadline; None when held, or without one.
    """

    entry: Entry
    unit: Unit
    days: Span
    deadline: date | None
    is_held: bool
    overdue: int
    float_days: int | None

    @property
    def misses(self) -> bool:
        """As things go, a deadline is broken."""
        return self.float_days is not None and self.float_days < 0

    @property
    def is_late(self) -> bool:
        """Something is overdue, or a deadline will be missed."""
        return self.overdue > 0 or self.misses

    @property
    def urgency(self) -> tuple[bool, bool, int, int, str]:
        """Sorts the late ones first: those that miss a deadline, then by float, then by work overdue."""
        most = self.float_days if self.float_days is not None else 9999
        return not self.is_late, not self.misses, most, -self.overdue, self.unit.code


def review(preparation: Preparation) -> Review:
    """Every overseer with the units that are late; units that nobody is in charge of."""
    seen = overseen(preparation)
    posts = _by_post(seen)
    uncovered = list(_uncovered(preparation))
    return Review(
        "supervision",
        "Theo dõi, phụ trách đơn vị",
        list(_findings(preparation, posts, uncovered)),
        _tables(posts),
        [Ask(unit.parent_code, f"phân công nơi phụ trách {unit.name} ({unit.code})") for unit in uncovered],
    )


def overseen(preparation: Preparation) -> list[Overseen]:
    """What is overseen of the units asked about, the most urgent first."""
    chosen = {unit.code: unit for unit in preparation.chosen()}
    overdue = overdue_by_unit(preparation.assessment)
    found = [
        _overseen(preparation, entry, chosen[entry.text("unit")], overdue)
        for entry in preparation.entries.of(REGISTER)
        if entry.text("unit") in chosen
    ]
    return sorted(found, key=lambda one: one.urgency)


def _overseen(preparation: Preparation, entry: Entry, unit: Unit, overdue: Mapping[str, int]) -> Overseen:
    campaign, assessment = preparation.campaign, preparation.assessment
    deadline = campaign.deadline_of(unit)
    return Overseen(
        entry,
        unit,
        congress(assessment, unit),
        deadline.last_day if deadline else None,
        has_met(assessment, unit),
        sum(overdue[code] for code in campaign.tree.subtrees([unit.code])),
        float_days(assessment, unit),
    )


def _by_post(seen: Sequence[Overseen]) -> dict[str, list[Overseen]]:
    """Post → what it oversees; the post with the most urgent unit first."""
    posts: dict[str, list[Overseen]] = {}
    for one in seen:
        posts.setdefault(one.entry.text("post"), []).append(one)
    return posts


def _uncovered(preparation: Preparation) -> Iterator[Unit]:
    """Units directly below one that oversees units, and that nobody is in charge of."""
    entries = [one for one in preparation.entries.of(REGISTER) if one.text("role") == IN_CHARGE]
    keepers, covered = {one.unit_code for one in entries}, {one.text("unit") for one in entries}
    for unit in preparation.chosen():
        if unit.parent_code in keepers and unit.code not in covered:
            yield unit


def _findings(
    preparation: Preparation, posts: Mapping[str, Sequence[Overseen]], uncovered: Sequence[Unit]
) -> Iterator[str]:
    if not posts:
        return
    units = {one.unit.code: one for seen in posts.values() for one in seen}
    late = [one for one in units.values() if one.is_late]
    worst = [post for post, seen in posts.items() if any(one.is_late for one in seen)]
    yield f"{len(posts)} nơi theo dõi {len(units)} đơn vị: {len(late)} đơn vị chậm, thuộc {len(worst)} nơi."
    for post in worst[:3]:
        own = [one.unit for one in posts[post] if one.is_late]
        yield f"{post}: {len(own)}/{len(posts[post])} đơn vị chậm: {names(own, most=3)}."
    if uncovered:
        yield f"{len(uncovered)} đơn vị chưa có nơi phụ trách: {names(uncovered)}."


def _tables(posts: Mapping[str, Sequence[Overseen]]) -> list[WorkTable]:
    """All overseers together, then each one's own."""
    own = [_own_table(place, post, seen) for place, (post, seen) in enumerate(posts.items(), start=1)]
    return [_post_table(posts), *own] if own else []


def _post_table(posts: Mapping[str, Sequence[Overseen]]) -> WorkTable:
    rows: list[Sequence[Cell]] = []
    for post, seen in posts.items():
        held, late = sum(one.is_held for one in seen), sum(one.is_late for one in seen)
        misses, overdue = sum(one.misses for one in seen), sum(one.overdue for one in seen)
        rows.append((len(rows) + 1, post, len(seen), held, late, misses, overdue))
    columns = ("TT", "Chức danh theo dõi", "Số đơn vị", "Đã đại hội", "Chậm", "Sẽ lỡ hạn", "Việc quá hạn")
    notes = ("Chậm: có việc quá hạn (kể cả của đơn vị bên dưới), hoặc đại hội sẽ lỡ hạn.",)
    return WorkTable("theo-doi-tong-hop", "Nơi theo dõi và đơn vị chậm", columns, rows, notes=notes)


def _own_table(place: int, post: str, seen: Sequence[Overseen]) -> WorkTable:
    """What one overseer looks at: only the units that are his or hers, the late ones first."""
    late = sum(one.is_late for one in seen)
    told = f"{len(seen)} đơn vị, {late} chậm" if late else f"{len(seen)} đơn vị, không nơi nào chậm"
    return WorkTable(
        f"theo-doi-{place:02}",
        f"{post}: {told}",
        ("TT", "Đơn vị", "Trách nhiệm", "Đại hội", "Ngày", "Hạn", "Còn dư (ngày)", "Việc quá hạn", "Chậm"),
        [(number, *_row(one)) for number, one in enumerate(seen, start=1)],
        notes=("Còn dư: số ngày còn trễ được mà không lỡ hạn nào; số âm là sẽ lỡ.", "† giả định"),
    )


def _row(one: Overseen) -> Sequence[Cell]:
    role = "phụ trách" if one.entry.text("role") == IN_CHARGE else "hướng dẫn, giúp đỡ"
    held = "đã đại hội" if one.is_held else "dự kiến"
    late = "x" if one.is_late else None
    name = marked(one.unit.name, one.entry)
    return name, role, held, one.days.start, one.deadline, one.float_days, one.overdue, late
