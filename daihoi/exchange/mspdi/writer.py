"""A campaign, or one unit with all below it, as a file of MS Project."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

from daihoi.domain.assessment import Assessment
from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.decisions import Pausing
from daihoi.domain.units import Unit
from daihoi.exchange.mspdi import schema
from daihoi.exchange.mspdi.calendars import calendars_xml
from daihoi.exchange.mspdi.columns import Columns
from daihoi.exchange.mspdi.elements import Place
from daihoi.exchange.mspdi.links import LinkTexts
from daihoi.exchange.mspdi.moments import Moments
from daihoi.exchange.mspdi.rollup import Outlined, outline
from daihoi.exchange.mspdi.tasks import Tasks
from daihoi.exchange.selection import Selection
from daihoi.whole_files import written_whole


def write_mspdi(path: Path, assessment: Assessment, unit_code: str | None = None) -> int:
    """Writes a file that MS Project and MPXJ open with our dates; returns the number of activities in it.

    It is written piece by piece: a city has 300,000 activities.

    Raises:
        UnknownCodeError: the campaign has no such unit.
        WriteError: the file cannot be written.
    """
    selection = Selection.of(assessment.expansion, unit_code)
    with written_whole(path) as file:
        for piece in mspdi_xml(assessment, selection):
            file.write(piece)
    return int(selection.numbers.size)


def mspdi_xml(assessment: Assessment, selection: Selection) -> Iterator[str]:
    """The pieces of the file, in order."""
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    yield f'<Project xmlns="{schema.NAMESPACE}">\n'
    yield from _properties(assessment, selection)
    yield from _fields()
    yield from calendars_xml(_calendars(assessment))
    yield "<Tasks>\n"
    yield from _Outline(assessment, selection).tasks()
    yield "</Tasks>\n</Project>\n"


def _properties(assessment: Assessment, selection: Selection) -> Iterator[str]:
    """Settings that make MS Project count as we do; no moment of writing: equal plans are equal files."""
    campaign, expansion = assessment.campaign, assessment.expansion
    moments, working = Moments(expansion.table), expansion.table.codes.index("working")
    finish = int(assessment.current.finish[selection.is_inside].max())
    title = campaign.title if selection.top is campaign.root else f"{campaign.title} – {selection.top.name}"
    for name, value in (
        ("SaveVersion", schema.SAVE_VERSION),
        ("Name", f"{campaign.code}.xml"),
        ("Title", escape(title)),
        ("ScheduleFromStart", 1),
        ("StartDate", moments.start(expansion.table.day(campaign.start_date))),
        ("FinishDate", moments.finish(finish)),
        ("CriticalSlackLimit", 0),
        ("CalendarUID", working + 1),
        ("DefaultStartTime", schema.DAY_START),
        ("DefaultFinishTime", schema.DAY_END),
        ("MinutesPerDay", schema.MINUTES_PER_DAY),
        ("MinutesPerWeek", schema.MINUTES_PER_DAY * 5),
        ("DaysPerMonth", 20),
        ("DefaultTaskType", schema.FIXED_DURATION),
        ("DurationFormat", schema.DAYS_FORMAT),
        ("HonorConstraints", 1),
        ("NewTasksEffortDriven", 0),
        ("NewTasksEstimated", 0),
        ("WeekStartDay", 1),
        ("StatusDate", moments.finish(expansion.table.day(assessment.status_date) + 1)),
        ("NewTasksAreManual", 0),
    ):
        yield f"<{name}>{value}</{name}>\n"


def _fields() -> Iterator[str]:
    yield "<ExtendedAttributes>"
    for field in schema.TEXT_FIELDS:
        yield (
            f"<ExtendedAttribute><FieldID>{field.field_id}</FieldID><FieldName>{field.name}</FieldName>"
            f"<Alias>{escape(field.alias)}</Alias></ExtendedAttribute>"
        )
    yield "</ExtendedAttributes>\n"


def _calendars(assessment: Assessment) -> list[WorkCalendar]:
    """The calendars in the order of the day table's rows."""
    campaign = assessment.campaign
    return [*campaign.calendars.values(), *Pausing(campaign, assessment.status_date).calendars]


class _Outline:
    """Walks the units from the top, each with its activities, and numbers the rows."""

    def __init__(self, assessment: Assessment, selection: Selection) -> None:
        self._assessment, self._expansion, self._selection = assessment, assessment.expansion, selection
        columns = Columns.of(assessment)
        self._links = LinkTexts(assessment, selection, columns.calendar)
        self._tasks = Tasks(assessment, columns, self._links)
        self._rows = count(1)

    def tasks(self) -> Iterator[str]:
        """All tasks of the file."""
        for at in outline(self._assessment.campaign.tree, self._selection.top, self._own_rows):
            yield self._tasks.unit(at, Place(next(self._rows), at.number, at.depth))
            yield from self._activities(at)
        yield from self._outside()

    def _own_rows(self, unit: Unit) -> int:
        numbers = self._expansion.numbers(unit.code)
        return len(numbers) + sum(len(self._links.waits.get(n, ())) for n in numbers)

    def _activities(self, at: Outlined) -> Iterator[str]:
        own, level = count(1), self._expansion.blocks[at.unit.level].level

        def place() -> Place:
            return Place(next(self._rows), f"{at.number}.{next(own)}", at.depth + 1)

        for number, template in zip(self._expansion.numbers(at.unit.code), level.activities, strict=True):
            for wait in self._links.waits.get(number, ()):
                yield self._tasks.wait(wait, at.unit, place())
            yield self._tasks.activity(number, at.unit, template, place())

    def _outside(self) -> Iterator[str]:
        numbers = self._selection.outside.tolist()
        if not numbers:
            return
        uid = self._links.last_uid + 1
        yield self._tasks.outside_summary(uid, Place(next(self._rows), "2", 1), numbers)
        for own, number in enumerate(numbers, start=1):
            yield self._tasks.outside(number, Place(next(self._rows), f"2.{own}", 2))
