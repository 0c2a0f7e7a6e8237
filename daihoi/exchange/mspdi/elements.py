"""Pieces of ``Task`` elements that activities, units and waiting milestones share, in schema order."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from daihoi.exchange.mspdi import schema
from daihoi.exchange.mspdi.schema import TextField


@dataclass(frozen=True)
class Place:
    """Where a task stands in the file: its row, and its place in the outline."""

    row: int
    number: str
    depth: int


def head(uid: int, place: Place, name: str) -> str:
    """What every task begins with; scheduled by MS Project, of fixed duration."""
    return (
        f"<Task><UID>{uid}</UID><ID>{place.row}</ID><Name>{escape(name)}</Name><Active>1</Active>"
        f"<Manual>0</Manual><Type>{schema.FIXED_DURATION}</Type><IsNull>0</IsNull>"
        f"<WBS>{place.number}</WBS><OutlineNumber>{place.number}</OutlineNumber>"
        f"<OutlineLevel>{place.depth}</OutlineLevel><Priority>500</Priority>"
    )


def span(start: str, finish: str, duration: str, form: int = schema.DAYS_FORMAT) -> str:
    """Start, finish and duration of a task."""
    return (
        f"<Start>{start}</Start><Finish>{finish}</Finish><Duration>{duration}</Duration>"
        f"<DurationFormat>{form}</DurationFormat>"
    )


def marks(*, milestone: bool = False, summary: bool = False, critical: bool = False) -> str:
    """What kind of task it is; none is effort-driven, and none is an estimate."""
    return (
        f"<EffortDriven>0</EffortDriven><Estimated>0</Estimated><Milestone>{int(milestone)}</Milestone>"
        f"<Summary>{int(summary)}</Summary><Critical>{int(critical)}</Critical>"
    )


def progress(percent: int, done: str, left: str, start: str | None = None, finish: str | None = None) -> str:
    """What has been done; ``start`` and ``finish`` are actual ones, None where there is none."""
    return (
        f"<PercentComplete>{percent}</PercentComplete>"
        + (f"<ActualStart>{start}</ActualStart>" if start else "")
        + (f"<ActualFinish>{finish}</ActualFinish>" if finish else "")
        + f"<ActualDuration>{done}</ActualDuration><RemainingDuration>{left}</RemainingDuration>"
    )


def constraint(kind: int, calendar_uid: int, day: str | None = None) -> str:
    """What holds a task to a date, and the calendar that counts its days."""
    return f"<ConstraintType>{kind}</ConstraintType><CalendarUID>{calendar_uid}</CalendarUID>" + (
        f"<ConstraintDate>{day}</ConstraintDate>" if day else ""
    )


def texts(values: dict[TextField, str]) -> str:
    """Custom texts; empty ones are left out."""
    return "".join(
        f"<ExtendedAttribute><FieldID>{field.field_id}</FieldID><Value>{escape(value)}</Value>"
        "</ExtendedAttribute>"
        for field, value in values.items()
        if value
    )


def baseline(start: str, finish: str, duration: str) -> str:
    """Baseline 0: the frozen plan."""
    return (
        f"<Baseline><Number>0</Number><Interim>0</Interim><Start>{start}</Start><Finish>{finish}</Finish>"
        f"<Duration>{duration}</Duration><DurationFormat>{schema.DAYS_FORMAT}</DurationFormat></Baseline>"
    )
