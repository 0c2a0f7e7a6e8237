"""What a log should know: a list, and the rule of what stands said once more in another way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from daihoi.domain.record import ActivityKey, EventKind


@dataclass(frozen=True)
class Told:
    """One thing that was said and acknowledged."""

    seq: int
    key: ActivityKey
    kind: EventKind
    day: date
    finish: date | None
    percent: int | None
    corrects: int | None


@dataclass
class Model:
    """Everything acknowledged of one campaign, and what stands of it: the last word about the latest day."""

    told: list[Told] = field(default_factory=list)
    rulings: list[int] = field(default_factory=list)

    def of(self, key: ActivityKey, upto: int | None = None) -> list[Told]:
        """What was said of an activity, taken back or not."""
        return [one for one in self.told if one.key == key and (upto is None or one.seq <= upto)]

    def standing(self, key: ActivityKey, day: date = date.max, upto: int | None = None) -> Told | None:
        """What holds of an activity at the end of a day, as known up to an event."""
        known = self.of(key, upto)
        taken_back = {one.corrects for one in known if one.kind is EventKind.VOID}
        valid = [one for one in known if one.kind is not EventKind.VOID and one.seq not in taken_back]
        mended = [one for one in valid if one.kind is EventKind.CORRECT]
        left = [one for one in valid if not any(_withdraws(mend, one) for mend in mended)]
        return max((one for one in left if one.day <= day), key=lambda one: (one.day, one.seq), default=None)

    def picture(self, day: date, upto: int | None = None) -> Sequence[Told]:
        """What holds of all activities, in the order of their codes."""
        found = (self.standing(key, day, upto) for key in sorted({one.key for one in self.told}))
        return [one for one in found if one is not None]


def _withdraws(mend: Told, one: Told) -> bool:
    return mend.seq > one.seq and (mend.corrects == one.seq or one.day > mend.day)
