"""Communications: works by channel before, during and after the congress; what is done, shown, late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import ASSUMED_MARK, Ask, Preparation, Review, late
from daihoi.domain.preparing.communications_checks import (
    AFTER,
    BEFORE,
    DONE,
    DROPPED,
    DURING,
    REGISTER,
)
from daihoi.domain.preparing.communications_tables import channel_table, work_table
from daihoi.domain.preparing.openings import foremost
from daihoi.domain.structure import Certainty
from daihoi.domain.units import Unit

PERIODS = (BEFORE, DURING, AFTER)
MOST_NAMED = 3


def review(preparation: Preparation) -> Review:
    """What is done of every unit that keeps the register; works that are late or not shown by anything."""
    keepers = [unit for unit in foremost(preparation, REGISTER) if works_of(preparation, unit)]
    findings = [told for unit in keepers for told in _findings(preparation, unit)]
    tables = [work_table(preparation, unit, works_of(preparation, unit)) for unit in keepers]
    if keepers:
        tables.append(channel_table(preparation, [one for u in keepers for one in works_of(preparation, u)]))
    asks = [ask for unit in keepers for one in works_of(preparation, unit) for ask in _asks(preparation, one)]
    return Review("communications", "Tuyên truyền", findings, tables, asks)


def works_of(preparation: Preparation, unit: Unit) -> list[Entry]:
    """The works of a unit: before, during, after the congress; the earlier due first."""
    found = preparation.entries.of(REGISTER, unit.code)
    return sorted(found, key=lambda one: (PERIODS.index(one.text("period")), str(one.day("due") or "9999")))


def _findings(preparation: Preparation, unit: Unit) -> Iterator[str]:
    works = [one for one in works_of(preparation, unit) if one.text("state") != DROPPED]
    if not works:
        return
    done = sum(one.text("state") == DONE for one in works)
    periods = ", ".join(_period(preparation, works, period) for period in PERIODS if _of(works, period))
    assumed = f" {ASSUMED_MARK}" if all(one.certainty is Certainty.ASSUMED for one in works) else ""
    yield f"{unit.name}: đã xong {done}/{len(works)} việc tuyên truyền{assumed} ({periods})."
    yield f"Kênh tuyên truyền: {_channels(preparation, works)}."
    overdue = [one for one in works if _is_late(preparation, one)]
    if overdue:
        named = "; ".join(one.key for one in overdue[:MOST_NAMED])
        more = f" và {len(overdue) - MOST_NAMED} việc khác" if len(overdue) > MOST_NAMED else ""
        yield f"{len(overdue)} việc tuyên truyền quá hạn: {named}{more}."


def _of(works: Sequence[Entry], period: str) -> list[Entry]:
    return [one for one in works if one.text("period") == period]


def _period(preparation: Preparation, works: Sequence[Entry], period: str) -> str:
    mine = _of(works, period)
    done = sum(one.text("state") == DONE for one in mine)
    return f"{_word(preparation, 'period', period)} {done}/{len(mine)}"


def _channels(preparation: Preparation, works: Sequence[Entry]) -> str:
    """The channels with the number of works of each, the most used first."""
    counts = Counter(one.text("channel") for one in works)
    found = sorted(counts, key=lambda code: (-counts[code], code))
    return "; ".join(f"{_word(preparation, 'channel', code)} ({counts[code]} việc)" for code in found)


def _word(preparation: Preparation, column: str, code: str) -> str:
    return preparation.entries.registers[REGISTER].by_code[column].shown(code)


def _is_late(preparation: Preparation, one: Entry) -> bool:
    is_open = one.text("state") not in (DONE, DROPPED)
    return is_open and late(one.day("due"), preparation.status_date)


def _asks(preparation: Preparation, one: Entry) -> Iterator[Ask]:
    """What is not done, and what is done but shown by nothing."""
    state, due, book = one.text("state"), one.day("due"), preparation.entries.called(REGISTER)
    if one.unit_code not in preparation.campaign.tree.by_code or state == DROPPED:
        return
    if state != DONE:
        what = f"làm xong việc tuyên truyền «{one.key}» ({book})"
        yield Ask(one.unit_code, what, due, late(due, preparation.status_date))
    elif not one.text("document") and not one.evidence_sha256:
        yield Ask(one.unit_code, f"nêu minh chứng của việc tuyên truyền «{one.key}» ({book})")
