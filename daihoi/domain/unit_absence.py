"""Why a unit is not there on a day, and whom to speak of instead: Vietnamese, for messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from daihoi.domain.rulings import RulingEvent
from daihoi.domain.structure import Structure
from daihoi.domain.unit_changes import Merger, Splitting
from daihoi.domain.unit_details import change_of
from daihoi.domain.unit_lives import UnitLife
from daihoi.domain.unit_words import begin_words, called, day_words, end_words, since


def absence(life: UnitLife, day: date, heirs: Sequence[str], structure: Structure) -> tuple[str, str]:
    """What is wrong with speaking of a unit on a day on which it is not there, and the remedy.

    Args:
        life: of a unit that is not there on that day.
        day: the day.
        heirs: the units of that day that it had gone to, if it had.
        structure: names its level.
    """
    name = called(structure, {life.unit.code: life.unit}, life.unit.code)
    if life.begun_by and life.first_day and day < life.first_day:
        return _not_yet(life.begun_by, name, day)
    assert life.ended_by is not None  # a unit that is there from its first day on is there
    return _no_more(life.ended_by, name, heirs)


def _not_yet(begun_by: RulingEvent, name: str, day: date) -> tuple[str, str]:
    ruling, change = begun_by.ruling, change_of(begun_by.ruling)
    what = f"ngày {day_words(day)} chưa có {name}: {begin_words(change)} {since(ruling)}"
    match change:
        case Merger(codes):
            return what, f"báo cáo cho {' hoặc '.join(codes)}"
        case Splitting(code):
            return what, f"báo cáo cho {code}"
    return what, f"ghi số liệu từ ngày {day_words(ruling.effective_date)}"


def _no_more(ended_by: RulingEvent, name: str, heirs: Sequence[str]) -> tuple[str, str]:
    what = f"{name} {end_words(change_of(ended_by.ruling))} {since(ended_by.ruling)}"
    if heirs:
        return what, f"báo cáo cho {' hoặc '.join(heirs)}"
    return what, f"chỉ ghi số liệu trước ngày {day_words(ended_by.ruling.effective_date)}"
