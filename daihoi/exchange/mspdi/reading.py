"""``FileProject`` from a file of MS Project; what it says wrongly is collected and told together."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element

from daihoi.errors import InputErrors, Problem
from daihoi.exchange.mspdi import schema
from daihoi.exchange.mspdi.parsing import HEADING, SAVE_AGAIN, local_name, pieces, refusal
from daihoi.exchange.mspdi.records import FileCalendar, FileLink, FileProject, FileTask
from daihoi.intake.texts import clean

MARKS = ("Summary", "Manual", "Recurring", "IsSubproject", "ExternalTask", "IgnoreResourceCalendar")
MAX_TEXT = 1000
"""Longer texts are cut: no name, code or number that is looked for is as long."""
_DURATION = re.compile(r"(-)?PT(\d{1,9})H(\d{1,9})M(\d{1,9})(?:\.\d+)?S")
_FIELDS = {field.field_id: field.alias for field in schema.TEXT_FIELDS}
_NS = f"{{{schema.NAMESPACE}}}"


def read_project(path: Path) -> FileProject:
    """Reads a project file.

    Raises:
        InputErrors: the file cannot be read (see ``pieces``), holds no tasks, or numbers and dates in
            it are not what the schema says; all of the latter together.
    """
    reader = _Reader(path)
    for element in pieces(path):
        reader.take(element)
    if reader.problems:
        raise InputErrors(reader.problems, HEADING)
    if not reader.project.tasks:
        raise refusal(path, "tệp không có việc nào", f"lập kế hoạch có việc; {SAVE_AGAIN}")
    return reader.project


class _Reader:
    """Takes the pieces of a file one by one; the definitions of custom fields come before the tasks."""

    def __init__(self, path: Path) -> None:
        self.project = FileProject()
        self.problems: list[Problem] = []
        self._path, self._aliases = path, dict(_FIELDS)
        self._at = (0, "")

    def take(self, element: Element) -> None:
        name = local_name(element)
        if name == "Task":
            self._task(element)
        elif name == "Calendar":
            self._calendar(element)
        elif name == "Resource":
            calendar = self._whole(element, "CalendarUID", schema.NO_CALENDAR)
            self.project.resource_calendars[self._whole(element, "UID", 0)] = calendar
        elif name == "Assignment":
            pair = (self._whole(element, "TaskUID", 0), self._whole(element, "ResourceUID", -1))
            self.project.assignments.append(pair)
        elif name == "ExtendedAttribute":
            if alias := _text(element, "Alias"):
                self._aliases[self._whole(element, "FieldID", 0)] = alias
        else:
            self._property(name, element)

    def _property(self, name: str, element: Element) -> None:
        text = (element.text or "").strip()
        if name == "MinutesPerDay":
            self.project.minutes_per_day = self._whole_text(name, text, schema.MINUTES_PER_DAY)
            if not 0 < self.project.minutes_per_day <= 24 * 60:
                self._wrong(name, text, "số phút một ngày làm việc, thường là 480")
        elif name == "ScheduleFromStart":
            self.project.is_from_start = text not in {"0", "false"}
        elif name == "StatusDate" and (at := self._moment_text(name, text)):
            self.project.status_date = at.date()

    def _calendar(self, element: Element) -> None:
        uid = self._whole(element, "UID", 0)
        own = element.find(f"{_NS}WeekDays/{_NS}WeekDay") is not None
        own |= element.find(f"{_NS}Exceptions/{_NS}Exception") is not None
        self.project.calendars[uid] = FileCalendar(uid, _text(element, "Name"), own)

    def _task(self, element: Element) -> None:
        name, row = _text(element, "Name"), self._whole(element, "ID", 0)
        self._at = (row, f"«{name[:80]}»" if name else f"việc dòng {row}")
        if self._says(element, "IsNull") or row == 0:
            self._at = (0, "")
            return
        minutes = self._minutes(element)
        marks = {mark for mark in MARKS if self._says(element, mark)}
        marks |= {"Inactive"} if _text(element, "Active") in {"0", "false"} else set()
        task = FileTask(
            uid=self._whole(element, "UID", 0),
            row=row,
            name=self._clean(name),
            texts=self._texts(element),
            minutes=minutes,
            duration_format=self._whole(element, "DurationFormat", schema.DAYS_FORMAT),
            marks=frozenset(marks),
            constraint=self._whole(element, "ConstraintType", 0),
            constraint_at=self._moment(element, "ConstraintDate"),
            start=self._moment(element, "Start"),
            finish=self._moment(element, "Finish"),
            is_started=element.find(f"{_NS}ActualStart") is not None,
            calendar_uid=self._whole(element, "CalendarUID", schema.NO_CALENDAR),
            links=tuple(map(self._link, element.findall(f"{_NS}PredecessorLink"))),
        )
        self._at = (0, "")
        self.project.tasks.append(task)

    def _link(self, element: Element) -> FileLink:
        return FileLink(
            self._whole(element, "PredecessorUID", 0),
            self._whole(element, "Type", 1),
            self._whole(element, "LinkLag", 0),
            self._whole(element, "LagFormat", schema.DAYS_FORMAT),
        )

    def _texts(self, element: Element) -> dict[str, str]:
        found = {}
        for item in element.findall(f"{_NS}ExtendedAttribute"):
            field_id = self._whole(item, "FieldID", 0)
            if field_id in self._aliases:
                found[self._aliases[field_id]] = self._clean(_text(item, "Value"))
        return found

    def _clean(self, text: str) -> str:
        try:
            return clean(text.replace("\n", " ").replace("\t", " "))
        except ValueError as error:
            self._wrong("Name", text, f"chữ in được (có ký tự {error})")
            return ""

    def _minutes(self, element: Element) -> int | None:
        text = _text(element, "Duration")
        if not text:
            return None
        match = _DURATION.fullmatch(text)
        if match is None or match[1]:
            self._wrong("Duration", text, "thời lượng như PT40H0M0S")
            return None
        return int(match[2]) * 60 + int(match[3])

    def _says(self, element: Element, name: str) -> bool:
        return _text(element, name) in {"1", "true"}

    def _whole(self, element: Element, name: str, default: int) -> int:
        return self._whole_text(name, _text(element, name), default)

    def _whole_text(self, name: str, text: str, default: int) -> int:
        if not text:
            return default
        if re.fullmatch(r"-?[0-9]{1,12}", text) is None:
            self._wrong(name, text, "số nguyên")
            return default
        return int(text)

    def _moment(self, element: Element, name: str) -> datetime | None:
        return self._moment_text(name, _text(element, name))

    def _moment_text(self, name: str, text: str) -> datetime | None:
        if not text or text == "NA":
            return None
        try:
            return datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S")  # noqa: DTZ007 - MSPDI has no zones
        except ValueError:
            self._wrong(name, text, "ngày giờ như 2020-04-14T08:00:00")
            return None

    def _wrong(self, name: str, text: str, expected: str) -> None:
        row, cell = self._at
        what = f"{name} là «{text[:60]}»"
        self.problems.append(Problem(str(self._path), row, what, f"phải là {expected}", cell))


def _text(element: Element, name: str) -> str:
    return (element.findtext(f"{_NS}{name}") or "")[:MAX_TEXT].strip()
