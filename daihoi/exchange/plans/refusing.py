"""What MS Project can hold and a unit's plan cannot: refused by the name of the task, never approximated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.spans import ONE_DAY
from daihoi.errors import Problem
from daihoi.exchange.mspdi import schema
from daihoi.exchange.mspdi.records import FileProject, FileTask
from daihoi.exchange.mspdi.schema import Constraint

Reason = tuple[str, str]
"""What is wrong, and what to do."""

CONSTRAINTS = {
    Constraint.ALAP: "càng muộn càng tốt (As Late As Possible)",
    Constraint.MUST_FINISH_ON: "phải xong đúng ngày (Must Finish On)",
    Constraint.START_NOT_LATER: "bắt đầu không muộn hơn (Start No Later Than)",
    Constraint.FINISH_NOT_EARLIER: "kết thúc không sớm hơn (Finish No Earlier Than)",
    Constraint.FINISH_NOT_LATER: "kết thúc không muộn hơn (Finish No Later Than)",
}
MARKS = {
    "Manual": ("việc lập lịch bằng tay", "chuyển sang Auto Scheduled"),
    "Inactive": ("việc đã tắt (Inactive)", "bật lại, hoặc xóa khỏi tệp"),
    "Recurring": ("việc lặp lại", "thay bằng một việc thường"),
    "IsSubproject": ("dự án con", "đưa việc của nó vào tệp này"),
    "ExternalTask": ("việc của tệp khác", "đưa việc ấy vào tệp này, hoặc bỏ liên kết sang tệp khác"),
    "Summary": ("việc này có việc con", "bỏ các việc con: mỗi việc của mẫu là một dòng, có số ngày của nó"),
}
LATEST_START = time(8, 0)


class Refuser:
    """Finds what cannot be taken over from a file.

    Args:
        place: file as the user knows it.
        project: what it holds.
    """

    def __init__(self, place: str, project: FileProject) -> None:
        self._place, self._project = place, project
        self._summaries = {task.uid for task in project.tasks if "Summary" in task.marks}
        self._resources: dict[int, list[int]] = {}
        for task_uid, resource_uid in project.assignments:
            if resource_uid != schema.NO_RESOURCE:
                self._resources.setdefault(task_uid, []).append(resource_uid)

    def of_project(self) -> Iterator[Problem]:
        """What concerns the whole file, and links of summaries."""
        if not self._project.is_from_start:
            what = "dự án lập lịch từ ngày kết thúc"
            remedy = "đặt Schedule from = Project Start Date; ngày cuối ghi bằng hạn (Deadline)"
            yield Problem(self._place, 0, what, remedy)
        for task in self._project.tasks:
            if "Summary" in task.marks and task.links:
                remedy = "nối thẳng các việc con với nhau"
                yield self._problem(task, ("liên kết đặt ở việc tổng hợp", remedy))

    def of_task(self, task: FileTask, calendar: WorkCalendar, *, keeps_length: bool) -> Iterator[Problem]:
        """What concerns one task; ``keeps_length``: its days are taken over, so they have to be sound."""
        reasons = [*self._marks(task), *self._constraint(task), *self._links(task), *self._calendars(task)]
        if keeps_length:
            reasons += self._length(task, calendar)
        for reason in reasons:
            yield self._problem(task, reason)

    def _marks(self, task: FileTask) -> Iterator[Reason]:
        for mark, reason in MARKS.items():
            if mark in task.marks:
                yield reason

    def _constraint(self, task: FileTask) -> Iterator[Reason]:
        if task.constraint in CONSTRAINTS:
            said = CONSTRAINTS[Constraint(task.constraint)]
            remedy = "dùng «không sớm hơn» (Start No Earlier Than), «ấn định ngày» (Must Start On) hoặc bỏ"
            yield f"ràng buộc «{said}»", remedy
        elif task.constraint not in set(Constraint):
            yield f"ràng buộc số {task.constraint} không có trong MS Project", "đặt lại ràng buộc"
        elif task.constraint != Constraint.ASAP:
            if task.constraint_at is None:
                yield "ràng buộc không có ngày", "ghi ngày của ràng buộc"
            elif task.constraint_at.time() > LATEST_START:
                yield (
                    f"ràng buộc lúc {task.constraint_at:%H:%M} ngày {task.constraint_at:%d/%m/%Y}, giữa ngày",
                    "đặt vào đầu ngày làm việc (08:00)",
                )

    def _links(self, task: FileTask) -> Iterator[Reason]:
        for link in task.links:
            if link.lag_format in schema.PERCENT_FORMATS:
                yield "liên kết chậm theo tỷ lệ phần trăm", "ghi độ chậm bằng số ngày"
            if link.type not in schema.LINK_TYPE_OF:
                yield f"liên kết kiểu số {link.type} không có trong MS Project", "nối lại liên kết"
            if link.predecessor_uid in self._summaries:
                yield "liên kết từ việc tổng hợp", "nối từ việc con cuối cùng của nó"

    def _calendars(self, task: FileTask) -> Iterator[Reason]:
        if "IgnoreResourceCalendar" in task.marks:
            return
        for resource_uid in self._resources.get(task.uid, ()):
            calendar_uid = self._project.resource_calendars.get(resource_uid, schema.NO_CALENDAR)
            calendar = self._project.calendars.get(calendar_uid)
            if calendar and calendar.has_own_days:
                remedy = "bỏ phân công, hoặc chọn «Scheduling ignores resource calendars»"
                yield f"lịch riêng của nguồn lực «{calendar.name}» quyết định ngày của việc", remedy

    def _length(self, task: FileTask, calendar: WorkCalendar) -> Iterator[Reason]:
        if task.duration_format in schema.ELAPSED_FORMATS:
            yield "thời lượng tính cả ngày nghỉ (elapsed)", "ghi số ngày làm việc, ví dụ 5d"
        elif task.minutes is None:
            yield "việc không có thời lượng", "ghi số ngày, ví dụ 5d"
        elif task.minutes % self._project.minutes_per_day:
            hours = f"{task.minutes / 60:g}".replace(".", ",")
            yield f"thời lượng {hours} giờ không tròn ngày", "ghi số nguyên ngày, ví dụ 1d"
        elif task.minutes == 0:
            yield "thời lượng 0 ngày", "ghi ít nhất 1 ngày"
        else:
            yield from self._span(task, calendar, task.minutes // self._project.minutes_per_day)

    def _span(self, task: FileTask, calendar: WorkCalendar, days: int) -> Iterator[Reason]:
        """Start and finish have to be as far apart as the duration says, on the campaign's calendar."""
        if task.start is None or task.finish is None:
            return
        first, last = task.start.date(), task.finish.date()
        if not calendar.first <= first <= last <= calendar.last:
            yield (
                f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y} nằm ngoài lịch «{calendar.name}»",
                f"lịch có từ {calendar.first:%d/%m/%Y} đến {calendar.last:%d/%m/%Y}",
            )
            return
        counted = calendar.working_days_between(first, last + ONE_DAY)
        if counted != days:
            yield (
                f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y} có {counted} ngày theo lịch «{calendar.name}» của "
                f"đợt, thời lượng ghi {days} ngày: việc bị chia đoạn, hoặc tệp dùng lịch khác",
                "gộp các đoạn lại; lập kế hoạch trên tệp do daihoi export xuất ra, đã có sẵn lịch",
            )

    def _problem(self, task: FileTask, reason: Reason) -> Problem:
        return Problem(self._place, task.row, *reason, cell=f"«{task.name[:80]}»")
