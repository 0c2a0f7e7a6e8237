"""Which task of a file is which activity of a unit: by activity code, else by exact name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from daihoi.domain.campaign import Campaign
from daihoi.domain.structure import ActivityTemplate, Level
from daihoi.domain.units import Unit
from daihoi.errors import Problem, suggestion
from daihoi.exchange.mspdi import schema
from daihoi.exchange.mspdi.records import FileProject, FileTask
from daihoi.intake.texts import match_key


@dataclass(frozen=True)
class Matches:
    """The tasks of a file that mean activities of one unit.

    Attributes:
        tasks: activity code → its task, in template order.
        missing: names of activities that the file has no task for.
        other_rows: rows of other units, which are left aside.
    """

    tasks: Mapping[str, FileTask]
    missing: Sequence[str]
    other_rows: int


class Matcher:
    """Matches the tasks of a file; ``problems`` grows by what matches nothing, or too much."""

    def __init__(self, place: str, campaign: Campaign, unit: Unit) -> None:
        self.problems: list[Problem] = []
        self._place, self._campaign, self._unit = place, campaign, unit
        self._level: Level = campaign.structure.by_code[unit.level]

    def match(self, project: FileProject) -> Matches:
        """The activities of the unit; everything else is noted at once."""
        own = [task for task in project.tasks if self._is_own(task)]
        found: dict[str, FileTask] = {}
        for task in own:
            activity = self._activity(task)
            if activity is None:
                continue
            first = found.setdefault(activity.code, task)
            if first is not task:
                what = f"việc «{activity.name}» đã có ở dòng {first.row}"
                self._note(task, what, "mỗi việc của đơn vị chỉ có một dòng")
        if not found and not self.problems:
            what = f"tệp không có việc nào của đơn vị «{self._unit.code}»"
            remedy = f"xuất tệp mẫu bằng: daihoi export {self._campaign.code} --unit {self._unit.code}"
            self.problems.append(Problem(self._place, 0, what, remedy))
        wanted = [a for a in self._level.activities if self._has(a)]
        tasks = {a.code: found[a.code] for a in self._level.activities if a.code in found}
        missing = [a.name for a in wanted if a.code not in found]
        return Matches(tasks, missing, self._other_rows(project))

    def _is_own(self, task: FileTask) -> bool:
        """Activities of this unit, and what bears no unit's code; a summary only when it is an activity."""
        if task.texts.get(schema.ROW_KIND.alias) in schema.HELPER_ROWS:
            return False
        code = task.texts.get(schema.UNIT.alias, "")
        if code and code != self._unit.code:
            if code not in self._campaign.tree.by_code:
                remedy = suggestion(code, self._campaign.tree.by_code)
                self._note(task, f"không có đơn vị «{code}»", remedy)
            return False
        return "Summary" not in task.marks or bool(self._candidates(task))

    def _other_rows(self, project: FileProject) -> int:
        codes = Counter(task.texts.get(schema.UNIT.alias, "") for task in project.tasks)
        return sum(n for code, n in codes.items() if code not in {"", self._unit.code})

    def _activity(self, task: FileTask) -> ActivityTemplate | None:
        candidates = self._candidates(task)
        if len(candidates) == 1:
            activity = candidates[0]
            if self._has(activity):
                return activity
            # A file of ours shows what the unit does not have as an empty milestone.
            if task.texts.get(schema.ROW_KIND.alias) != schema.ROW_LACKING or task.minutes:
                what = f"«{self._unit.code}» không có đơn vị dưới nên không có việc này"
                self._note(task, what, "bỏ việc này khỏi tệp")
        elif candidates:
            codes = ", ".join(a.code for a in candidates)
            what = f"cấp «{self._level.name}» có {len(candidates)} việc tên này"
            self._note(task, what, f"ghi mã việc vào trường «{schema.ACTIVITY.alias}»: {codes}")
        else:
            self._refuse_unknown(task)
        return None

    def _candidates(self, task: FileTask) -> Sequence[ActivityTemplate]:
        code = task.texts.get(schema.ACTIVITY.alias, "")
        if code:
            place = self._level.position.get(code)
            return [] if place is None else [self._level.activities[place]]
        return self._by_name.get(match_key(task.name), [])

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[ActivityTemplate]]:
        names: dict[str, list[ActivityTemplate]] = {}
        for activity in self._level.activities:
            names.setdefault(match_key(activity.name), []).append(activity)
        return names

    def _refuse_unknown(self, task: FileTask) -> None:
        code = task.texts.get(schema.ACTIVITY.alias, "")
        if code:
            what = f"cấp «{self._level.name}» không có mã việc «{code}»"
            self._note(task, what, suggestion(code, self._level.position))
        else:
            what = f"không khớp việc nào của cấp «{self._level.name}»"
            remedy = suggestion(task.name, [a.name for a in self._level.activities])
            self._note(task, what, remedy)

    def _has(self, activity: ActivityTemplate) -> bool:
        return not activity.parents_only or bool(self._campaign.tree.children[self._unit.code])

    def _note(self, task: FileTask, what: str, remedy: str) -> None:
        self.problems.append(Problem(self._place, task.row, what, remedy, f"«{task.name[:80]}»"))
